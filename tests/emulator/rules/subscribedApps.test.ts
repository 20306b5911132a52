import { expect } from "chai";
import { type Client, details, ID, outcome, WABA, withEmulator } from "../support/client";
import { withListener } from "../support/listener";

const APP = "67084829";
const path = `/${WABA}/subscribed_apps`;
/** Where an app is that has no address of its own. */
const link = `https://www.facebook.com/games/?app_id=${APP}`;
const data = { whatsapp_business_api_data: { id: APP, link, name: "Emulator" } };
const uri = "https://waba.example";
const override = { override_callback_uri: uri, verify_token: "t" };

const list = async (client: Client) => (await client.get(path)).body.data;

describe("a WABA's subscribed apps", () => {
    it("a bare POST subscribes the token's app, and again changes nothing", () =>
        withEmulator({}, async ({ graph, client }) => {
            expect(await list(client)).to.deep.equal([]);
            for (const _ of [1, 2]) {
                expect((await client.post(path)).body).to.deep.equal({ success: true });
                expect(await list(client)).to.deep.equal([data]);
            }
            expect(graph.writes()[0]).to.include({ kind: "subscribeApp", wabaId: WABA });
        }));

    it("a bare POST removes the WABA's override", () =>
        withEmulator({}, async ({ client }) => {
            await client.post(path);
            expect(outcome(await client.post(path, override))).to.equal("ok");
            expect(await list(client)).to.deep.equal([{ ...data, override_callback_uri: uri }]);
            await client.post(path);
            expect(await list(client)).to.deep.equal([data]);
        }));

    it("one call with both fails where the app was never subscribed", () =>
        withEmulator({}, async ({ client }) => {
            expect(details(await client.post(path, override))).to.include("your app must be subscribed");
            expect(await list(client)).to.deep.equal([]);
        }));

    it("the override's URL gets a handshake", () =>
        withListener(({ url, handshakes }) =>
            withEmulator({}, async ({ client }) => {
                await client.post(path);
                const wanted = { ...override, override_callback_uri: url };
                expect(outcome(await client.post(path, wanted))).to.equal("ok");
                expect(handshakes).to.have.length(1);
            }),
        ));

    it("DELETE unsubscribes the token's app, and leaves the others", () =>
        withEmulator({ wabas: [{ id: WABA, subscribedApps: [APP, "7"] }] }, async ({ client }) => {
            await client.post(path, override);
            expect((await client.send("DELETE", path)).body).to.deep.equal({ success: true });
            expect(
                (await list(client)).map((each: typeof data) => each.whatsapp_business_api_data.id),
            ).to.deep.equal(["7"]);
            await client.post(path);
            expect((await list(client))[1]).to.deep.equal(data);
        }));

    it("the list has an app's link", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.changeApp(APP, { link: "https://app.example" });
            await client.post(path);
            expect((await list(client))[0].whatsapp_business_api_data.link).to.equal("https://app.example");
        }));
});

describe("the token's app", () => {
    it("is known by GET /app", () =>
        withEmulator({ apps: [{ id: APP, name: "Mine" }] }, async ({ graph, client }) => {
            expect((await client.get("/app")).body).to.deep.equal({ id: APP, link, name: "Mine" });
            expect(graph.requests[0]?.kind).to.equal("readApp");
        }));

    it("is known by its ID, as every app is", () =>
        withEmulator({ apps: [{ id: "7", name: "Other" }] }, async ({ graph, client }) => {
            expect((await client.get(`/${APP}`)).body).to.deep.equal((await client.get("/app")).body);
            expect((await client.get("/7?fields=name")).body).to.deep.equal({ id: "7", name: "Other" });
            expect(graph.requests.map(({ kind, appId }) => [kind, appId])).to.deep.equal([
                ["readApp", APP],
                ["readApp", undefined],
                ["readApp", "7"],
            ]);
        }));

    it("has Graph's fields, and no others", () =>
        withEmulator({}, async ({ client }) => {
            expect(outcome(await client.get("/app?fields=id,name,category,namespace"))).to.equal("ok");
            const answer = await client.get("/app?fields=colour");
            expect(outcome(answer)).to.equal("400 100");
            expect(answer.body.error.message).to.include("(colour) on node type (Application)");
        }));

    it("is known by debug_token", () =>
        withEmulator({ tokens: [{ token: "T", appId: "7", validity: "expired" }] }, async ({ client }) => {
            const { body } = await client.get("/debug_token?input_token=T");
            expect(body.data).to.include({ app_id: "7", application: "Emulator" });
            expect(outcome(await client.get("/debug_token?input_token=X"))).to.equal("400 100");
        }));

    it("may be changed, and must exist", () =>
        withEmulator({ numbers: [{ id: ID }] }, async ({ graph }) => {
            graph.changeApp(APP, { link: "https://a.example", name: "Other" });
            graph.changeApp(APP, { link: null, name: undefined });
            expect(graph.state().apps).to.deep.equal([{ id: APP, name: "Emulator" }]);
            expect(() => graph.changeApp("8", {})).to.throw("no app 8");
        }));
});

describe("the token", () => {
    const scopes = ["whatsapp_business_management"];

    it("is described by debug_token: validity, permissions and WABAs", () =>
        withEmulator({ tokens: [{ token: "T", scopes, wabas: [WABA] }] }, async ({ client }) => {
            const { data: described } = (await client.get("/debug_token?input_token=T")).body;
            expect(described).to.include({ type: "SYSTEM_USER", is_valid: true, expires_at: 0 });
            expect(described.scopes).to.deep.equal(scopes);
            expect(described.granular_scopes).to.deep.equal([{ scope: scopes[0], target_ids: [WABA] }]);
        }));

    it("tokenFacts=omitted leaves debug_token with the token's app", () =>
        withEmulator({ switches: { tokenFacts: "omitted" } }, async ({ graph, client }) => {
            const { body } = await client.get(`/debug_token?input_token=${graph.token}`);
            expect(body.data).to.deep.equal({ app_id: APP, type: "SYSTEM_USER", application: "Emulator" });
        }));

    for (const [validity, subcode] of [
        ["expired", 463],
        ["invalid", 467],
    ] as const) {
        it(`that is ${validity} is described with the error that it gets`, () =>
            withEmulator({ tokens: [{ token: "T", validity }] }, async ({ client }) => {
                const { data: described } = (await client.get("/debug_token?input_token=T")).body;
                const { error } = (
                    await client.send("GET", "/me", { headers: { authorization: "Bearer T" } })
                ).body;
                expect(described.is_valid).to.equal(false);
                expect(described.error).to.deep.equal({ code: 190, message: error.message, subcode });
            }));
    }

    it("has a user of its own, known by GET /me, debug_token and the user's ID", () =>
        withEmulator({ tokens: [{ token: "T" }] }, async ({ graph, client }) => {
            const me = async (token: string) =>
                (await client.send("GET", "/me", { headers: { authorization: `Bearer ${token}` } })).body;
            const own = await me(graph.token);
            expect(own).to.have.keys("id", "name");
            expect((await me("T")).id).to.not.equal(own.id);
            const { data: described } = (await client.get(`/debug_token?input_token=${graph.token}`)).body;
            expect(described.user_id).to.equal(own.id);
            expect((await client.get(`/${own.id}?fields=name`)).body).to.deep.equal(own);
            expect(graph.requests[0]?.kind).to.equal("readMe");
        }));
});
