import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { ID } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const QUICKSTART = path.resolve(__dirname, "../../examples/quickstart");
const NUMBERS = [ID, "106540352242923", "106540352242924"];

describe("examples/quickstart, a program in TypeScript", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("declares three numbers in two regions; a region change in its configuration moves one", async () => {
        await using stack = await Stack.create({
            main: "index.ts",
            numbers: NUMBERS.map((id) => ({ id })),
            secrets: { pin: "310467" },
            config: { supportRegion: "DE" },
        });
        await cp(path.join(QUICKSTART, "tsconfig.json"), path.join(stack.folder, "tsconfig.json"));
        await stack.write(await readFile(path.join(QUICKSTART, "index.ts"), "utf8"));

        const { sent } = await stack.up();
        expect(sent.filter((kind) => kind === "register")).to.have.length(3);
        expect(NUMBERS.map((id) => stack.graph.number(id).region)).to.deep.equal(["DE", "DE", "IN"]);
        await stack.expectNoChanges();

        await stack.configure({ supportRegion: "CH" });
        const { writes } = await stack.up();
        expect(new Set(writes.map(({ phoneNumberId }) => phoneNumberId))).to.deep.equal(new Set([ID]));
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "CH" });
        await stack.expectNoChanges();
    });
});
