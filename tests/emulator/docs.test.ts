/** Holds docs/emulator.md against the switches, the options and the emulator's tests. */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { expect } from "chai";
import { marked, type Token, type Tokens } from "marked";
import { REQUEST_KINDS } from "../../emulator/schema/requestKinds";
import { SWITCHES, type SwitchInfo } from "../../emulator/switches";
import { EmulatorWorld } from "../../emulator/world";
import { codesIn, ROOT, readText, rowsOf } from "../docs/support/documents";
import { commandFile } from "../support/command";

/** A section of the document: what is under a heading, before the next one. */
interface Section {
    readonly title: string;
    readonly tokens: Token[];
}

/** One thing that Graph does, as the document has it. */
interface Entry {
    /** Its section, for example 2.7, or its row of §3. */
    readonly at: string;
    readonly what: string;
    /** Whether it is emulated, and by what. */
    readonly emulated: string;
    readonly known: string;
    readonly tests: readonly string[];
}

const sections: Section[] = [];
for (const token of marked.lexer(readText("docs/emulator.md"))) {
    if (token.type === "heading") sections.push({ title: token.text, tokens: [] });
    else sections.at(-1)?.tokens.push(token);
}
const tables = sections.flatMap(({ tokens }) => tokens.filter(isTable));
const endpoints = sections.flatMap((section) => {
    const [, at] = /^§(2[.\d]*) \S/.exec(section.title) ?? [];
    const [, more] = /^graph-api-settings\.md §(\d+) \S/.exec(section.title) ?? [];
    const place = more === undefined ? at : `settings ${more}`;
    return place === undefined ? [] : items(section).map((item) => entryOf(place, item));
});
const behaviour = items(sectionCalled("Behaviour")).map((item, index) => entryOf(String(index + 1), item));
const entries = [...endpoints, ...behaviour];

function isTable(token: Token): token is Tokens.Table {
    return token.type === "table";
}

function sectionCalled(title: string): Section {
    return sections.find((section) => section.title === title) ?? { title, tokens: [] };
}

/** The rows of the table under a heading. */
function rows(title: string): string[][] {
    return sectionCalled(title).tokens.filter(isTable).flatMap(rowsOf);
}

function isList(token: Token): token is Tokens.List {
    return token.type === "list";
}

function items({ tokens }: Section): Tokens.ListItem[] {
    return tokens.filter(isList).flatMap((list) => list.items);
}

/** An item's own text on one line, without the lists in it. */
function textOf(item: Tokens.ListItem): string {
    const own = item.tokens.filter((token) => !isList(token));
    return own.map(({ raw }) => raw.trim().replace(/\s+/g, " ")).join(" ");
}

function entryOf(at: string, item: Tokens.ListItem): Entry {
    const text = textOf(item);
    const [, what, emulated, known] = /^\*\*(.+)\*\*: (.+)\. Known: (.+)\.$/.exec(text) ?? [];
    if (what === undefined || emulated === undefined || known === undefined) {
        throw new Error(`no entry: ${text}`);
    }
    const inside = item.tokens.filter(isList).flatMap((list) => list.items);
    return { at, what, emulated, known, tests: inside.map(testOf) };
}

/** A test's title: all that its item has. */
function testOf(item: Tokens.ListItem): string {
    const [, title] = /^`([^`]+)`$/.exec(textOf(item)) ?? [];
    if (title === undefined) throw new Error(`no test: ${textOf(item)}`);
    return title;
}

/** The values that a refused seed may have, from the refusal. */
function valuesIn(check: () => void): string[] {
    try {
        check();
    } catch (error) {
        return String(error)
            .replace(/^.* it has /, "")
            .split(", ");
    }
    return [];
}

/** The switches that an entry says it has. */
function switchesOf({ emulated }: Entry): string[] {
    const [, list = ""] = /switch(?:es)? (.*)$/.exec(emulated) ?? [];
    return codesIn(list.replace(/, or .*$/, ""));
}

/** What the table says of a switch's values. */
function valuesOf({ values }: SwitchInfo<unknown>): string {
    const words = { text: "any text", number: "a whole number from 0 on", order: "any order" };
    return typeof values === "string" ? words[values] : values.map((value) => `\`${value}\``).join(", ");
}

/** The full titles of all the emulator's tests, from a run that executes none. */
function titles(): Set<string> {
    const mocha = createRequire(__filename).resolve("mocha/bin/mocha.js");
    const args = [mocha, "--dry-run", "--reporter", "json", "tests/emulator/**/*.test.ts"];
    const output = execFileSync(process.execPath, args, {
        cwd: ROOT,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
    });
    const report = JSON.parse(output.slice(output.indexOf("{"))) as { tests: { fullTitle: string }[] };
    return new Set(report.tests.map(({ fullTitle }) => fullTitle));
}

describe("docs/emulator.md", function () {
    this.timeout(600_000);
    const documented = new Map(rows("Switches").map(([name = "", ...cells]) => [codesIn(name)[0], cells]));
    const details = sections.flatMap(items).flatMap((item) => {
        const [, name, place, text] =
            /^\*\*`(\w+)`\*\* \(((?:graph-api-settings\.md )?§[^)]+)\): (.+)$/.exec(textOf(item)) ?? [];
        return name === undefined || place === undefined ? [] : [{ name, place, text }];
    });

    it("begins with the options and the controls, then has the switches, then the rest", () => {
        const order = ["Run it", "In a test", "Controls", "Faults", "Switches", "The switches in detail"];
        const found = sections.map(({ title }) => title).filter((title) => order.includes(title));
        expect(found).to.deep.equal(order);
        expect(sections.at(-1)?.title).to.equal("Behaviour");
    });

    it("has short cells only", () => {
        expect(tables).to.have.length(4);
        const cells = tables.flatMap(rowsOf).flat();
        expect(cells.filter((cell) => cell.length > 300)).to.deep.equal([]);
        const sentences = rows("Switches").map((row) => row.at(-1) ?? "");
        expect(sentences.filter((sentence) => sentence.length > 160)).to.deep.equal([]);
    });

    it("names tests that exist, at least one in each entry", () => {
        const known = titles();
        expect(known.size).to.be.greaterThan(200);
        const missing = entries.flatMap(({ what, tests }) =>
            tests.length === 0 ? [`no test: ${what}`] : tests.filter((title) => !known.has(title)),
        );
        expect(missing).to.deep.equal([]);
    });

    it("has entries for each part of §2 and of the settings, and one for each row of §3", () => {
        expect([...new Set(endpoints.map(({ at }) => at))]).to.deep.equal([
            "2",
            ...Array.from({ length: 11 }, (_, index) => `2.${index + 1}`),
            ...Array.from({ length: 8 }, (_, index) => `settings ${index + 2}`),
        ]);
        expect(endpoints.length).to.be.at.least(42);
        const [list, ...others] = sectionCalled("Behaviour").tokens.filter(isList);
        expect([list?.ordered, list?.start, others.length]).to.deep.equal([true, 1, 0]);
        expect(behaviour).to.have.length(25);
    });

    it("marks how well each entry is known, and says why one is not emulated", () => {
        for (const { what, emulated, known } of entries) {
            expect(known, what).to.match(/^(D|R|U|!)(, (D|R|U|!|unconfirmed))*$/);
            expect(emulated, what).to.match(/^(yes|no: .+)/);
        }
    });

    it("lists each option with its default, as --help does", () => {
        const help = execFileSync(process.execPath, [commandFile(), "emulator", "--help"], {
            cwd: ROOT,
            encoding: "utf8",
        });
        const [, options = ""] = /Options:\n([\s\S]*?)\n\n/.exec(help) ?? [];
        const expected = options.split(/^ {2}(?=-)/m).flatMap((option) => {
            const [, flags] = /^(--[\w-]+(?: <[^>]+>)?)/.exec(option) ?? [];
            const [, standard] = /\(default:\s+"(.*)"\)/.exec(option) ?? [];
            return flags === undefined ? [] : [{ flags: `\`${flags}\``, standard }];
        });
        const found = rows("Run it").map(([flags = "", standard]) => ({ flags, standard }));
        expect(found.map(({ flags }) => flags)).to.deep.equal(expected.map(({ flags }) => flags));
        expect(found).to.deep.include.members(expected.filter(({ standard }) => standard !== undefined));
    });

    it("lists each switch with its default, its values and what it decides, as --help says it", () => {
        expect([...documented.keys()]).to.deep.equal(Object.keys(SWITCHES));
        for (const [name, info] of Object.entries(SWITCHES)) {
            const standard = Array.isArray(info.default)
                ? "[all steps](#the-steps-of-register)"
                : `\`${info.default}\``;
            expect(documented.get(name)?.slice(0, 2), name).to.deep.equal([standard, valuesOf(info)]);
            expect(documented.get(name)?.[2]?.replaceAll("`", ""), name).to.equal(info.why);
        }
    });

    it("lists each request kind", () => {
        const { tokens } = sectionCalled("The request log");
        expect(codesIn(tokens.map(({ raw }) => raw).join(""))).to.include.members([...REQUEST_KINDS]);
    });

    it("lists each value of a seed", () => {
        const { tokens } = sectionCalled("Seeds");
        const named = codesIn(tokens.map(({ raw }) => raw).join(""));
        const none = { none: 1 } as never;
        const world = new EmulatorWorld();
        for (const kind of ["numbers", "wabas", "tokens", "apps", "users", "uploads"]) {
            const check = () => world.check({ [kind]: [none] });
            expect(check).to.throw(/ has no none; it has \w/);
            expect(named).to.include.members(valuesIn(check));
        }
    });

    it("lists the steps of register in their default order", () => {
        const [list] = sectionCalled("The steps of register").tokens.filter(isList);
        expect(list?.ordered).to.equal(true);
        const steps = list?.items.map((item) => /^`(\w+)`: \S/.exec(textOf(item))?.[1]);
        expect(steps).to.deep.equal(SWITCHES.registerOrder.default);
    });

    it("explains each switch once, in the table's order, and names its section of the contract", () => {
        expect(details.map(({ name }) => name)).to.deep.equal(Object.keys(SWITCHES));
        for (const { name, place, text } of details) {
            expect(text, name).to.match(/\S\.$/);
            expect(place, name).to.match(
                /^(graph-api-settings\.md §\d|§(2(\.\d+)?|3 row \d+|[456]|6a)(, §(2(\.\d+)?|3 row \d+|[456]|6a))*)$/,
            );
        }
    });

    it("has each switch in the entries of §2 and §3 that its explanation names, and in no other of §3", () => {
        for (const { name, place } of details) {
            const [, more] = /^graph-api-settings\.md §(\d)$/.exec(place) ?? [];
            const own = [...place.matchAll(/§(2[.\d]*|3 row (\d+))/g)].map(([, at, row]) => row ?? at);
            const named = more === undefined ? own : [`settings ${more}`];
            expect(named, name).to.not.deep.equal([]);
            for (const at of named) {
                const there = entries.filter((entry) => entry.at === at).flatMap(switchesOf);
                expect(there, `${name} in ${at}`).to.include(name);
            }
            const rowsWithIt = behaviour.filter((entry) => switchesOf(entry).includes(name));
            expect(named, name).to.include.members(rowsWithIt.map(({ at }) => at));
        }
    });

    it("each switch that an entry speaks of exists", () => {
        const named = entries.flatMap(switchesOf);
        expect(named.filter((name) => !(name in SWITCHES))).to.deep.equal([]);
    });
});
