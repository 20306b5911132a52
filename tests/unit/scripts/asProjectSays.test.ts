import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";

const AS_PROJECT_SAYS = path.join(__dirname, "../../../scripts/engine/asProjectSays.cjs");

describe("whether a program is in TypeScript", () => {
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
            const said = execFileSync(process.execPath, ["--require", AS_PROJECT_SAYS, "-e", script], {
                encoding: "utf8",
                cwd: folder,
                env: { ...process.env, PULUMI_NODEJS_TYPESCRIPT: "true" },
            });
            expect(said.trim()).to.equal(expected);
        });
    }
});
