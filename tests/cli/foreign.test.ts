import { expect } from "chai";
import fc from "fast-check";
import ts from "typescript";
import { program } from "../../cli/adopt/program";
import { table } from "../../cli/table";
import { jsonText, oneLine } from "../../cli/text";

/** Hostile texts from elsewhere. */
const nasty = fc
    .array(
        fc.oneof(
            fc.constantFrom(
                "\u001b[2J",
                "\r\n",
                "\u2028",
                "\u2029",
                "\u202e",
                "::add-mask::x",
                "##[error]",
                "*/",
                `\`\${x}\``,
                '"',
                "\\",
                "</script>",
                "new WhatsAppPhoneNumber(",
            ),
            fc.string({ unit: "binary", maxLength: 5 }),
        ),
        { maxLength: 6 },
    )
    .map((parts) => parts.join(""));
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

describe("texts that others wrote", () => {
    it("are one line that moves nothing, and begin no command of a pipeline's log", () => {
        fc.assert(
            fc.property(nasty, (text) => {
                const line = oneLine(text);
                expect(UNSAFE.test(line)).to.equal(false);
                expect(line).not.to.match(/^\s*(::|##\[)/);
            }),
        );
    });

    it("hide nothing in JSON, and come back as they were", () => {
        fc.assert(
            fc.property(nasty, (text) => {
                const json = jsonText({ text });
                expect(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(json)).to.equal(false);
                expect(JSON.parse(json).text).to.equal(text);
            }),
        );
    });

    it("end no comment and no string of the program that adopt writes: it declares what it is meant to", () => {
        const number = fc.record({
            phoneNumberId: fc.oneof(fc.stringMatching(/^\d{1,15}$/), nasty),
            displayPhoneNumber: nasty,
            verifiedName: nasty,
            judgement: fc.oneof(
                fc.record({ declared: fc.constant(true as const), asItIs: fc.constant({}), remark: nasty }),
                fc.record({
                    declared: fc.constant(false as const),
                    asItIs: fc.constant({}),
                    reason: nasty,
                    next: nasty,
                }),
            ),
        });
        const unique = fc.uniqueArray(number, {
            maxLength: 4,
            selector: ({ phoneNumberId }) => phoneNumberId,
        });
        fc.assert(
            fc.property(unique, (numbers) => {
                const text = program("7", numbers);
                const source = ts.createSourceFile("index.ts", text, ts.ScriptTarget.Latest, true);
                const { parseDiagnostics } = source as unknown as { parseDiagnostics: unknown[] };
                expect(parseDiagnostics, text).to.deep.equal([]);
                const declared = source.statements.filter(ts.isExpressionStatement).map(({ expression }) => {
                    if (!ts.isNewExpression(expression)) throw new Error(`a statement of its own: ${text}`);
                    const args = expression.arguments?.[1] as ts.ObjectLiteralExpression;
                    const id = args.properties[0] as ts.PropertyAssignment;
                    return (id.initializer as ts.StringLiteral).text;
                });
                const wanted = numbers.filter(({ judgement }) => judgement.declared);
                expect(declared).to.deep.equal(wanted.map(({ phoneNumberId }) => phoneNumberId));
                // Two imports, the config and the PINs: nothing else is there.
                expect(source.statements).to.have.length(4 + wanted.length);
            }),
        );
    });
});

describe("a table", () => {
    it("takes as many rows as a portfolio has", () => {
        const rows = Array.from({ length: 150_000 }, (_, at) => [String(at), "渋谷の店", "x"]);
        const lines = table(["ID", "NAME", "X"], rows).split("\n");
        expect(lines).to.have.length(150_001);
        expect(lines[0]).to.equal("ID      NAME      X");
        expect(lines.at(-1)).to.equal("149999  渋谷の店  x");
    });
});
