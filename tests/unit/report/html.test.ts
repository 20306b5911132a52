import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { prepare, type Report, reportOf } from "../../../report";
import { html } from "../../../report/render/html";
import { originOf } from "../../../report/render/origin";
import { requestsInWords, timeline } from "../../../report/render/timeline";
import type { NumberEntry, RequestWindow } from "../../../report/report";
import { INPUTS, NOW, OTHER_INPUTS, preview, S, STATE, step } from "./previews";

const HOUR = 3600;
const MADE = reportOf(
    prepare(
        preview(
            step("delete", { name: "gone", state: { ...STATE, phoneNumberId: "1" } }),
            step("update", {
                state: { ...STATE, requests: `r${S - 36 * HOUR}=ok d${S - 100 * HOUR}=ok n${S - HOUR}=ok` },
                news: { ...INPUTS, dataLocalizationRegion: "CH" },
            }),
            step("create", { name: "new", news: OTHER_INPUTS }),
        ),
    ),
    { now: NOW, ignoreLocks: false },
);

/** The same report, with one text wherever somebody else may have written one. */
function saying(text: string): Report {
    const numbers = MADE.numbers.map(
        (entry): NumberEntry => ({
            ...entry,
            displayPhoneNumber: text,
            verifiedName: `a${text}`,
            resources: [{ name: text, urn: text, op: "update" }],
            plan: text,
            words: `${text}!`,
            warnings: [{ about: "unread", text }],
            requests: [{ request: "register", endpoint: `POST /${text}`, words: text }],
        }),
    );
    const setting = {
        resource: text,
        name: text,
        urn: text,
        op: "update",
        of: text,
        words: text,
        line: text,
    };
    return {
        ...MADE,
        project: text,
        stack: text,
        errors: [text],
        summary: { ...MADE.summary, line: text },
        numbers,
        settings: [{ ...setting, concerns: ["change"] }],
    };
}

/** The elements of a page, and the names of their attributes, without any text. */
function structure(page: string): string[] {
    return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
}

describe("the report as HTML", () => {
    const page = html(MADE);

    it("has every number in its table, the worst first, without a script's help", () => {
        const rows = [...(page.split("<script>")[0] ?? "").matchAll(/<tr><td.*<\/tr>/g)].map(([row]) => row);
        expect(rows.map((row) => /class="(forGood|briefly|maybe|no)"/.exec(row)?.[1])).to.deep.equal([
            "forGood",
            "briefly",
            "no",
        ]);
    });

    it("loads nothing, and lets nothing run but its own style and script", () => {
        expect(page).not.to.match(/https?:|\bsrc=|<link|<img|url\(|@import|\bon\w+=|\sstyle=/);
        for (const tag of ["style", "script"]) {
            const [, text = ""] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page) ?? [];
            const hash = createHash("sha256").update(text).digest("base64");
            expect(page).to.include(`${tag}-src 'sha256-${hash}'`);
        }
        expect(page).to.include("default-src 'none'");
    });

    it("has the same elements, whatever texts are in it", () => {
        const expected = structure(html(saying("x")));
        const nasty = [
            "<script>x</script>",
            '" onload="x',
            "</td></tr>",
            "&lt;b&gt;",
            "<!--",
            "'",
            "\u05e9|`@x`",
        ];
        const texts = fc.oneof(
            fc.constantFrom(...nasty),
            fc.string({ unit: "binary", minLength: 1, maxLength: 300 }),
        );
        fc.assert(
            fc.property(texts, (text) => {
                expect(structure(html(saying(text)))).to.deep.equal(expected);
            }),
            { numRuns: 60 },
        );
    });

    it("says what stops the pipeline, and links the commit and the run", () => {
        const said = html(MADE, {
            gates: [{ concern: "deregister", label: "on <purpose>" }, { concern: "locked" }],
            commit: { text: "0123abc", url: "https://github.com/acme/shop/commit/0123abc" },
        });
        expect(said).to.include("The label <code><bdi>on &lt;purpose&gt;</bdi></code> lets it pass.");
        expect(said.match(/Stopped by/g)).to.have.length(1);
        expect(said).to.include('<a href="https://github.com/acme/shop/commit/0123abc">0123abc</a>');
    });
});

describe("the window of a number", () => {
    it("holds the requests that still count, and no change of the display name", () => {
        expect(
            MADE.numbers.map(({ window }) => window?.sent.map(({ request, at }) => [request, at])),
        ).to.deep.equal([
            [["register", "2026-11-22T11:00:00.000Z"]],
            [["register", "2026-11-21T00:00:00.000Z"]],
            [],
        ]);
    });

    it("is not known where the ledger is a secret", () => {
        const hidden = step("update", {
            state: { ...STATE, requests: "[secret]" },
            news: { ...INPUTS, pinRevision: 2 },
        });
        const made = reportOf(prepare(preview(hidden)), { now: NOW, ignoreLocks: false });
        expect(made.numbers[0]).not.to.have.property("window");
        expect(html(made)).not.to.include("<svg");
    });

    const at = (hours: number) => new Date(NOW + hours * HOUR * 1000).toISOString();
    const rows: [what: string, window: RequestWindow, drawn: RegExp, words: string[]][] = [
        [
            "an accepted request is a dot, free again as long after now as it was sent before the end",
            { sent: [{ request: "register", at: at(-36), outcome: "ok" }], lockedUntil: {} },
            /class="free" x1="208.0".*class="accepted" cx="112.0" cy="14"/,
            ["register 2026-11-21 00:00 UTC, accepted; free again 2026-11-24 00:00 UTC"],
        ],
        [
            "a request of unknown answer is a ring",
            { sent: [{ request: "deregister", at: at(0), outcome: "?" }], lockedUntil: {} },
            /class="free" x1="256.0".*class="unclear" cx="160.0" cy="32"/,
            ["deregister 2026-11-22 12:00 UTC, answer not known; free again 2026-11-25 12:00 UTC"],
        ],
        [
            "a refusal is a cross, a lock-out a line from now to its end",
            {
                sent: [{ request: "register", at: at(-72), outcome: 133016 }],
                lockedUntil: { register: at(36) },
            },
            /class="locked" x1="160.0" x2="208.0" y1="14".*class="refused" d="M60.5 10.5/,
            [
                "register 2026-11-19 12:00 UTC, refused (133016); free again 2026-11-22 12:00 UTC",
                "register requests are locked out (133016) until 2026-11-24 00:00 UTC",
            ],
        ],
        [
            "what another clock dates in the future stays in the picture",
            { sent: [{ request: "register", at: at(0.05), outcome: "ok" }], lockedUntil: {} },
            /class="free" x1="256.0"/,
            ["register 2026-11-22 12:03 UTC, accepted; free again 2026-11-25 12:03 UTC"],
        ],
    ];
    for (const [what, window, drawn, words] of rows) {
        it(what, () => {
            expect(timeline(window, NOW)).to.match(drawn);
            expect(requestsInWords(window)).to.deep.equal(words);
        });
    }
});

describe("where a report comes from", () => {
    const sha = "0123456789abcdef0123456789abcdef01234567";
    const github = {
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_REPOSITORY: "acme/shop",
        GITHUB_RUN_ID: "12",
        GITHUB_SHA: sha.replaceAll("0", "9"),
    };
    const event = { pull_request: { head: { sha } } };
    const commit = { text: "0123456", url: `https://github.com/acme/shop/commit/${sha}` };
    const run = { text: "run 12", url: "https://github.com/acme/shop/actions/runs/12" };
    const rows: [what: string, env: Record<string, string>, event: unknown, expected: object][] = [
        [
            "a pull request on GitHub is its own commit, not the merge that is tested",
            github,
            event,
            { commit, run },
        ],
        ["a push on GitHub is its commit", { ...github, GITHUB_SHA: sha }, { ref: "main" }, { commit, run }],
        [
            "GitLab names the commit of the branch, where it tests a merge",
            {
                CI_PROJECT_URL: "https://gitlab.com/acme/shop",
                CI_COMMIT_SHA: sha.replaceAll("0", "9"),
                CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: sha,
                CI_PIPELINE_ID: "7",
                CI_PIPELINE_URL: "https://gitlab.com/acme/shop/-/pipelines/7",
            },
            undefined,
            {
                commit: { text: "0123456", url: `https://gitlab.com/acme/shop/-/commit/${sha}` },
                run: { text: "run 7", url: "https://gitlab.com/acme/shop/-/pipelines/7" },
            },
        ],
        ["outside a pipeline there is none", {}, undefined, {}],
        [
            "what is no address is no link",
            { ...github, GITHUB_REPOSITORY: "a](https://evil.example)", GITHUB_RUN_ID: "1)" },
            { pull_request: { head: { sha: "x" } } },
            {},
        ],
    ];
    for (const [what, env, given, expected] of rows) {
        it(what, () => expect(originOf(env, given)).to.deep.equal(expected));
    }
});
