import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { INPUT_NAMES, INPUTS } from "../../provider/number/model/inputs";
import { blocksOf, codesIn, ROOT, readText } from "./support/documents";
import { headingsOf, namesIn, tablesOf } from "./support/pages";

const PAGE = "docs/phone-number.md";

/** What the code may say about a number, with its strings in one piece. */
const SAID = execFileSync("git", ["ls-files", "provider/number/say", "graph/refusals"], {
    cwd: ROOT,
    encoding: "utf8",
})
    .trim()
    .split("\n")
    .map((file) => readText(file).replace(/["'`]\s*\+\s*["'`]/g, ""))
    .join("\n");

/** The outputs, as the class declares them. */
const OUTPUTS = /const OUTPUTS = \{([^}]*)\}/
    .exec(readText("sdk/phoneNumber.ts"))?.[1]
    ?.match(/\w+(?=: undefined)/g);

describe(PAGE, () => {
    it("has the parts of a resource's page", () => {
        expect(readText(PAGE).startsWith("# WhatsAppPhoneNumber\n")).to.equal(true);
        expect(headingsOf(PAGE)).to.deep.equal([
            "Example",
            "Inputs",
            "Outputs",
            "Create",
            "Delete",
            "Limits",
            "Errors",
        ]);
        expect(blocksOf(PAGE).map(({ code }) => code.includes("new WhatsAppPhoneNumber("))).to.deep.equal([
            true,
        ]);
    });

    it("has every input, in the table's order, with its rule and what a change does", () => {
        const rows = tablesOf(PAGE, "input").flat();
        expect(namesIn(rows)).to.deep.equal([...INPUT_NAMES]);
        for (const [index, name] of INPUT_NAMES.entries()) {
            const [, rule = "", change = ""] = rows[index] ?? [];
            expect(rule.startsWith("Required."), name).to.equal(INPUTS[name].required !== undefined);
            expect(change, name).not.to.equal("");
        }
    });

    it("has every output", () => {
        const [[first] = [], ...others] = tablesOf(PAGE, "output").flat();
        expect(first).to.equal("every input");
        const named = others.flatMap(([cell = ""]) => codesIn(cell));
        const rest = OUTPUTS?.filter((name) => !(INPUT_NAMES as readonly string[]).includes(name));
        expect(named)
            .to.have.members(rest ?? [])
            .and.to.have.length.greaterThan(15);
    });

    it("quotes errors as the code has them", () => {
        const rows = tablesOf(PAGE, "it says").flat();
        expect(rows).to.have.length.greaterThan(3);
        for (const [says = ""] of rows) {
            const pieces = codesIn(says).flatMap((code) => code.split("…"));
            for (const piece of pieces) expect(SAID).to.contain(piece.trim());
        }
    });
});
