import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { citationsIn, danglingIn, type Pages, pageOf } from "./support/citations";
import { MARKDOWN, ROOT, readText } from "./support/documents";

/** This file's own examples lead nowhere on purpose. */
const MADE_UP = "tests/docs/citations.test.ts";

const FILES = execFileSync("git", ["ls-files", "*.ts", "*.mts", "*.md"], { cwd: ROOT, encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => file !== MADE_UP && existsSync(path.join(ROOT, file)));

const PAGES: Pages = new Map(
    MARKDOWN.filter((file) => /^docs\/[^/]+\.md$/.test(file)).map((file) => [
        path.basename(file),
        pageOf(readText(file)),
    ]),
);

describe("citations of the documentation", () => {
    it("each names a page, section, row or heading that is there", () => {
        expect(FILES.flatMap((file) => danglingIn(file, readText(file), PAGES))).to.deep.equal([]);
    });

    it("are found: the code has many", () => {
        const all = FILES.flatMap((file) => citationsIn(readText(file)));
        const of = (page: string) => all.filter((citation) => citation.page === page).length;
        expect(of("graph-api.md")).to.be.greaterThan(100);
        expect(of("pulumi.md")).to.be.greaterThan(10);
        expect(all.filter(({ page, heading }) => page === "how-it-works.md" && heading)).not.to.be.empty;
        expect(all.filter(({ rows = [] }) => rows.length > 1)).not.to.be.empty;
    });

    it("the contract's pages have every number that code may cite", () => {
        const rows = PAGES.get("graph-api.md")?.sections.get("3") ?? new Set();
        expect([...rows]).to.deep.equal(Array.from({ length: 25 }, (_, index) => String(index + 1)));
        const sections = (page: string) => [...(PAGES.get(page)?.sections.keys() ?? [])];
        expect(sections("graph-api.md")).to.include.members(["0", "2.1", "2.11", "4", "6", "6a", "10"]);
        expect(sections("graph-api-settings.md")).to.include.members(["0", "1", "12"]);
        expect(sections("pulumi.md")).to.include.members(["1", "2", "2.1", "2.16", "3", "3a", "3b", "4"]);
    });

    it("the contract's pages name tests that are there", () => {
        const named = ["graph-api.md", "graph-api-settings.md", "pulumi.md"].flatMap(
            (page) => readText(`docs/${page}`).match(/\btests\/[\w/.-]+\.ts\b/g) ?? [],
        );
        expect(named).to.have.length.greaterThan(40);
        expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).to.deep.equal([]);
    });
});

describe("what finds citations that lead nowhere", () => {
    const pages: Pages = new Map([
        [
            "graph-api.md",
            pageOf(
                [
                    "## 2. Endpoints",
                    "### 2.1 GET `/{id}`",
                    "## 3. Behaviour",
                    "| # | Question |",
                    "|---|---|",
                    "| 1 | Quota |",
                    "| 2 | Transient |",
                    "### More on row 1",
                    "## 6a. Shapes",
                ].join("\n"),
            ),
        ],
        ["pulumi.md", pageOf("## 2. Dynamic\n### 2.12 Order\n```text\n## 9. Not a heading\n```\n")],
        ["how-it-works.md", pageOf("# How it works\n## One plan\n## A `number`'s life\n")],
    ]);
    const CASES: readonly (readonly [string, string, readonly string[]])[] = [
        ["a section", "// as (graph-api.md §2.1) has it", []],
        ["a section that is not there", "// (graph-api.md §2.9)", ["1: graph-api.md has no §2.9"]],
        ["a letter", "/** (graph-api.md §6a) */", []],
        ["a letter that is not there", "/** (graph-api.md §6b) */", ["1: graph-api.md has no §6b"]],
        ["the end of a sentence", "// See pulumi.md §2.12.", []],
        ["another page's number", "// pulumi.md §2.1", ["1: pulumi.md has no §2.1"]],
        ["a heading in a block", "// pulumi.md §9", ["1: pulumi.md has no §9"]],
        ["a list", "// graph-api.md §2, §2.1 and §7", ["1: graph-api.md has no §7"]],
        ["a range", "// graph-api.md §2.1 to §2.6, §3", ["1: graph-api.md has no §2.6"]],
        ["a row", "// graph-api.md §3 row 2: so be it", []],
        ["a row that is not there", "// graph-api.md §3 row 26", ["1: graph-api.md §3 has no row 26"]],
        ["rows", "// graph-api.md §3 rows 1, 7 and 8)", ["1: graph-api.md §3 has no row 7, 8"]],
        ["a row elsewhere", "// graph-api.md §2.1 row 1", ["1: graph-api.md §2.1 has no row 1"]],
        ["a section after rows", "// graph-api.md §3 rows 1, 2, §5", ["1: graph-api.md has no §5"]],
        ["a number that is no row", "// (graph-api.md §3 row 1, 133015)", []],
        ["a section alone", "// so many (§8)", ["1: graph-api.md has no §8"]],
        ["a page that is not there", "// wire.md §2", ["1: wire.md: there is no such page in docs/"]],
        ["a heading", '// (docs/how-it-works.md, "One plan")', []],
        ["a heading with code", '// how-it-works.md, "A number\'s life"', []],
        [
            "headings",
            '// how-it-works.md, "One plan" and "Gone"',
            ['1: how-it-works.md has no heading "Gone"'],
        ],
        ["of a string", 'const why = "graph-api.md §4";', ["1: graph-api.md has no §4"]],
        [
            "of a string in two parts",
            'const why =\n    "as graph-api.md " +\n    "§4 has it";',
            ["3: graph-api.md has no §4"],
        ],
        ["a link", "[graph-api.md](graph-api.md) §4", ["1: graph-api.md has no §4"]],
        ["code in Markdown", "`pulumi.md` §4", ["1: pulumi.md has no §4"]],
        ["over a line, in a block", "/**\n * (pulumi.md\n * §3).\n */", ["3: pulumi.md has no §3"]],
        [
            "over a line, before its rows",
            "/**\n * (graph-api.md §3\n * row 4).\n */",
            ["2: graph-api.md §3 has no row 4"],
        ],
        ["over a line, in a list", "// graph-api.md §2,\n// §9", ["2: graph-api.md has no §9"]],
        [
            "a heading over a line",
            '/**\n * (how-it-works.md, "One\n * planet").\n */',
            ['2: how-it-works.md has no heading "One planet"'],
        ],
        [
            "a heading in the next line of Markdown",
            'See how-it-works.md,\n"Gone".',
            ['1: how-it-works.md has no heading "Gone"'],
        ],
        ["a page that was withdrawn", "// (design.md)", ["1: design.md is cited: cite docs/how-it-works.md"]],
        ["a page whose name ends so", "// redesign.md, re-design.md", []],
        ["no citation", "// how-it-works.md says more", []],
    ];

    for (const [what, text, expected] of CASES) {
        it(`${what}: ${expected.length === 0 ? "nothing" : expected.join("; ")}`, () => {
            expect(danglingIn("a.ts", text, pages)).to.deep.equal(expected.map((line) => `a.ts:${line}`));
        });
    }

    it("a section alone, in a page that has sections: its own", () => {
        expect(danglingIn("docs/pulumi.md", "As in §2.12, not §6a.", pages)).to.deep.equal([
            "docs/pulumi.md:1: pulumi.md has no §6a",
        ]);
    });
});
