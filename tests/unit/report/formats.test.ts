import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { report, reportHelp } from "../../../cli/commands/report";
import type { Shell } from "../../../cli/shell";
import { CONCERNS } from "../../../report";
import { ID, INPUTS, NOW, preview, STATE, step } from "./previews";

const FORMATS = ["terminal", "markdown", "html", "json"];
const MOVE = preview(step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: "CH" } }));
const FAILED = '{"diagnostics":[{"severity":"error","message":"no"}]}';

interface Ran {
    readonly code: number;
    readonly printed: string;
    readonly notes: string[];
}

/** The command on a preview, in a shell of the test's own. */
async function runs(
    input: string,
    format: string,
    failOn: string[] = [],
    env: Shell["env"] = {},
): Promise<Ran> {
    const printed: string[] = [];
    const notes: string[] = [];
    const shell = {
        env,
        cwd: tmpdir(),
        now: () => NOW,
        print: (text: string) => void printed.push(text),
        note: (text: string) => void notes.push(text),
        input: async () => input,
    } as unknown as Shell;
    const code = await report(shell, { format, failOn });
    return { code, printed: printed.join("\n"), notes };
}

describe("the formats of the report", () => {
    const exits: [what: string, input: string, failOn: string[], code: number][] = [
        ["0 where --fail-on finds nothing", MOVE, ["deregister,locked"], 0],
        ["3 where it finds something", MOVE, ["deregister,outage"], 3],
        ["3 where a label would let that pass: the pipeline leaves it out then", MOVE, ["outage:go"], 3],
        ["1 where the preview failed", FAILED, ["change"], 1],
    ];
    for (const [what, input, failOn, code] of exits) {
        it(`all exit with ${what}`, async () => {
            for (const format of FORMATS) {
                const ran = await runs(input, format, failOn);
                expect(ran.code, format).to.equal(code);
                expect(ran.printed, format).not.to.equal("");
                if (code === 3) expect(ran.notes).to.deep.equal([`pulumi-whatsapp: --fail-on outage: ${ID}`]);
            }
        });
    }

    it("for people say what stops the pipeline, and which label lets it pass", async () => {
        for (const format of ["markdown", "html"]) {
            const { printed } = await runs(MOVE, format, ["outage:we mean it,locked"]);
            expect(printed.replace(/<[^>]*>|`/g, "")).to.include(
                `Stopped by outage: ${CONCERNS.outage}. The label we mean it lets it pass.`,
            );
            expect(printed).not.to.include(CONCERNS.locked);
        }
    });

    it("for people link the commit and the run, in a job of GitHub", async () => {
        const folder = mkdtempSync(path.join(tmpdir(), "event-"));
        const sha = "0123456789abcdef0123456789abcdef01234567";
        const event = path.join(folder, "event.json");
        writeFileSync(event, JSON.stringify({ pull_request: { head: { sha } } }));
        const env = {
            GITHUB_SERVER_URL: "https://github.com",
            GITHUB_REPOSITORY: "acme/shop",
            GITHUB_RUN_ID: "12",
            GITHUB_SHA: sha.replaceAll("0", "9"),
            GITHUB_EVENT_PATH: event,
        };
        for (const format of ["markdown", "html"]) {
            const { printed } = await runs(MOVE, format, [], env);
            expect(printed).to.include(`https://github.com/acme/shop/commit/${sha}`);
            expect(printed).to.include("https://github.com/acme/shop/actions/runs/12");
        }
        rmSync(folder, { recursive: true });
        // The file is gone: there is a report even so.
        expect((await runs(MOVE, "markdown", [], env)).code).to.equal(0);
    });

    it("are all in --help", () => {
        for (const format of FORMATS) expect(reportHelp()).to.match(new RegExp(`^ {2}${format} `, "m"));
    });
});
