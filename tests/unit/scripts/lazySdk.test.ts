import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect } from "chai";

const LAZY = path.join(__dirname, "../../engine/support/lazySdk.cjs");

/** What a process with the preload of engine tests says; `loaded()`: whether npm's dependency tree and TypeScript are. */
function saysOf(script: string): string {
    const count = `const loaded = () => ["arborist/lib", "typescript/lib"].some((name) =>
        Object.keys(require.cache).some((each) => each.includes(name)));`;
    return execFileSync(process.execPath, ["--require", LAZY, "-e", `${count}${script}`], {
        encoding: "utf8",
        cwd: path.resolve(__dirname, "../../.."),
    }).trim();
}

describe("what Pulumi's SDK needs for closures alone, in the processes of engine tests", () => {
    it("is not loaded with it", () => {
        expect(saysOf(`require("@pulumi/pulumi"); console.log(loaded());`)).to.equal("false");
    });

    it("is there for whoever packs one", () => {
        const packs = `const pulumi = require("@pulumi/pulumi");
            const { Config } = require("@pulumi/pulumi");
            const seven = 7;
            pulumi.runtime.serializeFunction(() => [new Config("a"), seven], { allowSecrets: false })
                .then(({ text }) => console.log(loaded(), text.includes("seven: 7")));`;
        expect(saysOf(packs)).to.equal("true true");
    });
});
