import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { EXAMPLES, LANGUAGES } from "../../scripts/plugin/schema/examples";
import { problemsIn } from "../support/compiler";
import { EXAMPLES_HELD_ELSEWHERE, HELD_ELSEWHERE, PLAYED } from "./support/classes";
import { type Block, blocksOf, MARKDOWN, ROOT, readText } from "./support/documents";

/** The documents whose blocks this test covers; examples and bench have their own tests. */
const DOCUMENTS = MARKDOWN.filter((file) => !/^(examples|bench)\//.test(file));
const BLOCKS = DOCUMENTS.flatMap(blocksOf);
const inLanguage = (...languages: string[]) => BLOCKS.filter(({ language }) => languages.includes(language));

/** Shown, not run: output, and the diagram, which life.test.ts parses. */
const SHOWN = ["text", "mermaid"];
/** Programs for the plugin, whose SDKs tests/package/sdks.test.ts generates: it compiles those of README too. */
const OF_PLUGIN = ["typescript", "python", "go", "csharp", "java"];
const KNOWN = ["ts", "sh", "yaml", "json", ...SHOWN, ...OF_PLUGIN];

/** What the compiler says about the blocks, all in one program. */
function problems(blocks: readonly Block[]): string[] {
    const texts = blocks.map(({ code }) => `${code}\nexport {};\n`);
    return problemsIn(texts, { along: [path.join(__dirname, "given.d.ts")] });
}

describe("the blocks of the documentation", () => {
    it("each says its language, and it is one that is compiled, run, parsed or only shown", () => {
        const unknown = BLOCKS.filter(({ language }) => !KNOWN.includes(language));
        expect(unknown.map(({ file, code }) => `${file}: ${code.split("\n")[0]}`)).to.deep.equal([]);
    });

    it("ts: each compiles against the built package", function () {
        this.timeout(600_000);
        expect(inLanguage("ts")).to.have.length.greaterThan(4);
        expect(problems(inLanguage("ts"))).to.deep.equal([]);
    });

    it("ts: what the package does not have is found", function () {
        this.timeout(600_000);
        const code = 'new WhatsAppPhoneNumber("support", { phoneNumberId: "1", pin, region: "DE" });';
        expect(problems([{ file: "", language: "ts", code }])).to.match(/'region' does not exist/);
    });

    it("yaml and json: each parses", () => {
        for (const { code, language } of inLanguage("yaml", "json")) {
            expect(typeof (language === "json" ? JSON.parse(code) : parse(code))).to.equal("object");
        }
    });

    it("docs/_index.md has the schema's example of a number, in every language; README alone has others", () => {
        const kept = Object.entries(LANGUAGES).map(([ending, language]) => {
            const code = readFileSync(path.join(EXAMPLES, `PhoneNumber.${ending}`), "utf8").trim();
            return { file: "docs/_index.md", language, code };
        });
        expect(blocksOf("docs/_index.md")).to.deep.equal(kept);
        const others = inLanguage(...OF_PLUGIN).filter(({ file }) => file !== "docs/_index.md");
        expect([...new Set(others.map(({ file }) => file))]).to.deep.equal(["README.md"]);
    });

    it("docs/_index.md and docs/installation-configuration.md begin as Pulumi's registry wants them", () => {
        for (const file of ["docs/_index.md", "docs/installation-configuration.md"]) {
            const [, matter = ""] = /^---\n([\s\S]*?)\n---\n/.exec(readText(file)) ?? [];
            const { title, meta_desc: about, layout, ...others } = parse(matter);
            expect([layout, others], file).to.deep.equal(["package", {}]);
            expect(title, file).to.match(/^WhatsApp/);
            expect(about, file).to.match(/\.$/).and.to.have.length.below(160);
        }
    });

    it("sh: each is played by tests/engine/docs.test.ts, or held where the table says; none twice, none is left", () => {
        const blocks = inLanguage("sh").map(({ file, code }) => `${file}: ${code}`);
        const classed = [...PLAYED, ...HELD_ELSEWHERE].map(({ file, code }) => `${file}: ${code}`);
        expect(classed).to.have.members(blocks);
    });

    it("sh: what is held elsewhere is run there", () => {
        for (const { code, by, runs } of HELD_ELSEWHERE) {
            expect(readText(by), `${by} runs ${code}`).to.contain(runs);
        }
    });

    it("every example with commands has a test that plays its README", () => {
        const played = readdirSync(path.join(ROOT, "tests/engine"), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".test.ts"))
            .map((file) => readFileSync(path.join(ROOT, "tests/engine", file), "utf8"))
            .flatMap((text) => [...text.matchAll(/playsExample\(\s*"([^"]+)"/g)].map(([, name]) => name));
        const withCommands = readdirSync(path.join(ROOT, "examples")).filter((name) => {
            const readme = `examples/${name}/README.md`;
            return (
                existsSync(path.join(ROOT, readme)) &&
                blocksOf(readme).some(({ language }) => language === "sh")
            );
        });
        expect(withCommands).to.include("quickstart");
        const others = Object.entries(EXAMPLES_HELD_ELSEWHERE);
        for (const [, test] of others) expect(existsSync(path.join(ROOT, test)), test).to.equal(true);
        expect([...played, ...others.map(([name]) => name)]).to.include.members(withCommands);
    });
});
