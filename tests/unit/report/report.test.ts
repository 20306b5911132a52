import { expect } from "chai";
import { UNKNOWN } from "../../../provider/check";
import type { Observation } from "../../../provider/observe";
import {
    type Circumstances,
    type Concern,
    concernsOf,
    prepare,
    type Report,
    reportOf,
} from "../../../report";
import { ID, INPUTS, NOW, OTHER_ID, OTHER_INPUTS, OTHER_STATE, preview, S, STATE, step } from "./previews";

const NAME = `phone number ${ID} (+1 631-555-5555)`;
const OTHER_NAME = `phone number ${OTHER_ID} (+1 631-555-5556)`;
const LEFT = (register: number, deregister: number) =>
    `; leaves ${register} register and ${deregister} deregister requests of 10 in 72 hours`;

function report(text: string, live?: Circumstances["live"], ignoreLocks = false): Report {
    return reportOf(prepare(text), { now: NOW, ignoreLocks, ...(live === undefined ? {} : { live }) });
}

interface Row {
    steps: Record<string, unknown>[];
    lines: string[];
    concerns?: Concern[];
    live?: Record<string, Observation | { unread: string }>;
}

const LIVE: Observation = {
    node: { platformType: "CLOUD_API", isOnBizApp: false },
    settings: { storage: { kind: "inCountry", region: "DE" } },
};
const OFF: Observation = {
    node: { platformType: "NOT_APPLICABLE", isOnBizApp: false, codeVerificationStatus: "VERIFIED" },
    settings: { storage: { kind: "default" } },
};
const renamed = (state = {}, news = {}) => [
    step("create", { name: "helpdesk", news: { ...INPUTS, ...news } }),
    step("delete", { state: { ...STATE, ...state } }),
];
const swapped = [
    step("replace", { state: STATE, news: { ...INPUTS, phoneNumberId: OTHER_ID } }),
    step("replace", { name: "orders", state: OTHER_STATE, news: INPUTS }),
];
const APPROVED = {
    verifiedName: "Jasper's Market",
    displayName: "Shop",
    newDisplayName: "Shop",
    newNameStatus: "APPROVED",
    newNameApprovedAt: new Date(NOW - 3600_000).toISOString(),
};
const UNTIL = new Date(NOW + 3600_000).toISOString();

const ROWS: Record<string, Row> = {
    "a new number: register, or adopt if it is live already": {
        steps: [step("create", { news: INPUTS })],
        lines: [`phone number ${ID}: register in DE, or adopt if already live`],
        concerns: ["change"],
    },
    "a new number that --live shows off": {
        steps: [step("create", { news: INPUTS })],
        live: { [ID]: OFF },
        lines: [`phone number ${ID}: set storage to DE, register in DE${LEFT(9, 10)}`],
        concerns: ["change"],
    },
    "a new number that --live shows live": {
        steps: [step("create", { news: INPUTS })],
        live: { [ID]: LIVE },
        lines: [`phone number ${ID}: adopt: set PIN`],
        concerns: ["change"],
    },
    "a new number that --live shows live in another region": {
        steps: [step("create", { news: { ...INPUTS, dataLocalizationRegion: "IN" } })],
        live: { [ID]: LIVE },
        lines: [
            `phone number ${ID}: adopt. It would be REFUSED: it is live with the region DE, and IN is declared: a change takes it offline, which no preview has shown. Next: declare dataLocalizationRegion "DE" and run pulumi up, which adopts it as it is; then change it and look at the preview`,
        ],
        concerns: ["refused", "change"],
    },
    "a new number that --live could not read": {
        steps: [step("create", { news: INPUTS })],
        live: { [ID]: { unread: "it could not be read" } },
        lines: [`phone number ${ID}: register in DE, or adopt if already live`],
        concerns: ["change"],
    },
    "a new number whose region is not known": {
        steps: [step("create", { news: { ...INPUTS, dataLocalizationRegion: UNKNOWN } })],
        lines: [
            `phone number ${ID}: register in a region that is not known until apply, or adopt if already live`,
        ],
        concerns: ["unknown", "change"],
    },
    "PIN only": {
        steps: [step("update", { state: STATE, news: { ...INPUTS, pinRevision: 2 } })],
        lines: [`${NAME}: set PIN`],
        concerns: ["change"],
    },
    "PIN and region": {
        steps: [
            step("update", {
                state: STATE,
                news: { ...INPUTS, pinRevision: 2, dataLocalizationRegion: "CH" },
            }),
        ],
        lines: [
            `${NAME}: OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH, set PIN${LEFT(8, 9)}`,
        ],
        concerns: ["outage", "change"],
    },
    "a region that is not known": {
        steps: [step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: UNKNOWN } })],
        lines: [`${NAME}: dataLocalizationRegion not known until apply; a change of region takes it offline`],
        concerns: ["outage", "unknown", "change"],
    },
    "an update without a budget": {
        steps: [
            step("update", {
                state: { ...STATE, requests: Array(9).fill(`r${S}=ok`).join(" ") },
                news: { ...INPUTS, dataLocalizationRegion: "CH" },
            }),
        ],
        lines: [
            `${NAME}: OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH. It would be REFUSED: 1 register request is left in its 72 hours, and going offline needs 2: one to come back, one in reserve. Next: run pulumi up after 2026-11-25 12:00 UTC (in 72 hours), when enough are free`,
        ],
        concerns: ["outage", "refused", "change"],
    },
    "a number that lost its registration and is locked out": {
        steps: [
            step("update", {
                state: { ...STATE, registered: false, registerLockedUntil: UNTIL },
                news: INPUTS,
            }),
        ],
        lines: [
            `${NAME}: register in DE. It would be REFUSED: Graph locked it out of register requests (133016) until 2026-11-22 13:00 UTC (in 1.0 hours). Next: run pulumi up after that; WHATSAPP_IGNORE_LOCKS=1 tries all the same`,
        ],
        concerns: ["locked", "refused", "change"],
    },
    "an update that --live finds in another region than state has": {
        steps: [
            step("update", {
                state: { ...STATE, dataLocalizationRegion: "IN" },
                news: { ...INPUTS, dataLocalizationRegion: "IN", pinRevision: 2 },
            }),
        ],
        live: { [ID]: LIVE },
        lines: [
            `${NAME}: OUTAGE: set PIN, deregister (offline until registered again), set storage to IN, register in IN, set PIN. It would be REFUSED: the region is DE, state says IN: mending that takes the number offline, which no preview has shown. Next: pulumi refresh, then preview`,
        ],
        concerns: ["outage", "refused", "change"],
    },
    "an approved display name: brought in by one register, while it stays online": {
        steps: [
            step("update", { state: { ...STATE, ...APPROVED }, news: { ...INPUTS, displayName: "Shop" } }),
        ],
        lines: [
            `${NAME}: set PIN, register once more to bring in the approved display name "Shop"${LEFT(8, 10)}`,
        ],
        concerns: ["change"],
    },
    "an approved display name that there is no budget for: a warning": {
        steps: [
            step("update", {
                state: { ...STATE, ...APPROVED, requests: Array(10).fill(`r${S}=ok`).join(" ") },
                news: { ...INPUTS, displayName: "Shop", pinRevision: 2 },
            }),
        ],
        lines: [`${NAME}: set PIN`],
        concerns: ["change"],
    },
    "a display name to ask for": {
        steps: [
            step("update", {
                state: { ...STATE, verifiedName: "Jasper's Market" },
                news: { ...INPUTS, displayName: "Shop" },
            }),
        ],
        lines: [`${NAME}: ask for the display name "Shop"`],
        concerns: ["change"],
    },
    "an update that has nothing to send": {
        steps: [step("update", { state: STATE, news: INPUTS })],
        lines: [`${NAME}: nothing to send: it is only read again`],
        concerns: [],
    },
    "a region for a number on the WhatsApp Business app": {
        steps: [
            step("update", {
                state: { ...STATE, isOnBizApp: true },
                news: { ...INPUTS, dataLocalizationRegion: "CH" },
            }),
        ],
        lines: [
            `${NAME}: warning: the declared region (CH) has no effect while the number is on the WhatsApp Business app too`,
        ],
        concerns: [],
    },
    "a number that nothing declares any more": {
        steps: [step("delete", { state: STATE })],
        lines: [`${NAME}: DEREGISTERED for good: nothing declares it any more${LEFT(9, 9)}`],
        concerns: ["deregister", "change"],
    },
    "a deregistration that is locked out": {
        steps: [step("delete", { state: { ...STATE, deregisterLockedUntil: UNTIL } })],
        lines: [
            `${NAME}: DEREGISTERED for good: nothing declares it any more. It would be REFUSED: Graph locked it out of deregister requests (133016) until 2026-11-22 13:00 UTC (in 1.0 hours). Next: run pulumi up after that; WHATSAPP_IGNORE_LOCKS=1 tries all the same`,
        ],
        concerns: ["deregister", "locked", "refused", "change"],
    },
    "a deleted number that is off": {
        steps: [step("delete", { state: { ...STATE, registered: false } })],
        lines: [`${NAME}: only forgotten by support: it is not registered`],
        concerns: [],
    },
    "a deleted number with retainOnDelete": {
        steps: [step("delete", { state: STATE, retainOnDelete: true })],
        lines: [`${NAME}: only forgotten by support: retainOnDelete leaves it as it is`],
        concerns: [],
    },
    "a deleted number on the WhatsApp Business app": {
        steps: [step("delete", { state: { ...STATE, isOnBizApp: true } })],
        lines: [
            `${NAME}: only forgotten by support: it is on the WhatsApp Business app too, and only the app can take it off`,
        ],
        concerns: [],
    },
    "a deleted number that --live shows off": {
        steps: [step("delete", { state: { ...STATE, requests: "" } })],
        live: { [ID]: OFF },
        lines: [`${NAME}: only forgotten by support: it is not registered`],
        concerns: [],
    },
    "a deleted resource whose number an unchanged one declares": {
        steps: [
            step("same", { name: "helpdesk", state: STATE, news: INPUTS }),
            step("delete", { state: STATE }),
        ],
        lines: [`${NAME}: only forgotten by support: another resource of this program declares it`],
        concerns: [],
    },
    "a number that comes back under another ID, as --live shows": {
        steps: [step("delete", { state: STATE }), step("create", { name: "moved", news: OTHER_INPUTS })],
        live: {
            [ID]: LIVE,
            [OTHER_ID]: { ...LIVE, node: { ...LIVE.node, displayPhoneNumber: "+16315555555" } },
        },
        lines: [
            `phone number ${OTHER_ID} (+16315555555): adopt: set PIN`,
            `${NAME}: only forgotten by support: the same phone number is declared under the ID ${OTHER_ID}`,
        ],
        concerns: ["change"],
    },
    renamed: {
        steps: renamed(),
        lines: [`${NAME}: adopt: set PIN; only forgotten by support: helpdesk declares it now`],
        concerns: ["change"],
    },
    "renamed while it is off": {
        steps: renamed({ registered: false }),
        lines: [`${NAME}: register in DE${LEFT(8, 10)}; only forgotten by support: helpdesk declares it now`],
        concerns: ["change"],
    },
    "renamed and moved to another region at once": {
        steps: renamed({}, { dataLocalizationRegion: "CH" }),
        lines: [
            `${NAME}: adopt. It would be REFUSED: it is live with the region DE, and CH is declared: a change takes it offline, which no preview has shown. Next: declare dataLocalizationRegion "DE" and run pulumi up, which adopts it as it is; then change it and look at the preview; only forgotten by support: helpdesk declares it now`,
        ],
        concerns: ["refused", "change"],
    },
    "two resources swap their numbers": {
        steps: swapped,
        lines: [
            `${NAME}: adopt: set PIN; only forgotten by support: orders declares it now`,
            `${OTHER_NAME}: adopt: set PIN; only forgotten by orders: support declares it now`,
        ],
        concerns: ["replace", "change"],
    },
    "a replacement in place, as by --replace or taint": {
        steps: [step("replace", { state: STATE, news: INPUTS })],
        lines: [`${NAME}: adopt: set PIN; its resource is replaced, and it is not deregistered`],
        concerns: ["replace", "change"],
    },
    "a replacement by another number": {
        steps: [step("replace", { state: STATE, news: OTHER_INPUTS })],
        lines: [
            `${NAME}: DEREGISTERED for good: replaced by ${OTHER_ID}${LEFT(9, 9)}`,
            `phone number ${OTHER_ID}: register in DE, or adopt if already live`,
        ],
        concerns: ["deregister", "replace", "change"],
    },
    "the same, with --show-replacement-steps": {
        steps: [
            step("create-replacement", { state: STATE, news: OTHER_INPUTS }),
            step("replace", { state: STATE, news: OTHER_INPUTS }),
            step("delete-replaced", { state: STATE }),
        ],
        lines: [
            `${NAME}: DEREGISTERED for good: nothing declares it any more${LEFT(9, 9)}`,
            `phone number ${OTHER_ID}: register in DE, or adopt if already live`,
        ],
        concerns: ["deregister", "replace", "change"],
    },
    "a replacement by an ID that is not known": {
        steps: [step("replace", { state: STATE, news: { ...INPUTS, phoneNumberId: UNKNOWN } })],
        lines: [
            `${NAME}: DEREGISTERED for good: replaced by an ID that is not known until apply, unless an ID that is not known yet turns out to be this one${LEFT(9, 9)}`,
            "a phone number whose ID is not known until apply: register in DE, or adopt if already live",
        ],
        concerns: ["deregister", "replace", "unknown", "change"],
    },
    "a refresh that comes before the steps is passed over": {
        steps: [step("refresh", { state: STATE, news: INPUTS })],
        lines: [],
        concerns: [],
    },
    "other resources are passed over": {
        steps: [step("create", { type: "aws:s3/bucket:Bucket", news: { phoneNumberId: ID } })],
        lines: [],
        concerns: [],
    },
    "a number in a component is found": {
        steps: [
            step("create", {
                type: "acme:index:Team$pulumi-nodejs:dynamic/whatsapp:PhoneNumber",
                news: INPUTS,
            }),
        ],
        lines: [`phone number ${ID}: register in DE, or adopt if already live`],
        concerns: ["change"],
    },
};

describe("the report of a preview", () => {
    for (const [what, row] of Object.entries(ROWS)) {
        it(what, () => {
            const { numbers } = report(preview(...row.steps), row.live && new Map(Object.entries(row.live)));
            expect(numbers.map(({ line }) => line)).to.deep.equal(row.lines);
            const concerns = new Set(numbers.flatMap(concernsOf));
            expect([...concerns]).to.have.members(row.concerns ?? []);
        });
    }

    it("lists the Graph requests in their order, and what is left after them", () => {
        const [entry] = report(
            preview(step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: "CH" } })),
        ).numbers;
        expect(entry?.requests.map(({ request, endpoint }) => [request, endpoint])).to.deep.equal([
            ["setPin", `POST /${ID}`],
            ["deregister", `POST /${ID}/deregister`],
            ["setStorage", `POST /${ID}/settings`],
            ["register", `POST /${ID}/register`],
        ]);
        expect(entry?.left).to.deep.equal({ register: 8, deregister: 9 });
        expect(entry).to.include({ offline: "briefly", action: "reregister" });
    });

    it("says until when an approved display name has to be brought in, and what keeps it", () => {
        const news = { ...INPUTS, displayName: "Shop", pinRevision: 2 };
        const named = (state: object) =>
            report(preview(step("update", { state: { ...STATE, ...APPROVED, ...state }, news }))).numbers[0];
        const warnings = (state: object) =>
            named(state)?.warnings.map(({ about, text }) => `${about}: ${text}`);
        expect(warnings({})?.join()).to.match(/^name: the display name has to be brought in by 2026-12-06/);
        const spent = Array(10).fill(`r${S}=ok`).join(" ");
        expect(warnings({ requests: spent })?.[0]).to.match(
            /^name: the approved display name is not brought in now: no register request is left/,
        );
        expect(named({})?.action).to.equal("applyName");
    });

    it("of a new number lists both ways: registered, and adopted", () => {
        const [entry] = report(
            preview(step("create", { news: { ...INPUTS, enableIdentityKeyCheck: true } })),
        ).numbers;
        expect(entry?.requests.map(({ request }) => request)).to.deep.equal([
            "setStorage",
            "register",
            "setIdentityKeyCheck",
        ]);
        expect(entry?.requestsIfLive?.map(({ request }) => request)).to.deep.equal([
            "setPin",
            "setIdentityKeyCheck",
        ]);
    });

    it("names those that go offline first", () => {
        const { numbers, summary } = report(
            preview(
                step("create", { name: "new", news: { ...INPUTS, phoneNumberId: "1" } }),
                step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: "CH" } }),
                step("delete", { name: "orders", state: OTHER_STATE }),
            ),
        );
        expect(numbers.map(({ phoneNumberId }) => phoneNumberId)).to.deep.equal([OTHER_ID, ID, "1"]);
        expect(summary.line).to.equal(
            "3 WhatsApp numbers: 1 DEREGISTERED for good, 1 re-registered with an OUTAGE, 1 registered, or adopted if already live",
        );
    });

    it("asks to see only the numbers that something may be sent to", () => {
        const text = preview(
            step("same", { name: "helpdesk", state: STATE, news: INPUTS }),
            step("delete", { name: "forgotten", state: STATE }),
            step("delete", { name: "kept", state: { ...STATE, phoneNumberId: "2" }, retainOnDelete: true }),
            step("delete", { name: "gone", state: { ...STATE, phoneNumberId: "3" } }),
            step("create", { name: "new", news: { ...INPUTS, phoneNumberId: "4" } }),
            step("create", { name: "unknown", news: { ...INPUTS, phoneNumberId: UNKNOWN } }),
        );
        expect(prepare(text).toObserve).to.deep.equal(["3", "4"]);
    });
});

/** Previews show [secret] for every PIN: pinRevision and the presence of the output say what changed. */
describe("a PIN's change in a preview", () => {
    const rows: [
        string,
        Record<string, unknown>,
        Record<string, unknown>,
        Record<string, unknown>,
        string,
    ][] = [
        ["the same revision everywhere: the same PIN", {}, {}, {}, "nothing to send: it is only read again"],
        ["a higher one: set", {}, {}, { pinRevision: 2 }, "set PIN"],
        ["none was accepted: set", { pin: undefined }, {}, {}, "set PIN"],
        [
            "an update ended half-way: the old one may still be in force",
            { pinRevision: 2 },
            {},
            { pinRevision: 2 },
            "set PIN",
        ],
        [
            "off the API, the accepted one registers and the new one is set afterwards",
            { registered: false },
            {},
            { pinRevision: 2 },
            `register in DE, set PIN${LEFT(8, 10)}`,
        ],
        [
            "the one that was refused is not sent again",
            { registered: false, pin: undefined, refusedPin: "[secret]" },
            {},
            {},
            "register in DE. It would be REFUSED: register was refused with this same PIN before (133005). Next: declare the PIN that the number had before, or turn two-step verification off in WhatsApp Manager (Phone numbers > Settings > Two-step verification), then run pulumi up again",
        ],
        [
            "another than the one that was refused is",
            { registered: false, pin: undefined, refusedPin: "[secret]" },
            {},
            { pinRevision: 2 },
            `register in DE${LEFT(8, 10)}`,
        ],
    ];
    for (const [what, state, olds, news, words] of rows) {
        it(what, () => {
            const text = preview(
                step("update", {
                    state: { ...STATE, ...state },
                    olds: { ...INPUTS, ...olds },
                    news: { ...INPUTS, ...news },
                }),
            );
            expect(report(text).numbers[0]?.words).to.equal(words);
        });
    }
});
