import { expect } from "chai";
import fc from "fast-check";
import { clean } from "../../../../graph/wire";
import { linesOf, readLine } from "../../../../provider/number/say/lines";
import { ID_UNKNOWN } from "../../../../provider/number/say/preview";
import { nameOf } from "../../../../provider/say/name";
import { AFTER_REFRESH } from "../../../../provider/say/refresh";

/** Pieces that a parser might take for its own signs. */
const PIECES = [
    "(",
    ")",
    "[",
    "]",
    '"',
    "'",
    ":",
    ": ",
    "): ",
    " ",
    "\n",
    "\u001b[0m",
    "\u200b",
    "warning: ",
];
const text = fc
    .array(
        fc.oneof(
            fc.constantFrom(...PIECES, AFTER_REFRESH, "phone number 7"),
            fc.string({ unit: "grapheme" }),
        ),
    )
    .map((pieces) => pieces.join(""));
const id = fc.stringMatching(/^\d{1,30}$/);
const number = fc.record({
    phoneNumberId: id,
    displayPhoneNumber: fc.option(fc.oneof(fc.constant("+1 (555) 123-4567"), text), { nil: undefined }),
});
/** A plan begins with words of ours, and may have a display name in it. */
const plan = fc
    .tuple(fc.constantFrom("set PIN", "OUTAGE: deregister", ID_UNKNOWN), text)
    .map(([begin, name]) => clean(`${begin}, "${name}"`));

const read = (line: string) => readLine(clean(line));

describe("a line about a number", () => {
    it("after a refresh is read as it was written, whatever the number and the names look like", () => {
        fc.assert(
            fc.property(number, plan, (who, what) => {
                const [line] = linesOf(
                    nameOf(who),
                    { plan: what, notices: [] },
                    { before: AFTER_REFRESH, isGrave: true },
                );
                expect(read(line?.text ?? "")).to.deep.equal({
                    phoneNumberId: who.phoneNumberId,
                    afterRefresh: what,
                    isIdUnknown: what.startsWith(ID_UNKNOWN),
                });
            }),
        );
    });

    it("before an update tells the number, and whether its ID is known", () => {
        fc.assert(
            fc.property(number, plan, (who, what) => {
                const [line] = linesOf(nameOf(who), { plan: what, notices: [] }, { isGrave: false });
                expect(read(line?.text ?? "")).to.deep.equal({
                    phoneNumberId: who.phoneNumberId,
                    isIdUnknown: what.startsWith(ID_UNKNOWN),
                });
            }),
        );
    });

    it("is the name and the text alone: whether it warns is said beside it, and written by who shows it", () => {
        fc.assert(
            fc.property(number, plan, fc.boolean(), (who, what, warns) => {
                const name = nameOf(who);
                const lines = linesOf(name, { notices: [{ warns, text: what }] }, { isGrave: false });
                expect(lines).to.deep.equal([{ text: `${name}: ${what}`, warns }]);
            }),
        );
    });
});
