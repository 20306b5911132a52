import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { Tokens } from "marked";
import ts from "typescript";
import { graphError } from "../../graph/errorTable";
import { missingFrom } from "../engine/support/readme";
import { blocksOf, codesIn, ROOT, rowsOf, tokensOf } from "./support/documents";

const PAGE = "docs/troubleshooting.md";
const REFUSALS = readFileSync(path.join(ROOT, "tests/fixtures/refusals.txt"), "utf8").trim().split("\n\n");

/** The rows of the page's tables that begin with such a head. */
const rows = (head: string) =>
    tokensOf(PAGE)
        .filter((token): token is Tokens.Table => token.type === "table")
        .filter((table) => table.header[0]?.text === head)
        .flatMap(rowsOf);

const sourceOf = (file: string) =>
    ts.createSourceFile(file, readFileSync(path.join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);

function nodesOf(file: string): ts.Node[] {
    const nodes: ts.Node[] = [];
    const visit = (node: ts.Node) => {
        nodes.push(node);
        ts.forEachChild(node, visit);
    };
    visit(sourceOf(file));
    return nodes;
}

/** A text as the page writes it: `…` for whatever is put in. Undefined for what is no text. */
function written(node: ts.Node | undefined): string | undefined {
    if (node === undefined) return undefined;
    if (ts.isParenthesizedExpression(node)) return written(node.expression);
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
    if (ts.isTemplateExpression(node)) {
        return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join("");
    }
    if (!ts.isBinaryExpression(node)) return undefined;
    const parts = [written(node.left), written(node.right)];
    return parts.some((part) => part === undefined) ? undefined : parts.join("");
}

/** The texts of an expression, each branch of a condition by itself. */
function texts(node: ts.Node | undefined): string[] {
    if (node !== undefined && ts.isConditionalExpression(node)) {
        return [...texts(node.whenTrue), ...texts(node.whenFalse)];
    }
    const text = written(node);
    return text === undefined ? [] : [text];
}

const called = (node: ts.Node, name: string): node is ts.CallExpression | ts.NewExpression =>
    (ts.isCallExpression(node) || ts.isNewExpression(node)) && node.expression.getText().endsWith(name);
const named = (node: ts.Node, name: string) =>
    (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && node.name.getText() === name;
const initial = (node: ts.Node) => (node as ts.PropertyAssignment | ts.VariableDeclaration).initializer;

/** What the gates and their neighbours refuse with. */
const refusals = () => [
    ...["provider/number/say/reasons.ts", "provider/run/admission.ts"].flatMap((file) =>
        nodesOf(file)
            .filter((node) => named(node, "why"))
            .flatMap((node) => texts(initial(node))),
    ),
    ...["provider/run/settings.ts", "provider/run/lock.ts"].flatMap((file) =>
        nodesOf(file)
            .filter((node) =>
                ["SettingError", "NumberBusy", "LockLost", "LockUnusable"].some((name) => called(node, name)),
            )
            // The message comes last.
            .flatMap((node) => texts((node as ts.NewExpression).arguments?.at(-1))),
    ),
];

/** What check refuses an input with. */
const inputRefusals = () => {
    const own = ["check", "inputs", "inputRules"].map((name) => `provider/number/model/${name}.ts`);
    const files = [...own, "provider/rules.ts", "provider/shapes.ts"];
    const outermost = files
        .flatMap(nodesOf)
        .filter(
            ({ parent }) =>
                parent !== undefined && !ts.isBinaryExpression(parent) && !ts.isTemplateSpan(parent),
        );
    return [...new Set(outermost.flatMap(written))]
        .filter((text) => text !== undefined)
        .filter((text) => /\b(was given|is missing|is not an input|can't change to)\b/.test(text));
};

/** The codes of the error table, subcodes as `100/33`, and the causes of all its rows. */
function errorTable(): { codes: string[]; causes: string[] } {
    const nodes = ["codes", "precise", "row"]
        .map((name) => `graph/refusals/${name}.ts`)
        .concat("graph/errorTable.ts")
        .flatMap(nodesOf);
    const keys = (name: string) =>
        nodes
            .filter((node) => named(node, name))
            .map(initial)
            .filter((node) => node !== undefined && ts.isObjectLiteralExpression(node))
            .flatMap((node) =>
                node.properties.map((property) => property.name?.getText().replaceAll('"', "") ?? ""),
            );
    const causes = nodes.filter((node) => named(node, "cause")).flatMap((node) => texts(initial(node)));
    const rows = [...nodes.filter(ts.isObjectLiteralExpression)].map((row) =>
        Object.fromEntries(
            row.properties
                .filter(ts.isPropertyAssignment)
                .map((p) => [p.name.getText(), p.initializer.getText()]),
        ),
    );
    const subcodes = rows.flatMap(({ code, subcode }) =>
        subcode === undefined ? [] : [`${code}/${subcode}`],
    );
    return { codes: [...keys("CODES"), ...new Set(subcodes)], causes };
}

const asWritten = (text: string) => text.replace(/\s+/g, " ").trim();

describe("docs/troubleshooting.md", () => {
    const codes = rows("code").map(([code = "", cause = ""]) => ({ code, cause: codesIn(cause)[0] ?? "" }));
    const quoted = rows("it says").map(([says = ""]) => asWritten(codesIn(says)[0] ?? ""));

    it("has an entry for each code of the error table, and for no other", () => {
        const known = errorTable().codes;
        expect(known).to.have.length.greaterThan(45);
        expect([...new Set(codes.map(({ code }) => code))]).to.have.members([...known, "200"]);
    });

    it("has the cause of each row of the table, in its own words", () => {
        const unnamed = "Graph refused the request";
        const causes = new Set(errorTable().causes.filter((cause) => cause !== unnamed));
        expect(new Set(codes.map(({ cause }) => cause))).to.deep.equal(causes);
    });

    it("names with each code what the user reads", () => {
        for (const { code, cause } of codes) {
            const [number = 0, subcode] = code.split("/").map(Number);
            const body = { code: number, ...(subcode === undefined ? {} : { error_subcode: subcode }) };
            const { message } = graphError("register", 400, body, (text) => text);
            const golden = REFUSALS.filter(
                (line) => line.startsWith(`${code},`) || line.startsWith(`${code}/`),
            );
            // These have more causes than one, which Graph's words or the request tell.
            const several = ["100", "200", "100/33", "100/2388001", "10"].includes(code);
            const real = [message, ...golden, ...(several ? errorTable().causes : [])];
            expect(
                real.some((text) => text.includes(cause)),
                `${code}: ${cause}`,
            ).to.equal(true);
        }
    });

    it("has every refusal of the gates, settings and inputs, word for word, and no other", () => {
        const known = [...refusals(), ...inputRefusals()].map(asWritten);
        expect(known).to.have.length.greaterThan(28);
        expect(quoted).to.have.members([...new Set(known)]);
    });

    it("shows errors as tests/fixtures/refusals.txt has them", () => {
        const shown = blocksOf(PAGE).filter(({ language }) => language === "text");
        expect(shown).to.have.length.greaterThan(0);
        for (const { code } of shown) {
            expect(
                REFUSALS.some((line) => missingFrom(line, code).length === 0),
                code,
            ).to.equal(true);
        }
    });
});
