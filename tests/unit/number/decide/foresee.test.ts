import { expect } from "chai";
import { foreseeCreate, foreseeUpdate } from "../../../../provider/number/decide/foresee";
import { previewUpdate } from "../../../../provider/number/decide/preview";
import type { PreviewInputs } from "../../../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import type { Raw } from "../../../../provider/resource";
import { UNKNOWN } from "../../../../provider/unknown";

const NOW = Date.UTC(2026, 10, 22, 12);
const STATE: PhoneNumberState = {
    phoneNumberId: "106540352242922",
    displayPhoneNumber: "+1 631-555-5555",
    verifiedName: "Jasper's Market",
    pin: "111111",
    pinRevision: 1,
    registered: true,
    status: "CONNECTED",
    platformType: "CLOUD_API",
    codeVerificationStatus: "VERIFIED",
    dataLocalizationRegion: "IN",
    requests: "",
    wabaId: "102290129340398",
};
const INPUTS = {
    phoneNumberId: "106540352242922",
    pin: "111111",
    pinRevision: 1,
    dataLocalizationRegion: "IN",
};

function foreseen(inputs: Raw, change: Partial<PhoneNumberState> = {}): Raw {
    const state = { ...STATE, ...change };
    const preview = previewUpdate(state, inputs as PreviewInputs, {
        now: NOW,
        ignoreLocks: false,
        regionParameter: "unknown",
        verifiedAt: undefined,
    });
    return foreseeUpdate(state, inputs, preview);
}

const unknownIn = (state: Raw) => Object.keys(state).filter((name) => state[name] === UNKNOWN);

describe("what state will hold after a plan", () => {
    it("of a new number: what is declared; what Graph tells is not known", () => {
        const { displayPhoneNumber, registered, requests, ...declared } = foreseeCreate({
            ...INPUTS,
            displayName: null,
        });
        expect([displayPhoneNumber, registered, requests]).to.deep.equal([UNKNOWN, UNKNOWN, UNKNOWN]);
        expect(declared).to.include(INPUTS).and.not.to.have.any.keys("displayName");
    });

    const OUTAGE = ["requests", "registered", "status", "platformType", "verifiedName"];
    const rows: [what: string, inputs: Raw, unknown: readonly string[], known: Raw][] = [
        ["nothing changes", INPUTS, [], { ...STATE }],
        [
            "a PIN",
            { ...INPUTS, pin: "222222", pinRevision: 2 },
            [],
            { ...STATE, pin: "222222", pinRevision: 2 },
        ],
        [
            "a region",
            { ...INPUTS, dataLocalizationRegion: "DE" },
            OUTAGE,
            { dataLocalizationRegion: "DE", wabaId: STATE.wabaId },
        ],
        [
            "a name",
            { ...INPUTS, displayName: "Jasper" },
            ["requests", "newDisplayName"],
            { displayName: "Jasper", status: "CONNECTED" },
        ],
        [
            "an ID that is not known",
            { ...INPUTS, phoneNumberId: UNKNOWN },
            ["phoneNumberId", "displayPhoneNumber", "wabaId", ...OUTAGE],
            {},
        ],
        [
            "a region that is not known",
            { ...INPUTS, dataLocalizationRegion: UNKNOWN },
            ["dataLocalizationRegion", ...OUTAGE],
            { pin: "111111" },
        ],
        [
            "a name that is not known",
            { ...INPUTS, displayName: UNKNOWN },
            ["displayName", "newDisplayName", "newNameStatus", "requests"],
            { pin: "111111" },
        ],
        ["a PIN that is not known", { ...INPUTS, pin: UNKNOWN }, ["pin", ...OUTAGE], {}],
    ];
    for (const [what, inputs, unknown, known] of rows) {
        it(`${what}: all that it does not touch stays`, () => {
            const state = foreseen(inputs);
            expect(unknownIn(state)).to.include.members([...unknown]);
            if (unknown.length === 0) expect(unknownIn(state)).to.deep.equal([]);
            expect(state).to.deep.include(known);
        });
    }

    it("the PIN that a live number keeps is not the declared one, which was never sent", () => {
        expect(foreseeCreate({ ...INPUTS, pinOnAdoption: "keep" }).pin).to.equal(UNKNOWN);
        expect(foreseeCreate({ ...INPUTS, pinOnAdoption: UNKNOWN }).pin).to.equal(UNKNOWN);
        expect(foreseeCreate({ ...INPUTS, pinOnAdoption: "set" }).pin).to.equal("111111");
        const adopted = { pin: undefined, unsentPin: "111111" } as unknown as Partial<PhoneNumberState>;
        const kept = foreseen({ ...INPUTS, pinOnAdoption: "keep", enableIdentityKeyCheck: true }, adopted);
        expect(kept).to.include({ unsentPin: "111111" });
        expect(kept.pin).to.equal(undefined);
        const sent = foreseen({ ...INPUTS, pinOnAdoption: "set" }, adopted);
        expect(sent).to.include({ pin: "111111" }).and.not.to.have.any.keys("unsentPin");
        expect(foreseen({ ...INPUTS, pinOnAdoption: UNKNOWN }, adopted)).to.include({
            pin: UNKNOWN,
            unsentPin: UNKNOWN,
        });
    });

    it("a region that is declared no more is gone", () => {
        const { dataLocalizationRegion: _, ...inputs } = INPUTS;
        expect(foreseen(inputs)).not.to.have.any.keys("dataLocalizationRegion");
    });

    it("what an update settles is not carried on: a refused PIN, what an outage left", () => {
        const left = {
            refusedPin: "222222",
            refusedRegister: "133006 VERIFIED",
            identityKeyCheckToRestore: true,
        };
        expect(foreseen(INPUTS, { ...left, registered: false })).not.to.have.any.keys(...Object.keys(left));
    });
});
