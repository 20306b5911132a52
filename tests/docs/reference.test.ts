import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import type { Tokens } from "marked";
import ts from "typescript";
import { INPUT_NAMES } from "../../provider/number/model/inputs";
import { run } from "../../scripts/process";
import { codesIn, ROOT, rowsOf, tokensOf } from "./support/documents";

/** The package's public modules, by the name that programs import them by. */
const MODULES = { "pulumi-whatsapp": "sdk/index.ts", "pulumi-whatsapp/emulator": "emulator/index.ts" };

interface Entry {
    name: string;
    children?: Entry[];
    comment?: { summary: { kind: string; text: string }[] };
}

/** What the schema says of a resource. */
interface Words {
    description: string;
    properties: Record<string, { description: string }>;
}
interface Inputs {
    inputProperties: Words["properties"];
}

/** What a module exports, types too. Other packages are not looked into: none of theirs is exported. */
function exportsOf(file: string): string[] {
    const options = { module: ts.ModuleKind.Node20, noLib: true, types: [] };
    const host = ts.createCompilerHost(options);
    const exists = host.fileExists;
    host.fileExists = (name) => exists(name) && !name.includes("node_modules");
    const program = ts.createProgram([path.join(ROOT, file)], options, host);
    const source = program.getSourceFile(path.join(ROOT, file));
    const symbol = source && program.getTypeChecker().getSymbolAtLocation(source);
    return symbol === undefined
        ? []
        : program
              .getTypeChecker()
              .getExportsOfModule(symbol)
              .map(({ name }) => name);
}

describe("the reference (npm run docs)", function () {
    this.timeout(600_000);
    let folder: string;
    let modules: Map<string, Entry>;

    before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "reference-"));
        const json = path.join(folder, "reference.json");
        const args = ["run", "--silent", "docs", "--", "--out", folder, "--json", json];
        const { code, text } = await run("npm", args, { cwd: ROOT });
        // Warnings are errors: a public name without a comment is one, and so is a broken {@link}.
        expect([code, text.match(/.*\[(warning|error)\].*/g)]).to.deep.equal([0, null]);
        const { children } = JSON.parse(readFileSync(json, "utf8")) as Entry;
        modules = new Map(children?.map((module) => [module.name, module]));
    });
    after(() => rm(folder, { recursive: true }));

    const entries = (module: string) => modules.get(module)?.children ?? [];
    const properties = (name: string) =>
        entries("pulumi-whatsapp").find((entry) => entry.name === name)?.children ?? [];
    const page = (file: string) => readFileSync(path.join(folder, file), "utf8");

    for (const [module, file] of Object.entries(MODULES)) {
        it(`has every export of ${module}, and nothing else`, () => {
            const documented = entries(module).map(({ name }) => name);
            expect(documented).to.have.members(exportsOf(file)).and.not.to.deep.equal([]);
            for (const name of documented) expect(page(`${module}/README.md`)).to.contain(`[${name}]`);
        });
    }

    it("has every input of WhatsAppPhoneNumber, with its meaning", () => {
        const text = page("pulumi-whatsapp/interfaces/WhatsAppPhoneNumberArgs.md");
        const inputs = properties("WhatsAppPhoneNumberArgs");
        expect(inputs.map(({ name }) => name)).to.have.members([...INPUT_NAMES]);
        for (const { name, comment } of inputs) {
            expect(comment?.summary.length, name).to.be.greaterThan(0);
            expect(text).to.contain(`\`${name}`);
        }
    });

    it("README has a row for every input, in the order of the table, and for no other", () => {
        const rows = tokensOf("README.md")
            .filter((token): token is Tokens.Table => token.type === "table")
            .filter(({ header }) => header[0]?.text === "input")
            .flatMap(rowsOf);
        expect(rows.map(([name = ""]) => codesIn(name)[0])).to.deep.equal([...INPUT_NAMES]);
    });

    it("has every output, which is all that state keeps, with its meaning", () => {
        const text = page("pulumi-whatsapp/classes/WhatsAppPhoneNumber.md");
        const outputs = new Map(properties("WhatsAppPhoneNumber").map((entry) => [entry.name, entry]));
        const kept = properties("PhoneNumberState");
        expect(kept.length).to.be.greaterThan(20);
        for (const { name } of kept) {
            expect(outputs.get(name)?.comment?.summary.length, name).to.be.greaterThan(0);
            expect(text).to.contain(`\`${name}\``);
        }
    });

    it("has the words of the plugin's schema, for every input and output of every resource", () => {
        const schema = JSON.parse(readFileSync(path.join(ROOT, "dist/plugin/schema.json"), "utf8"));
        const said = (entry: Entry | undefined) =>
            (entry?.comment?.summary ?? [])
                .map(({ kind, text }) => (kind === "inline-tag" ? `\`${text}\`` : text))
                .join("")
                .replace(/\s+/g, " ")
                .replace(/ \((?:graph-api|graph-api-settings|pulumi)\.md §[\d.]+\)/g, "")
                .trim();
        const resources = Object.entries(schema.resources as Record<string, Words & Inputs>);
        expect(resources).to.have.length.greaterThan(9);
        for (const [token, { description, properties: outputs, inputProperties }] of resources) {
            const name = `WhatsApp${token.split(":")[2]}`;
            const entry = entries("pulumi-whatsapp").find((each) => each.name === name);
            const [own = ""] = description.split("{{% examples %}}");
            expect(own.replace(/\s+/g, " ").trim(), name).to.equal(said(entry));
            const both = [
                [properties(name), outputs],
                [properties(`${name}Args`), inputProperties],
            ] as const;
            for (const [documented, described] of both) {
                for (const [each, { description: words }] of Object.entries(described)) {
                    const found = documented.find((child) => child.name === each);
                    // The reference has the words of a closed set in the type.
                    const own = words.replace(/ One of (?:`\w+`(?:, )?)+\.$/, "");
                    expect(own, `${name}.${each}`).to.equal(said(found));
                }
            }
        }
    });
});
