import { expect } from "chai";
import { InvalidArgumentError } from "commander";
import { commandOf, counted, listed, wholeNumber } from "../../../bench/command";

describe("the command lines of the benches", () => {
    for (const [what, args, command] of [
        ["no arguments", [], "npm run bench"],
        ["arguments", ["--sizes", "10"], "npm run bench -- --sizes 10"],
        [
            "without where the results are kept",
            ["--results", "a.md", "--runs", "1"],
            "npm run bench -- --runs 1",
        ],
        ["however that is said", ["--results=a.md"], "npm run bench"],
    ] as [string, string[], string][]) {
        it(`names the command: ${what}`, () => expect(commandOf("npm run bench", args)).to.equal(command));
    }

    it("takes whole numbers, and several of them", () => {
        expect([wholeNumber("0"), counted("7"), ...listed(counted)("10, 100")]).to.deep.equal([
            0, 7, 10, 100,
        ]);
        for (const [parse, text] of [
            [wholeNumber, "-1"],
            [wholeNumber, "1.5"],
            [wholeNumber, ""],
            [counted, "0"],
            [listed(counted), "10,,100"],
        ] as const) {
            expect(() => parse(text), text).to.throw(InvalidArgumentError);
        }
    });
});
