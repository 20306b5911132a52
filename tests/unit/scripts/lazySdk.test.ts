import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
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

describe("whether a program is in TypeScript, in the processes of engine tests", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const rows: [string, string | undefined, string][] = [
        ["the project's JSON says no", '{ "runtime": { "options": { "typescript": false } } }', "undefined"],
        ["its YAML says no", "runtime:\n  name: nodejs\n  options:\n    typescript: false\n", "undefined"],
        ["it says yes", '{ "runtime": { "options": { "typescript": true } } }', "true"],
        ["it says nothing", "runtime: nodejs\n", "true"],
        ["there is no project", undefined, "true"],
    ];
    for (const [what, project, expected] of rows) {
        it(`is as the project says, whatever the host does: ${what}`, () => {
            if (project !== undefined) writeFileSync(path.join(folder, "Pulumi.yaml"), project);
            const script = "console.log(String(process.env.PULUMI_NODEJS_TYPESCRIPT))";
            const said = execFileSync(process.execPath, ["--require", LAZY, "-e", script], {
                encoding: "utf8",
                cwd: folder,
                env: { ...process.env, PULUMI_NODEJS_TYPESCRIPT: "true" },
            });
            expect(said.trim()).to.equal(expected);
        });
    }
});
