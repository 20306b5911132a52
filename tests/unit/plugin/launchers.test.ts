import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { ROOT } from "../../docs/support/documents";

const read = (name: string) => readFileSync(path.join(ROOT, "plugin", name), "utf8");

// No machine that tests run on has a cmd.exe: what can be held here is that both launchers say and do the same.
describe("the plugin's launchers", () => {
    const shell = read("pulumi-resource-whatsapp");
    const cmd = read("pulumi-resource-whatsapp.cmd");

    it("say the same without a node, and fail", () => {
        const [, said] = /echo "(.*)" >&2\n {4}exit 1/.exec(shell) ?? [];
        expect(said).to.match(/there is no node on PATH\. Next: install Node\.js/);
        expect(cmd).to.contain(
            `where node >nul 2>nul\r\nif errorlevel 1 (\r\n    echo ${said}>&2\r\n    exit /b 1\r\n)`,
        );
    });

    it("run the bundle beside them with all arguments", () => {
        expect(shell).to.match(/exec node ".*\/index\.js" "\$@"\n$/);
        expect(cmd).to.match(/\r\nnode "%~dp0index\.js" %\*\r\n$/);
    });

    it("end their lines as their systems do", () => {
        expect(shell).to.not.contain("\r");
        expect(cmd.replaceAll("\r\n", "")).to.not.match(/[\r\n]/);
    });
});
