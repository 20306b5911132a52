import { expect } from "chai";
import ts from "typescript";
import { ours } from "./support/ours";

/** `WhatsAppBusinessAccount` is what Graph calls a WABA. */
const CLASS = /\bWhatsApp(?!BusinessAccount\b)([A-Z]|$)/;

/** What every face says is said in programs of every language: a resource is named by its kind, as all of them do. */
describe("what the provider says", () => {
    it("names no class of the package for Node.js", () => {
        const texts = Object.entries(ours())
            .filter(([file]) => /^(provider|graph)\/.*\.ts$/.test(file))
            .flatMap(([file, source]) => textsIn(source).map((text) => `${file}: ${text}`));
        expect(texts).to.have.length.greaterThan(1000);
        expect(texts.filter((text) => CLASS.test(text))).to.deep.equal([]);
    });

    for (const source of [
        'say("declare a WhatsAppQrCode");',
        "say(`an input of WhatsApp` + kind);",
        "say('WhatsAppPhoneNumber');",
    ]) {
        it(`would be found in ${source}`, () => {
            expect(textsIn(source).some((text) => CLASS.test(text))).to.equal(true);
        });
    }
});

/** The strings of a file, templates in their parts; without what it imports. */
function textsIn(source: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isImportDeclaration(node)) return;
        if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node)) {
            found.push(node.text);
        }
        if (ts.isTemplateTail(node)) found.push(node.text);
        ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile("x.ts", source, ts.ScriptTarget.Latest, true));
    return found;
}
