import { expect } from "chai";
import { run } from "../../../scripts/process";
import { Terminal } from "../support/terminal";

describe("completion in a shell", () => {
    let terminal: Terminal;
    const log = console.log;
    before(async () => {
        terminal = await Terminal.open();
    });
    after(() => terminal.close());
    afterEach(() => {
        console.log = log;
    });

    /** What it prints; the library prints by itself. */
    async function printed(...args: string[]): Promise<string> {
        const lines: string[] = [];
        console.log = (line: string) => void lines.push(line);
        await terminal.run("complete", ...args);
        console.log = log;
        return lines.join("\n");
    }

    /** What is offered for the last of these words. */
    async function offered(...words: string[]): Promise<string[]> {
        const lines = (await printed("--", ...words)).split("\n");
        expect(lines.pop()).to.match(/^:\d+$/);
        return lines.map((line) => line.split("\t")[0] ?? "");
    }

    it("offers the commands, and those of a command", async () => {
        const commands = ["list", "show", "doctor", "adopt", "report", "emulator"];
        expect(await offered("")).to.include.members(commands);
        expect(await offered("do")).to.deep.equal(["doctor"]);
        expect(await offered("emulator", "")).to.include.members(["exec", "compare", "switches"]);
    });

    it("offers the options of a command, and no other", async () => {
        const options = await offered("list", "--");
        expect(options).to.include.members(["--waba", "--filter", "--sort", "--json", "--stack"]);
        expect(options).not.to.include("--keep-pins");
        expect(await offered("emulator", "exec", "--t")).to.have.members(["--tls", "--tokens"]);
    });

    it("asks nobody, and offers nothing where nothing is known", async () => {
        terminal.graph.clearRequests();
        expect(await offered("show", "")).to.deep.equal([]);
        expect(await offered("no-such-command", "")).to.deep.equal([]);
        expect(terminal.graph.requests).to.deep.equal([]);
    });

    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
        it(`prints a script for ${shell}`, async () => {
            const script = await printed(shell);
            expect(script).to.contain("pulumi-whatsapp complete");
            if (shell !== "bash") return;
            const checked = await run("bash", ["-n", "-c", script], { cwd: ".", env: process.env });
            expect(checked.code, checked.text).to.equal(0);
        });
    }

    it("refuses a shell that it has no script for", async () => {
        const { code, stderr } = await terminal.run("complete", "tcsh");
        expect(code).to.equal(2);
        expect(stderr).to.match(/tcsh.*bash/s);
    });
});
