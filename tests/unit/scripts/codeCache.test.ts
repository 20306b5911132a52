import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";

const CACHE = path.join(__dirname, "../../support/codeCache.cjs");

describe("the code that the processes of tests keep for the next one", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-"));
        mkdirSync(path.join(folder, "node_modules/known"), { recursive: true });
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);

    /** What a process that loads the package says, with or without what an earlier one kept. */
    function said(main = "main.cjs", text = `console.log(require("known"));`): string {
        write(main, text);
        return execFileSync(process.execPath, ["--require", CACHE, path.join(folder, main)], {
            encoding: "utf8",
            env: { ...process.env, TESTS_CODE_CACHE: folder },
        }).trim();
    }

    const CASES: [what: string, text: string, says: string][] = [
        [
            "sees its name, its folder and other modules",
            `module.exports = [__filename, __dirname].every((each) => require("path").isAbsolute(each)) && require.resolve("known") === __filename;`,
            "true",
        ],
        ["begins with a line for a shell", "#!/usr/bin/env node\nmodule.exports = 1;", "1"],
        ["imports", `import("node:os"); module.exports = 2;`, "2"],
        ["has its exports as this", "module.exports = this === exports ? 3 : 4;", "3"],
    ];
    for (const [what, text, says] of CASES) {
        it(`a module that ${what} is the same the second time`, () => {
            write("node_modules/known/index.js", text);
            expect([said(), said()]).to.deep.equal([says, says]);
        });
    }

    it("an ES module is loaded as ever", () => {
        write("node_modules/known/package.json", `{"type":"module","main":"index.js"}`);
        write("node_modules/known/index.js", "export default 5;");
        const imported = () => said("main.mjs", `import five from "known"; console.log(five);`);
        expect([imported(), imported()]).to.deep.equal(["5", "5"]);
    });

    it("one that was edited is not mistaken for what it was, though it is as long", () => {
        write("node_modules/known/index.js", "module.exports = 6;");
        expect(said()).to.equal("6");
        write("node_modules/known/index.js", "module.exports = 7;");
        expect(said()).to.equal("7");
    });
});
