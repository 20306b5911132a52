import { expect } from "chai";
import { type InputChange, inputChanges } from "../../../../provider/adapters/native/diff";
import type { Raw } from "../../../../provider/resource";

type Row = readonly [what: string, olds: Raw, state: Raw, news: Raw, expected: Record<string, InputChange>];

const inPlace = (kind: InputChange["kind"]): InputChange => ({ kind, replaces: false, ofInputs: true });

describe("the change of inputs, property by property", () => {
    const rows: readonly Row[] = [
        ["nothing", { a: 1 }, { a: 1 }, { a: 1 }, {}],
        ["a new one", {}, {}, { a: 1 }, { a: inPlace("add") }],
        ["one that is gone", { a: 1 }, { a: 1 }, {}, { a: inPlace("delete") }],
        ["null is nothing", { a: null }, {}, {}, {}],
        ["another value", { a: 1 }, { a: 1 }, { a: 2 }, { a: inPlace("update") }],
        ["another entry of a list", { a: [{ b: 1 }] }, {}, { a: [{ b: 2 }] }, { a: inPlace("update") }],
        [
            "another owner",
            { id: "1" },
            { id: "1" },
            { id: "2" },
            { id: { ...inPlace("update"), replaces: true } },
        ],
        [
            "an input that stays, and is recorded otherwise: a drift",
            { a: 1 },
            { a: 2 },
            { a: 1 },
            { a: { kind: "update", replaces: false, ofInputs: false } },
        ],
        [
            "an input that stays, and is not recorded: a PIN that is still to be set",
            { a: 1 },
            {},
            { a: 1 },
            { a: { kind: "add", replaces: false, ofInputs: false } },
        ],
        ["outputs are none of them", { a: 1 }, { a: 1, status: "CONNECTED" }, { a: 1 }, {}],
    ];
    for (const [what, olds, state, news, expected] of rows) {
        it(what, () => {
            const found = inputChanges({ olds, state, news }, ["id"]);
            expect(Object.fromEntries(found)).to.deep.equal(expected);
        });
    }
});
