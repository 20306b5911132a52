import { expect } from "chai";
import fc from "fast-check";
import { attempt } from "../../../scripts/engine/say";
import { GoProgress } from "../../../scripts/goProgress";

describe("how far a Go build is", () => {
    const downloads = "go: downloading a.io/b v1.2.3\ngo: downloading c.io/d/v2 v2.0.0\n";
    const compiled = "internal/abi\n# a warning of the linker\na.io/b/c-d\n";

    it("counts modules, then packages, in whatever pieces go's words come", () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
                const progress = new GoProgress();
                const hear = (text: string) => {
                    for (let [at, turn] = [0, 0]; at < text.length; turn++) {
                        const size = sizes[turn % sizes.length] ?? 1;
                        progress.hear(text.slice(at, at + size));
                        at += size;
                    }
                };
                // What there is to compile is listed in the first part, and is not compiled then.
                hear(`${downloads}a.io/b/c-d\n`);
                expect(progress.text).to.equal("2 modules downloaded: c.io/d/v2 v2.0.0");
                progress.compiling(40);
                expect(progress.text).to.equal("0 of 40 packages compiled");
                hear(compiled);
                expect(progress.text).to.equal("2 of 40 packages compiled: a.io/b/c-d");
            }),
            { numRuns: 30 },
        );
    });
});

describe("the lines of an attempt", () => {
    /** What is said while an attempt makes progress at these seconds, and ends at 100. */
    async function said(where: "terminal" | "log", seconds: readonly number[]): Promise<string> {
        let [text, at] = ["", 0];
        await attempt(
            (more) => {
                text += more;
            },
            "building",
            async (progress) => {
                for (const [count, second] of seconds.entries()) {
                    at = second * 1000;
                    progress(`${count + 1} done`);
                }
                at = 100_000;
                return { outcome: "built", value: undefined };
            },
            where,
            () => at,
        );
        return text;
    }

    it("are one where nothing is told in between", async () => {
        for (const where of ["terminal", "log"] as const) {
            expect(await said(where, [])).to.match(/^engine: building … .*built \(100\.0 s\)\n$/);
        }
    });

    it("a log has one every half minute", async () => {
        expect(await said("log", [1, 31, 32, 62])).to.equal(
            "engine: building … \nengine:   2 done (31.0 s)\nengine:   4 done (62.0 s)\nengine: building … built (100.0 s)\n",
        );
    });

    it("a terminal has one line below the first, written over", async () => {
        const over = "\r\u001b[K";
        expect(await said("terminal", [0.1, 1, 2])).to.equal(
            `engine: building … \n${over}engine:   2 done (1.0 s)${over}engine:   3 done (2.0 s)${over}engine: building … built (100.0 s)\n`,
        );
    });
});
