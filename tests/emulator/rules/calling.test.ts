import { expect } from "chai";
import fc from "fast-check";
import { type Answered, type Client, ID, outcome, withEmulator } from "../support/client";

const APP = "67084829";
const path = `/${ID}/settings`;
const set = (client: Client, calling: unknown) => client.post(path, { calling });
/** What was set, and what follows from it: the addresses of Meta's media servers are always there. */
const read = async (client: Client, query = "") => {
    const { ip_addresses: _, ...calling } = (await client.get(`${path}${query}`)).body.calling;
    return calling;
};

const monday = { day_of_week: "MONDAY", open_time: "0400", close_time: "1020" };
const holiday = { date: "2026-12-24", start_time: "0000", end_time: "2359" };
const hours = (more: object = {}) => ({
    call_hours: {
        status: "ENABLED",
        timezone_id: "America/New_York",
        weekly_operating_hours: [monday],
        holiday_schedule: [holiday],
        ...more,
    },
});
const weekly = (...all: object[]) => hours({ weekly_operating_hours: all });
const holidays = (...all: object[]) => hours({ holiday_schedule: all });
const servers = (...all: object[]) => ({ sip: { status: "ENABLED", servers: all } });
const now = Date.parse("2026-12-01T12:00:00Z");

const GOOD = [
    { status: "ENABLED" },
    { call_icon_visibility: "DISABLE_ALL" },
    { callback_permission_status: "ENABLED" },
    { call_icons: { restrict_to_user_countries: ["DE", "US"] } },
    { call_icons: { restrict_to_user_countries: [] } },
    hours(),
    weekly(monday, { ...monday, open_time: "1020", close_time: "1800" }),
    holidays(),
    servers({ hostname: "sip.example.com", port: 5061, request_uri_user_params: { a: "b" } }),
    servers(),
    { srtp_key_exchange_protocol: "SDES" },
    { audio: { additional_codecs: ["PCMA", "PCMU"] } },
    { video: { status: "DISABLED" } },
];
const BAD = [
    { status: "ON" },
    { status: null },
    { call_icon_visibility: "NOT_SET" },
    { call_icons: { restrict_to_user_countries: ["Germany"] } },
    { call_icons: {} },
    { call_hours: { status: "ENABLED" } },
    hours({ timezone_id: "Mars/Olympus" }),
    weekly(),
    weekly(monday, { ...monday, open_time: "1000", close_time: "1100" }),
    weekly(...[1, 3, 5].map((at) => ({ ...monday, open_time: `0${at}00`, close_time: `0${at}30` }))),
    weekly({ ...monday, close_time: "0400" }),
    weekly({ ...monday, open_time: "4:00" }),
    weekly({ ...monday, day_of_week: "SOMEDAY" }),
    holidays(...Array.from({ length: 21 }, () => holiday)),
    holidays({ ...holiday, date: "2026-11-30" }),
    holidays({ ...holiday, date: "2027-02-30" }),
    holidays({ ...holiday, end_time: "0000" }),
    servers({ port: 5061 }),
    servers({ hostname: "a b" }),
    servers({ hostname: "a", port: 0 }),
    servers({ hostname: "a" }, { hostname: "b" }),
    servers({ hostname: "a", sip_user_password: "secret" }),
    { srtp_key_exchange_protocol: "TLS" },
    { audio: { additional_codecs: ["OPUS"] } },
    { restrictions: { restrictions_list: [] } },
    { ip_addresses: {} },
];

describe("calling", () => {
    for (const calling of GOOD) {
        it(`${JSON.stringify(calling).slice(0, 90)} is kept`, () =>
            withEmulator({ now }, async ({ client }) => {
                expect(outcome(await set(client, calling))).to.equal("ok");
                expect(await read(client)).to.deep.equal({ status: "DISABLED", ...calling });
            }));
    }

    for (const calling of BAD) {
        it(`${JSON.stringify(calling).slice(0, 120)} is refused`, () =>
            withEmulator({ now }, async ({ client }) => {
                const change = { call_icon_visibility: "DEFAULT", ...calling };
                expect(outcome(await set(client, change))).to.equal("400 100");
                expect(await read(client)).to.deep.equal({ status: "DISABLED" });
            }));
    }

    it("keys stay, call_hours is replaced as a whole", () =>
        withEmulator({ now }, async ({ client }) => {
            await set(client, { status: "ENABLED", ...hours() });
            const { holiday_schedule: _, ...rest } = hours().call_hours;
            await set(client, { call_hours: rest });
            expect(await read(client)).to.deep.equal({ status: "ENABLED", call_hours: rest });
        }));

    it("a holiday is past by the day in its time zone", () =>
        withEmulator({ now: Date.parse("2026-12-25T03:00:00Z") }, async ({ client }) => {
            expect(outcome(await set(client, hours()))).to.equal("ok");
            expect(outcome(await set(client, hours({ timezone_id: "Europe/Berlin" })))).to.equal("400 100");
        }));

    it("ENABLED needs a messaging limit of 2,000", () =>
        withEmulator({}, async ({ graph, client }) => {
            for (const [tier, expected] of [
                ["TIER_50", "400 138018"],
                ["TIER_250", "400 138018"],
                ["TIER_2K", "ok"],
            ] as const) {
                graph.change(ID, { messagingLimitTier: tier });
                expect(outcome(await set(client, { status: "ENABLED" })), tier).to.equal(expected);
                expect(outcome(await set(client, { status: "DISABLED" })), tier).to.equal("ok");
            }
        }));

    it("unsetCalling and unknownCallingKeys", () =>
        withEmulator(
            { switches: { unsetCalling: "NOT_SET", unknownCallingKeys: "ignored" } },
            async ({ client }) => {
                const unset = { call_icon_visibility: "NOT_SET", callback_permission_status: "NOT_SET" };
                const server = { hostname: "a", sip_user_password: "x" };
                expect(outcome(await set(client, { pet: 1, ...servers(server) }))).to.equal("ok");
                const sip = { status: "ENABLED", servers: [{ hostname: "a" }] };
                expect(await read(client)).to.deep.equal({ status: "DISABLED", ...unset, sip });
            },
        ));

    it("the SIP password is shown only if it is asked for", () =>
        withEmulator({}, async ({ client }) => {
            await set(client, servers({ hostname: "a" }));
            expect((await read(client)).sip.servers[0]).not.to.have.key("sip_user_password");
            const { sip } = await read(client, "?include_sip_credentials=true");
            expect(sip.servers[0].sip_user_password).to.match(/^\w+$/);
        }));

    it("the addresses of the media servers can be read, and not set", () =>
        withEmulator({}, async ({ client }) => {
            const { ip_addresses: addresses } = (await client.get(path)).body.calling;
            expect(addresses.default).to.have.length.greaterThan(0);
            expect(outcome(await set(client, { ip_addresses: addresses }))).to.equal("400 100");
        }));

    it("settingsDialect=openapi names a server's app, its password and the key exchange as the schema does", () =>
        withEmulator({ switches: { settingsDialect: "openapi" } }, async ({ graph, client }) => {
            await set(client, {
                srtp_key_exchange_protocol: "DTLS-SRTP",
                sip: { servers: [{ hostname: "ours" }] },
            });
            const asked = "?include_sip_credentials=true";
            const { sip, ...calling } = await read(client, asked);
            expect(calling.srtp_key_exchange_protocol).to.equal("DTLS-SRTP");
            expect(sip.servers[0]).to.have.keys("hostname", "app_id", "password");
            graph.set({ settingsDialect: "guides" });
            expect((await read(client)).srtp_key_exchange_protocol).to.equal("DTLS");
        }));

    it("settingsAccepts decides which words name the key exchange", () =>
        withEmulator({ switches: { settingsAccepts: "guides" } }, async ({ graph, client }) => {
            const both = async () => [
                outcome(await set(client, { srtp_key_exchange_protocol: "SDES" })),
                outcome(await set(client, { srtp_key_exchange_protocol: "SDES-SRTP" })),
            ];
            expect(await both()).to.deep.equal(["ok", "400 100"]);
            graph.set({ settingsAccepts: "openapi" });
            expect(await both()).to.deep.equal(["400 100", "ok"]);
        }));

    it("each app has SIP servers of its own, and sipServers decides what is shown of them", () =>
        withEmulator({ tokens: [{ token: "T", appId: "7" }] }, async ({ graph, client }) => {
            const asOther = { headers: { authorization: "Bearer T", "content-type": "application/json" } };
            const other = async () =>
                (await client.send("GET", `${path}?include_sip_credentials=true`, asOther)).body.calling.sip;
            const setOther = (calling: unknown) =>
                client.send("POST", path, { ...asOther, body: JSON.stringify({ calling }) });
            await set(client, servers({ hostname: "ours" }));
            expect((await other()).servers).to.deep.equal([]);
            await setOther(servers({ hostname: "theirs" }));
            const [theirs] = (await other()).servers;
            expect(theirs).to.include({ hostname: "theirs" }).and.to.have.property("sip_user_password");
            expect((await read(client)).sip.servers).to.deep.equal([{ hostname: "ours" }]);
            graph.set({ sipServers: "ownWithAppId" });
            expect((await read(client)).sip.servers).to.deep.equal([{ hostname: "ours", app_id: APP }]);
            graph.set({ sipServers: "ofAllApps" });
            const { sip } = await read(client, "?include_sip_credentials=true");
            expect(sip.servers[0]).to.include({ hostname: "ours", app_id: APP });
            expect(sip.servers[0]).to.have.property("sip_user_password");
            expect(sip.servers[1]).to.deep.equal({ hostname: "theirs", app_id: "7" });
            await set(client, servers());
            expect((await read(client)).sip.servers).to.deep.equal([{ hostname: "theirs", app_id: "7" }]);
            await set(client, { sip: { status: "DISABLED" } });
            expect((await other()).servers, "servers that are not named stay").to.have.length(1);
        }));

    it("restrictions are shown until they expire", () =>
        withEmulator({ now }, async ({ graph, client }) => {
            const restriction = {
                type: "RESTRICTED_USER_INITIATED_CALLING",
                reason: "feedback",
                expiration: now / 1000 + 60,
            };
            graph.change(ID, { callingRestrictions: [restriction] });
            expect((await read(client)).restrictions).to.deep.equal({ restrictions_list: [restriction] });
            graph.advance(60_000);
            expect(await read(client)).not.to.have.key("restrictions");
        }));
});

const WRITES = {
    "/settings": ["calling"],
    "/whatsapp_business_profile": "about address email websites vertical profile_picture_handle".split(" "),
    "/conversational_automation": ["prompts", "commands"],
    "/message_qrdls": ["code", "prefilled_message", "generate_qr_image"],
    "/username": ["username", "transfer_action"],
    "/whatsapp_commerce_settings": ["is_cart_enabled", "is_catalog_visible"],
    "/whatsapp_business_encryption": ["business_public_key"],
    "/uploads": ["file_name", "file_length", "file_type"],
};
const READS = [
    ...[
        "/settings",
        "/whatsapp_business_profile?fields=about,websites,vertical",
        "/message_qrdls",
        "/username",
    ],
    ...["/username_suggestions", "/whatsapp_commerce_settings", "/whatsapp_business_encryption"],
    ...["", "?fields=conversational_automation,search_visibility,username"],
];

/** Bodies that come close: the names are right, the values may be anything. */
const value = (names: readonly string[]): fc.Arbitrary<unknown> =>
    fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 })),
    );
const KEYS = "status call_hours sip servers hostname timezone_id audio command_name __proto__".split(" ");
const requests = fc.constantFrom(...Object.entries(WRITES)).chain(([edge, names]) => {
    const near = fc.dictionary(fc.constantFrom(...names), fc.oneof(value(names), value(KEYS)));
    const body = fc.oneof(near, near, fc.jsonValue());
    return fc.record({ edge: fc.constant(edge), body });
});

const isGraph = ({ status, body }: Answered): boolean =>
    status === 200 || (status < 500 && typeof body?.error?.code === "number");

describe("any body at all", () => {
    it("gets an answer of Graph's shape, and later reads still work", () =>
        withEmulator({ numbers: [{ id: ID, registered: true }] }, async ({ client }) => {
            const property = fc.asyncProperty(requests, async ({ edge, body }) => {
                const id = edge === "/uploads" ? "67084829" : ID;
                const product = { messaging_product: "whatsapp" };
                const isRecord = typeof body === "object" && body !== null && !Array.isArray(body);
                const sent = isRecord ? { ...product, ...body } : body;
                const answered = await client.post(`/${id}${edge}`, sent);
                expect(isGraph(answered), JSON.stringify(answered.body)).to.equal(true);
                for (const read of READS) {
                    expect(outcome(await client.get(`/${ID}${read}`)), read).to.equal("ok");
                }
            });
            await fc.assert(property, { numRuns: 150 });
        }));
});
