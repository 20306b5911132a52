import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { Delivery, Emulator } from "../../../emulator/index";
import { ID, outcome, WABA, withEmulator } from "../support/client";
import { withListener } from "../support/listener";

const APP = "67084829";
const path = `/${ID}/messages`;
const message = { messaging_product: "whatsapp", to: "+49 151 23456789", type: "text", text: { body: "Hi" } };
const near = "http://127.0.0.1:9/none";
const waba = { id: WABA, subscribedApps: [APP] };
const numbers = [{ id: ID, registered: true }];
const at = (uri: string) => ({ webhookOverrides: { [APP]: { uri, verifyToken: "t" } } });

/** Each delivery is under way for a moment. */
async function settled({ deliveries }: Emulator): Promise<readonly Delivery[]> {
    while (deliveries.some(({ outcome: state }) => state === "underWay")) await sleep(5);
    return deliveries;
}

describe("sending a text", () => {
    it("answers a wamid", () =>
        withEmulator({ numbers }, async ({ graph, client }) => {
            const { body } = await client.post(path, message);
            expect(body).to.deep.include({
                messaging_product: "whatsapp",
                contacts: [{ input: message.to, wa_id: "4915123456789" }],
            });
            expect(body.messages[0].id).to.match(/^wamid\./);
            expect(graph.writes()[0]?.kind).to.equal("sendMessage");
            expect(graph.deliveries).to.deep.equal([]);
        }));

    it("is 133010 while the number is not registered", () =>
        withEmulator({}, async ({ client }) => {
            expect(outcome(await client.post(path, message))).to.equal("400 133010");
        }));

    for (const [given, what] of [
        [{ type: "image", image: { id: "1" } }, "messages of type image"],
        [{ type: "template" }, "messages of type template"],
        [{ status: "read", message_id: "wamid.A" }, "the marking of messages as read"],
    ] as const) {
        it(`${JSON.stringify(given)} is not emulated: 501, and what it is`, () =>
            withEmulator({ numbers: [{ id: ID, registered: true }] }, async ({ client }) => {
                const { status, body } = await client.post(`/${ID}/messages`, { ...message, ...given });
                expect([status, body.error.code]).to.deep.equal([501, 3]);
                expect(body.error.error_data.details).to.include(`does not have ${what};`);
            }));
    }

    for (const wrong of [
        { messaging_product: null },
        { to: "me" },
        { type: 5 },
        { type: ["text"] },
        { text: "Hi" },
    ]) {
        it(`${JSON.stringify(wrong)} is refused`, () =>
            withEmulator({ numbers }, async ({ client }) => {
                expect(outcome(await client.post(path, { ...message, ...wrong }))).to.equal("400 100");
            }));
    }
});

describe("the webhook of a text", () => {
    it("comes to the listener as Meta writes it", () =>
        withListener(({ url, received }) =>
            withEmulator(
                { numbers, wabas: [waba], apps: [{ id: APP, callbackUrl: url }], now: 1_800_000_000_000 },
                async ({ graph, client }) => {
                    const { body } = await client.post(path, message);
                    const [delivery] = await settled(graph);
                    expect(delivery).to.include({
                        level: "application",
                        outcome: "delivered",
                        status: 200,
                        url,
                    });
                    expect(received).to.deep.equal([delivery?.body]);
                    const status = {
                        id: body.messages[0].id,
                        status: "sent",
                        timestamp: "1800000000",
                        recipient_id: "4915123456789",
                    };
                    const metadata = { display_phone_number: "16315555555", phone_number_id: ID };
                    const value = { messaging_product: "whatsapp", metadata, statuses: [status] };
                    expect(received[0]).to.deep.equal({
                        object: "whatsapp_business_account",
                        entry: [{ id: WABA, changes: [{ value, field: "messages" }] }],
                    });
                },
            ),
        ));

    for (const [level, number, account, app] of [
        ["phone_number", at(near), at("https://w.example"), "https://a.example"],
        ["whatsapp_business_account", {}, at(near), "https://a.example"],
        ["application", {}, {}, near],
    ] as const) {
        it(`goes to the URL of the ${level}; a listener that does not answer is recorded`, () =>
            withEmulator(
                {
                    numbers: [{ id: ID, registered: true, ...number }],
                    wabas: [{ ...waba, ...account }],
                    apps: [{ id: APP, callbackUrl: app }],
                },
                async ({ graph, client }) => {
                    await client.post(path, message);
                    const [delivery] = await settled(graph);
                    expect(delivery).to.include({ level, url: near, outcome: "failed", appId: APP });
                },
            ));
    }

    it("never leaves this machine", () =>
        withEmulator(
            { numbers, wabas: [waba], apps: [{ id: APP, callbackUrl: "https://a.example" }] },
            async ({ graph, client }) => {
                await client.post(path, message);
                expect(graph.deliveries[0]?.outcome).to.equal("notLoopback");
            },
        ));

    it("is for apps that are subscribed only", () =>
        withEmulator({ numbers, apps: [{ id: APP, callbackUrl: near }] }, async ({ graph, client }) => {
            await client.post(path, message);
            expect(graph.deliveries).to.deep.equal([]);
        }));

    for (const [identityKeyCheck, hash, expected] of [
        [true, "other", "failed"],
        [true, "mine", "sent"],
        [true, undefined, "sent"],
        [false, "other", "sent"],
    ] as const) {
        it(`identityKeyCheck ${identityKeyCheck} with the hash ${hash}: ${expected}`, () =>
            withEmulator(
                {
                    numbers: [{ id: ID, registered: true, identityKeyCheck }],
                    wabas: [waba],
                    apps: [{ id: APP, callbackUrl: near }],
                    users: [{ waId: "4915123456789", identityKeyHash: "mine" }],
                },
                async ({ graph, client }) => {
                    await client.post(path, { ...message, recipient_identity_key_hash: hash });
                    const text = JSON.stringify(graph.deliveries[0]?.body);
                    expect(text).to.include(`"status":"${expected}"`);
                    expect(text.includes('"code":137000')).to.equal(expected === "failed");
                },
            ));
    }
});
