import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const EXAMPLE = path.resolve(__dirname, "../../examples/register-unregistered");
const WABA = "102290129340398";
const NEW = ["1001", "1002"];

describe("examples/register-unregistered, a program that lists a WABA", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("registers what is not registered, and leaves it so when the list no longer has it", async () => {
        await using stack = await Stack.create({
            main: "index.ts",
            numbers: [
                ...NEW.map((id) => ({ id })),
                { id: "2001", registered: true, pin: "111111", region: "DE" },
                { id: "2002", isOnBizApp: true },
                { id: "2003", codeVerificationStatus: "NOT_VERIFIED" },
            ],
            secrets: { pin: "310467" },
            config: { wabaId: WABA },
        });
        await cp(path.join(EXAMPLE, "tsconfig.json"), path.join(stack.folder, "tsconfig.json"));
        await stack.write(await readFile(path.join(EXAMPLE, "index.ts"), "utf8"));

        expect((await stack.preview()).sent).to.deep.equal([]);
        const { writes } = await stack.up();
        expect(writes.map(({ kind, phoneNumberId }) => `${kind} ${phoneNumberId}`)).to.have.members(
            NEW.map((id) => `register ${id}`),
        );

        // The list no longer has them: they are forgotten, not switched off.
        expect((await stack.up()).sent).to.deep.equal([]);
        await stack.expectNoChanges();
        for (const id of NEW) expect(stack.graph.number(id).registered).to.equal(true);
    });
});
