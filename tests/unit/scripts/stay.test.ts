import { PassThrough } from "node:stream";
import { expect } from "chai";
import { isWatched, stay } from "../../../scripts/stay";

/** Stays, and does this with the input each time it is invited. */
async function stayed(
    ...steps: ((at: { input: PassThrough; stop: () => void }) => void)[]
): Promise<string[]> {
    const [input, output, controller] = [new PassThrough(), new PassThrough(), new AbortController()];
    const done: string[] = [];
    await stay({
        input,
        output,
        signal: controller.signal,
        invite: () => {
            done.push("invited");
            // Once it listens.
            setImmediate(() => steps.shift()?.({ input, stop: () => controller.abort() }));
        },
        again: async () => {
            done.push("again");
        },
    });
    return done;
}

const enter = ({ input }: { input: PassThrough }) => input.write("\n");

describe("npm start on a terminal", () => {
    it("deploys again for each Enter, and ends with the input", async () => {
        const done = await stayed(enter, enter, ({ input }) => input.end());
        expect(done).to.deep.equal(["invited", "again", "invited", "again", "invited"]);
    });

    it("ends when it is told to, while it waits and while it deploys", async () => {
        expect(await stayed(({ stop }) => stop())).to.deep.equal(["invited"]);
        const done = await stayed((at) => {
            enter(at);
            at.stop();
        });
        expect(done.filter((each) => each === "invited")).to.have.length(1);
    });

    const rows: [input: boolean, output: boolean, env: NodeJS.ProcessEnv, watched: boolean][] = [
        [true, true, {}, true],
        [true, true, { CI: "" }, true],
        [true, true, { CI: "true" }, false],
        [false, true, {}, false],
        [true, false, {}, false],
    ];
    for (const [input, output, env, watched] of rows) {
        const where = `input ${input ? "" : "no "}terminal, output ${output ? "" : "no "}terminal`;
        it(`${where}, ${JSON.stringify(env)}: ${watched ? "stays" : "ends by itself"}`, () => {
            expect(isWatched({ isTTY: input }, { isTTY: output }, env)).to.equal(watched);
        });
    }
});
