import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { commandFile } from "../support/command";
import { ID } from "./support/client";
import { EmulatorProcess, runCli } from "./support/process";

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** `emulator exec`, and what it said; `heard` gets its output as it comes. */
async function exec(
    args: readonly string[],
    heard: (stdout: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<Ended> {
    const child = runCli("emulator", "exec", ...args);
    let [stdout, stderr] = ["", ""];
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
        stdout += chunk;
        heard(stdout, (signal) => child.kill(signal));
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
        stderr += chunk;
    });
    const [code] = await once(child, "close");
    return { code: code as number | null, stdout, stderr };
}

/** A command that runs these lines in Node. */
const node = (script: string, ...args: string[]) => ["--", process.execPath, "-e", script, ...args];

/** Reads a number of the emulator that the environment names, and prints what came. */
const READ = `
    const { WHATSAPP_GRAPH_URL: url, WHATSAPP_ACCESS_TOKEN: token } = process.env;
    const headers = { authorization: "Bearer " + token };
    fetch(url + "/v25.0/${ID}?fields=id", { headers }).then((answer) => answer.text()).then((text) => {
        console.log(url + " " + text);
    });
`;

describe("pulumi-whatsapp emulator exec", function () {
    this.timeout(600_000);
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "emulator-exec-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("gives the command an emulator, which ends with it", async () => {
        const { code, stdout, stderr } = await exec(node(READ));
        const [url = "", answer] = stdout.trim().split(" ");
        expect([code, answer, stderr]).to.deep.equal([0, `{"id":"${ID}"}`, ""]);
        expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
        expect(await fetch(url).catch((error: Error) => error.message)).to.equal("fetch failed");
    });

    it("gives it one that speaks TLS, and what it needs to trust it", async () => {
        const { code, stdout } = await exec(["--tls", ...node(READ)]);
        expect([code, stdout.split(" ")[1]]).to.deep.equal([0, `{"id":"${ID}"}\n`]);
        expect(stdout).to.match(/^https:/);
    });

    it("gives pulumi-whatsapp itself one that speaks TLS", async () => {
        const show = [commandFile(), "show", ID, "--no-stack"];
        const { code, stdout, stderr } = await exec(["--tls", "--", process.execPath, ...show]);
        expect(code, stderr).to.equal(0);
        expect(stdout).to.match(new RegExp(`^ID +${ID}$`, "m"));
    });

    it("takes the options of the emulator, and tells codes on stderr", async () => {
        const numbers = join(folder, "numbers.json");
        writeFileSync(numbers, '[{"id":"7","codeVerificationStatus":"NOT_VERIFIED"}]');
        const ask = `
            const { WHATSAPP_GRAPH_URL: url, WHATSAPP_ACCESS_TOKEN: token } = process.env;
            const headers = { authorization: "Bearer " + token, "content-type": "application/json" };
            const body = JSON.stringify({ code_method: "SMS", language: "en" });
            fetch(url + "/7/request_code", { method: "POST", headers, body })
                .then(() => fetch(url + "/7", { headers })).then((answer) => answer.text()).then(console.log);
        `;
        const options = ["--numbers", numbers, "--switch", "nodeDefaultFields=withCodeVerification"];
        const { stdout, stderr } = await exec([...options, ...node(ask)]);
        expect(JSON.parse(stdout).code_verification_status).to.equal("NOT_VERIFIED");
        expect(stderr).to.match(/verification code of .*\(7\): \d{6}/);
    });

    it("passes on every argument as it is", async () => {
        const args = ["--port", "1", "--", "--json", "a b", "$HOME", "*", ""];
        const { stdout } = await exec(
            node("console.log(JSON.stringify(process.argv.slice(1)))", "--", ...args),
        );
        expect(JSON.parse(stdout)).to.deep.equal(args);
        // Also without --: what stands after the command's name is no option of ours.
        const [, ...same] = node("console.log(JSON.stringify(process.argv.slice(1)))", "--", ...args);
        expect(JSON.parse((await exec(same)).stdout)).to.deep.equal(args);
    });

    const ends: [what: string, script: string, code: number][] = [
        ["0", "", 0],
        ["its own code", "process.exit(42)", 42],
        ["128+n after signal n, as from a shell", 'process.kill(process.pid, "SIGKILL")', 128 + 9],
        ["128+n after another signal", 'process.kill(process.pid, "SIGTERM")', 128 + 15],
    ];
    for (const [what, script, code] of ends) {
        it(`ends with ${what}`, async () => {
            expect((await exec(node(script))).code).to.equal(code);
        });
    }

    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR2"] as const) {
        it(`passes ${signal} on, and waits for what the command makes of it`, async () => {
            const wait = `
                process.once("${signal}", () => { console.log("got ${signal}"); process.exit(5); });
                setInterval(() => {}, 1000);
                console.log("ready");
            `;
            let sent = false;
            const { code, stdout } = await exec(node(wait), (said, kill) => {
                if (!sent && said.includes("ready")) kill(signal);
                sent ||= said.includes("ready");
            });
            expect([code, stdout]).to.deep.equal([5, `ready\ngot ${signal}\n`]);
        });
    }

    it("ends with 128+n where the command dies of the signal that was passed on", async () => {
        const wait = 'setInterval(() => {}, 1000); console.log("ready");';
        const { code } = await exec(node(wait), (_, kill) => kill("SIGTERM"));
        expect(code).to.equal(128 + constants.signals.SIGTERM);
    });

    const refused: [what: string, args: string[], code: number, says: RegExp][] = [
        ["that is not there", ["--", "no-such-command"], 127, /the command no-such-command was not found/],
        ["that can't be run", ["--", tmpdir()], 126, /can't be run/],
        ["that was not given", [], 2, /was given no command/],
        ["whose name is empty", ["--", ""], 127, /the command '' was not found/],
        ["beside a state file without a name", ["--file", "", "--", "true"], 2, /give the path of a file/],
    ];
    for (const [what, args, expected, says] of refused) {
        it(`a command ${what} is refused in a sentence, with what to do`, async () => {
            const { code, stdout, stderr } = await exec(args);
            expect([code, stdout]).to.deep.equal([expected, ""]);
            expect(stderr)
                .to.match(says)
                .and.to.match(/^.*\nNext: .*\n$/);
        });
    }
});

describe("pulumi-whatsapp emulator --json", function () {
    this.timeout(600_000);

    it("says in one line of stdout where it is; all else goes to stderr", async () => {
        const child = runCli("emulator", "--port", "0", "--in-memory", "--json", "--tls");
        let [stdout, stderr] = ["", ""];
        child.stderr?.on("data", (chunk: Buffer) => {
            stderr += chunk.toString();
        });
        child.stdout?.on("data", (chunk: Buffer) => {
            stdout += chunk.toString();
            if (stdout.endsWith("\n")) child.kill("SIGTERM");
        });
        const [code] = await once(child, "close");
        const [line = "", ...more] = stdout.split("\n");
        expect([code, more, stderr]).to.deep.equal([0, [""], "stopped\n"]);
        const { url, world, ca, ...rest } = JSON.parse(line);
        expect(url).to.match(/^https:\/\/127\.0\.0\.1:\d+$/);
        expect([world, ca].map((each) => typeof each)).to.deep.equal(["string", "string"]);
        expect(rest).to.deep.equal({
            token: "EMULATOR-TOKEN",
            controlUrl: `${url}/_emulator`,
            pid: child.pid,
            file: null,
        });
    });

    it("names the variables to paste with --tls, and removes their files at the end", async () => {
        const emulator = await EmulatorProcess.start("--in-memory", "--tls");
        const [, file = ""] = /export NODE_EXTRA_CA_CERTS=(\S+)/.exec(emulator.output()) ?? [];
        const exists = `process.exit(fs.existsSync(${JSON.stringify(file)}) ? 0 : 1)`;
        expect(emulator.output()).to.match(/export SSL_CERT_FILE=\S+bundle\.pem/);
        const there = () => exec(node(exists)).then(({ code }) => code);
        expect(await there()).to.equal(0);
        await emulator.end("SIGTERM");
        expect(await there()).to.equal(1);
    });

    it("an option of exec before it is refused: it would have no effect", async () => {
        const child = runCli("emulator", "--numbers", "numbers.json", "exec", "--", "true");
        let stderr = "";
        child.stderr?.on("data", (chunk: Buffer) => {
            stderr += chunk.toString();
        });
        const [code] = await once(child, "close");
        expect([code, stderr.split("\n")[0]]).to.deep.equal([
            2,
            "pulumi-whatsapp: --numbers stands before exec: give the options of exec after it",
        ]);
    });
});
