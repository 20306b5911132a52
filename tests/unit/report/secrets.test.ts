import { expect } from "chai";
import fc from "fast-check";
import type { Observation } from "../../../provider/number/decide/known";
import { UNKNOWN } from "../../../provider/unknown";
import { type Concern, concernsOf, prepare, type Report, reportOf } from "../../../report";
import { ID, INPUTS, NOW, OTHER_ID, OTHER_INPUTS, OTHER_STATE, preview, S, STATE, step } from "./previews";
import { APPROVED, LIVE, NAME, OFF, type Row, report, testRows, UNTIL } from "./rows";

type Bag = Record<string, unknown>;
const SECRET = "[secret]";
/** All inputs of `requireSecretObject`, as the preview shows them. */
const HIDDEN = { ...INPUTS, phoneNumberId: SECRET, dataLocalizationRegion: SECRET };
const hidden = (state: Bag): Bag => ({ ...state, phoneNumberId: SECRET, dataLocalizationRegion: SECRET });
/** The engine's own ID of the resource stays in clear. */
const recorded = (op: string, state: Bag, about: Parameters<typeof step>[1] = {}): Bag => {
    const made = step(op, { ...about, state: hidden(state), olds: about.olds ?? HIDDEN });
    return { ...made, oldState: { ...(made.oldState as Bag), id: state.phoneNumberId } };
};

const ROWS: Record<string, Row> = {
    "a new number of which all is a secret": {
        steps: [step("create", { news: HIDDEN })],
        lines: [
            "a phone number whose ID is hidden as a secret: register in a region that is hidden as a secret, or adopt it if it is live: set PIN",
        ],
        concerns: ["unknown", "change"],
    },
    "an update: the engine says that it is the same number, and its region may have changed": {
        steps: [recorded("update", STATE, { news: HIDDEN })],
        lines: [
            `${NAME}: dataLocalizationRegion hidden as a secret, dataLocalizationRegion in state hidden as a secret; a change of region takes it offline`,
        ],
        concerns: ["outage", "unknown", "change"],
    },
    "an update whose region becomes a secret": {
        steps: [step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: SECRET } })],
        lines: [`${NAME}: dataLocalizationRegion hidden as a secret; a change of region takes it offline`],
        concerns: ["outage", "unknown", "change"],
    },
    "an update whose region is a secret no more": {
        steps: [step("update", { state: { ...STATE, dataLocalizationRegion: SECRET }, news: INPUTS })],
        lines: [
            `${NAME}: dataLocalizationRegion in state hidden as a secret; a change of region takes it offline`,
        ],
        concerns: ["outage", "unknown", "change"],
    },
    "an update whose region state keeps as a secret, and that declares none": {
        steps: [
            step("update", {
                state: { ...STATE, dataLocalizationRegion: SECRET },
                news: { ...INPUTS, dataLocalizationRegion: undefined },
            }),
        ],
        lines: [
            `${NAME}: dataLocalizationRegion in state hidden as a secret; a change of region takes it offline`,
        ],
        concerns: ["outage", "unknown", "change"],
    },
    "an update whose ID becomes a secret: it may be another one": {
        steps: [step("update", { state: STATE, news: { ...INPUTS, phoneNumberId: SECRET } })],
        lines: [
            `${NAME}: may be replaced: its ID is hidden as a secret. If it is another one, this number is DEREGISTERED for good; if it is the same: left as it is`,
        ],
        concerns: ["deregister", "replace", "unknown", "change"],
    },
    "an update whose ID is not known until apply": {
        steps: [step("update", { state: STATE, news: { ...INPUTS, phoneNumberId: UNKNOWN } })],
        lines: [
            `${NAME}: may be replaced: its ID is not known until apply. If it is another one, this number is DEREGISTERED for good; if it is the same: left as it is`,
        ],
        concerns: ["deregister", "replace", "unknown", "change"],
    },
    "an update whose ID is not known, of a number that another resource declares": {
        steps: [
            step("same", { name: "helpdesk", state: STATE, news: INPUTS }),
            step("update", {
                state: STATE,
                news: { ...INPUTS, phoneNumberId: UNKNOWN, dataLocalizationRegion: "CH" },
            }),
        ],
        lines: [
            `${NAME}: may be replaced: its ID is not known until apply. If it is another one, support is only removed from state: another resource of this program declares it; if it is the same: OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH; leaves 8 register and 9 deregister requests of 10 in 72 hours`,
        ],
        concerns: ["outage", "replace", "unknown", "change"],
    },
    "a number that leaves, and whose ID is a secret in state": {
        steps: [recorded("delete", STATE)],
        lines: [
            `${NAME}: DEREGISTERED for good: nothing declares it any more; leaves 9 register and 9 deregister requests of 10 in 72 hours`,
        ],
        concerns: ["deregister", "change"],
    },
    "a number that leaves, and whose ID is nowhere": {
        steps: [step("delete", { state: hidden(STATE), olds: HIDDEN })],
        lines: [
            "a phone number whose ID is hidden as a secret: DEREGISTERED for good: nothing declares it any more, unless an ID that is not known yet turns out to be this one; leaves 9 register and 9 deregister requests of 10 in 72 hours",
        ],
        concerns: ["deregister", "unknown", "change"],
    },
    "a number that leaves, and may be off": {
        steps: [step("delete", { state: { ...STATE, registered: SECRET } })],
        lines: [
            `${NAME}: DEREGISTERED for good: nothing declares it any more; what is left, or refused, is not known: registered in state hidden as a secret`,
        ],
        concerns: ["deregister", "unknown", "change"],
    },
    "a replacement of one secret by another": {
        steps: [{ ...recorded("replace", STATE, { news: HIDDEN }), replaceReasons: ["phoneNumberId"] }],
        lines: [
            `${NAME}: DEREGISTERED for good: replaced by an ID that is hidden as a secret, unless an ID that is not known yet turns out to be this one; leaves 9 register and 9 deregister requests of 10 in 72 hours`,
            "a phone number whose ID is hidden as a secret: register in a region that is hidden as a secret, or adopt it if it is live: set PIN",
        ],
        concerns: ["deregister", "replace", "unknown", "change"],
    },
};

describe("the report of what a preview shows as a secret", () => {
    testRows(ROWS);

    it("keeps three numbers apart, whatever is done with them", () => {
        const names = ["support", "orders", "third"];
        for (const ops of [["create"], ["update"], ["delete"], ["create", "update", "delete"]]) {
            const steps = names.map((name, at) => {
                const op = ops[at % ops.length] as string;
                const news = op === "delete" ? {} : { news: HIDDEN };
                const state = op === "create" ? {} : { state: hidden(STATE), olds: HIDDEN };
                return step(op, { name, ...news, ...state });
            });
            const { numbers, summary } = report(preview(...steps));
            expect([numbers.length, summary.numbers]).to.deep.equal([3, 3]);
            expect(numbers.flatMap(({ resources }) => resources.map(({ name }) => name))).to.have.members(
                names,
            );
        }
    });

    it("takes the engine's word in the diagnostics that a secret ID is not known", () => {
        const said = (message: string) => {
            const made = JSON.parse(preview(recorded("update", STATE, { news: HIDDEN })));
            return report(JSON.stringify({ ...made, diagnostics: [{ severity: "info", message }] })).summary;
        };
        const line = `${NAME}: its ID is not known until apply: left as it is if it turns out the same`;
        expect(said(`${line}\n\n`).concerns).to.include({ deregister: 1, replace: 1, outage: 1 });
        expect(said(`${NAME}: set PIN\n\n`).concerns).to.include({ deregister: 0, replace: 0, outage: 1 });
    });

    it("says that a number may be refused which another resource takes over, if the old one's hidden ID is the same", () => {
        const { dataLocalizationRegion: _, ...state } = STATE;
        const { dataLocalizationRegion: __, ...inputs } = INPUTS;
        const moves = (phoneNumberId: string) =>
            report(
                preview(
                    step("create", { name: "helpdesk", news: inputs }),
                    step("replace", { state, olds: inputs, news: { ...INPUTS, phoneNumberId } }),
                ),
            ).numbers.flatMap(({ warnings }) => warnings.filter(({ about }) => about === "refused"));
        expect(moves(SECRET).map(({ text }) => text)).to.deep.equal([
            "it may be refused, if support turns out to declare it",
        ]);
        expect(moves(OTHER_ID)).to.deep.equal([]);
    });

    it("says nothing about its own guesses", () => {
        const state = { ...STATE, requests: SECRET, registerLockedUntil: SECRET, verifiedName: SECRET };
        const [entry] = report(
            preview(step("update", { state, news: { ...INPUTS, displayName: "Shop", pinRevision: 2 } })),
        ).numbers;
        expect(JSON.stringify(entry)).not.to.match(/2026|DE"|leaves|left":|a new name|another name|the name/);
    });
});

/** Values of each side, as a preview may have them. */
const regions = fc.constantFrom(undefined, "DE", "CH", "IN");
const flags = fc.constantFrom(undefined, true, false);
const ledgers = fc.constantFrom(
    "",
    `r${S - 3600}=ok`,
    `r${S - 60}=ok`,
    `d${S - 60}=ok`,
    Array(8)
        .fill(`r${S - 3600}=ok`)
        .join(" "),
    Array(10)
        .fill(`d${S - 3600}=ok`)
        .join(" "),
    [...Array(9).fill(`r${S - 3600}=ok`), `r${S - 3600}=133006`].join(" "),
    Array(10)
        .fill(`n${S - 3600}=ok`)
        .join(" "),
);
const inputs = fc.record({
    dataLocalizationRegion: regions,
    enableIdentityKeyCheck: flags,
    displayName: fc.constantFrom(undefined, "Shop", "Jasper's Market", "Other"),
    applyApprovedName: flags,
    allowUnverifiedOutage: flags,
    deletionProtection: flags,
    pin: fc.constantFrom(SECRET, SECRET, UNKNOWN),
    pinRevision: fc.constantFrom(1, 2),
});
const states = fc
    .record({
        dataLocalizationRegion: regions,
        enableIdentityKeyCheck: flags,
        displayName: fc.constantFrom(undefined, "Shop", "Other"),
        displayPhoneNumber: fc.constantFrom(undefined, "+1 631-555-5555"),
        registered: fc.boolean(),
        isOnBizApp: fc.constantFrom(undefined, false, false, true),
        requests: ledgers,
        registerLockedUntil: fc.constantFrom(undefined, undefined, UNTIL),
        deregisterLockedUntil: fc.constantFrom(undefined, undefined, UNTIL),
        refusedRegister: fc.constantFrom(undefined, "133006 VERIFIED"),
        refusedPin: fc.constantFrom(undefined, undefined, SECRET),
        pin: fc.constantFrom(undefined, SECRET),
        pinRevision: fc.constantFrom(1, 2),
        deletionProtection: fc.constantFrom(undefined, undefined, true, SECRET),
        platformType: fc.constantFrom(undefined, "CLOUD_API", "NOT_APPLICABLE"),
        status: fc.constantFrom(undefined, "CONNECTED"),
    })
    .chain((state) =>
        fc.constantFrom(state, { ...state, verifiedName: "Jasper's Market" }, { ...APPROVED, ...state }),
    );

const IDS = [ID, OTHER_ID, "106540352242924", "106540352242925"];
interface Made {
    readonly op: string;
    readonly name: string;
    readonly oldId: string;
    readonly newId: string;
    readonly inputs: Bag;
    readonly olds: Bag;
    readonly state: Bag;
    readonly retainOnDelete: boolean;
}
/** A stack has a number in one resource only. */
const resources = (shared: boolean) =>
    fc
        .uniqueArray(
            fc.record({
                op: fc.constantFrom("create", "update", "delete", "replace", "same"),
                oldId: fc.constantFrom(...IDS),
                newId: fc.constantFrom(...IDS),
                inputs,
                olds: inputs,
                state: states,
                retainOnDelete: fc.constantFrom(false, false, true),
            }),
            { minLength: 1, maxLength: 3, ...(shared ? { selector: ({ oldId }) => oldId } : {}) },
        )
        .map((all): Made[] =>
            all.map((each, at) => {
                const oldId = shared ? each.oldId : `1${at}`;
                const newId = shared ? each.newId : `2${at}`;
                const kept = each.op === "update" || each.op === "same";
                return { ...each, name: `n${at}`, oldId, newId: kept ? oldId : newId };
            }),
        );

/** Shown as secrets always. */
const PINS = new Set(["pin", "refusedPin"]);

/** The steps of a stack, with some values shown as secrets; `hide` says of each value whether it is one. */
function stepsOf(made: readonly Made[], hide: (key: string) => boolean): Bag[] {
    return made.map(({ op, name, oldId, newId, inputs: news, olds, state, retainOnDelete }) => {
        const shown = (side: string, bag: Bag): Bag =>
            Object.fromEntries(
                Object.entries(bag)
                    .filter(([, value]) => value !== undefined)
                    .map(([key, value]) => [
                        key,
                        !PINS.has(key) && hide(`${name} ${side} ${key}`) ? SECRET : value,
                    ]),
            );
        const oldState = {
            id: oldId,
            inputs: shown("olds", { ...olds, phoneNumberId: oldId }),
            outputs: shown("state", { ...state, phoneNumberId: oldId }),
            retainOnDelete,
        };
        const newState = { inputs: shown("news", { ...news, phoneNumberId: newId }) };
        return {
            ...step(op, { name }),
            ...(op === "create" ? {} : { oldState }),
            ...(op === "delete" ? {} : { newState }),
        };
    });
}

/** A number whose ID is hidden can't be read: then `--live` knows less. */
const NEW_ID = " news phoneNumberId";

const GRAVE: readonly Concern[] = ["outage", "deregister"];
const concerns = ({ numbers }: Report) => new Set(numbers.flatMap(concernsOf));
const seen: fc.Arbitrary<Record<string, Observation>> = fc.dictionary(
    fc.constantFrom(...IDS, "10", "11", "20", "21"),
    fc.constantFrom<Observation>(
        LIVE,
        OFF,
        { ...LIVE, settings: {} },
        { ...LIVE, node: { ...LIVE.node, isOnBizApp: true } },
        { ...LIVE, node: { ...LIVE.node, codeVerificationStatus: "EXPIRED" } },
        { node: {}, settings: {} },
    ),
);

function made(steps: Bag[], live: Record<string, Observation> | undefined, ignoreLocks: boolean): Report {
    const read = live === undefined ? {} : { live: new Map(Object.entries(live)) };
    return reportOf(prepare(preview(...steps)), { now: NOW, ignoreLocks, ...read });
}

describe("a value that becomes a secret", function () {
    this.timeout(600_000);
    const ways: [string, boolean][] = [
        ["in numbers of their own", false],
        ["in numbers that change resources", true],
    ];
    for (const [what, shared] of ways) {
        it(`never makes the report less grave, and no entry disappears: ${what}`, () => {
            fc.assert(
                fc.property(
                    resources(shared),
                    fc.func(fc.boolean()),
                    fc.boolean(),
                    (all, hide, ignoreLocks) => {
                        const clear = made(
                            stepsOf(all, () => false),
                            undefined,
                            ignoreLocks,
                        );
                        const secret = made(
                            stepsOf(all, (key) => hide(key)),
                            undefined,
                            ignoreLocks,
                        );
                        expect([...concerns(secret)]).to.include.members([...concerns(clear)]);
                        expect(GRAVE.filter((each) => secret.summary.concerns[each] > 0)).to.include.members(
                            GRAVE.filter((each) => clear.summary.concerns[each] > 0),
                        );
                        if (shared) expect(secret.numbers.length).to.be.at.least(clear.numbers.length);
                        else expect(secret.numbers).to.have.length(clear.numbers.length);
                    },
                ),
                { numRuns: 150 },
            );
        });
    }

    it("nor where --live shows the numbers", () => {
        fc.assert(
            fc.property(resources(false), fc.func(fc.boolean()), seen, (all, hide, read) => {
                const clear = made(
                    stepsOf(all, () => false),
                    read,
                    false,
                );
                const secret = made(
                    stepsOf(all, (key) => !key.endsWith(NEW_ID) && hide(key)),
                    read,
                    false,
                );
                expect([...concerns(secret)]).to.include.members([...concerns(clear)]);
            }),
            { numRuns: 100 },
        );
    });

    it("nor where all of a fleet is one", () => {
        const steps = Array.from({ length: 300 }, (_, at) =>
            step(["create", "update", "replace"][at % 3] as string, {
                name: `n${at}`,
                state: hidden(at % 2 ? STATE : OTHER_STATE),
                olds: HIDDEN,
                news: { ...HIDDEN, ...OTHER_INPUTS, phoneNumberId: SECRET, dataLocalizationRegion: SECRET },
            }),
        );
        expect(made(steps, undefined, false).numbers).to.have.length(400);
    });
});
