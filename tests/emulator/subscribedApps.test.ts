import { expect } from "chai";
import { type Client, details, ID, outcome, WABA, withEmulator } from "./support/client";
import { withListener } from "./support/listener";

const APP = "67084829";
const path = `/${WABA}/subscribed_apps`;
const data = { whatsapp_business_api_data: { id: APP, name: "Emulator" } };
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
            expect((await client.get("/app")).body).to.deep.equal({ id: APP, name: "Mine" });
            expect(graph.requests[0]?.kind).to.equal("readApp");
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
