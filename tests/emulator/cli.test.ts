import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { SWITCHES } from "../../emulator/switches";
import { Client, ID, outcome } from "./support/client";
import { EmulatorProcess, runCli } from "./support/process";

/** Runs the command to its end. */
async function run(...args: string[]): Promise<{ code: number; output: string }> {
    const child = runCli(...args);
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
    });
    const [code] = await once(child, "close");
    return { code: code as number, output };
}

describe("pulumi-whatsapp emulator", function () {
    this.timeout(600_000);
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "emulator-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("prints the URL, the three demo numbers and the lines to paste, and ends cleanly on SIGTERM", async () => {
        const emulator = await EmulatorProcess.start("--in-memory");
        const lines = emulator.output();
        expect(lines).to.include(`export WHATSAPP_GRAPH_URL=${emulator.url}`);
        expect(lines).to.include("export WHATSAPP_ACCESS_TOKEN=EMULATOR-TOKEN");
        const [, page = ""] = /See it at (\S+)/.exec(lines) ?? [];
        expect((await fetch(page)).headers.get("content-type")).to.include("text/html");
        for (const id of ["106540352242922", "106540352242923", "106540352242924"]) {
            expect(lines).to.include(`${id}  `);
        }
        expect(outcome(await new Client(emulator).register(ID))).to.equal("ok");
        expect(await emulator.end("SIGTERM")).to.equal(0);
    });

    it("takes numbers, tokens, switches and latency; codes appear on its console; SIGINT ends it", async () => {
        const numbers = join(folder, "numbers.json");
        const tokens = join(folder, "tokens.json");
        // With the mark that editors on Windows put before a text.
        writeFileSync(
            numbers,
            `\ufeff${JSON.stringify([{ id: "7", codeVerificationStatus: "NOT_VERIFIED" }])}`,
        );
        writeFileSync(
            tokens,
            JSON.stringify([{ token: "READER", scopes: ["whatsapp_business_management"] }]),
        );
        const emulator = await EmulatorProcess.start(
            ...["--in-memory", "--numbers", numbers, "--tokens", tokens, "--latency", "1"],
            ...["--switch", "nodeDefaultFields=withCodeVerification", "--switch", "pinMode=evolved"],
        );
        const client = new Client(emulator);
        const headers = { authorization: "Bearer READER" };
        expect((await client.send("GET", "/7", { headers })).body.code_verification_status).to.equal(
            "NOT_VERIFIED",
        );
        expect(outcome(await client.get(`/${ID}`))).to.equal("400 100/33");
        await client.post("/7/request_code", { code_method: "SMS", language: "en" });
        while (!/verification code of .*: \d{6}/.test(emulator.output())) {
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
        expect(await emulator.end("SIGINT")).to.equal(0);
    });

    it("--help explains each option, and `emulator switches` each switch", async () => {
        const { code, output } = await run("emulator", "--help");
        expect(code).to.equal(0);
        for (const option of ["port", "file", "in-memory", "numbers", "tokens", "switch", "latency"]) {
            expect(output).to.match(new RegExp(`--${option}\\b.* {2,}\\S`));
        }
        const switches = await run("emulator", "switches");
        for (const name of Object.keys(SWITCHES))
            expect(switches.output).to.match(new RegExp(`^${name}=`, "m"));
        const few = await run("emulator", "switches", "pinmode");
        expect(few.output)
            .to.match(/^pinMode=legacy\|evolved/)
            .and.not.to.include("quotaCounters=");
    });

    it("a state file that can't be kept ends the start in one line: in use, spoilt, a link, unwritable", async () => {
        const file = (name: string): string => join(folder, name);
        const first = await EmulatorProcess.start("--file", file("used.json"));
        writeFileSync(
            file("spoilt.json"),
            '{"version":1,"wabas":[],"tokens":[],"numbers":[{"id":"1","pin":"12"}]}',
        );
        symlinkSync(file("other.json"), file("link.json"));
        mkdirSync(file("unwritable.json.new"));
        const refused: [string, string][] = [
            ["used.json", `is in use by another emulator, process ${first.child.pid}`],
            ["spoilt.json", "numbers[0].pin (1) of "],
            ["link.json", "a symbolic link, which is not followed"],
            ["unwritable.json", "unwritable.json.new"],
            ["none/state.json", "ENOENT"],
        ];
        for (const [name, saying] of refused) {
            const { code, output } = await run("emulator", "--port", "0", "--file", file(name));
            const [line = "", next, ...more] = output.trim().split("\n");
            expect([code, more.length], output).to.deep.equal([1, 0]);
            expect(line).to.include(saying);
            expect(next).to.match(/^Next: /);
        }
        expect(await first.end("SIGTERM")).to.equal(0);
    });

    it("what can't be is refused in one line, with what to do", async () => {
        writeFileSync(join(folder, "none.json"), "# no JSON");
        writeFileSync(join(folder, "bad.json"), '[{"name":"no id"}]');
        const refused: [string[], number, string][] = [
            [["--switch", "colour=red"], 2, "no switch is called colour"],
            [["--switch", "pinMode=red"], 2, 'pinMode of the set of switches must be "legacy"'],
            [["--switch", "pinMode"], 2, "--switch pinMode has no value: give pinMode=VALUE"],
            [
                ["--switch", "qrCodeLimit="],
                2,
                "qrCodeLimit of the set of switches must be a whole number from 0",
            ],
            [
                ["--latency", "2147483648"],
                2,
                "--latency was given as 2147483648: give milliseconds from 0 to",
            ],
            [["--file", "a.json"], 2, "'--in-memory' cannot be used with option '--file <file>'"],
            [["--port", "65536"], 2, "--port was given as 65536"],
            [["--port", "many"], 2, "--port must be a whole number"],
            [["--numbers", join(folder, "none.json")], 1, "none.json is not JSON"],
            [["--numbers", join(folder, "bad.json")], 1, 'must hold a JSON list of objects with "id"'],
        ];
        for (const [options, exitCode, saying] of refused) {
            const { code, output } = await run("emulator", "--in-memory", ...options);
            const [line = "", next, ...more] = output.trim().split("\n");
            expect([code, more.length]).to.deep.equal([exitCode, 0]);
            expect(line).to.include(saying);
            expect(next).to.match(/^Next: /);
        }
    });
});
