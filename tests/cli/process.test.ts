import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../emulator";
import { commandFile } from "../support/command";

const WABA = "102290129340398";

interface Ended {
    code: number | null;
    stdout: string;
    stderr: string;
}

/** The command as its own process: it must end by itself, whatever else is on this machine. */
describe("pulumi-whatsapp as a process", function () {
    this.timeout(600_000);
    let graph: Emulator;
    let folder: string;
    before(async () => {
        graph = await startEmulator({
            numbers: Array.from({ length: 30 }, (_, at) => ({ id: String(1000 + at) })),
        });
        folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-process-"));
        writeFileSync(path.join(folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
    });
    after(async () => {
        await graph.close();
        rmSync(folder, { recursive: true, force: true });
    });

    /** A folder for PATH, with a `pulumi` of these lines in it; none: there is no pulumi. */
    function bin(script?: string, mode = 0o755): string {
        const place = mkdtempSync(path.join(folder, "bin-"));
        if (script !== undefined) {
            writeFileSync(path.join(place, "pulumi"), `#!/bin/sh\n${script}\n`);
            chmodSync(path.join(place, "pulumi"), mode);
        }
        return place;
    }

    function run(
        args: string[],
        PATH: string,
        env: NodeJS.ProcessEnv = {},
        until?: (out: string) => boolean,
    ) {
        const child = spawn(process.execPath, [commandFile(), ...args], {
            cwd: folder,
            env: {
                ...process.env,
                PATH: `${PATH}:/bin:/usr/bin`,
                WHATSAPP_GRAPH_URL: graph.url,
                WHATSAPP_ACCESS_TOKEN: graph.token,
                ...env,
            },
            stdio: ["ignore", "pipe", "pipe"],
        });
        return new Promise<Ended>((resolve) => {
            let [stdout, stderr] = ["", ""];
            child.stdout.setEncoding("utf8").on("data", (text: string) => {
                stdout += text;
                if (until?.(stdout)) child.stdout.destroy();
            });
            child.stderr.setEncoding("utf8").on("data", (text: string) => {
                stderr += text;
            });
            child.once("exit", (code) => setImmediate(() => resolve({ code, stdout, stderr })));
        });
    }

    const pulumis: [what: string, script: string | undefined, mode: number | undefined, note: RegExp][] = [
        ["that is not there", undefined, undefined, /^$/],
        ["that can't be executed", "echo {}", 0o644, /^$/],
        [
            "that hangs and ignores signals",
            "trap '' TERM INT; sleep 300 & wait",
            0o755,
            /it did not end within/,
        ],
        [
            "that prints something else than JSON",
            "echo hello",
            0o755,
            /printed something other than its JSON/,
        ],
        ["that fails", "echo 'error: broken' >&2; exit 3", 0o755, /broken/],
    ];
    for (const [what, script, mode, note] of pulumis) {
        it(`with a pulumi ${what} ends with its answer`, async () => {
            const env = { PULUMI_WHATSAPP_PULUMI_TIMEOUT_MS: "500" };
            const { code, stdout, stderr } = await run(["show", "1000"], bin(script, mode), env);
            expect(code, stderr).to.equal(0);
            expect(stdout).to.contain("1000");
            expect(stderr)
                .to.match(note)
                .and.not.to.match(/^\s+at /m);
        });
    }

    it("whose reader goes away (| head) ends quietly", async () => {
        for (const args of [
            ["list", "--waba", WABA, "--json", "--no-stack"],
            ["list", "--waba", WABA, "--no-stack"],
            ["doctor", "--waba", WABA, "--no-stack"],
        ]) {
            const { stderr } = await run(args, bin(), {}, () => true);
            expect(stderr)
                .not.to.contain("EPIPE")
                .and.not.to.match(/^\s+at /m);
        }
    });

    it("says what it can't open in one line, with what to do", async () => {
        const missing = await run(["emulator", "--numbers", "nowhere.json"], bin());
        expect(missing.code).to.equal(1);
        expect(missing.stderr).to.match(
            /^pulumi-whatsapp: ENOENT.*nowhere\.json.*\nNext: check the path.*\n$/,
        );
        mkdirSync(path.join(folder, "folder"), { recursive: true });
        const taken = await run(["adopt", "--waba", WABA, "--no-stack", "--out", "folder"], bin());
        expect([taken.code, /Next: /.test(taken.stderr)]).to.deep.equal([1, true]);
    });
});
