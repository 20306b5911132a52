import Ajv2020 from "ajv/dist/2020";
import { expect } from "chai";
import schema from "../../../docs/report.schema.json";
import { CONCERNS, prepare, type Report, reportOf } from "../../../report";
import { html } from "../../../report/render/html";
import { MARKDOWN_LIMIT, markdown, NOTHING } from "../../../report/render/markdown";
import { terminal } from "../../../report/render/terminal";
import { ID, INPUTS, NOW, OTHER_ID, OTHER_INPUTS, OTHER_STATE, preview, S, STATE, step } from "./previews";

const MARKER = "<!-- pulumi-whatsapp-report shop/dev -->";
/** GitHub's own limit for a comment. */
const GITHUB_LIMIT = 65_536;

function report(...steps: Record<string, unknown>[]): Report {
    return reportOf(prepare(preview(...steps)), { now: NOW, ignoreLocks: false });
}

const MOVE = step("update", {
    state: { ...STATE, verifiedName: "Jasper's Market" },
    news: { ...INPUTS, dataLocalizationRegion: "CH" },
});
const GONE = step("delete", { name: "old", state: { ...STATE, phoneNumberId: "3" } });
const SAME = step("update", { name: "orders", state: OTHER_STATE, news: OTHER_INPUTS });
const NEW = step("create", { name: "orders", news: OTHER_INPUTS });

describe("the report as Markdown", () => {
    it("begins with the marker, then the verdict; one table, the worst first; details are folded", () => {
        expect(markdown(report(NEW, MOVE)).split("\n")).to.deep.equal([
            MARKER,
            "",
            "> [!WARNING]",
            "> **2 WhatsApp numbers: 1 re-registered with an OUTAGE, 1 registered, or adopted if already live** (`shop/dev`)",
            "",
            "| Number | Name | Resource | What happens | Offline? | Requests left |",
            "| --- | --- | --- | --- | --- | --- |",
            "| `+1 631-555-5555` | Jasper's Market | `support` | OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH | **for a moment** | 8\u00a0register, 9\u00a0deregister |",
            `| \`${OTHER_ID}\` | – | \`orders\` | register in DE, or adopt it if it is live: set PIN | no | 9\u00a0register, 10\u00a0deregister |`,
            "",
            "<details><summary><code>+1 631-555-5555</code> <code>support</code> offline for a moment</summary>",
            "",
            `- ID \`${ID}\`, \`support\` (update)`,
            "- plan: OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH; leaves 8 register and 9 deregister requests of 10 in 72 hours",
            "- outage: it is offline between deregister and register",
            "",
            `1. \`POST /${ID}\`: set PIN`,
            `2. \`POST /${ID}/deregister\`: deregister (offline until registered again)`,
            `3. \`POST /${ID}/settings\`: set storage to CH`,
            `4. \`POST /${ID}/register\`: register in CH`,
            "",
            "</details>",
            "",
            `<details><summary><code>${OTHER_ID}</code> <code>orders</code></summary>`,
            "",
            `- ID \`${OTHER_ID}\`, \`orders\` (create)`,
            "- plan: register in DE, or adopt it if it is live: set PIN",
            "",
            `1. \`POST /${OTHER_ID}/settings\`: set storage to DE`,
            `2. \`POST /${OTHER_ID}/register\`: register in DE`,
            "",
            `- if it is live: \`POST /${OTHER_ID}\`: set PIN`,
            "",
            "</details>",
            "",
        ]);
    });

    it("of nothing says so in its second line too, by which a pipeline makes no new comment", () => {
        expect(markdown(report())).to.equal(
            `${MARKER}\n${NOTHING}\n\n**no WhatsApp number changes** (\`shop/dev\`)\n`,
        );
    });

    it("counts numbers that stay as they are, and lists none of them", () => {
        const text = markdown(report(MOVE, SAME));
        expect(text).to.include("1 re-registered with an OUTAGE, 1 left as they are");
        expect(text).not.to.include("orders");
        expect(markdown(report(SAME))).to.include(NOTHING);
    });

    const alerts: [string, Record<string, unknown>[], RegExp][] = [
        ["CAUTION for a number that goes offline for good", [MOVE, GONE], /^> \[!CAUTION]$/m],
        ["WARNING for an outage", [MOVE], /^> \[!WARNING]$/m],
    ];
    for (const [what, steps, shows] of alerts) {
        it(`begins with a ${what}, and with no other alert`, () => {
            expect(markdown(report(...steps))).to.match(shows);
            expect(markdown(report(...steps)).match(/\[!/g)).to.have.length(1);
        });
    }
    it("shouts about nothing else: a preview that failed says so in words", () => {
        const failed = { ...report(NEW), errors: ["support: no"] };
        expect(markdown(report(NEW))).not.to.include("[!");
        expect(markdown(failed)).not.to.include("[!");
        expect(markdown(failed)).to.include("\n> `support: no`\n").and.not.include(NOTHING);
    });

    it("lists a number that goes offline before one that may, whatever their IDs", () => {
        const maybe = step("update", {
            name: "maybe",
            state: { ...STATE, phoneNumberId: "1" },
            news: { ...INPUTS, phoneNumberId: "1", dataLocalizationRegion: "[secret]" },
        });
        expect(report(maybe, MOVE).numbers.map(({ offline }) => offline)).to.deep.equal(["briefly", "maybe"]);
    });

    it("counts the errors that it leaves out", () => {
        const failed = { ...report(NEW), errors: Array.from({ length: 12 }, (_, at) => `error ${at}`) };
        expect(markdown(failed)).to.include("> `error 9`\n\n2 more errors are in the log.");
    });

    it("says what stops the pipeline, and which label lets it pass", () => {
        const gates = [
            { concern: "deregister", label: "we mean it" },
            { concern: "outage" },
            { concern: "locked" },
        ] as const;
        const text = markdown(report(MOVE, GONE), { gates });
        expect(text.split("\n").filter((line) => line.includes("Stopped by"))).to.deep.equal([
            "> Stopped by `deregister`: a live number is deregistered for good, or may be. The label `we mean it` lets it pass.",
            `> Stopped by \`outage\`: ${CONCERNS.outage}.`,
        ]);
    });

    it("ends with the commit and the run", () => {
        const commit = { text: "0123abc", url: "https://github.com/acme/shop/commit/0123abc" };
        const run = { text: "run 12", url: "https://github.com/acme/shop/actions/runs/12" };
        expect(markdown(report(MOVE), { commit, run }).trimEnd().split("\n").at(-1)).to.equal(
            `Made for commit [\`0123abc\`](${commit.url}) in [\`run 12\`](${run.url})`,
        );
    });

    const numbers = (
        count: number,
        name: (n: number) => string,
        move: (n: number) => Record<string, unknown>,
    ) =>
        Array.from({ length: count }, (_, n) => {
            const phoneNumberId = `1065403522${String(n).padStart(5, "0")}`;
            const state = {
                ...STATE,
                phoneNumberId,
                displayPhoneNumber: `+49 30 9018${String(n).padStart(4, "0")}`,
            };
            return step("update", {
                name: name(n),
                state: { ...state, ...move(n) },
                news: { ...INPUTS, phoneNumberId, dataLocalizationRegion: "CH" },
            });
        });
    const fleets: [string, Record<string, unknown>[], RegExp][] = [
        [
            "that all go offline",
            numbers(
                1000,
                (n) => `n${n}`,
                () => ({}),
            ),
            /^\| \*\*1000 numbers\*\* \| – \| – \| OUTAGE/m,
        ],
        [
            "with long names",
            numbers(
                1000,
                (n) => `${"long-".repeat(30)}${n}`,
                () => ({}),
            ),
            /106540352200999/,
        ],
        [
            "each with a plan of its own",
            numbers(
                1000,
                (n) => `n${n}`,
                (n) => ({
                    requests: Array(9)
                        .fill(`r${S - n * 60}=ok`)
                        .join(" "),
                }),
            ),
            /more numbers are left out here/,
        ],
    ];
    for (const [what, steps, holds] of fleets) {
        it(`of 1,000 numbers ${what} is a comment that GitHub takes`, () => {
            const text = markdown(report(...steps));
            expect(text.length).to.be.at.most(MARKDOWN_LIMIT).and.below(GITHUB_LIMIT);
            expect(text.startsWith(MARKER)).to.equal(true);
            expect(text).to.match(holds);
        });
    }
});

describe("the report on a terminal", () => {
    it("is the summary, then each number with its resources and requests", () => {
        expect(terminal(report(NEW)).split("\n")).to.deep.equal([
            "1 WhatsApp number: 1 registered, or adopted if already live",
            "",
            `phone number ${OTHER_ID}: register in DE, or adopt it if it is live: set PIN`,
            "    create orders",
            `    POST /${OTHER_ID}/settings: set storage to DE`,
            `    POST /${OTHER_ID}/register: register in DE`,
            `    if live, POST /${OTHER_ID}: set PIN`,
            "",
        ]);
    });
});

describe("the report as JSON", () => {
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

    it("is what its published schema says", () => {
        for (const each of [
            report(),
            report(NEW, MOVE, step("delete", { name: "gone", state: { ...STATE, phoneNumberId: "2" } })),
        ]) {
            expect(validate(JSON.parse(JSON.stringify(each))), JSON.stringify(validate.errors)).to.equal(
                true,
            );
        }
    });

    it("has a schema that knows every action and every concern", () => {
        const { summary } = report();
        expect(schema.$defs.action.enum).to.have.members(Object.keys(summary.actions));
        expect(schema.$defs.concern.enum).to.have.members(Object.keys(CONCERNS));
    });

    it("has a schema that knows every property of a number", () => {
        const { numbers } = report(NEW, MOVE);
        const known = Object.keys(schema.$defs.number.properties);
        expect(known).to.include.members(numbers.flatMap((entry) => Object.keys(entry)));
    });

    it("with a property missing is not what the schema says", () => {
        const { numbers: _, ...rest } = report();
        expect(validate(rest)).to.equal(false);
    });
});

describe("no secret", () => {
    it("is in any format, also where the preview shows secrets", () => {
        const made = report(
            step("update", {
                state: { ...STATE, pin: "310467", refusedPin: "310468" },
                news: { ...INPUTS, pin: "907184", pinRevision: 2, dataLocalizationRegion: "CH" },
            }),
            step("create", { name: "orders", news: { ...OTHER_INPUTS, pin: "480593" } }),
        );
        for (const text of [markdown(made), html(made), terminal(made), JSON.stringify(made)]) {
            expect(text).not.to.match(/310467|310468|907184|480593|(declared|earlier) PIN/);
        }
    });
});
