import { expect } from "chai";
import { painter } from "../../../cli/colours";
import { type Check, problemsOnly, type Section } from "../../../cli/doctor/check";
import { groupsOf, summaryText, tallyOf } from "../../../cli/doctor/summary";
import { doctorText } from "../../../cli/doctor/text";

const warning = (found: string, next?: string, ...names: string[]): Check => ({
    verdict: "warning",
    found,
    next,
    names,
});
const fine: Check = { verdict: "ok", found: "registered" };
const refused: Check = { verdict: "refuses", found: "no" };
const number = (id: string, ...checks: Check[]): Section => ({
    about: `Phone number ${id}`,
    phoneNumberId: id,
    displayPhoneNumber: `+49 ${id}`,
    checks,
});
const token = (...checks: Check[]): Section => ({ about: "Token", checks });

describe("doctor's problems, each once", () => {
    const rows: [what: string, sections: Section[], groups: string[]][] = [
        ["none", [token(fine), number("1", fine)], []],
        [
            "the worst first, then those that most have",
            [number("1", warning("a"), warning("b")), number("2", warning("b")), token(refused)],
            ["refuses 1 no", "warning 2 b", "warning 1 a"],
        ],
        [
            "what differs from one to the next is left out",
            [
                number("1", warning('name "Shop" of 1: DECLINED', "show 1", "Shop")),
                number("2", warning('name "Market" of 2: DECLINED', "show 2", "Market")),
            ],
            ['warning 2 name "…" of ID: DECLINED; Next: show ID'],
        ],
        [
            "what is quoted and no name stays",
            [number("1", warning('says "no"')), number("2", warning('says "yes"'))],
            ['warning 1 says "no"', 'warning 1 says "yes"'],
        ],
        [
            "one alone keeps its words",
            [number("1", warning('name "Shop"', "show 1"))],
            ['warning 1 name "Shop"; Next: show 1'],
        ],
        [
            "another verdict is another problem",
            [number("1", warning("no")), number("2", refused)],
            ["refuses 1 no", "warning 1 no"],
        ],
    ];
    for (const [what, sections, groups] of rows) {
        it(what, () => {
            const said = groupsOf(sections).map(
                ({ verdict, of, found, next }) =>
                    `${verdict} ${of.length} ${found}${next === undefined ? "" : `; Next: ${next}`}`,
            );
            expect(said).to.deep.equal(groups);
        });
    }
});

describe("doctor's summary", () => {
    const unseen: Check = { verdict: "unseen", found: "lost" };
    const rows: [Section[], string][] = [
        [[number("1", fine)], "Nothing would be refused."],
        [[number("1", fine, warning("a"))], "Nothing would be refused, 1 warning."],
        [
            [token(refused), number("1", refused, unseen)],
            "2 things would be refused (Token, Phone number 1), 1 could not be checked.",
        ],
        [[number("1", unseen)], "1 thing could not be checked: the rest would not be refused."],
        [
            [
                number("1", refused, warning("a")),
                number("2", unseen),
                number("3", fine, warning("a")),
                number("4", fine),
            ],
            "Of 4 numbers, 1 would be refused something, 1 could not be checked, 1 has warnings, 1 is in order.",
        ],
        [
            [token(refused), number("1", fine), number("2", fine)],
            "Of 2 numbers, 2 are in order. Also refused: Token.",
        ],
    ];
    for (const [sections, says] of rows) it(says, () => expect(summaryText(sections)).to.equal(says));

    it("counts each number by its worst finding", () => {
        expect(
            tallyOf([number("1", warning("a"), refused), number("2", fine), token(refused)]),
        ).to.deep.equal({
            numbers: 2,
            refuses: 1,
            unseen: 0,
            warning: 0,
            ok: 1,
        });
    });

    it("names ten of those that have a problem, and says how many more", () => {
        const sections = Array.from({ length: 14 }, (_, at) =>
            number(`10${at}`, at < 13 ? warning("a") : fine),
        );
        const text = doctorText(sections, painter(false), true);
        expect(text).to.match(/13 numbers: a\n.*109 \(\+49 109\), and 3 more \(--json has all\)$/);
        const all = doctorText(sections.slice(0, 13), painter(false), true);
        expect(all).to.match(/all 13 numbers: a$/);
        const mixed = doctorText([token(warning("a")), ...sections], painter(false), true);
        expect(mixed).to.match(/Token, 13 numbers: a\n/);
    });

    it("leaves out what is in order, checks and sections", () => {
        expect(problemsOnly([token(fine), number("1", fine, warning("a"))])).to.deep.equal([
            number("1", warning("a")),
        ]);
    });
});
