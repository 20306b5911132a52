import { expect } from "chai";
import { type ConfiguredFacts, factsAsJson, factsOf } from "../../../cli/configured/facts";
import { configuredLines } from "../../../cli/configured/lines";
import { configuredChecks, standingChecks, subscriptionChecks } from "../../../cli/doctor/configured";
import { defined } from "../../../graph/defined";
import { graphError } from "../../../graph/errorTable";
import { ConfiguredReader, KINDS, subscriptionOf } from "../../../provider/settings/reading";
import { APP, FakeGraph, NUMBER, WABA } from "../../unit/settings/support/fakeGraph";
import { lines } from "../support/doctor";

const OVERRIDE = "https://own.example";

/** A Graph with something of everything. */
function fullGraph(): FakeGraph {
    const graph = new FakeGraph();
    graph.node = {
        webhook_configuration: { phone_number: OVERRIDE, application: "https://app.example" },
        conversational_automation: {
            prompts: ["Where are you?", "When do you open?"],
            commands: [{ command_name: "order", command_description: "Order something" }],
        },
    };
    graph.edges = {
        whatsapp_business_profile: {
            about: "Open 9 to 5",
            websites: ["https://example.com"],
            profile_picture_url: "https://cdn.example/1",
        },
        whatsapp_commerce_settings: { is_cart_enabled: true, is_catalog_visible: false },
        username: { username: "jaspers.market", status: "approved" },
        whatsapp_business_encryption: { business_public_key_signature_status: "VALID" },
    };
    graph.codes = [{ code: "A", prefilled_message: "Hello", deep_link_url: "https://wa.me/message/A" }];
    graph.apps = [{ id: "9" }, { id: APP }];
    return graph;
}

async function factsIn(graph: FakeGraph, calling: object = { status: "ENABLED" }): Promise<ConfiguredFacts> {
    const reader = new ConfiguredReader({ client: graph });
    const [configured, subscription, qrCodes] = await Promise.all([
        reader.ofNumber(NUMBER, { value: { ...calling } }, KINDS),
        reader.subscription(WABA),
        reader.qrCodes(NUMBER),
    ]);
    return factsOf({ configured, subscription, qrCodes });
}

const said = (facts: ConfiguredFacts) =>
    configuredLines(facts)
        .map(([label, text]) => `${label}: ${text}`)
        .join("\n");

/** A Graph that answers some paths with an error, and counts what it is asked. */
class Refusing extends FakeGraph {
    constructor(
        private readonly paths: RegExp,
        private readonly error: { code: number; message: string },
    ) {
        super();
    }
    override async send(request: Parameters<FakeGraph["send"]>[0]): Promise<unknown> {
        if (!this.paths.test(request.path)) return super.send(request);
        this.reads.push(request.path);
        throw graphError(request.request, 400, this.error, (text) => text);
    }
}

describe("what is configured on a number, as show says it", () => {
    it("all of it, with reads alone", async () => {
        const graph = fullGraph();
        expect(said(await factsIn(graph))).to.equal(
            [
                `webhook: ${OVERRIDE} (the number's own)`,
                `app subscribed: yes (app ${APP})`,
                "profile: about, websites; a picture",
                "ice breakers: 2",
                "commands: 1",
                "calling: ENABLED",
                "commerce: cart on, catalogue off",
                "username: jaspers.market (APPROVED)",
                "Flows key: VALID",
                "QR codes: 1",
            ].join("\n"),
        );
        expect(graph.writes).to.deep.equal([]);
    });

    it("nothing of it", async () => {
        const graph = new FakeGraph();
        graph.edges.whatsapp_business_profile = {};
        expect(said(await factsIn(graph, {}))).to.equal(
            [
                "webhook: none at any level",
                `app subscribed: no (app ${APP})`,
                "profile: empty; no picture",
                "ice breakers: 0",
                "commands: 0",
                "calling: not set",
                "commerce: cart not set, catalogue not set",
                "username: none",
                "Flows key: none",
                "QR codes: 0",
            ].join("\n"),
        );
    });

    it("the same in JSON", async () => {
        expect(factsAsJson(await factsIn(fullGraph()))).to.deep.equal({
            webhook: { level: "number", url: OVERRIDE },
            appSubscription: { subscribed: true, appId: APP, apps: 2 },
            profile: { fields: ["about", "websites"], hasPicture: true },
            conversationalComponents: { prompts: 2, commands: 1 },
            calling: { status: "ENABLED", restricted: [] },
            commerce: { isCartEnabled: true, isCatalogVisible: false },
            username: { username: "jaspers.market", status: "APPROVED" },
            flowsPublicKey: { isSet: true, signatureStatus: "VALID" },
            qrCodes: { count: 1 },
        });
    });

    const levels: [string, object, object][] = [
        [
            "the number's",
            { phone_number: "https://n", application: "https://a" },
            { level: "number", url: "https://n" },
        ],
        [
            "else the WABA's",
            { whatsapp_business_account: "https://w", application: "https://a" },
            { level: "waba", url: "https://w" },
        ],
        ["else the app's", { application: "https://a" }, { level: "app", url: "https://a" }],
        ["else none", {}, { level: "none" }],
    ];
    for (const [what, webhook_configuration, value] of levels) {
        it(`the webhook that applies: ${what}`, async () => {
            const graph = fullGraph();
            graph.node = { webhook_configuration };
            expect((await factsIn(graph)).webhook).to.deep.equal({ value });
        });
    }

    it("what can't be read is said, and takes nothing from the rest", async () => {
        const graph = new Refusing(/username|encryption|qrdls|subscribed_apps/, {
            code: 3,
            message: "unknown path",
        });
        const facts = await factsIn(graph);
        const text = said(facts);
        expect(text).to.match(/^username: not readable \(reading the username was refused: .*unknown path/m);
        for (const label of ["app subscribed", "Flows key", "QR codes"]) {
            expect(text).to.match(new RegExp(`^${label}: not readable \\(`, "m"));
        }
        expect(text).to.contain("\nprofile: vertical; no picture\n");
        expect(factsAsJson(facts)).to.have.nested.property("username.notReadable").that.contains("refused");
    });

    it("a field that this version does not know is not one that is empty", async () => {
        const graph = new FakeGraph();
        const send = graph.send.bind(graph);
        graph.send = async (request) => {
            if (String(request.params?.fields).includes("webhook_configuration")) {
                const message = "(#100) Tried accessing nonexisting field (webhook_configuration)";
                throw graphError(request.request, 400, { code: 100, message }, (text) => text);
            }
            return send(request);
        };
        expect((await factsIn(graph)).webhook).to.deep.equal({
            why: "this version of Graph does not know webhook_configuration",
        });
    });

    it("asks no more once Graph limits the calls", async () => {
        const graph = new Refusing(/./, { code: 80007, message: "too many calls" });
        const reader = new ConfiguredReader({ client: graph });
        await reader.ofNumber(NUMBER, { value: {} }, KINDS);
        const asked = graph.reads.length;
        const { username } = await reader.ofNumber("1002", { value: {} }, KINDS);
        expect(username.why).to.match(/rate limit is reached/);
        expect(graph.reads).to.have.length(asked);
    });

    it("asks for the token's app once", async () => {
        const graph = fullGraph();
        const reader = new ConfiguredReader({ client: graph });
        await reader.subscription("1");
        await reader.subscription("2");
        expect(graph.reads.filter((path) => path === "app")).to.have.length(1);
        expect(await reader.subscription(undefined)).to.deep.equal({
            why: "Graph does not show the number's WABA",
        });
    });

    const apps: [string, Parameters<typeof subscriptionOf>, object][] = [
        ["no app", [[], undefined], { subscribed: false, apps: 0 }],
        ["apps, and not which is ours", [[{ appId: "1" }], undefined], { subscribed: undefined, apps: 1 }],
        ["another app", [[{ appId: "1" }], "2"], { subscribed: false, appId: "2", apps: 1 }],
        [
            "ours, with an override",
            [[{ appId: "2", overrideCallbackUri: OVERRIDE }], "2"],
            { subscribed: true, appId: "2", overrideCallbackUri: OVERRIDE, apps: 1 },
        ],
    ];
    for (const [what, given, subscription] of apps) {
        it(`subscribed: ${what}`, () => expect(subscriptionOf(...given)).to.deep.equal(subscription));
    }
});

describe("doctor on what is configured", () => {
    const fine = {
        webhook: { value: { level: "app", url: "https://a" } },
        profile: { value: { fields: ["about"], hasPicture: false } },
        calling: { value: { status: "ENABLED", restricted: [] } },
    } as const;
    const rows: [string, Partial<Parameters<typeof configuredChecks>[0]>, RegExp][] = [
        ["in order", {}, /^ok: webhook: https:\/\/a \(the app's\)$/],
        ["no webhook", { webhook: { value: { level: "none" } } }, /^warning: webhook: none at any level/],
        ["webhook not readable", { webhook: { why: "no" } }, /^unknown: webhook: not readable \(no\)$/],
        [
            "empty profile",
            { profile: { value: { fields: ["vertical", "email"], hasPicture: true } } },
            /\nwarning: profile: neither about, description nor websites/,
        ],
        ["profile not readable", { profile: { why: "no" } }, /\nunknown: profile: not readable \(no\)$/],
        [
            "calls restricted",
            { calling: { value: { status: "ENABLED", restricted: ["Meta restricts calls by itself: X"] } } },
            /\nwarning: calls: Meta restricts calls by itself: X$/,
        ],
        ["calls not readable: said elsewhere", { calling: { why: "no" } }, /^ok: webhook: .*$/],
    ];
    for (const [what, facts, says] of rows) {
        it(what, () => expect(lines(configuredChecks({ ...fine, ...facts }))).to.match(says));
    }

    const rated = (qualityRating?: string) => ({ value: defined({ qualityRating }) });
    const standings: [string, Parameters<typeof standingChecks>, string][] = [
        ["good", [rated("GREEN"), "CONNECTED"], "ok: quality: GREEN; status: CONNECTED"],
        ["not registered yet", [rated("NA"), "PENDING"], "ok: quality: NA; status: PENDING"],
        ["not shown", [rated(), undefined], "ok: quality: not rated; status: not shown"],
        ["quality YELLOW", [rated("YELLOW"), "CONNECTED"], "warning: quality: YELLOW"],
        ["BANNED", [rated("GREEN"), "BANNED"], "warning: status: BANNED: Meta has banned the number"],
        [
            "a status that nobody has heard of",
            [rated("GREEN"), "HELD"],
            "warning: status: HELD: the number is not CONNECTED",
        ],
        ["quality RED", [rated("RED"), "CONNECTED"], "warning: quality: RED"],
        ["FLAGGED", [rated("GREEN"), "FLAGGED"], "warning: status: FLAGGED: Meta holds the number back"],
        ["RESTRICTED", [rated(), "RESTRICTED"], "warning: status: RESTRICTED: Meta holds the number back"],
        [
            "RATE_LIMITED, quality not readable",
            [{ why: "no" }, "RATE_LIMITED"],
            "unknown: quality: not readable (no)\nwarning: status: RATE_LIMITED: Meta holds the number back",
        ],
    ];
    for (const [what, given, says] of standings) {
        it(what, () => expect(lines(standingChecks(...given))).to.equal(says));
    }

    const subscriptions: [string, Parameters<typeof subscriptionChecks>[0], RegExp][] = [
        [
            "subscribed",
            { value: { subscribed: true, appId: "1", apps: 1 } },
            /^ok: app subscription: the token's app 1 is/,
        ],
        [
            "not subscribed",
            { value: { subscribed: false, apps: 0 } },
            /^warning: .* is not subscribed, and no other is:/,
        ],
        [
            "others are",
            { value: { subscribed: false, appId: "1", apps: 2 } },
            /^warning: .*app 1 is not subscribed, 2 others are:/,
        ],
        [
            "not told",
            { value: { subscribed: undefined, apps: 1 } },
            /^unknown: .*does not tell the token's app; 1/,
        ],
        ["not readable", { why: "no" }, /^unknown: app subscription: not readable \(no\)$/],
    ];
    for (const [what, given, says] of subscriptions) {
        it(`app: ${what}`, () => expect(lines(subscriptionChecks(given))).to.match(says));
    }
});
