import { expect } from "chai";
import type { Emulator, Seed, StartOptions } from "../../../emulator/index";
import { type Client, ID, WABA, withEmulator } from "../support/client";

const APP = "67084829";
const OWN = "https://own.example";
const OVERRIDE = "https://override.example";
const now = Date.parse("2026-12-01T12:00:00Z");
const world: StartOptions = {
    now,
    apps: [{ id: APP, callbackUrl: OWN }],
    wabas: [{ id: WABA, subscribedApps: [APP] }],
    numbers: [{ id: ID, registered: true, webhookOverrides: { [APP]: { uri: OVERRIDE, verifyToken: "t" } } }],
};

/** What was sent since the test last looked: the URL, the field and the value. */
const taken = (graph: Emulator) => {
    const news = graph.deliveries.slice(seen.get(graph) ?? 0);
    seen.set(graph, graph.deliveries.length);
    return news.map(({ url, body }) => {
        const [entry] = body.entry as [{ changes: [{ field: string; value: Record<string, unknown> }] }];
        return { url, ...entry.changes[0] };
    });
};
const seen = new WeakMap<Emulator, number>();
const setCalling = (client: Client, calling: object) => client.post(`/${ID}/settings`, { calling });
const setUsername = (client: Client, username: string) => client.post(`/${ID}/username`, { username });

describe("account_settings_update", () => {
    it("tells of a change of calling, one's own too, and goes where messages go", () =>
        withEmulator(world, async ({ graph, client }) => {
            await setCalling(client, { status: "ENABLED" });
            expect(taken(graph)).to.deep.equal([
                {
                    url: OVERRIDE,
                    field: "account_settings_update",
                    value: {
                        messaging_product: "whatsapp",
                        timestamp: String(now / 1000),
                        type: "phone_number_settings",
                        phone_number_settings: { phone_number_id: ID, calling: { status: "ENABLED" } },
                    },
                },
            ]);
        }));

    it("tells of what Meta changes by itself", () =>
        withEmulator(world, async ({ graph }) => {
            const restriction = { type: "RESTRICTED_USER_INITIATED_CALLING" };
            graph.change(ID, { callingRestrictions: [restriction] });
            const [told] = taken(graph);
            const restrictions = { restrictions_list: [restriction] };
            expect(told?.value.phone_number_settings).to.deep.equal({
                phone_number_id: ID,
                calling: { status: "DISABLED", restrictions },
            });
        }));

    it("has no SIP password, and each app's own servers", () =>
        withEmulator(
            {
                ...world,
                apps: [...(world.apps ?? []), { id: "7", callbackUrl: "https://seven.example" }],
                wabas: [{ id: WABA, subscribedApps: [APP, "7"] }],
            },
            async ({ graph, client }) => {
                await setCalling(client, { sip: { status: "ENABLED", servers: [{ hostname: "ours" }] } });
                const told = JSON.stringify(taken(graph));
                expect(told.match(/"hostname":"ours"/g)).to.have.length(1);
                expect(told).not.to.contain("sip_user_password");
            },
        ));
});

describe("business_username_updates", () => {
    const told = (value: object) => [
        {
            url: OWN,
            field: "business_username_updates",
            value: { display_phone_number: "16315555555", ...value },
        },
    ];

    it("tells of a reservation, its approval and its end, always at the app's own URL", () =>
        withEmulator({ ...world, switches: { usernameReview: "reserved" } }, async ({ graph, client }) => {
            await setUsername(client, "jaspers");
            expect(taken(graph)).to.deep.equal(told({ username: "jaspers", status: "reserved" }));
            graph.change(ID, { usernameStatus: "approved" });
            expect(taken(graph)).to.deep.equal(told({ username: "jaspers", status: "approved" }));
            await client.send("DELETE", `/${ID}/username`);
            expect(taken(graph)).to.deep.equal(told({ status: "deleted" }));
        }));
});

describe("neither", () => {
    const silent: readonly [string, Seed, (rig: { graph: Emulator; client: Client }) => unknown][] = [
        ["a refused change", {}, ({ client }) => setCalling(client, { status: "ON" })],
        ["a refused username", {}, ({ client }) => setUsername(client, "a b")],
        [
            "what changes nothing",
            { numbers: [{ id: ID, calling: { status: "ENABLED" }, registered: true }] },
            ({ client }) => setCalling(client, { status: "ENABLED" }),
        ],
        ["another setting", {}, ({ graph }) => graph.change(ID, { region: "DE" })],
        [
            "an app that is not subscribed",
            { wabas: [{ id: WABA }] },
            ({ client }) => setCalling(client, { status: "ENABLED" }),
        ],
        [
            "a username, to an override alone",
            { apps: [{ id: APP }], numbers: world.numbers ?? [] },
            ({ client }) => setUsername(client, "jaspers"),
        ],
    ];
    for (const [what, seed, change] of silent) {
        it(`is sent for ${what}`, () =>
            withEmulator(world, async (rig) => {
                rig.graph.seed(seed);
                await change(rig);
                expect(taken(rig.graph)).to.deep.equal([]);
            }));
    }
});
