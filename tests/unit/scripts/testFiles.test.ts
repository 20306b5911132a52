import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";

/** How mocha itself finds files; its types don't know it. */
const { lookupFiles } = require("mocha/lib/cli/lookup-files") as {
    lookupFiles(glob: string, extensions: readonly string[], isRecursive: boolean): string[];
};

const ROOT = path.resolve(__dirname, "../../..");

describe("npm test", () => {
    // Files that wait much (killed, bounded) stand between those that compute: two of them side by side leave a core idle.
    it("runs each file of tests once", () => {
        const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
        const globs = [...scripts["test:all"].matchAll(/"([^"]+)"/g)].map(([, glob]) => glob);
        const files = globs.flatMap((glob) => lookupFiles(path.join(ROOT, glob), ["ts"], false));
        const all = readdirSync(path.join(ROOT, "tests"), { recursive: true, encoding: "utf8" });
        const tests = all.filter((name) => name.endsWith(".test.ts"));
        expect(files.map((file) => path.relative(path.join(ROOT, "tests"), file))).to.have.members(tests);
    });
});
