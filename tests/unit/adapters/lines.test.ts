import { executionAsyncResource } from "node:async_hooks";
import { expect } from "chai";
import { Lines } from "../../../provider/adapters/lines";

/** Lines that are kept, each with what it is about. */
class Kept extends Lines {
    readonly said: string[] = [];

    protected deliver(line: string, _severity: "info" | "warning", urn: string): void {
        this.said.push(`${urn}: ${line}`);
    }
}

describe("the lines of a provider's process", () => {
    it("are about the resource of the call that says them, also where several are under way", async () => {
        const lines = new Kept();
        const one = (urn: string) =>
            lines.during(urn, async () => {
                lines.say("first");
                await new Promise(setImmediate);
                lines.say("second");
            });
        await Promise.all([one("a"), one("b")]);
        expect(lines.said).to.have.members(["a: first", "a: second", "b: first", "b: second"]);
    });

    it("know no resource outside a call, nor in the call of another process", async () => {
        const [lines, others] = [new Kept(), new Kept()];
        lines.say("outside");
        await lines.during("a", async () => others.say("of another"));
        expect([...lines.said, ...others.said]).to.deep.equal([": outside", ": of another"]);
    });

    it("cost a later promise the same, however many processes there were", async () => {
        // What storages keep of a promise, as far as this version of Node.js keeps it there.
        const kept = async () => {
            await Promise.resolve();
            return Object.getOwnPropertySymbols(executionAsyncResource()).length;
        };
        const use = () => new Kept().during("a", kept);
        const first = await use();
        for (let count = 0; count < 50; count++) await use();
        expect(await use()).to.equal(first);
    });
});
