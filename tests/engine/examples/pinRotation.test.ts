import { expect } from "chai";
import { ID, OTHER_ID } from "../support/numbers";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

const THIRD_ID = "106540352242924";

describe("examples/pin-rotation, rotated in its config", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("pin-rotation");

    it("registers each number with its own PIN", async () => {
        await example.play("pulumi stack init dev");
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("export WHATSAPP_ACCESS_TOKEN");
        expect((await example.play("pulumi up")).sent).to.deep.equal(["register", "register", "register"]);
        expect(pins()).to.deep.equal(["310467", "493817", "071234"]);
    });

    it("a rotated PIN shows as pinRevision in the preview; up sends setPin, and no register", async () => {
        expect((await example.play("pulumi preview --diff")).sent).to.deep.equal([]);
        const { writes } = await example.play("pulumi up");
        expect(writes.map(({ kind, phoneNumberId }) => [kind, phoneNumberId])).to.deep.equal([
            ["setPin", ID],
        ]);
        expect(pins()).to.deep.equal(["826195", "493817", "071234"]);
        await example.stack.expectNoChanges();
    });

    it("a rotation that fails half-way leaves the rest of it for the next up, and only that", async () => {
        await example.play("/_emulator/faults");
        const { sent } = await example.playRefused("--continue-on-error");
        expect(sent).to.deep.equal(["setPin", "setPin", "setPin"]);
        expect(pins()).to.deep.equal(["204861", "493817", "660148"]);

        const next = await example.play("pulumi up");
        expect(next.writes.map(({ kind, phoneNumberId }) => [kind, phoneNumberId])).to.deep.equal([
            ["setPin", OTHER_ID],
        ]);
        expect(pins()).to.deep.equal(["204861", "573920", "660148"]);
        await example.stack.expectNoChanges();
    });

    const pins = () => [ID, OTHER_ID, THIRD_ID].map((id) => example.stack.graph.number(id).pin);
});
