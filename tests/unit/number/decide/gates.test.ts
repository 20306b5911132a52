import { expect } from "chai";
import { nextStep } from "../../../../graph/fix";
import type { ObservedNumber } from "../../../../graph/observed";
import { decide, decideRemoval } from "../../../../provider/number/decide/decide";
import { type Facts, gates } from "../../../../provider/number/decide/gates";
import { type Desired, type Known, knownFromState } from "../../../../provider/number/decide/known";
import { plan, type Step } from "../../../../provider/number/decide/plan";
import { WINDOW_MS } from "../../../../provider/number/model/ledger";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { tell } from "../../../../provider/number/say/reasons";
import { when } from "../../../../provider/say/time";

const NOW = Date.UTC(2026, 10, 22, 12);
const S = Math.floor(NOW / 1000);
const PIN = "111111";

const KNOWN: Known = {
    registered: true,
    isOnBizApp: false,
    pin: PIN,
    region: "DE",
    identityKeyCheck: "unknown",
};
const DESIRED: Desired = { pin: PIN, region: "CH", identityKeyCheck: undefined };
const STATE: PhoneNumberState = {
    phoneNumberId: "1",
    pin: PIN,
    pinRevision: 1,
    registered: true,
    dataLocalizationRegion: "DE",
    requests: "",
};
const SEEN: ObservedNumber = {
    status: "CONNECTED",
    codeVerificationStatus: "VERIFIED",
    platformType: "CLOUD_API",
};

interface Case {
    known?: Partial<Known>;
    desired?: Partial<Desired>;
    /** null: a create. */
    recorded?: Partial<PhoneNumberState> | null;
    seen?: Partial<ObservedNumber>;
    ignoreLocks?: boolean;
    settingsError?: string;
    allowUnverifiedOutage?: boolean;
    regionParameter?: Facts["regionParameter"];
    verifiedAt?: number;
    timeLeft?: number;
    /** Default: the plan. */
    steps?: readonly Step[];
}

function judge(change: Case): string | undefined {
    const known = { ...KNOWN, ...change.known };
    const { allowUnverifiedOutage } = change;
    const desired = { ...DESIRED, ...change.desired, allowUnverifiedOutage };
    const recorded = change.recorded === null ? undefined : { ...STATE, ...change.recorded };
    const facts: Facts = {
        remembered: recorded ?? { requests: "" },
        recorded: recorded && knownFromState(recorded, NOW),
        observed: { ...SEEN, ...change.seen },
        settingsError: change.settingsError,
        now: NOW,
        ignoreLocks: change.ignoreLocks ?? false,
        regionParameter: change.regionParameter,
        verifiedAt: change.verifiedAt,
        timeLeft: change.timeLeft,
    };
    const refused = gates({ steps: change.steps ?? plan(known, desired), known, desired }, facts);
    if (refused === undefined) return undefined;
    const { why, fix } = tell(refused, NOW);
    return `${why} -> ${nextStep(fix, "run pulumi up again")}`;
}

const spent = (kind: "r" | "d", count: number) =>
    Array(count)
        .fill(`${kind}${S - 3600}=ok`)
        .join(" ");
const refused = (code: number) => `r${S - 3600}=${code}`;
const AGAIN: Step[] = [
    { request: "setPin", pin: PIN },
    { request: "register", pin: PIN, region: "DE", appliesName: "New", again: true },
];
const locked = new Date(NOW + 3 * 3600_000).toISOString();

describe("the gates", () => {
    describe("let run", () => {
        const rows: [string, Case][] = [
            ["a previewed region change", {}],
            ["one that begins with half of the operation's time", { timeLeft: 0.5 }],
            [
                "a register that is no outage, however little time is left",
                { known: { registered: false, pin: undefined }, timeLeft: 0.01 },
            ],
            ["one with three register requests in hand", { recorded: { requests: spent("r", 7) } }],
            [
                "one with two, where it is known whether this Graph takes the region in register",
                { recorded: { requests: spent("r", 8) }, regionParameter: "refuses" },
            ],
            [
                "an outage of an unverified number, with the declared consent",
                { seen: { codeVerificationStatus: "EXPIRED" }, allowUnverifiedOutage: true },
            ],
            [
                "the re-registration of a live number that is not verified: it is no outage",
                { seen: { codeVerificationStatus: "EXPIRED" }, steps: AGAIN },
            ],
            [
                "a register that was refused while the ownership showed otherwise",
                {
                    known: { registered: false },
                    recorded: { requests: refused(133006), refusedRegister: "133006 EXPIRED" },
                    seen: { codeVerificationStatus: "VERIFIED" },
                },
            ],
            [
                "a register that was refused before the number was verified here",
                {
                    known: { registered: false },
                    recorded: { requests: refused(133006), refusedRegister: "133006 VERIFIED" },
                    seen: { codeVerificationStatus: "VERIFIED" },
                    verifiedAt: NOW,
                },
            ],
            [
                "a register that was refused, with WHATSAPP_IGNORE_LOCKS=1",
                {
                    known: { registered: false },
                    recorded: { requests: refused(10), refusedRegister: "10 VERIFIED" },
                    seen: { codeVerificationStatus: "VERIFIED" },
                    ignoreLocks: true,
                },
            ],
            ["one with one deregister request left", { recorded: { requests: spent("d", 9) } }],
            ["one that state shows too, with another region than the real one", { known: { region: "IN" } }],
            [
                "a registration with one request left",
                { known: { registered: false }, recorded: { requests: spent("r", 9) } },
            ],
            [
                "a locked one with WHATSAPP_IGNORE_LOCKS=1",
                { recorded: { registerLockedUntil: locked }, ignoreLocks: true },
            ],
            [
                "a PIN change while locked out",
                { desired: { region: "DE", pin: "222222" }, recorded: { registerLockedUntil: locked } },
            ],
            [
                "an identity check on a number with EXPIRED ownership",
                {
                    desired: { region: "DE", identityKeyCheck: true },
                    seen: { codeVerificationStatus: "EXPIRED" },
                },
            ],
            ["adoption with the same region", { recorded: null, desired: { region: "DE" } }],
            [
                "adoption without a region where none can be read",
                { recorded: null, known: { region: "unknown" }, desired: { region: "none" } },
            ],
            [
                "adoption of a coexistence number",
                { recorded: null, known: { isOnBizApp: true }, desired: { region: "none" } },
            ],
            ["a coexistence number with a region, later on", { known: { isOnBizApp: true } }],
            [
                "a refused PIN once two-step verification is off",
                {
                    known: { registered: false, pin: undefined },
                    recorded: { refusedPin: PIN },
                    seen: { isPinEnabled: false },
                },
            ],
            [
                "an outage whose own first step sets the PIN that was refused: it is proved before it registers",
                { known: { pin: undefined }, recorded: { refusedPin: PIN } },
            ],
            [
                "another PIN than the refused one",
                { known: { registered: false, pin: undefined }, recorded: { refusedPin: "999999" } },
            ],
        ];
        for (const [what, change] of rows) it(what, () => expect(judge(change)).to.equal(undefined));
    });

    describe("refuse, with a remedy,", () => {
        const rows: [string, Case, RegExp][] = [
            [
                "an outage that state does not show",
                { known: { region: "IN" }, desired: { region: "DE", identityKeyCheck: true } },
                /the region is IN, state says DE.*-> run pulumi refresh, and look at the preview/,
            ],
            [
                "one where state knows no region",
                {
                    known: { region: "IN" },
                    desired: { region: "none" },
                    recorded: { dataLocalizationRegion: undefined as never },
                },
                /state says none.*-> declare dataLocalizationRegion "IN"/,
            ],
            [
                "one that state does not show since it has the number off",
                { known: { region: "IN" }, desired: { region: "DE" }, recorded: { registered: false } },
                /the region is IN, state says that it is not registered.*-> run pulumi refresh, and look at the preview/,
            ],
            [
                "adoption with another region",
                { recorded: null },
                /live in DE, and CH is declared.*-> declare dataLocalizationRegion "DE"/,
            ],
            [
                "adoption with a region where there is none",
                { recorded: null, known: { region: "none" } },
                /-> declare no dataLocalizationRegion/,
            ],
            [
                "adoption with a region that nobody can read",
                { recorded: null, known: { region: "unknown" }, settingsError: "it broke" },
                /does not show which region it has \(it broke\)/,
            ],
            [
                "an outage with one register request left",
                { recorded: { requests: spent("r", 9) } },
                /1 register request is left.*one to come back, one in reserve, one in case Graph refuses the region.* -> wait until 2026-11-25 11:00 UTC \(in 71 hours\)/,
            ],
            [
                "an outage with two left, while it is not known whether this Graph takes the region in register",
                { recorded: { requests: spent("r", 8) } },
                /2 register requests are left.*going offline needs 3/,
            ],
            ...[133006, 10, 200].map(
                (code) =>
                    [
                        `a register that was refused before (${code}), and nothing has changed since`,
                        {
                            known: { registered: false },
                            recorded: { requests: refused(code), refusedRegister: `${code} VERIFIED` },
                            seen: { codeVerificationStatus: "VERIFIED" },
                        },
                        new RegExp(`register was refused.*${code}.*WHATSAPP_IGNORE_LOCKS=1`),
                    ] as (typeof rows)[number],
            ),
            [
                "an outage with no deregister request left",
                { recorded: { requests: spent("d", 10) } },
                /no deregister request is left/,
            ],
            [
                "a registration with none left",
                { known: { registered: false }, recorded: { requests: spent("r", 10) } },
                /no register request is left/,
            ],
            [
                "a registration while locked out",
                { known: { registered: false }, recorded: { registerLockedUntil: locked } },
                /locked it out of register requests \(133016\) until 2026-11-22 15:00 UTC \(in 3.0 hours\) -> .*WHATSAPP_IGNORE_LOCKS=1/,
            ],
            [
                "an outage while deregistering is locked",
                { recorded: { deregisterLockedUntil: locked } },
                /locked it out of deregister requests/,
            ],
            [
                "an outage of an unverified number",
                { seen: { codeVerificationStatus: "EXPIRED" } },
                /its ownership shows as EXPIRED.*may not come back.* -> verify it \(npx pulumi-whatsapp verify.*allowUnverifiedOutage/,
            ],
            [
                "registering an unverified number",
                { known: { registered: false }, seen: { codeVerificationStatus: "NOT_VERIFIED" } },
                /can't be registered: its ownership shows as NOT_VERIFIED.* -> .*allowUnverifiedOutage/,
            ],
            ["a BANNED number", { seen: { status: "BANNED" } }, /status is BANNED -> appeal/],
            [
                "a DELETED number",
                { known: { registered: false }, seen: { status: "DELETED" } },
                /status is DELETED/,
            ],
            [
                "a MIGRATED number",
                { seen: { status: "MIGRATED" } },
                /status is MIGRATED -> declare the number under the ID/,
            ],
            [
                "a region on a coexistence number at create",
                { recorded: null, known: { isOnBizApp: true } },
                /CH can't be declared.*Business app.*-> leave dataLocalizationRegion out/,
            ],
            [
                "a number that is on the app alone",
                {
                    recorded: null,
                    known: { isOnBizApp: true, registered: false },
                    desired: { region: "none" },
                    seen: { platformType: "ON_PREMISE" },
                },
                /not on the Cloud API \(platform_type ON_PREMISE\)/,
            ],
            [
                "the PIN that was refused before",
                { known: { registered: false, pin: undefined }, recorded: { refusedPin: PIN } },
                /this same PIN before \(133005\) -> declare the PIN that the number had/,
            ],
            [
                "an outage that has less than half of the operation's time",
                { timeLeft: 0.49 },
                /Graph answers too slowly to take it offline now -> run pulumi up again/,
            ],
        ];
        for (const [what, change, pattern] of rows) {
            it(what, () => {
                const refused = judge(change);
                expect(refused).to.match(pattern);
                expect(refused).not.to.contain(PIN);
            });
        }
    });

    it("judge a preview by the state alone", () => {
        const facts = { remembered: STATE, recorded: KNOWN, now: NOW, ignoreLocks: false };
        expect(decide(KNOWN, DESIRED, facts).refused).to.equal(undefined);
        const low = { ...facts, remembered: { ...STATE, requests: spent("r", 9) } };
        expect(decide(KNOWN, DESIRED, low).refused).to.include({ kind: "requestsSpent", left: 1, needed: 3 });
    });

    for (const ignoreLocks of [false, true]) {
        const lifted = ignoreLocks ? ", which no setting lifts" : "";
        it(`judge a deletion by its protection first${lifted}`, () => {
            const remembered = { requests: spent("d", 10), deletionProtection: true };
            const facts = { remembered, recorded: KNOWN, now: NOW, ignoreLocks };
            expect(decideRemoval(KNOWN, facts).refused).to.deep.equal({ kind: "deletionProtected" });
            const off = decideRemoval({ ...KNOWN, registered: false }, facts);
            expect(off, "nothing is lost with a number that is off").to.include({
                leftAlone: "notRegistered",
            });
        });
    }

    it("judge a deletion by its quota", () => {
        const remembered = { requests: spent("d", 10) };
        const facts = { remembered, recorded: KNOWN, now: NOW, ignoreLocks: false };
        expect(decideRemoval(KNOWN, facts).refused).to.deep.include({
            kind: "requestsSpent",
            request: "deregister",
            freeAt: Date.UTC(2026, 10, 25, 11),
        });
    });
});

it("a moment is said in UTC and in hours to go", () => {
    expect(when(NOW + WINDOW_MS, NOW)).to.equal("2026-11-25 12:00 UTC (in 72 hours)");
    expect(when(NOW - 1, NOW)).to.match(/\(in 0.0 hours\)/);
});
