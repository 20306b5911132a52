import { expect } from "chai";
import fc from "fast-check";
import { INPUT_NAMES, INPUTS, toRecord } from "../../../provider/number/model/inputs";
import { blankState } from "../../../provider/number/model/state";
import { compare, differs } from "../../../provider/settings/compare";
import * as kinds from "../../../provider/settings/kinds";

/** Each option that has a default: the generated SDKs send it, and other programs leave the option out. */
const OPTIONS = Object.values(kinds).flatMap((kind) =>
    Object.entries(kind.fields).flatMap(([name, { default: value }]) =>
        value === undefined ? [] : [{ kind, name, value }],
    ),
);

describe("what is absent, and what is given as its default,", () => {
    it("is a rule of some option", () => {
        expect(OPTIONS.map(({ name }) => name)).to.have.members([
            "unsubscribeOnDelete",
            "deleteOnDelete",
            "forceTransfer",
            "releaseOnDelete",
        ]);
    });

    for (const { kind, name, value } of OPTIONS) {
        it(`is no difference: ${name} of ${kind.name}; another value is one`, () => {
            const choice = fc.constantFrom(undefined, value, !value);
            fc.assert(
                fc.property(choice, choice, (recorded, declared) => {
                    const { options, set } = compare(kind, {
                        there: {},
                        recorded: { [name]: recorded },
                        declared: { [name]: declared },
                        now: 0,
                    });
                    const isSame = (recorded ?? value) === (declared ?? value);
                    expect(options).to.deep.equal(isSame ? [] : [name]);
                    expect(set).to.deep.equal([]);
                }),
            );
        });
    }

    it("is nothing that state has to learn of a number", () => {
        const outliving = INPUT_NAMES.filter((name) => INPUTS[name].outlivesProgram);
        expect(outliving).to.include("deletionProtection");
        for (const name of outliving) {
            const { default: value } = INPUTS[name];
            for (const [recorded, declared, learns] of [
                [undefined, value, false],
                [value, undefined, false],
                [undefined, undefined, false],
                [undefined, !value, true],
                [!value, undefined, true],
                [!value, value, true],
            ]) {
                const state = { ...blankState("106540352242922"), [name]: recorded };
                const names = toRecord(state, { [name]: declared });
                expect(names, `${recorded} and ${declared}`).to.deep.equal(learns ? [name] : []);
            }
        }
    });

    it("differs in nothing else", () => {
        const { qrCode } = kinds;
        const there = { code: "A", prefilledMessage: "Hello" };
        const change = (declared: object) =>
            differs(compare(qrCode, { there, recorded: there, declared: { ...declared }, now: 0 }));
        expect(change({ prefilledMessage: "Hello", deleteOnDelete: false })).to.equal(false);
        expect(change({ prefilledMessage: "Hi", deleteOnDelete: false })).to.equal(true);
    });
});
