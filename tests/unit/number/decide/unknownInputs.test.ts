import { expect } from "chai";
import fc from "fast-check";
import { decide } from "../../../../provider/number/decide/decide";
import { desiredFromInputs, knownFromState } from "../../../../provider/number/decide/known";
import type { Step } from "../../../../provider/number/decide/plan";
import { type InPlace, previewUpdate } from "../../../../provider/number/decide/preview";
import {
    INPUTS,
    type PhoneNumberInputs,
    PLANNED_INPUTS,
    type PreviewInputs,
} from "../../../../provider/number/model/inputs";
import { blankState, type PhoneNumberState } from "../../../../provider/number/model/state";
import { previewLines } from "../../../../provider/number/say/lines";
import { UNKNOWN } from "../../../../provider/unknown";

const NOW = Date.UTC(2026, 10, 27);
const S = Math.floor(NOW / 1000);
const ID = "106540352242922";

const regions = fc.constantFrom(undefined, "DE", "CH", "GB");
const flags = fc.constantFrom(undefined, true, false);
const pins = fc.constantFrom("111111", "222222", "333333");
const names = fc.constantFrom(undefined, "Jasper's Market", "Approved", "Shop");
const spent = (kind: string, count: number) =>
    Array(count)
        .fill(`${kind}${S - 3600}=ok`)
        .join(" ");

const inputs: fc.Arbitrary<PhoneNumberInputs> = fc.record({
    phoneNumberId: fc.constant(ID),
    pin: pins,
    pinRevision: fc.constant(1),
    dataLocalizationRegion: regions as fc.Arbitrary<PhoneNumberInputs["dataLocalizationRegion"]>,
    enableIdentityKeyCheck: flags,
    displayName: names,
    applyApprovedName: flags,
    allowUnverifiedOutage: flags,
    pinOnAdoption: fc.constantFrom(undefined, "set" as const, "keep" as const),
}) as fc.Arbitrary<PhoneNumberInputs>;

const states = fc
    .record({
        registered: fc.boolean(),
        isOnBizApp: flags,
        pin: fc.option(pins, { nil: undefined }),
        refusedPin: fc.option(pins, { nil: undefined }),
        unsentPin: fc.option(pins, { nil: undefined }),
        dataLocalizationRegion: regions,
        regionUnread: fc.constantFrom(undefined, undefined, true),
        enableIdentityKeyCheck: flags,
        displayName: names,
        verifiedName: names,
        newDisplayName: names,
        newNameStatus: fc.constantFrom(undefined, "APPROVED", "DECLINED"),
        newNameApprovedAt: fc.constant(new Date(NOW - 3600_000).toISOString()),
        requests: fc.constantFrom("", spent("r", 3), spent("r", 9), spent("r", 10), spent("d", 10)),
        registerLockedUntil: fc.constantFrom(undefined, undefined, new Date(NOW + 3600_000).toISOString()),
        refusedRegister: fc.constantFrom(undefined, "133006 VERIFIED"),
    })
    .map((state) => ({ ...blankState(ID), ...state }) as unknown as PhoneNumberState);

const cases = fc.record({
    state: states,
    inputs,
    unknown: fc.subarray([...PLANNED_INPUTS], { minLength: 1 }),
    ignoreLocks: fc.boolean(),
});

/** The steps as one tells them apart: which PIN or name it is makes no difference. */
const kindsOf = (steps: readonly Step[]) =>
    steps.map((step) => ("region" in step ? `${step.request} ${step.region}` : step.request));

/** Whether each of `some` is in `all`, as often. */
function isWithin(some: readonly string[], all: readonly string[]): boolean {
    const left = [...all];
    return some.every((each) => {
        const at = left.indexOf(each);
        if (at >= 0) left.splice(at, 1);
        return at >= 0;
    });
}

describe("the preview of inputs that are not known until apply", () => {
    const hidden = (whole: PhoneNumberInputs, names: readonly string[]) =>
        ({ ...whole, ...Object.fromEntries(names.map((name) => [name, UNKNOWN])) }) as PreviewInputs;

    it("whatever they turn out to be: an outage was shown, what was certain is so, and a refusal too", () => {
        fc.assert(
            fc.property(cases, ({ state, inputs, unknown, ignoreLocks }) => {
                const preview = previewUpdate(state, hidden(inputs, unknown), {
                    now: NOW,
                    ignoreLocks,
                }) as InPlace;
                if (preview.kind !== "inputsUnknown") throw new Error(preview.kind);
                const known = knownFromState(state, NOW);
                const facts = { remembered: state, recorded: known, now: NOW, ignoreLocks };
                const { offline, steps, refused } = decide(known, desiredFromInputs(inputs, state), facts);

                expect(preview.offline).to.be.oneOf([offline, "maybe"]);
                if (preview.least.refused !== undefined) expect(refused?.kind).not.to.equal(undefined);
                if (offline !== "no" && preview.offline === "briefly") {
                    expect(isWithin(kindsOf(preview.least.steps), kindsOf(steps))).to.equal(true);
                    expect(preview.least.left).to.deep.equal(
                        decide(known, desiredFromInputs(inputs, state), facts).left,
                    );
                }
            }),
            { numRuns: 500 },
        );
    });

    it("says what of it takes the number offline as a warning, shows no guess, and no PIN", () => {
        fc.assert(
            fc.property(cases, fc.boolean(), ({ state, inputs, unknown, ignoreLocks }, isIdUnknown) => {
                const given = hidden(inputs, isIdUnknown ? [...unknown, "phoneNumberId"] : unknown);
                const preview = previewUpdate(state, given, { now: NOW, ignoreLocks });
                const inPlace = preview.kind === "idUnknown" ? preview.ifSame : preview;
                const { text = "", warns } =
                    previewLines(state, preview, { now: NOW, isRefresh: false }).at(-1) ?? {};
                if (inPlace.kind !== "inputsUnknown") throw new Error(inPlace.kind);
                if (inPlace.offline !== "no") expect(warns, text).to.equal(true);
                expect(text.includes("OUTAGE: "), text).to.equal(inPlace.offline === "briefly");
                expect(text.includes("a change of region takes it offline")).to.equal(
                    inPlace.offline === "maybe",
                );
                for (const name of unknown) expect(text).to.contain(name);
                expect(text)
                    .to.contain("not known until apply")
                    .and.not.to.match(/another"|"another|111111|222222|333333/);
                expect(text).not.to.contain(UNKNOWN);
            }),
            { numRuns: 300 },
        );
    });

    it("an unknown ID: what happens if it is the same is said, and warned of", () => {
        const state = { ...blankState(ID), pin: "111111", registered: true } as PhoneNumberState;
        const line = (change: object) => {
            const news = {
                phoneNumberId: UNKNOWN,
                pin: "111111",
                pinRevision: 1,
                ...change,
            } as unknown as PreviewInputs;
            const preview = previewUpdate(state, news, { now: NOW, ignoreLocks: false });
            return previewLines(state, preview, { now: NOW, isRefresh: false }).at(-1);
        };
        const start = `phone number ${ID}: its ID is not known until apply: `;
        const another =
            "replaced and then deregistered if it is another number's, unless it is still declared elsewhere; if it is the same: ";
        const plan =
            "OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH; leaves 9 register and 9 deregister requests of 10 in 72 hours";
        expect(line({ dataLocalizationRegion: "CH" })).to.deep.equal({
            text: start + another + plan,
            warns: true,
        });
        expect(line({ pin: "222222" })).to.deep.equal({ text: `${start}${another}set PIN`, warns: false });
        expect(line({ pin: UNKNOWN })).to.deep.equal({
            text: `${start}${another}pin not known until apply`,
            warns: false,
        });
        expect(line({})?.text).to.match(/left as it is if it turns out the same/);
    });

    it("every input that a plan depends on has values to try, none of which is missing where it is unknown", () => {
        for (const name of PLANNED_INPUTS) {
            const { planned } = INPUTS[name];
            expect(planned === false ? 0 : planned(blankState(ID)).length, name).to.be.greaterThan(1);
        }
    });
});
