import { expect } from "chai";
import type { PhoneNumberInputs, PreviewInputs } from "../../../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { describeCreation, nameOfNew } from "../../../../provider/number/say/preview";
import { UNKNOWN } from "../../../../provider/unknown";
import { readPreview } from "../../../support/preview";

const NOW = Date.UTC(2026, 10, 22, 12);
const S = Math.floor(NOW / 1000);

const STATE: PhoneNumberState = {
    phoneNumberId: "106540352242922",
    displayPhoneNumber: "+1 631-555-5555",
    pin: "111111",
    pinRevision: 1,
    registered: true,
    requests: `r${S - 3600}=ok`,
};
const INPUTS = { phoneNumberId: "106540352242922", pin: "111111", pinRevision: 1 };
const NAME = "phone number 106540352242922 (+1 631-555-5555): ";
const LEFT = "; leaves 8 register and 9 deregister requests of 10 in 72 hours";

type Change = "unchanged" | "changed" | "added" | "removed" | "unknown";
interface Expected {
    state?: Partial<PhoneNumberState>;
    inputs: Partial<Record<keyof PhoneNumberInputs, unknown>>;
    /** What the preview says; undefined: no change, nothing said. */
    line: string | undefined;
    replaces?: boolean;
}

const OUTAGE = (end: string) => `OUTAGE: set PIN, deregister (offline until registered again), ${end}${LEFT}`;

const RECORDED = "record deletionProtection in state; nothing is sent";

/** A new name that Meta approved an hour ago. */
const APPROVED = {
    verifiedName: "Old",
    newDisplayName: "New",
    newNameStatus: "APPROVED",
    newNameApprovedAt: new Date(NOW - 3600_000).toISOString(),
};

/** Every input × every way it can change: a new input does not compile without its rows. */
const ROWS: Record<keyof PhoneNumberInputs, Partial<Record<Change, Expected>>> = {
    phoneNumberId: {
        unchanged: { inputs: {}, line: undefined },
        changed: {
            inputs: { phoneNumberId: "2" },
            line: "replaced by 2; then deregistered, unless it is still declared elsewhere",
            replaces: true,
        },
        unknown: {
            inputs: { phoneNumberId: UNKNOWN },
            // It may turn out the same: a replacement would switch the number off and on again.
            line: "its ID is not known until apply: left as it is if it turns out the same, else replaced and then deregistered, unless it is still declared elsewhere",
        },
    },
    pin: {
        unchanged: { inputs: {}, line: undefined },
        changed: { inputs: { pin: "222222" }, line: "set PIN" },
        // None was accepted before: a failed registration, or an adoption that ended early.
        added: { state: { pin: undefined as never }, inputs: {}, line: "set PIN" },
        unknown: { inputs: { pin: UNKNOWN }, line: "pin not known until apply" },
    },
    dataLocalizationRegion: {
        unchanged: {
            state: { dataLocalizationRegion: "DE" },
            inputs: { dataLocalizationRegion: "DE" },
            line: undefined,
        },
        changed: {
            state: { dataLocalizationRegion: "DE" },
            inputs: { dataLocalizationRegion: "CH" },
            line: OUTAGE("set storage to CH, register in CH"),
        },
        added: {
            inputs: { dataLocalizationRegion: "CH" },
            line: OUTAGE("set storage to CH, register in CH"),
        },
        removed: {
            state: { dataLocalizationRegion: "DE" },
            inputs: {},
            line: OUTAGE("switch local storage off, register"),
        },
        unknown: {
            inputs: { dataLocalizationRegion: UNKNOWN },
            line: "dataLocalizationRegion not known until apply; a change of region takes it offline",
        },
    },
    enableIdentityKeyCheck: {
        unchanged: {
            state: { enableIdentityKeyCheck: true },
            inputs: { enableIdentityKeyCheck: true },
            line: undefined,
        },
        changed: {
            state: { enableIdentityKeyCheck: true },
            inputs: { enableIdentityKeyCheck: false },
            line: "switch the identity key check off",
        },
        added: { inputs: { enableIdentityKeyCheck: true }, line: "switch the identity key check on" },
        // Absent means: leave it as it is.
        removed: { state: { enableIdentityKeyCheck: true }, inputs: {}, line: undefined },
        unknown: {
            inputs: { enableIdentityKeyCheck: UNKNOWN },
            line: "enableIdentityKeyCheck not known until apply",
        },
    },
    displayName: {
        unchanged: {
            state: { displayName: "New", verifiedName: "Old" },
            inputs: { displayName: "New" },
            line: undefined,
        },
        changed: {
            state: { displayName: "New", verifiedName: "Old" },
            inputs: { displayName: "Newer" },
            line: 'ask for the display name "Newer"',
        },
        added: {
            state: { verifiedName: "Old" },
            inputs: { displayName: "New" },
            line: 'ask for the display name "New"',
        },
        removed: { state: { displayName: "New", verifiedName: "Old" }, inputs: {}, line: undefined },
        unknown: { inputs: { displayName: UNKNOWN }, line: "displayName not known until apply" },
    },
    applyApprovedName: {
        unchanged: { inputs: {}, line: undefined },
        added: {
            state: APPROVED,
            inputs: { applyApprovedName: true },
            line: 'set PIN, register once more to apply the approved display name "New"; leaves 8 register and 10 deregister requests of 10 in 72 hours',
        },
        changed: { state: APPROVED, inputs: { applyApprovedName: false }, line: undefined },
        removed: { state: APPROVED, inputs: {}, line: undefined },
        unknown: { inputs: { applyApprovedName: UNKNOWN }, line: "applyApprovedName not known until apply" },
    },
    // Consents to an outage; asks for none.
    allowUnverifiedOutage: {
        unchanged: { inputs: {}, line: undefined },
        added: { inputs: { allowUnverifiedOutage: true }, line: undefined },
        changed: {
            state: { allowUnverifiedOutage: true },
            inputs: { allowUnverifiedOutage: false },
            line: undefined,
        },
        removed: { state: { allowUnverifiedOutage: true }, inputs: {}, line: undefined },
        unknown: {
            inputs: { allowUnverifiedOutage: UNKNOWN },
            line: "allowUnverifiedOutage not known until apply",
        },
    },
    // A number that was adopted with its own PIN: the declared one was never sent.
    pinOnAdoption: {
        unchanged: {
            state: { pin: undefined as never, unsentPin: "111111", pinOnAdoption: "keep" },
            inputs: { pinOnAdoption: "keep" },
            line: undefined,
        },
        // Its PIN is known, so there is nothing to keep.
        added: { inputs: { pinOnAdoption: "keep" }, line: undefined },
        changed: {
            state: { pin: undefined as never, unsentPin: "111111", pinOnAdoption: "keep" },
            inputs: { pinOnAdoption: "set" },
            line: "set PIN",
        },
        removed: {
            state: { pin: undefined as never, unsentPin: "111111", pinOnAdoption: "keep" },
            inputs: {},
            line: "set PIN",
        },
        unknown: { inputs: { pinOnAdoption: UNKNOWN }, line: "pinOnAdoption not known until apply" },
    },
    // Decides on the resource's end, when the program has gone: state must have it by then.
    deletionProtection: {
        unchanged: {
            state: { deletionProtection: true },
            inputs: { deletionProtection: true },
            line: undefined,
        },
        added: { inputs: { deletionProtection: true }, line: RECORDED },
        changed: {
            state: { deletionProtection: true },
            inputs: { deletionProtection: false },
            line: RECORDED,
        },
        removed: { state: { deletionProtection: true }, inputs: {}, line: RECORDED },
        unknown: { inputs: { deletionProtection: UNKNOWN }, line: RECORDED },
    },
    // Tells people that the PIN changed; decides nothing.
    pinRevision: {
        unchanged: { inputs: {}, line: undefined },
        changed: { inputs: { pinRevision: 2 }, line: undefined },
        unknown: { inputs: { pinRevision: UNKNOWN }, line: undefined },
    },
};

const look = (state: Partial<PhoneNumberState>, inputs: Record<string, unknown>, ignoreLocks = false) =>
    readPreview({ ...STATE, ...state }, { ...INPUTS, ...inputs }, NOW, ignoreLocks);

describe("the preview of a recorded number", () => {
    for (const [input, changes] of Object.entries(ROWS)) {
        for (const [change, row] of Object.entries(changes)) {
            it(`${input} ${change}: ${row.line ?? "no change"}`, () => {
                const preview = look(row.state ?? {}, row.inputs);
                expect(preview.changes).to.equal(row.line !== undefined);
                expect(preview.replaces).to.equal(row.replaces ?? false);
                expect(preview.line).to.equal(row.line === undefined ? undefined : NAME + row.line);
            });
        }
    }

    const more: [string, Partial<PhoneNumberState>, Record<string, unknown>, RegExp][] = [
        [
            "PIN and region",
            { dataLocalizationRegion: "DE" },
            { dataLocalizationRegion: "IN", pin: "222222" },
            /OUTAGE: set PIN, deregister .*register in IN/,
        ],
        [
            "lost its registration",
            { registered: false },
            { dataLocalizationRegion: "DE" },
            /: set storage to DE, register in DE; leaves 8 register and 10 deregister/,
        ],
        [
            "half-way state: only what is missing",
            { registered: false, dataLocalizationRegion: "CH" },
            { dataLocalizationRegion: "CH" },
            /: register in CH;/,
        ],
        [
            "an identity check that an outage reset",
            { identityKeyCheckToRestore: true },
            {},
            /: switch the identity key check on$/,
        ],
        [
            "no budget",
            { requests: Array(9).fill(`r${S}=ok`).join(" ") },
            { dataLocalizationRegion: "DE" },
            /OUTAGE: .*It would be REFUSED: 1 register request is left/,
        ],
        [
            "locked out",
            { registered: false, registerLockedUntil: new Date(NOW + 3600_000).toISOString() },
            {},
            /REFUSED: Graph locked it out of register/,
        ],
    ];
    for (const [what, state, inputs, line] of more) {
        it(what, () => expect(look(state, inputs).line).to.match(line));
    }

    it("of a coexistence number with a region: a warning, and no change that never ends", () => {
        const preview = look({ isOnBizApp: true }, { dataLocalizationRegion: "DE" });
        expect(preview.changes).to.equal(false);
        expect(preview.line).to.equal(undefined);
        expect(preview.notices.join()).to.match(/^warning: the declared region \(DE\) has no effect/);
    });

    it("never shows a PIN", () => {
        const lines = [
            look({}, { pin: "222222", dataLocalizationRegion: "DE" }),
            look({ registered: false }, { pin: "222222" }),
        ];
        expect(lines.map(({ line }) => line).join()).not.to.match(/111111|222222/);
    });
});

describe("the preview of a new number", () => {
    const rows: [string, Partial<PreviewInputs>, string][] = [
        [
            "without a region",
            {},
            "phone number 106540352242922: register, or adopt it if it is live: set PIN",
        ],
        [
            "with one",
            { dataLocalizationRegion: "DE" },
            "phone number 106540352242922: register in DE, or adopt it if it is live: set PIN",
        ],
        [
            "with an unknown one",
            { dataLocalizationRegion: UNKNOWN },
            "phone number 106540352242922: register in a region that is not known until apply, or adopt it if it is live: set PIN",
        ],
        [
            "adopted with the PIN that it has",
            { pinOnAdoption: "keep" },
            "phone number 106540352242922: register, or adopt it if it is live, leaving its PIN as it is",
        ],
        [
            "with an unknown ID",
            { phoneNumberId: UNKNOWN },
            "a phone number whose ID is not known until apply: register, or adopt it if it is live: set PIN",
        ],
    ];
    for (const [what, change, line] of rows) {
        it(what, () => {
            const inputs = { ...INPUTS, ...change } as PreviewInputs;
            expect(`${nameOfNew(inputs.phoneNumberId)}: ${describeCreation(inputs)}`).to.equal(line);
        });
    }
});
