/** What the page shows of a world, without a browser. */
import { expect } from "chai";
import { defaultSwitches } from "../../../emulator/defaults";
import type { Delivery, NumberSeed, WabaSeed } from "../../../emulator/index";
import type { PlannedFault } from "../../../emulator/schema/fault";
import { NUMBER } from "../../../emulator/schema/number";
import { WABA as A_WABA, APP as AN_APP } from "../../../emulator/schema/others";
import { read } from "../../../emulator/schema/read";
import { cardOf } from "../../../emulator/view/card";
import { faultWords } from "../../../emulator/view/faultWords";
import { type PageFacts, pageState } from "../../../emulator/view/pageState";
import { ID, PIN, WABA } from "../support/client";

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;
const APP = read(AN_APP, { id: "67084829", callbackUrl: "https://app.example/hook" }, "app");

/** The card of a number that has this. */
function card(
    seed: Omit<NumberSeed, "id">,
    waba: Partial<WabaSeed> = {},
    more: { deliveries?: Delivery[]; quotaCounters?: "separate" | "shared" } = {},
) {
    return cardOf(read(NUMBER, { id: ID, displayPhoneNumber: "+49 30 901820", ...seed }, "number"), {
        now: NOW,
        switches: { ...defaultSwitches(), quotaCounters: more.quotaCounters ?? "separate" },
        waba: read(A_WABA, { id: WABA, subscribedApps: [APP.id], ...waba }, "WABA"),
        apps: [APP],
        deliveries: more.deliveries ?? [],
    });
}

describe("a card", () => {
    const states: [Omit<NumberSeed, "id">, string][] = [
        [{ registered: true }, "live"],
        [{ registered: false }, "off"],
        [{ registered: true, status: "FLAGGED" }, "live"],
        [{ registered: true, status: "BANNED" }, "barred"],
        [{ registered: true, status: "RESTRICTED" }, "barred"],
        [{ registered: false, status: "DELETED" }, "barred"],
        // What a read shows for a while is not what is true.
        [
            {
                registered: false,
                settling: { until: NOW + 1, status: "CONNECTED", platformType: "CLOUD_API" },
            },
            "off",
        ],
    ];
    for (const [seed, state] of states) {
        it(`of ${JSON.stringify(seed)} is ${state}`, () => {
            expect(card(seed).state).to.equal(state);
        });
    }

    it("shows status and platform_type as a read does", () => {
        const settling = { until: NOW + 1, status: "CONNECTED", platformType: "CLOUD_API" };
        expect(card({ registered: false, settling })).to.include({
            status: "CONNECTED",
            platformType: "CLOUD_API",
        });
    });

    it("says whether there is a PIN, and never which", () => {
        expect(card({}).hasPin).to.equal(false);
        expect(card({ pin: PIN }).hasPin).to.equal(true);
        expect(JSON.stringify(card({ pin: PIN }))).to.not.include(PIN);
    });

    it("has the code that was sent, while it is valid", () => {
        const code = { code: "271828", method: "SMS" as const, wrongGuesses: 0 };
        expect(card({ code: { ...code, expiresAt: NOW + 1 } }).code?.code).to.equal("271828");
        expect(card({ code: { ...code, expiresAt: NOW } })).to.not.have.property("code");
    });

    it("has the name under review, and an approval that expired as such", () => {
        const newDisplayName = "Jasper's Garden";
        expect(card({ newDisplayName, newNameStatus: "PENDING_REVIEW" }).newName).to.deep.equal({
            name: newDisplayName,
            status: "PENDING_REVIEW",
        });
        const approved = {
            newDisplayName,
            newNameStatus: "APPROVED",
            newNameApprovedAt: NOW - 15 * 24 * HOUR,
        };
        expect(card(approved).newName?.status).to.equal("EXPIRED");
    });

    it("counts the requests of 72 hours, and what is left", () => {
        const { register, deregister } = card({
            registerRequests: [NOW - 72 * HOUR, NOW - 71 * HOUR, NOW - HOUR],
            deregisterRequests: [NOW - 1],
        });
        expect(register).to.deep.equal({ at: [NOW - 71 * HOUR, NOW - HOUR], left: 8 });
        expect(deregister).to.deep.equal({ at: [NOW - 1], left: 9 });
    });

    it("counts both kinds together where they share a limit", () => {
        const seed = { registerRequests: [NOW - HOUR], deregisterRequests: [NOW - HOUR, NOW - 1] };
        const { register, deregister } = card(seed, {}, { quotaCounters: "shared" });
        expect([register.left, deregister.left]).to.deep.equal([7, 7]);
        const blocked = { registerBlockedUntil: NOW + HOUR };
        expect(card(blocked, {}, { quotaCounters: "shared" }).deregister.left).to.equal(0);
    });

    it("tells of a lock-out until it is over", () => {
        expect(card({ registerBlockedUntil: NOW + HOUR }).register).to.deep.equal({
            at: [],
            left: 0,
            blockedUntil: NOW + HOUR,
        });
        expect(card({ registerBlockedUntil: NOW }).register).to.deep.equal({ at: [], left: 10 });
    });

    it("has the URL that applies, and none where no app is subscribed", () => {
        const override = { webhookOverrides: { [APP.id]: { uri: "https://own.example", verifyToken: "V" } } };
        const level = (seed: Omit<NumberSeed, "id">, waba = {}) =>
            card(seed, waba).webhooks.map((each) => `${each.level} ${each.url}`);
        expect(level({})).to.deep.equal(["application https://app.example/hook"]);
        expect(level({}, override)).to.deep.equal(["whatsapp_business_account https://own.example"]);
        expect(level(override)).to.deep.equal(["phone_number https://own.example"]);
        expect(level(override, { subscribedApps: [] })).to.deep.equal([]);
    });

    it("has the three newest webhooks that were sent, the newest first", () => {
        const deliveries = [1, 2, 3, 4].map(
            (at): Delivery => ({
                ...{ at, appId: APP.id, wabaId: WABA, phoneNumberId: ID },
                ...{ level: "application", url: "https://app.example/hook" },
                body: { object: "whatsapp_business_account", entry: [{ changes: [{ field: "messages" }] }] },
                ...(at === 4 ? { outcome: "failed", status: 503 } : { outcome: "notLoopback" }),
            }),
        );
        expect(card({}, {}, { deliveries }).deliveries).to.deep.equal([
            { at: 4, field: "messages", outcome: "failed 503" },
            { at: 3, field: "messages", outcome: "notLoopback" },
            { at: 2, field: "messages", outcome: "notLoopback" },
        ]);
    });

    it("has no secret of the number, of its WABA or of its app, wherever it stands", () => {
        const secret = "sEcReT";
        const webhookOverrides = { [APP.id]: { uri: "https://own.example", verifyToken: secret } };
        const shown = card(
            {
                pin: PIN,
                webhookOverrides,
                calling: { sip: { servers: [{ sip_user_password: secret }] } },
                payloadEncryption: { key: secret },
                flowsKey: { publicKey: secret, status: "VALID" },
                picture: { sha256: secret, type: "image/png", bytes: 1 },
                fields: { certificate: secret },
            },
            { webhookOverrides, fields: { token: secret } },
        );
        expect(JSON.stringify(shown)).to.not.include(secret).and.not.include(PIN);
    });

    it("has the profile, and nothing of what is not set", () => {
        const none = { about: "", description: "", address: "", email: "", vertical: "", websites: [] };
        const chat = { prompts: [], commands: [] };
        expect(card({}).profile).to.deep.equal({ ...none, ...chat, hasPicture: false });
        const profile = {
            about: "A",
            description: "D",
            address: "S",
            email: "e@e.example",
            vertical: "RETAIL",
        };
        const shown = card({
            profile: { ...profile, websites: ["https://w.example"] },
            conversationalAutomation: {
                prompts: ["Open?"],
                commands: [{ command_name: "order", command_description: "what" }],
            },
            username: "jasper",
        });
        expect(shown.profile).to.deep.equal({
            ...{ ...profile, websites: ["https://w.example"], username: "jasper", hasPicture: false },
            ...{ prompts: ["Open?"], commands: [{ name: "order", hint: "what" }] },
        });
    });
});

describe("a planned fault in words", () => {
    const rows: [PlannedFault, string][] = [
        [{ do: { error: { code: 4 } } }, "any request: error 4"],
        [
            { match: { kind: "register", phoneNumberId: ID }, do: { error: { code: 100, subcode: 33 } } },
            `register of ${ID}: error 100/33`,
        ],
        [{ do: { error: { code: 1 }, applied: true } }, "any request: error 1, and it is done"],
        [{ after: 2, do: { respond: { status: 101 } } }, "any request, after 2 more: answers 101"],
        [
            { match: { method: "GET" }, do: { drop: "before" } },
            "GET: breaks the connection before the change",
        ],
        [{ match: { path: /x/ }, do: { hang: "after" } }, "/x/: never answers, after the change"],
        [{ do: { html: 502 } }, "any request: an HTML page with 502"],
        [{ do: { empty: 500 } }, "any request: an empty answer with 500"],
        [{ do: { truncate: true } }, "any request: half of the answer, and it is done"],
        [{ do: { truncate: true, applied: false } }, "any request: half of the answer"],
        [{ do: { slow: 5 } }, "any request: 5 ms per byte"],
        [{ do: { delayMs: 500 } }, "any request: 500 ms late"],
    ];
    for (const [fault, words] of rows) {
        it(words, () => {
            expect(faultWords(fault)).to.equal(words);
        });
    }
});

describe("the page's state", () => {
    const numbers = Array.from({ length: 70 }, (_, at) =>
        read(
            NUMBER,
            {
                ...{ id: String(1000 + at), displayPhoneNumber: `+1 631-555-${5555 + at}` },
                ...{ verifiedName: `Shop ${at}`, registered: at % 2 === 0 },
            },
            "number",
        ),
    );
    const state = (find: string) => {
        const facts: PageFacts = {
            ...{ world: "w", now: NOW, ahead: 0, switches: defaultSwitches(), numbers, find },
            ...{ apps: [APP], deliveries: [], faults: [], log: { first: 1, last: 0 } },
            wabas: new Map([[WABA, read(A_WABA, { id: WABA }, "WABA")]]),
        };
        return pageState(facts);
    };

    it("has the first sixty numbers, and says how many there are", () => {
        const { total, live, found, cards } = state("");
        expect([total, live, found, cards.length]).to.deep.equal([70, 35, 70, 60]);
    });

    for (const [find, ids] of [
        ["shop 69", ["1069"]],
        ["SHOP69", ["1069"]],
        ["1069", ["1069"]],
        ["+1631-555-5555", ["1000"]],
        ["nobody", []],
    ] as const) {
        it(`finds ${find}`, () => {
            const { cards, found } = state(find);
            expect(cards.map(({ id }) => id)).to.deep.equal(ids);
            expect(found).to.equal(ids.length);
        });
    }
});
