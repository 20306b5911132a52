import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { Client, ID, PIN } from "../support/client";
import { runCli } from "../support/process";

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the command to its end; `started` gets its first line of JSON, and then stops it. */
async function cli(
    args: readonly string[],
    started?: (line: Record<string, string>) => Promise<void>,
): Promise<Ended> {
    const child = runCli("emulator", ...args);
    let [stdout, stderr] = ["", ""];
    let running: Promise<void> | undefined;
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
        stdout += chunk;
        if (started === undefined || running !== undefined || !stdout.includes("\n")) return;
        running = started(JSON.parse(stdout)).finally(() => child.kill("SIGTERM"));
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
        stderr += chunk;
    });
    const [code] = await once(child, "close");
    await running;
    return { code: code as number | null, stdout, stderr };
}

describe("pulumi-whatsapp emulator --record and compare", function () {
    this.timeout(600_000);
    let folder: string;
    let file: string;
    let upstream: Emulator;
    beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), "emulator-record-"));
        file = join(folder, "session.jsonl");
        const numbers = [{ id: ID, registered: true, pin: PIN }];
        upstream = await startEmulator({ numbers, switches: { settingsCasing: "lower" } });
    });
    afterEach(async () => {
        await upstream.close();
        rmSync(folder, { recursive: true });
    });

    it("record a session, then tell what the emulator answers otherwise, and which switch explains it", async () => {
        const record = ["--record", file, "--upstream", upstream.url, "--port", "0", "--json"];
        const recorded = await cli(record, async ({ url = "", recording, upstream: to }) => {
            expect([recording, to]).to.deep.equal([file, upstream.url]);
            const client = new Client({ url, token: upstream.token });
            await client.get(`/${ID}?fields=status,platform_type,is_pin_enabled`);
            await client.get(`/${ID}/settings`);
            expect((await client.register(ID)).status).to.equal(200);
        });
        expect([recorded.code, recorded.stdout.split("\n").length]).to.deep.equal([0, 2]);
        expect(recorded.stderr).to.match(/3 POST \/v25\.0\/9\d{14}\/register: 200\nstopped\n$/);
        expect(readFileSync(file, "utf8") + recorded.stderr).not.to.match(
            new RegExp(`${ID}|${PIN}|EMULATOR-TOKEN`),
        );

        const different = await cli(["compare", file]);
        expect([different.code, different.stderr]).to.deep.equal([1, ""]);
        expect(different.stdout).to.equal(
            [
                "2. GET /v25.0/900000000000001/settings",
                '   calling.status: value: recorded "disabled", emulated "DISABLED"',
                '   payload_encryption.status: value: recorded "disabled", emulated "DISABLED"',
                '   storage_configuration.status: value: recorded "default", emulated "DEFAULT"',
                "",
                "3 answers, 1 of them different in 3 places",
                "",
            ].join("\n"),
        );
        const json = await cli(["compare", file, "--json"]);
        expect(json.code).to.equal(1);
        expect(JSON.parse(json.stdout).differences).to.have.length(3);

        const same = await cli(["compare", file, "--switch", "settingsCasing=lower"]);
        expect(same).to.deep.equal({
            code: 0,
            stdout: "3 answers, and the emulator's are the same\n",
            stderr: "",
        });
    });

    const refused: [what: string, args: (file: string) => string[], code: number, says: RegExp][] = [
        [
            "an upstream that is neither https nor here",
            (record) => ["--record", record, "--upstream", "http://graph.facebook.com"],
            2,
            /must be https, or on this machine: tokens go there/,
        ],
        [
            "options of an emulator beside --record",
            (record) => ["--record", record, "--in-memory"],
            2,
            /'--record <file>' cannot be used with option '--in-memory'/,
        ],
        ["a recording that is not there", (record) => ["compare", record], 1, /ENOENT.*session\.jsonl/],
        [
            "a file that is no recording",
            () => ["compare", join(__dirname, "../../../package.json")],
            1,
            /package\.json is not a recording: /,
        ],
    ];
    for (const [what, args, expected, says] of refused) {
        it(`refuse ${what}, in a sentence`, async () => {
            const { code, stdout, stderr } = await cli(args(file));
            expect([code, stdout, existsSync(file)]).to.deep.equal([expected, "", false]);
            expect(stderr)
                .to.match(says)
                .and.to.match(/\nNext: /);
        });
    }

    it("leave a file alone that is there", async () => {
        writeFileSync(file, "mine");
        const { code, stderr } = await cli(["--record", file, "--upstream", upstream.url, "--port", "0"]);
        expect([code, readFileSync(file, "utf8")]).to.deep.equal([1, "mine"]);
        expect(stderr).to.match(/EEXIST.*\nNext: /);
    });
});
