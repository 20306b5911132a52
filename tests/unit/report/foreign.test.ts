import { expect } from "chai";
import fc from "fast-check";
import { marked, type Token, type Tokens } from "marked";
import { prepare, type Report, reportOf } from "../../../report";
import { MARKDOWN_LIMIT, markdown } from "../../../report/render/markdown";
import { terminal } from "../../../report/render/terminal";
import { ID, INPUTS, NOW, OTHER_INPUTS, OTHER_STATE, STATE, step, urn } from "./previews";

/** Everything that a preview lets others write, in one report. */
function reportOn(text: string): Report {
    const named = { verifiedName: text, newDisplayName: text, newNameStatus: "APPROVED" };
    const approved = { ...named, newNameApprovedAt: new Date(NOW - 3600_000).toISOString() };
    const numbers = [
        step("create", { name: text, news: { ...INPUTS, phoneNumberId: "1", displayName: text } }),
        step("update", {
            name: `a${text}`,
            state: { ...STATE, displayPhoneNumber: text, ...approved, verifiedName: "x" },
            news: { ...INPUTS, displayName: `${text}b`, dataLocalizationRegion: "CH" },
        }),
        step("update", {
            name: `d${text}`,
            state: { ...STATE, phoneNumberId: "2", newDisplayName: text, newNameStatus: "DECLINED" },
            news: { ...INPUTS, phoneNumberId: "2", pinRevision: 2, dataLocalizationRegion: text },
        }),
        step("delete", { name: `b${text}`, state: OTHER_STATE, deletedWith: text }),
        step("replace", {
            name: `c${text}`,
            state: { ...STATE, phoneNumberId: "3", displayPhoneNumber: text },
            news: { ...OTHER_INPUTS, phoneNumberId: text },
        }),
        step("refresh", {
            name: `e${text}`,
            state: { ...STATE, phoneNumberId: "4", status: "CONNECTED" },
            refreshed: { ...STATE, phoneNumberId: "4", status: text, [text]: text },
        }),
        step(text, { name: `f${text}`, state: { ...STATE, phoneNumberId: "5" }, news: INPUTS }),
        { op: "delete", urn: text },
    ];
    const diagnostics = [
        { severity: "error", urn: urn(text), message: text },
        { severity: "info", message: `after this refresh, pulumi up would do: phone number 4 (x): ${text}` },
    ];
    const stack = { op: "same", urn: `urn:pulumi:${text}::${text}::pulumi:pulumi:Stack::${text}` };
    const json = JSON.stringify({ steps: [stack, ...numbers], diagnostics });
    const live = new Map([["5", { unread: text }]]);
    return reportOf(prepare(json), { now: NOW, ignoreLocks: false, live });
}

/** Texts that are known to be dangerous, and similar ones. */
const TRIED = [
    "&commat;octocat",
    "@octocat",
    "www.evil.example",
    "https://evil.example",
    "\\#1",
    "#1",
    "GH-1",
    "octocat/hello#1",
    "octocat@0123456789012345678901234567890123456789",
    "0123456789abcdef0123456789abcdef01234567",
    "a`b@team",
    "`@team`",
    "``` @team ```",
    "`".repeat(100),
    `${"`".repeat(100)}@team`,
    "<b>@team</b>",
    "<!-- -->",
    "--> @team <!--",
    "![x](https://evil.example/x.png)",
    "[x]: https://evil.example",
    "a, @team, b; @team. @team: @team",
    "set PIN, @team",
    " ",
    "",
    "a\n\n@team",
    "a\r- @team",
    "a\u2028@team\u2029@team",
    "\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007",
    "\u001b[2J\u001b[31mred",
    "\u202Egnp.exe",
    "zero\u200bwidth\u200d\ufeff\u00ad\u061c",
    "::add-mask::DE",
    ":::add-mask::DE",
    "a::::add-mask::DE",
    "::set-output name=status::0",
    "##[add-mask]x",
    "##vso[task.setvariable]x",
    "###[group]x",
    "\n::stop-commands::x",
    "\ud800 half",
    "x".repeat(5_000),
    "$`x`$",
    "| a | b |",
    "a \\| b",
    "a\\\\|b\\",
    "a | --- | @team",
    "\u05e9\u05dc\u05d5\u05dd | \u0645\u0631\u062d\u0628\u0627",
    "n".repeat(300),
    "</summary></details><b>@team</b>",
];

const PIECES = [
    ..."@#&;`[]()<>|\\~*_!:/.-\n\r\t\u0000\u001b\u009b\u2028\u202e\u200b\ud83d ",
    "www.",
    "http://",
    "GH-1",
    "deadbeef0123",
    "&commat;",
    "a",
    "octocat",
    "``",
    ", ",
    "; ",
    ": ",
    ". ",
    "set PIN",
    "OUTAGE",
    "::add-mask::",
    "##[",
    "-->",
    "<!--",
    "</details>",
];
const anyForeign = fc.oneof(
    fc.constantFrom(...TRIED),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary", maxLength: 30 }),
);

/** All tokens of a Markdown text. */
function tokensOf(text: string): Token[] {
    const all: Token[] = [];
    marked.walkTokens(marked.lexer(text, { gfm: true }), (token) => void all.push(token));
    return all;
}

const OWN_HTML =
    /^(<!-- pulumi-whatsapp-report [\w./-]* -->|<details><summary>(<code>[^<>]*<\/code> ?)+(maybe offline|offline for (a moment|good))?<\/summary>|<\/details>)$/;

/** What GitHub interprets in plain text: mentions, references, links, hashes, entities. */
const SPECIAL =
    /@\w|#\d|\bGH-\d|&\w+;|&#|www\.|:\/\/|\b(?=\w*\d)[0-9a-f]{7,40}\b|[<>\\`|~[\]]|(?<!\*)\*(?!\*)/;

/** The bars that separate cells. */
const bars = (line: string) => line.match(/(?<!\\)\|/g)?.length;

function expectInert(text: string): void {
    for (const token of tokensOf(text)) {
        expect(token.type).to.be.oneOf([
            "html",
            "paragraph",
            "text",
            "list",
            "list_item",
            "space",
            "codespan",
            "strong",
            "blockquote",
            "table",
        ]);
        if (token.type === "table") {
            const [header = "", ...lines] = token.raw.trim().split("\n");
            // Renderers differ about a bar behind backslashes: there is none.
            for (const line of lines) expect(bars(line)).to.equal(bars(header)).and.below(8);
            expect((token as Tokens.Table).rows).to.have.length(lines.length - 1);
            expect(token.raw).not.to.match(/\\\\+\|/);
        }
        if (token.type === "html") {
            for (const line of token.raw.trim().split("\n")) expect(line).to.match(OWN_HTML);
        }
        if (token.type === "text" && (!("tokens" in token) || token.tokens === undefined)) {
            const text = token.raw.replace(/^\[!(CAUTION|WARNING)]\n/, "").replace("{phone-number-id}", "");
            expect(text).not.to.match(SPECIAL);
        }
    }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\p{Cf}\p{Cs}]/u;

describe("texts that others wrote", () => {
    describe("in Markdown are code, and become nothing", () => {
        for (const text of TRIED) {
            it(JSON.stringify(text).slice(0, 60), () => expectInert(markdown(reportOn(text))));
        }
        it("whatever they are", () => {
            fc.assert(
                fc.property(anyForeign, (text) => expectInert(markdown(reportOn(text)))),
                { numRuns: 150 },
            );
        });
    });

    it("leave the marker in the first line, and the rest below it", () => {
        fc.assert(
            fc.property(anyForeign, (text) => {
                const [first = "", second, third = ""] = markdown(reportOn(text)).split("\n");
                expect(first).to.match(/^<!-- pulumi-whatsapp-report [\w./-]*\/[\w./-]* -->$/);
                expect(first).not.to.match(/--.*--.*--/);
                expect(second).to.equal("");
                expect(third).to.match(/^> \[!(CAUTION|WARNING)]$/);
                expect(markdown(reportOn(text)).length).to.be.at.most(MARKDOWN_LIMIT);
            }),
            { numRuns: 60 },
        );
    });

    it("move no cursor and are no command, on a terminal and in JSON", () => {
        fc.assert(
            fc.property(anyForeign, (text) => {
                const made = reportOn(text);
                for (const shown of [terminal(made), JSON.stringify(made, undefined, 2), markdown(made)]) {
                    expect(shown).not.to.match(UNSEEN);
                    expect(shown).not.to.match(/##\w*\[/);
                    expect(shown).not.to.include("::add-mask::");
                    for (const line of shown.split("\n")) expect(line).not.to.match(/^\s*::/);
                }
                // Nothing of theirs begins a line.
                const begins =
                    /^(|error: .*|the preview FAILED.*|phone number .*|\s{4}([a-z-]+ .*|POST \/.*|if live, POST .*|warning: .*))$/;
                for (const line of terminal(made).split("\n")) expect(line).to.match(begins);
            }),
            { numRuns: 150 },
        );
    });

    it("that are harmless stay as they are", () => {
        const text = "Jasper's `best` Market & Söhne, (#1) <b> ::x 東京 🏪";
        const made = reportOn(text);
        expect(terminal(made)).to.include(`create ${text}`);
        expect(markdown(made)).to.include(text);
        expect(made.numbers.find(({ phoneNumberId }) => phoneNumberId === ID)?.words).to.include(text);
    });
});
