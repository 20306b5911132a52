import { expect } from "chai";
import { type NumberFacts, numberChecks } from "../../../cli/doctor/number";
import type { PhoneNumberState } from "../../../provider/number/model/state";
import { ago, lines, NOW } from "../support/doctor";

describe("doctor on a number asks the provider's own gates", () => {
    const live = {
        platformType: "CLOUD_API",
        status: "CONNECTED",
        codeVerificationStatus: "VERIFIED",
        nameStatus: "APPROVED",
    };
    const off = { ...live, platformType: "NOT_APPLICABLE", status: "PENDING" };
    const none = { storage: { kind: "default" } } as const;
    const state = (change: Partial<PhoneNumberState> = {}): PhoneNumberState => ({
        phoneNumberId: "1",
        pinRevision: 1,
        pin: "310467",
        registered: true,
        requests: "",
        ...change,
    });
    const inStack = (change: Partial<PhoneNumberState> = {}, inputs: object = {}) => ({
        name: "support",
        state: state(change),
        inputs: { phoneNumberId: "1", pin: "310467", ...inputs },
    });
    const spent = (count: number) => Array.from({ length: count }, () => `r${ago(1)}=ok`).join(" ");
    const rows: [string, Partial<NumberFacts>, RegExp][] = [
        [
            "off: it can be registered",
            { seen: { node: off, settings: none } },
            /^ok: not registered; it can be: register$/m,
        ],
        [
            "off, a region declared: with its storage",
            {
                seen: { node: off, settings: none },
                inStack: inStack({ registered: false }, { dataLocalizationRegion: "DE" }),
            },
            /^ok: not registered; it can be: set storage to DE, register in DE$/m,
        ],
        [
            "off and banned",
            { seen: { node: { ...off, status: "BANNED" }, settings: none } },
            /^refuses: .*status is BANNED/m,
        ],
        [
            "off, and on the app",
            { seen: { node: { ...off, isOnBizApp: true }, settings: none } },
            /^refuses: .*Business app and not on the Cloud API/m,
        ],
        [
            "off, no request left",
            {
                seen: { node: off, settings: none },
                inStack: inStack({ registered: false, requests: spent(10) }),
            },
            /^refuses: .*no register request is left/m,
        ],
        [
            "live: an outage could run",
            { seen: { node: live, settings: none } },
            /^ok: registered; .*could run$/m,
        ],
        [
            "live, one request left: none in reserve",
            { seen: { node: live, settings: none }, inStack: inStack({ requests: spent(9) }) },
            /^refuses: registered; .*1 register request is left .*one in reserve, one in case .*$/m,
        ],
        [
            "live, locked out",
            {
                seen: { node: live, settings: none },
                inStack: inStack({ deregisterLockedUntil: "2026-11-23T10:00:00Z" }),
            },
            /^refuses: registered; .*locked it out of deregister requests/m,
        ],
        [
            "live, region not to be read",
            { seen: { node: live, settings: {} } },
            /^unknown: registered; its region is not known: Graph does not say$/m,
        ],
        [
            "live, with another region than recorded",
            {
                seen: { node: live, settings: { storage: { kind: "inCountry", region: "IN" } } },
                inStack: inStack(),
            },
            /^refuses: pulumi up would be refused for "support": the region is IN, state says none/m,
        ],
        [
            "coexistence is left as it is",
            { seen: { node: { ...live, isOnBizApp: true }, settings: none } },
            /^ok: registered, and on the WhatsApp Business app too/m,
        ],
        [
            "no telling field",
            { seen: { node: {}, settings: none } },
            /^unseen: Graph shows neither platform_type/m,
        ],
        [
            "its name declined",
            { seen: { node: { ...live, nameStatus: "DECLINED" }, settings: none } },
            /^warning: display name/m,
        ],
        [
            "a new name declined",
            {
                seen: {
                    node: { ...live, newDisplayName: "Shop", newNameStatus: "DECLINED" },
                    settings: none,
                },
            },
            /^warning: the display name "Shop" was declined/m,
        ],
        [
            "its requests",
            { seen: { node: live, settings: none }, inStack: inStack({ requests: spent(2) }) },
            /8 register and 10/,
        ],
    ];
    for (const [what, facts, says] of rows) {
        it(what, () => {
            const seen = { node: live, settings: none };
            const usual: NumberFacts = {
                phoneNumberId: "1",
                seen,
                inStack: undefined,
                now: NOW,
                ignoreLocks: false,
            };
            expect(lines(numberChecks({ ...usual, ...facts }))).to.match(says);
        });
    }
});
