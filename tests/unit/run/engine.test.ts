import { expect } from "chai";
import { engineAbove, lives, ownStart, type ProcessInfo } from "../../../provider/run/engine";

/** A chain of processes: this one's parent first. */
const chain =
    (...commands: string[]) =>
    (pid: number): ProcessInfo | undefined => {
        const args = commands[pid - 100]?.split(" ");
        return args && { parent: pid + 1, args, started: String(pid) };
    };

describe("whether the engine above a provider destroys", () => {
    const rows: [string, readonly string[], boolean][] = [
        ["pulumi destroy --run-program", ["sh launcher", "/usr/bin/pulumi destroy --run-program"], true],
        ["pulumi down, through a launcher", ["sh launcher", "pulumi --cwd x down --yes"], true],
        ["pulumi.exe dn", ["C:\\bin\\pulumi.exe dn"], true],
        ["pulumi up", ["sh launcher", "pulumi up --target urn:x"], false],
        ["an up of a stack that is called destroy", ["pulumi up --stack destroy"], false],
        ["a launcher that is called pulumi-something", ["pulumi-resource-x destroy", "pulumi up"], false],
        ["no engine in sight", ["sh launcher", "bash"], false],
        ["nothing in sight", [], false],
    ];
    for (const [what, commands, destroys] of rows) {
        it(`${what}: ${destroys ? "yes" : "no"}`, () => {
            expect(engineAbove(100, chain(...commands))?.destroys ?? false).to.equal(destroys);
        });
    }

    it("is asked of this machine's own processes without an error", () => {
        expect(engineAbove()?.destroys ?? false).to.equal(false);
    });

    it("a process lives, and one with the same ID that was started at another time is another one", () => {
        expect(lives(process.pid, ownStart())).to.equal(true);
        if (process.platform === "linux") expect(lives(process.pid, "1")).to.equal(false);
        expect(lives(2 ** 22 + 1, "")).to.equal(false);
    });
});
