import { expect } from "chai";
import fc from "fast-check";
import { type Concern, prepare, type Report, reportOf } from "../../../report";
import { type Parts, whatFits } from "../../../report/render/fit";
import { MARKDOWN_LIMIT, markdown } from "../../../report/render/markdown";
import type { NumberEntry } from "../../../report/report";
import { INPUTS, NOW, preview, STATE, step } from "./previews";

describe("what fits into a comment", () => {
    const rows = ["r1", "r2", "r3"];
    const folds = [["d1-long", "d1"], ["d2-long", "d2"], ["d3"]];
    const cases: [what: string, room: number, parts: Parts, rows: string[], folds: string[]][] = [
        ["all, where there is room", 100, { rows, folds }, rows, ["d1-long", "d2-long", "d3"]],
        ["every row before any details", 12, { rows, folds }, rows, []],
        ["the details of the worst", 21, { rows, folds }, rows, ["d1-long"]],
        ["shorter details, where they alone have room", 16, { rows, folds }, rows, ["d1"]],
        [
            "the worst rows, and no details in the place of a row",
            8,
            { rows, folds: [["d1"]] },
            ["r1", "r2"],
            [],
        ],
        ["no short row in the place of a worse one", 8, { rows: ["longer row", "r"], folds: [] }, [], []],
        ["nothing", 0, { rows, folds }, [], []],
    ];
    for (const [what, room, parts, shownRows, shownFolds] of cases) {
        it(`is ${what}`, () => {
            expect(whatFits(parts, room)).to.deep.equal({
                rows: shownRows,
                folds: shownFolds,
                allRows: shownRows.length === parts.rows.length,
                allFolds: shownFolds.length === parts.folds.length,
            });
        });
    }
});

/** One number of each kind; a fleet is made of them. */
const KINDS = reportOf(
    prepare(
        preview(
            step("delete", { name: "gone", state: { ...STATE, phoneNumberId: "1" } }),
            step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: "CH" } }),
            step("create", { name: "new", news: { ...INPUTS, phoneNumberId: "2" } }),
        ),
    ),
    { now: NOW, ignoreLocks: false },
);

/** A fleet of a thousand, whose texts are all this one. */
function fleet(text: string, ownPlans: boolean): Report {
    const numbers = Array.from({ length: 1_000 }, (_, at): NumberEntry => {
        const kind = KINDS.numbers[Math.floor((at * KINDS.numbers.length) / 1_000)] as NumberEntry;
        return {
            ...kind,
            phoneNumberId: String(106540352200000 + at),
            displayPhoneNumber: text,
            verifiedName: text,
            resources: [{ name: text, urn: text, op: "update" }],
            plan: ownPlans ? `${at} ${kind.plan} ${text}` : kind.plan,
            warnings: [...kind.warnings, { about: "unread", text }],
        };
    });
    return { ...KINDS, project: text, stack: text, errors: Array(30).fill(text), numbers };
}

describe("a comment about a thousand numbers", () => {
    const texts = fc.oneof(
        fc.constantFrom(
            "|".repeat(300),
            "`".repeat(300),
            "\\|".repeat(150),
            "<b>&@x".repeat(50),
            "\u05e9 ".repeat(150),
        ),
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string({ maxLength: 12 }),
    );
    const gates = (["deregister", "outage"] as Concern[]).map((concern) => ({ concern, label: "a label" }));

    it("is one that GitHub takes, whatever their names, and shows the worst first", () => {
        fc.assert(
            fc.property(texts, fc.boolean(), (text, ownPlans) => {
                const said = markdown(fleet(text, ownPlans), { gates });
                expect(said.length).to.be.at.most(MARKDOWN_LIMIT);
                const rows = said.split("\n").filter((line) => line.startsWith("| "));
                expect(rows.length).to.be.above(2);
                expect(rows[2]).to.include("| **for good** |");
            }),
            { numRuns: 12 },
        );
    });

    it("counts those that it leaves out", () => {
        const said = markdown(fleet("shop", true));
        const rows = said.split("\n").filter((line) => line.startsWith("| ")).length - 2;
        expect(said).to.include(`**${1_000 - rows} more numbers are left out here**`);
    });
});
