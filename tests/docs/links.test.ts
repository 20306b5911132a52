import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import GithubSlugger from "github-slugger";
import { marked, type Tokens } from "marked";
import ts from "typescript";
import { codesIn, MARKDOWN, ROOT, readText, tokensOf } from "./support/documents";

/** The anchors of a file's headings, as GitHub makes them. */
function anchorsOf(file: string): Set<string> {
    const slugger = new GithubSlugger();
    const headings = tokensOf(file).filter((token): token is Tokens.Heading => token.type === "heading");
    const plain = (markdown: string) => (marked.parseInline(markdown) as string).replace(/<[^>]+>/g, "");
    return new Set(headings.map(({ text }) => slugger.slug(unescaped(plain(text)))));
}

const unescaped = (html: string) =>
    html.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<");

interface Link {
    readonly text: string;
    readonly href: string;
    /** The file that it leads to, from the root. */
    readonly file: string;
    readonly anchor: string | undefined;
}

/** The links and pictures of a file that stay in this repository. */
function linksOf(file: string): Link[] {
    return tokensOf(file)
        .filter(
            (token): token is Tokens.Link | Tokens.Image => token.type === "link" || token.type === "image",
        )
        .filter(({ href }) => !/^[a-z]+:/.test(href))
        .map(({ text, href }) => {
            const [to = "", anchor] = href.split("#");
            const target = to === "" ? file : path.join(path.dirname(file), to);
            return { text, href, file: target, anchor };
        });
}

/** Every name that a source file declares. */
function namesIn(file: string): Set<string> {
    const names = new Set<string>();
    const visit = (node: ts.Node) => {
        const { name } = node as { name?: ts.Node };
        if (name !== undefined && ts.isIdentifier(name)) names.add(name.text);
        ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest));
    return names;
}

describe("the links of the documentation", () => {
    for (const file of MARKDOWN) {
        it(`${file} links to files and headings that are there`, () => {
            const broken = linksOf(file).filter(({ file: target, anchor }) => {
                if (target.startsWith("..") || !existsSync(path.join(ROOT, target))) return true;
                return anchor !== undefined && !(target.endsWith(".md") && anchorsOf(target).has(anchor));
            });
            expect(broken.map(({ href }) => href)).to.deep.equal([]);
        });
    }

    it("finds a heading that is not there", () => {
        expect(anchorsOf("docs/troubleshooting.md").has("133005-the-pin-is-wrong")).to.equal(true);
        expect(anchorsOf("docs/troubleshooting.md").has("133005")).to.equal(false);
    });

    it("every page in docs/ is linked from README", () => {
        const linked = linksOf("README.md").map(({ file }) => file);
        expect(linked).to.include.members(MARKDOWN.filter((file) => /^docs\/[^/]+\.md$/.test(file)));
    });
});

describe("docs/how-it-works.md", () => {
    const page = "docs/how-it-works.md";

    it("names what the code has: each linked name is declared in the file that it leads to", () => {
        const named = linksOf(page).filter(({ file, text }) => file.endsWith(".ts") && text.startsWith("`"));
        expect(named).to.have.length.greaterThan(30);
        const declared = new Map(
            [...new Set(named.map(({ file }) => file))].map((file) => [file, namesIn(file)]),
        );
        for (const { text, file } of named) {
            const [name = ""] = codesIn(text);
            expect(declared.get(file)?.has(name), `${name} in ${file}`).to.equal(true);
        }
    });

    it("names folders and files that are there", () => {
        const paths = codesIn(readText(page)).filter((code) => /^\w[\w/.-]*(\/|\.(ts|md))$/.test(code));
        const gone = paths.filter((name) => !existsSync(path.join(ROOT, name)));
        expect(gone.filter((name) => !existsSync(path.join(ROOT, "tests", name)))).to.deep.equal([]);
        expect(paths).to.include.members(["provider/number/decide/", "emulator/", "tests/docs/life.test.ts"]);
    });

    it("has every folder of the code in its rooms", () => {
        const { include } = JSON.parse(readFileSync(path.join(ROOT, "tsconfig.json"), "utf8"));
        const text = readText(page);
        for (const folder of include) expect(text).to.contain(`\`${folder}/\``);
    });
});
