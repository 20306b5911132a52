import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { type Finished, start } from "../../../scripts/process";
import { commandFile } from "../../support/command";
import { ID, INPUTS, OTHER_ID, OTHER_INPUTS, preview, STATE, step } from "./previews";

const MOVE = preview(step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: "CH" } }));
const TWO = preview(step("create", { news: INPUTS }), step("create", { name: "orders", news: OTHER_INPUTS }));

/** Runs the command on a preview in its stdin. */
async function report(input: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("WHATSAPP_"));
    const { child, finished } = start(process.execPath, [commandFile(), "report", ...args], {
        // Where there is no Pulumi project: --live would ask its config.
        cwd: tmpdir(),
        stdio: ["pipe", "pipe", "pipe"],
        env: { ...Object.fromEntries(inherited), ...env },
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
    return finished;
}

describe("pulumi-whatsapp report", function () {
    this.timeout(600_000);
    let folder: string;
    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "report-"));
    });
    after(() => rmSync(folder, { recursive: true }));

    it("prints what a preview in a pipe, or in a file, would do", async () => {
        const file = path.join(folder, "preview.json");
        writeFileSync(file, MOVE);
        const [piped, read] = await Promise.all([report(MOVE), report("", ["--file", file])]);
        expect(piped.stdout).to.match(/^1 WhatsApp number: 1 re-registered with an OUTAGE\n\n/);
        expect(read.stdout).to.equal(piped.stdout);
        expect([piped.code, read.code]).to.deep.equal([0, 0]);
    });

    it("writes JSON, or Markdown, to a file", async () => {
        const file = path.join(folder, "report.md");
        const { stdout } = await report(MOVE, ["--format", "markdown", "--output", file]);
        expect(stdout).to.equal("");
        expect(readFileSync(file, "utf8")).to.match(/^<!-- pulumi-whatsapp-report shop\/dev -->\n/);
        expect(JSON.parse((await report(MOVE, ["--format", "json"])).stdout)).to.include({ version: 1 });
    });

    const exits: [string, string, string[], number, RegExp][] = [
        [
            "what --fail-on names is there",
            MOVE,
            ["--fail-on", "deregister,outage"],
            3,
            /--fail-on outage: 106540352242922/,
        ],
        ["what --fail-on names is not there", MOVE, ["--fail-on", "deregister,locked", "replace"], 0, /^$/],
        ["there is no preview", "error: no stack selected", [], 1, /there is no preview in what was given/],
        [
            "the preview failed",
            '{"diagnostics":[{"severity":"error","message":"no"}]}',
            [],
            1,
            /the preview failed/,
        ],
        [
            "--fail-on names what there is not",
            MOVE,
            ["--fail-on", "outages"],
            2,
            /--fail-on knows outage, deregister/,
        ],
        [
            "--format names what there is not",
            MOVE,
            ["--format", "pdf"],
            2,
            /--format must be one of terminal, markdown, html, json/,
        ],
        [
            "--live has no token",
            TWO,
            ["--live"],
            1,
            /needs an access token.*\nNext: export WHATSAPP_ACCESS_TOKEN/,
        ],
    ];
    for (const [what, input, args, code, says] of exits) {
        it(`exits with ${code} when ${what}`, async () => {
            const ended = await report(input, args);
            expect([ended.code, ended.stderr.trim()].join(" ")).to.match(new RegExp(`^${code} `));
            expect(ended.stderr.trim()).to.match(says);
        });
    }

    describe("--live", () => {
        let graph: Emulator;
        before(async () => {
            graph = await startEmulator({
                numbers: [{ id: ID, registered: true, region: "DE" }, { id: OTHER_ID }],
            });
        });
        after(() => graph.close());

        it("reads the numbers and says which is adopted; it changes nothing, and the token is nowhere", async () => {
            const { stdout, text, code } = await report(TWO, ["--live"], {
                WHATSAPP_GRAPH_URL: graph.url,
                WHATSAPP_ACCESS_TOKEN: graph.token,
            });
            expect(stdout.split("\n").filter((line) => line.startsWith("phone number"))).to.deep.equal([
                `phone number ${ID} (+1 631-555-5555): adopt: set PIN`,
                `phone number ${OTHER_ID} (+1 631-555-5556): set storage to DE, register in DE; leaves 9 register and 10 deregister requests of 10 in 72 hours`,
            ]);
            expect(code).to.equal(0);
            expect(graph.writes()).to.deep.equal([]);
            expect(text).not.to.include(graph.token);
        });

        it("says of a number that it can't see that it could not be read", async () => {
            const { stdout } = await report(
                preview(step("create", { news: { ...INPUTS, phoneNumberId: "7" } })),
                ["--live"],
                {
                    WHATSAPP_GRAPH_URL: graph.url,
                    WHATSAPP_ACCESS_TOKEN: graph.token,
                },
            );
            expect(stdout).to.match(
                /phone number 7: register in DE, or adopt it if it is live: set PIN\n(.*\n)+ {4}warning: it could not be read, so this is from state alone/,
            );
        });
    });
});
