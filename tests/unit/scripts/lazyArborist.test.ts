import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect } from "chai";

const LAZY = path.join(__dirname, "../../engine/support/lazyArborist.cjs");

/** What a process with the preload of engine tests says of npm's dependency tree. */
function saysOf(script: string): string {
    const count = `const loaded = () => Object.keys(require.cache).filter((each) => each.includes("arborist")).length > 0;`;
    return execFileSync(process.execPath, ["--require", LAZY, "-e", `${count}${script}`], {
        encoding: "utf8",
        cwd: path.resolve(__dirname, "../../.."),
    }).trim();
}

describe("npm's dependency tree in the processes of engine tests", () => {
    it("is not loaded with Pulumi's SDK", () => {
        expect(saysOf(`require("@pulumi/pulumi"); console.log(loaded());`)).to.equal("false");
    });

    it("is the real one for whoever uses it, as the packing of captured closures does", () => {
        const uses = `const { Arborist } = require("@npmcli/arborist");
            new Arborist({ path: process.cwd() }).loadActual({ filter: () => false })
                .then((tree) => console.log(loaded(), tree.isRoot));`;
        expect(saysOf(uses)).to.equal("true true");
    });
});
