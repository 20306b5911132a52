import { expect } from "chai";
import type { StartOptions, Switches } from "../../../emulator/index";
import { type Client, details, ID, outcome, type Rig, WABA, withEmulator } from "../support/client";
import { type Reply, withListener } from "../support/listener";

const APP = "67084829";
const URI = "https://hooks.example/a";
const subscribed: StartOptions = { wabas: [{ id: WABA, subscribedApps: [APP] }] };

const override = (client: Client, uri: unknown, token: unknown = "t") =>
    client.post(`/${ID}`, {
        webhook_configuration: { override_callback_uri: uri, verify_token: token },
    });
const shown = async (client: Client) =>
    (await client.get(`/${ID}?fields=webhook_configuration`)).body.webhook_configuration;

describe("a number's webhook override", () => {
    it("shows the three levels, and only those that are set", () =>
        withEmulator(subscribed, async ({ graph, client }) => {
            expect(await shown(client)).to.deep.equal({});
            expect(outcome(await override(client, URI))).to.equal("ok");
            expect(await shown(client)).to.deep.equal({ phone_number: URI });
            graph.changeApp(APP, { callbackUrl: "https://app.example" });
            graph.changeWaba(WABA, {
                webhookOverrides: { [APP]: { uri: "https://waba.example", verifyToken: "w" } },
            });
            expect(await shown(client)).to.deep.equal({
                phone_number: URI,
                whatsapp_business_account: "https://waba.example",
                application: "https://app.example",
            });
        }));

    it("is cleared by an empty URI without a token", () =>
        withEmulator(subscribed, async ({ graph, client }) => {
            await override(client, URI);
            const cleared = await client.post(`/${ID}`, {
                webhook_configuration: { override_callback_uri: "" },
            });
            expect(cleared.body).to.deep.equal({ success: true });
            expect(await shown(client)).to.deep.equal({});
            expect(graph.writes().map(({ kind }) => kind)).to.deep.equal([
                "setWebhookOverride",
                "setWebhookOverride",
            ]);
            expect(JSON.stringify(graph.requests)).to.not.include('"t"');
        }));

    it("belongs to the token's app: another app's token sees and sets its own", () =>
        withEmulator(
            { wabas: [{ id: WABA, subscribedApps: [APP, "7"] }], tokens: [{ token: "T", appId: "7" }] },
            async ({ client }) => {
                const other = (method: string, path: string, body?: string) =>
                    client.send(method, path, {
                        headers: { authorization: "Bearer T", "content-type": "application/json" },
                        ...(body === undefined ? {} : { body }),
                    });
                await override(client, URI);
                const read = () => other("GET", `/${ID}?fields=webhook_configuration`);
                expect((await read()).body.webhook_configuration).to.deep.equal({});
                const wanted = { override_callback_uri: "https://other.example", verify_token: "t" };
                await other("POST", `/${ID}`, JSON.stringify({ webhook_configuration: wanted }));
                expect((await read()).body.webhook_configuration.phone_number).to.include("other");
                expect(await shown(client)).to.deep.equal({ phone_number: URI });
            },
        ));

    it("needs an app that is subscribed to the WABA", () =>
        withEmulator({}, async ({ client }) => {
            const refused = await override(client, URI);
            expect(outcome(refused)).to.equal("400 100");
            expect(details(refused)).to.equal(
                "(#100) Before override the current callback uri, your app must be subscribed to receive messages for WhatsApp Business Account",
            );
        }));

    it("overrideNeedsAppWebhook also asks for the app's own URL, in the same words", () =>
        withEmulator(
            { ...subscribed, switches: { overrideNeedsAppWebhook: true } },
            async ({ graph, client }) => {
                expect(details(await override(client, URI))).to.include("must be subscribed");
                graph.changeApp(APP, { callbackUrl: "https://app.example" });
                expect(outcome(await override(client, URI))).to.equal("ok");
            },
        ));

    for (const [rule, uri, token] of [
        ["no text as URI", 7, "t"],
        ["no token", URI, null],
        ["an empty token", URI, ""],
        ["more than 200 characters", `https://a.example/${"x".repeat(183)}`, "t"],
        ["http beyond this machine", "http://hooks.example", "t"],
        ["no URL", "hooks.example", "t"],
    ] as [string, unknown, unknown][]) {
        it(`${rule} is refused`, () =>
            withEmulator(subscribed, async ({ client }) => {
                expect(outcome(await override(client, uri, token))).to.equal("400 100");
                expect(await shown(client)).to.deep.equal({});
            }));
    }

    it("200 characters are accepted", () =>
        withEmulator(subscribed, async ({ client }) => {
            expect(outcome(await override(client, `https://a.example/${"x".repeat(182)}`))).to.equal("ok");
        }));
});

describe("the handshake of a webhook", () => {
    it("asks the URL with the token and a challenge", () =>
        withListener(({ url, handshakes }) =>
            withEmulator(subscribed, async ({ client }) => {
                expect(outcome(await override(client, url))).to.equal("ok");
                const [{ "hub.challenge": challenge, ...query } = {}] = handshakes;
                expect(query).to.deep.equal({ a: "b", "hub.mode": "subscribe", "hub.verify_token": "t" });
                expect(challenge).to.match(/^\d+$/);
                expect(await shown(client)).to.deep.equal({ phone_number: url });
            }),
        ));

    for (const [rule, reply] of [
        ["another status", (body) => ({ status: 201, body })],
        ["more than the challenge", (body) => ({ body: `${body}\n` })],
        ["an empty body", () => ({})],
        ["a redirect, which is not followed", () => ({ status: 302, location: "/" })],
    ] as [string, Reply][]) {
        it(`${rule} fails, and nothing changes`, () =>
            withListener(({ url, handshakes }) => refusedWith({}, url, "400 100", handshakes), reply));
    }

    it("an address where nobody listens fails; failedHandshake says how", () =>
        refusedWith({ failedHandshake: "error2200" }, "http://127.0.0.1:9/x", "400 2200"));

    it("webhookHandshake=skip calls nobody", () =>
        withListener(({ url, handshakes }) =>
            withEmulator(
                { ...subscribed, switches: { webhookHandshake: "skip" } },
                async ({ client }: Rig) => {
                    expect(outcome(await override(client, url))).to.equal("ok");
                    expect(handshakes).to.deep.equal([]);
                },
            ),
        ));
});

async function refusedWith(
    switches: Partial<Switches>,
    url: string,
    expected: string,
    handshakes: unknown[] = [],
): Promise<void> {
    await withEmulator({ ...subscribed, switches }, async ({ client }) => {
        expect(outcome(await override(client, url))).to.equal(expected);
        expect(handshakes.length).to.be.at.most(1);
        expect(await shown(client)).to.deep.equal({});
    });
}
