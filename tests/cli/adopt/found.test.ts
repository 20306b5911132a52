import { expect } from "chai";
import { settingsFound } from "../../../cli/adopt/found";
import { compare } from "../../../provider/settings/compare";
import { type Configured, OF_A_NUMBER } from "../../../provider/settings/reading";
import type { Setting, Values } from "../../../provider/settings/setting";
import { FULL, fieldsOf, HOURS, NOTHING } from "../support/configured";
import { NOW } from "../support/doctor";

describe("the settings that adopt declares", () => {
    it("all that can be set, as Graph shows it: the comparison of the first pulumi up finds nothing to send", () => {
        const found = settingsFound(FULL, NOW);
        expect(Object.keys(fieldsOf(found))).to.deep.equal([
            "BusinessProfile",
            "ConversationalComponents",
            "CallingSettings",
            "CommerceSettings",
            "Username",
            "FlowsPublicKey",
        ]);
        for (const [kind, setting] of Object.entries(OF_A_NUMBER) as [keyof typeof OF_A_NUMBER, Setting][]) {
            const declared = fieldsOf(found)[setting.name] as Values;
            const there = FULL[kind].value as Values;
            expect(compare(setting, { there, recorded: {}, declared, now: NOW }).set).to.deep.equal([]);
        }
        expect(found.webhook).to.equal("https://own.example/hook");
        expect(found.remarks).to.deep.equal([
            "profilePicture: it has one, which stays: Graph does not show the file",
        ]);
    });

    it("of the SIP servers of several apps none: which one is the token's is not known", () => {
        const servers = [{ hostname: "theirs" }, { hostname: "ours" }];
        const callingSettings = { value: { sip: { status: "ENABLED", servers } } };
        const { CallingSettings: calling } = fieldsOf(settingsFound({ ...NOTHING, callingSettings }, NOW));
        expect(calling).to.deep.equal({ sip: { status: "ENABLED" } });
    });

    it("of calling what can be set alone", () => {
        const { CallingSettings: calling } = fieldsOf(settingsFound(FULL, NOW));
        expect(calling).to.deep.include({
            srtpKeyExchangeProtocol: "DTLS",
            sip: { status: "DISABLED", servers: [{ hostname: "sip.example.com", port: 5061 }] },
            callHours: {
                ...HOURS,
                holidaySchedule: [{ date: "2026-12-25", startTime: "0900", endTime: "1000" }],
            },
        });
        expect(calling).not.to.have.any.keys("ipAddresses", "restrictions");
    });

    it("nothing, where nothing is set", () => {
        expect(settingsFound(NOTHING, NOW)).to.deep.equal({ declared: [], remarks: [] });
    });

    const left: [string, Partial<Configured>, object, RegExp][] = [
        [
            "not readable",
            { username: { why: "unknown path" } },
            {},
            /^username: not readable \(unknown path\)$/,
        ],
        ["no webhook readable", { webhook: { why: "no" } }, {}, /^webhook: not readable \(no\)$/],
        [
            "a value that Graph would not take",
            { businessProfile: { value: { about: "Hi", vertical: "NOT_A_BIZ" } } },
            { BusinessProfile: { about: "Hi" } },
            /^vertical: Graph shows what it would not take: .*NOT_A_BIZ/,
        ],
        [
            "calls that Meta restricts",
            {
                callingSettings: {
                    value: {
                        status: "DISABLED",
                        audio: { additionalCodecs: ["PCMU"] },
                        restrictions: { restrictionsList: [{ type: "X" }] },
                    },
                },
            },
            { CallingSettings: { audio: { additionalCodecs: ["PCMU"] } } },
            /^status: Meta restricts calls now/,
        ],
        [
            "more than can be set",
            {
                callingSettings: {
                    value: { audio: { additionalCodecs: ["PCMU"], more: true } },
                },
            },
            {},
            /^audio: Graph shows what it would not take: audio.more is not known/,
        ],
        [
            "a key of another registration",
            { flowsPublicKey: { value: { signatureStatus: "MISMATCH" } } },
            {},
            /^businessPublicKey: Graph shows its signature as MISMATCH/,
        ],
    ];
    for (const [what, change, declared, remark] of left) {
        it(`left out with its reason: ${what}`, () => {
            const found = settingsFound({ ...NOTHING, ...change }, NOW);
            expect(fieldsOf(found)).to.deep.equal(declared);
            expect(found.remarks.join("\n")).to.match(remark);
        });
    }
});
