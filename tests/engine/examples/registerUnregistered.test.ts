import { expect } from "chai";
import { ID, OTHER_ID } from "../support/numbers";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

const NEW = [ID, OTHER_ID];

describe("examples/register-unregistered, a program that lists a WABA", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("register-unregistered");

    it("registers what is not registered, and leaves it so when the list no longer has it", async () => {
        await example.play("pulumi stack init dev");
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("export WHATSAPP_ACCESS_TOKEN");

        const { writes } = await example.play("pulumi up");
        expect(writes.map(({ kind, phoneNumberId }) => `${kind} ${phoneNumberId}`)).to.have.members(
            NEW.map((id) => `register ${id}`),
        );

        // The list no longer has them: they are forgotten, not switched off.
        expect((await example.play("pulumi up")).sent).to.deep.equal([]);
        await example.stack.expectNoChanges();
        for (const id of NEW) expect(example.stack.graph.number(id).registered).to.equal(true);
    });
});
