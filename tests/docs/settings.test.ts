import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect } from "chai";
import * as kinds from "../../provider/settings/kinds";
import { blocksOf, codesIn, MARKDOWN, ROOT, readText } from "./support/documents";
import { headingsOf, namesIn, tablesOf } from "./support/pages";

const INDEX = "docs/settings/README.md";
const PAGES = MARKDOWN.filter((file) => file.startsWith("docs/settings/") && file !== INDEX);
const KINDS = Object.values(kinds);

/** `BusinessProfile`: docs/settings/business-profile.md. */
const pageOf = (name: string) => `docs/settings/${name.replace(/(?<!^)(?=[A-Z])/g, "-").toLowerCase()}.md`;

/** The code that may say something about a setting, with its strings in one piece. */
const SAID = execFileSync(
    "git",
    ["ls-files", "provider/settings", "provider/rules.ts", "provider/shapes.ts", "graph/refusals"],
    {
        cwd: ROOT,
        encoding: "utf8",
    },
)
    .trim()
    .split("\n")
    .map((file) => readText(file).replace(/["'`]\s*\+\s*["'`]/g, ""))
    .join("\n");

describe("docs/settings", () => {
    it("has exactly one page for each kind, and its index", () => {
        expect(PAGES).to.have.members(KINDS.map(({ name }) => pageOf(name)));
        expect(MARKDOWN).to.include(INDEX);
    });

    for (const { name, of, fields, outputs, removal } of KINDS) {
        const page = pageOf(name);

        describe(page, () => {
            const inputs = Object.keys(fields).filter((field) => fields[field]?.derived !== true);

            it("has the owner's ID and every input, in the table's order, and no other", () => {
                const tables = tablesOf(page, "input");
                expect(tables).to.have.length(1);
                expect(namesIn(tables.flat())).to.deep.equal([of, ...inputs]);
            });

            it("says of each input whether it is required, its rule and what a change does", () => {
                for (const [first = "", rule = "", change = ""] of tablesOf(page, "input").flat()) {
                    const [input = ""] = codesIn(first);
                    const isRequired = input === of || fields[input]?.required !== undefined;
                    expect(rule.startsWith("Required."), input).to.equal(isRequired);
                    expect(change, input).to.not.equal("");
                }
            });

            it("has every other output, and no other", () => {
                const tables = tablesOf(page, "output");
                expect(tables).to.have.length(1);
                const [[first] = [], ...others] = tables.flat();
                expect(first).to.equal("every input");
                const derived = Object.keys(fields).filter((field) => !inputs.includes(field));
                expect(namesIn(others)).to.deep.equal([...derived, ...outputs]);
                expect(others).to.have.length(derived.length + outputs.length);
            });

            it("has the parts that every page has, in their order", () => {
                expect(readText(page).startsWith(`# WhatsApp${name}\n`)).to.equal(true);
                expect(headingsOf(page)).to.deep.equal([
                    "Example",
                    "Inputs",
                    "Outputs",
                    "Delete",
                    "Limits",
                    "Errors",
                ]);
            });

            it("has an example that declares it", () => {
                const [example, ...more] = blocksOf(page);
                expect(more).to.deep.equal([]);
                expect(example?.language).to.equal("ts");
                expect(example?.code).to.contain(`new WhatsApp${name}(`);
            });

            it("says what a delete does, and which option decides on it", () => {
                const option = removal.kind === "clear" ? removal.option : undefined;
                const text = readText(page).split("\n## Delete\n")[1]?.split("\n## ")[0]?.trim() ?? "";
                const clears = removal.kind === "clear" && option === undefined;
                expect(text).to.match(clears ? /^Clears / : /^Leaves /);
                if (option !== undefined) expect(text).to.contain(`\`${option}: true\``);
            });

            it("gives each limit a mark, and cites the section that its kind cites", () => {
                const rows = tablesOf(page, "limit").flat();
                expect(rows).not.to.deep.equal([]);
                for (const [limit, mark = ""] of rows) {
                    expect(mark, limit).to.match(/^(D|R|U|!|derived)(, (D|R|U|!|derived))*$/);
                }
                const source = readText(
                    `provider/settings/kinds/${name[0]?.toLowerCase()}${name.slice(1)}.ts`,
                );
                const [, section] = /graph-api-settings\.md §(\d+)/.exec(source) ?? [];
                expect(readText(page)).to.contain(`(../graph-api-settings.md#${section}-`);
                expect(readText(page)).to.contain(`) §${section}:`);
            });

            it("quotes errors as the code has them", () => {
                const rows = tablesOf(page, "it says").flat();
                expect(rows).not.to.deep.equal([]);
                for (const [says = ""] of rows) {
                    const pieces = codesIn(says).flatMap((code) => code.split("…"));
                    for (const piece of pieces) expect(SAID).to.contain(piece.trim());
                }
            });
        });
    }
});

describe(INDEX, () => {
    const rows = tablesOf(INDEX, "resource").flat();

    it("has a row for each class, which links its page", () => {
        const links = rows.map(([resource = ""]) => resource);
        expect(links).to.have.members(
            KINDS.map(({ name }) => `[\`WhatsApp${name}\`](${path.basename(pageOf(name))})`),
        );
    });

    it("says of each what it belongs to, and which option decides on its delete", () => {
        for (const { name, of, removal } of KINDS) {
            const [, , owner = "", deletes = ""] =
                rows.find(([link = ""]) => link.includes(`App${name}\``)) ?? [];
            expect(owner, name).to.equal(of === "wabaId" ? "WABA" : "number");
            const option = removal.kind === "clear" ? removal.option : undefined;
            const clears = removal.kind === "clear" && option === undefined;
            expect(deletes, name).to.match(clears ? /^clears / : /^leaves /);
            if (option !== undefined) expect(deletes, name).to.contain(`\`${option}\``);
        }
    });

    it("is linked from README, which names every class", () => {
        const section = readText("README.md").split("\n## What else is configured on a number\n")[1] ?? "";
        const text = section.split("\n## ")[0] ?? "";
        expect(text).to.contain("(docs/settings/README.md)");
        for (const { name } of KINDS) expect(text).to.contain(`\`WhatsApp${name}\``);
    });
});
