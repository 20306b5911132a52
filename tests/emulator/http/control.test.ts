import { expect } from "chai";
import { isLoopback, type StartOptions, startEmulator } from "../../../emulator/index";
import { isRead } from "../../../emulator/schema/requestKinds";
import { ID, OTHER_PIN, outcome, PIN, WABA, withEmulator } from "../support/client";

const HOUR = 3_600_000;

describe("the request log", () => {
    it("keeps kind, number, version, body, user agent, status, code and whether it was applied", () =>
        withEmulator({ numbers: [{ id: ID, pin: OTHER_PIN }] }, async ({ graph, client }) => {
            await client.send("POST", `/${ID}/register`, {
                body: JSON.stringify({
                    messaging_product: "whatsapp",
                    pin: PIN,
                    data_localization_region: "DE",
                }),
                headers: { "user-agent": "test/1" },
            });
            const [{ at, ...entry } = { at: 0 }] = graph.requests;
            expect(at).to.be.closeTo(graph.now(), 1000);
            expect(entry).to.deep.equal({
                seq: 1,
                kind: "register",
                method: "POST",
                path: `/${ID}/register`,
                version: "25.0",
                phoneNumberId: ID,
                query: {},
                body: { messaging_product: "whatsapp", pin: "[pin]", data_localization_region: "DE" },
                userAgent: "test/1",
                status: 400,
                code: 133005,
                applied: false,
                atOnce: 1,
            });
        }));

    it("says how many requests were under way when each came, until its answer", () =>
        withEmulator({ latencyMs: 250 }, async ({ graph, client }) => {
            await Promise.all([client.get(`/${ID}`), client.get(`/${ID}`), client.get(`/${ID}/settings`)]);
            await client.get(`/${ID}`);
            expect(graph.requests.map(({ atOnce }) => atOnce)).to.deep.equal([1, 2, 3, 1]);
        }));

    it("masks PIN, token and proof, wherever they come", () =>
        withEmulator({}, async ({ graph, client }) => {
            await client.send("POST", `/${ID}?pin=${PIN}&access_token=${graph.token}&appsecret_proof=abc`);
            await client.post(`/${ID}`, { whatsapp_business_api_data: { pin: PIN } });
            const log = JSON.stringify(graph.requests);
            expect(log).to.not.include(PIN).and.not.include(graph.token).and.not.include("abc");
        }));

    it("writes() leaves reads out, clearRequests() forgets", () =>
        withEmulator({}, async ({ graph, client }) => {
            await client.get(`/${ID}`);
            await client.get(`/${ID}/settings`);
            await client.get(`/${WABA}/phone_numbers`);
            await client.get(`/${ID}/whatsapp_business_profile`);
            await client.checkIdentity(ID, true);
            expect(graph.requests.map(({ kind }) => kind)).to.deep.equal([
                "read",
                "readSettings",
                "list",
                "readProfile",
                "setIdentityKeyCheck",
            ]);
            expect(graph.writes().map(({ kind }) => kind)).to.deep.equal(["setIdentityKeyCheck"]);
            graph.clearRequests();
            expect(graph.requests).to.deep.equal([]);
        }));

    it("names each kind of write", () =>
        withEmulator({}, async ({ graph, client }) => {
            const settings = `/${ID}/settings`;
            await client.post(settings, { calling: { status: "ENABLED" } });
            await client.post(settings, { payload_encryption: { status: "enabled" } });
            await client.post(settings, {});
            await client.store(ID, "DE");
            await client.post(`/${ID}`, { pin: PIN });
            await client.post(`/${ID}`, { search_visibility: "HIDDEN" });
            await client.post(`/${ID}/request_code`, {});
            await client.post(`/${ID}/verify_code`, {});
            await client.post(`/${ID}/whatsapp_business_profile`, {});
            await client.post(`/${WABA}/phone_numbers`, {});
            expect(graph.writes().map(({ kind }) => kind)).to.deep.equal([
                "setCalling",
                "setPayloadEncryption",
                "other",
                "setStorage",
                "setPin",
                "setSearchVisibility",
                "requestCode",
                "verifyCode",
                "setProfile",
                "addNumber",
            ]);
            expect(graph.writes().at(-1)?.wabaId).to.equal(WABA);
        }));

    for (const [method, path, kind] of [
        ["POST", "/67084829/uploads", "upload"],
        ["POST", "/upload:1", "upload"],
        ["GET", "/upload:1", "readUpload"],
        ["POST", `/${ID}/conversational_automation`, "setAutomation"],
        ["GET", `/${ID}/whatsapp_commerce_settings`, "readCommerce"],
        ["POST", `/${ID}/whatsapp_commerce_settings`, "setCommerce"],
        ["GET", `/${ID}/whatsapp_business_encryption`, "readFlowsKey"],
        ["POST", `/${ID}/whatsapp_business_encryption`, "setFlowsKey"],
        ["GET", `/${ID}/username`, "readUsername"],
        ["GET", `/${ID}/username_suggestions`, "suggestUsernames"],
        ["POST", `/${ID}/username`, "setUsername"],
        ["DELETE", `/${ID}/username`, "releaseUsername"],
        ["GET", `/${ID}/message_qrdls`, "readQrCodes"],
        ["GET", `/${ID}/message_qrdls/A`, "readQrCode"],
        ["POST", `/${ID}/message_qrdls`, "createQrCode"],
        ["POST", `/${ID}/message_qrdls?code=A`, "changeQrCode"],
        ["DELETE", `/${ID}/message_qrdls/A`, "deleteQrCode"],
        ["POST", `/${ID}?webhook_configuration={}`, "setWebhookOverride"],
        ["GET", `/${WABA}/subscribed_apps`, "readSubscribedApps"],
        ["DELETE", `/${WABA}/subscribed_apps`, "unsubscribeApp"],
        ["GET", "/debug_token", "readToken"],
    ] as const) {
        it(`${method} ${path} is ${kind}`, () =>
            withEmulator({}, async ({ graph, client }) => {
                await client.send(method, path);
                expect(graph.requests.map((request) => request.kind)).to.deep.equal([kind]);
                expect(isRead(kind)).to.equal(method === "GET");
                // So may a fault's match have both.
                expect(graph.fail({ match: { kind, method }, do: { html: 502 } })).to.be.a("string");
            }));
    }
});

describe("the controls in process", () => {
    it("number() is a copy, with the true PIN", () =>
        withEmulator({ numbers: [{ id: ID, pin: PIN }] }, async ({ graph }) => {
            const copy = graph.number(ID);
            expect(copy.pin).to.equal(PIN);
            copy.pin = OTHER_PIN;
            expect(graph.number(ID).pin).to.equal(PIN);
            expect(() => graph.number("1")).to.throw("no number 1");
        }));

    it("change() edits behind everybody's back; null and undefined remove", () =>
        withEmulator({ numbers: [{ id: ID, pin: PIN, region: "DE" }] }, async ({ graph }) => {
            graph.change(ID, { pin: undefined, region: null, isOnBizApp: true });
            expect(graph.number(ID)).to.include({ isOnBizApp: true }).and.not.have.any.keys("pin", "region");
        }));

    it("change() of registered changes what is shown, unless the patch says what", () =>
        withEmulator({}, async ({ graph }) => {
            graph.change(ID, { registered: true });
            expect(graph.number(ID).status).to.equal("CONNECTED");
            graph.change(ID, { registered: false });
            expect(graph.number(ID).status).to.equal("DISCONNECTED");
            graph.change(ID, { registered: false, status: "BANNED" });
            expect(graph.number(ID).status).to.equal("BANNED");
        }));

    it("change() to a WABA that is new makes it", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.change(ID, { wabaId: "9" });
            expect((await client.get("/9/phone_numbers")).body.data.length).to.equal(1);
            expect(() => graph.changeWaba("8", {})).to.throw("no WABA 8");
        }));

    it("the clock starts where it is told, and moves with real time and by advance()", async () => {
        const start = Date.UTC(2030, 0, 1);
        const graph = await startEmulator({ now: start });
        try {
            expect(graph.now()).to.be.within(start, start + 5000);
            graph.advance(72 * HOUR);
            expect(graph.now()).to.be.within(start + 72 * HOUR, start + 72 * HOUR + 5000);
            expect(graph.state().now).to.be.closeTo(graph.now(), 1000);
        } finally {
            await graph.close();
        }
    });

    it("latencyMs delays each answer", () =>
        withEmulator({ latencyMs: 50 }, async ({ client }) => {
            const start = performance.now();
            await client.get(`/${ID}`);
            expect(performance.now() - start).to.be.greaterThan(45);
        }));

    it("a seeded number on the WhatsApp Business app is registered", () =>
        withEmulator({ numbers: [{ id: ID, isOnBizApp: true }] }, async ({ graph }) => {
            expect(graph.number(ID)).to.include({ registered: true, status: "CONNECTED" });
        }));

    it("close() ends at once, also while a request hangs", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.fail({ do: { hang: "before" } });
            const hanging = client.get(`/${ID}`).catch(() => "ended");
            while (graph.requests.length === 0) {
                await new Promise((resolve) => setTimeout(resolve, 5));
            }
            await graph.close();
            expect(await hanging).to.equal("ended");
        }));
});

describe("a reset", () => {
    const start = Date.UTC(2030, 0, 1);
    const options: StartOptions = {
        numbers: [{ id: ID, pin: PIN }],
        firstNumbers: [{ id: "5" }],
        wabas: [{ id: WABA, name: "Kitchen" }],
        tokens: [{ token: "T" }],
        switches: { pinMode: "evolved" },
        now: start,
    };

    it("brings back what was given at the start, and begins another world", () =>
        withEmulator(options, async ({ graph, client }) => {
            const [before, world] = [graph.state(), graph.world];
            await client.register(ID);
            graph.seed({ numbers: [{ id: "7" }], wabas: [{ id: "8" }], tokens: [{ token: "U" }], users: [] });
            graph.seed({ takenUsernames: ["coffee"], apps: [{ id: "9" }] });
            graph.change(ID, { fields: { certificate: "x" }, callingRestrictions: [{ type: "R" }] });
            graph.changeWaba(WABA, { name: "Bar", subscribedApps: ["67084829"] });
            graph.changeApp("67084829", { callbackUrl: "https://a.example" });
            graph.change(ID, { callingRestrictions: null });
            expect(graph.deliveries).to.have.length(1);
            graph.remove("5");
            graph.set({ pinMode: "retired", readLimits: true });
            graph.fail({ do: { html: 502 } });
            graph.advance(72 * HOUR);
            graph.reset();
            expect({ ...graph.state(), now: 0 }).to.deep.equal({ ...before, now: 0 });
            expect(graph.now()).to.be.within(start, start + 60_000);
            expect(graph.requests).to.deep.equal([]);
            expect(graph.deliveries).to.deep.equal([]);
            const { headers, status } = await client.get(`/${ID}`);
            expect([status, headers.get("x-emulator-world")]).to.deep.equal([200, graph.world]);
            expect(graph.world).to.not.equal(world);
        }));

    it("forgets the reads of the last hour", () =>
        withEmulator({ switches: { readLimits: true } }, async ({ graph, client }) => {
            for (let left = 200; left > 0; left -= 1) await client.get(`/${ID}`);
            expect(outcome(await client.get(`/${ID}`))).to.equal("400 80007");
            graph.reset();
            expect(outcome(await client.get(`/${ID}`))).to.equal("ok");
        }));
});

describe("a number that is removed", () => {
    it("is unknown from then on, and can be seeded again", () =>
        withEmulator({ numbers: [{ id: ID, pin: PIN }] }, async ({ graph, client }) => {
            graph.remove(ID);
            expect(outcome(await client.get(`/${ID}`))).to.equal("400 100/33");
            expect((await client.get(`/${WABA}/phone_numbers`)).body.data).to.deep.equal([]);
            expect(() => graph.remove(ID)).to.throw(`no number ${ID}`);
            graph.seed({ numbers: [{ id: ID }] });
            expect(graph.number(ID)).to.not.have.property("pin");
        }));
});

describe("the clock", () => {
    const refused: [string, string][] = [
        ["{}", 'must have one of them: {"advance": 3600000} or {"reset": true}'],
        ['{"advance":1,"reset":true}', "must have one of them"],
        ['{"ms":1}', "has no ms; it has advance, reset"],
        [
            '{"advance":"3600000"}',
            'must be a number of milliseconds from 0 to 253402214400000, not "3600000"',
        ],
        ['{"advance":-1}', "must be a number of milliseconds from 0"],
        ['{"advance":null}', "must have one of them"],
        ['{"advance":1e400}', "must be a number of milliseconds from 0"],
        ['{"advance":253402214400000}', "the clock can't go beyond the year 9999"],
        ['{"reset":false}', "must be true, not false"],
        ["[]", "must be an object with advance, reset"],
        ["", "is not JSON"],
        ["{", "is not JSON"],
    ];
    for (const [body, saying] of refused) {
        it(`is not moved by ${body || "nothing"}`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const headers = { "content-type": "application/json" };
                const answer = await client.at("").send("POST", "/_emulator/clock", { body, headers });
                expect([answer.status, answer.body.error]).to.satisfy(
                    ([status, said]: [number, string]) => status === 400 && said.includes(saying),
                    JSON.stringify(answer.body),
                );
                expect(graph.now()).to.be.closeTo(Date.now(), 60_000);
            }));
    }

    it("can't be moved or started in process to where there is no date", async () => {
        await withEmulator({}, async ({ graph }) => {
            for (const ms of [Number.NaN, -1, Number.POSITIVE_INFINITY, "1" as never, undefined as never]) {
                expect(() => graph.advance(ms), String(ms)).to.throw(
                    "the advance of the clock must be a number",
                );
            }
            graph.advance(1.5);
            expect(graph.now()).to.be.closeTo(Date.now(), 60_000);
        });
        const refusal = await startEmulator({ now: 1e300 }).catch((error: Error) => error.message);
        expect(refusal).to.include("now of the start must be a number of milliseconds from 0");
    });

    it("goes back to the real time", () =>
        withEmulator({ now: Date.UTC(2030, 0, 1) }, async ({ graph }) => {
            graph.advance(72 * HOUR);
            graph.resetClock();
            expect(graph.now()).to.be.closeTo(Date.now(), 60_000);
        }));
});

describe("a start", () => {
    const refused: [object, string][] = [
        [{ numberz: [] }, "a start has no option numberz; it has numbers,"],
        [{ port: "80" }, 'port of the start must be a whole number from 0 to 65535, not "80"'],
        [{ latencyMs: -1 }, "latencyMs of the start must be a number of milliseconds"],
        [{ file: "" }, "file of the start must be a text that is not empty"],
        [{ firstNumbers: [{ id: "x" }] }, "must be a text of digits"],
        [[], "the options of a start are an object"],
    ];
    for (const [options, saying] of refused) {
        it(`with ${JSON.stringify(options)} is refused`, async () => {
            const refusal = await startEmulator(options).catch((error: Error) => error.message);
            expect(refusal).to.include(saying);
        });
    }

    it("by await using ends with its block, and may be closed before", async () => {
        let url: string;
        {
            await using graph = await startEmulator();
            url = graph.url;
            expect((await fetch(`${url}/_emulator/clock`)).status).to.equal(200);
            await using closed = await startEmulator();
            await closed.close();
        }
        const gone = await fetch(url).catch(() => "gone");
        expect(gone).to.equal("gone");
    });
});

describe("the controls over HTTP", () => {
    it("are the same: seed, state, numbers, WABAs, clock, faults, requests, switches", () =>
        withEmulator({ numbers: [] }, async ({ graph, client }) => {
            const control = (method: string, path: string, body?: unknown) =>
                client.at("").send(method, `/_emulator${path}`, {
                    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
                    headers: { "content-type": "application/json" },
                });
            await control("POST", "/seed", { numbers: [{ id: ID, pin: PIN }], wabas: [{ id: "9" }] });
            expect((await control("GET", "/state")).body.numbers[0]).to.include({ id: ID, pin: PIN });
            expect((await control("PATCH", `/numbers/${ID}`, { pin: null })).body).to.not.have.property(
                "pin",
            );
            expect((await control("GET", `/numbers/${ID}`)).body.id).to.equal(ID);
            await control("PATCH", "/wabas/9", { payment: false });
            await control("PATCH", "/apps/67084829", { link: "https://a.example" });
            expect(graph.state().apps[0]?.link).to.equal("https://a.example");
            expect((await control("GET", "/deliveries")).body).to.deep.equal([]);
            expect(graph.state().wabas.find(({ id }) => id === "9")?.payment).to.equal(false);

            const { now } = (await control("GET", "/clock")).body;
            expect((await control("POST", "/clock", { advance: HOUR })).body.now).to.be.at.least(now + HOUR);

            const { id } = (await control("POST", "/faults", { times: 2, do: { error: { code: 4 } } })).body;
            expect((await control("GET", "/faults")).body[0]).to.include({ id, left: 2 });
            expect(outcome(await client.get(`/${ID}`))).to.equal("400 4");
            await control("DELETE", "/faults");
            expect(outcome(await client.register(ID))).to.equal("ok");

            expect((await control("POST", "/clock", { reset: true })).body.now).to.be.closeTo(now, 60_000);

            expect((await control("GET", "/requests")).body.length).to.equal(2);
            expect((await control("GET", "/requests?writes")).body.length).to.equal(1);
            await control("DELETE", "/requests");
            expect(graph.requests.length).to.equal(0);

            expect((await control("PATCH", "/switches", { pinMode: "retired" })).body.pinMode).to.equal(
                "retired",
            );
            expect((await control("GET", "/switches")).body.pinMode).to.equal("retired");
            expect((await control("PATCH", "/switches", { pinMode: "none" })).status).to.equal(400);
            expect((await control("GET", "/numbers/1")).body.error).to.include("no number 1");
            expect((await control("PATCH", "/switches", { pinMode: null })).body.pinMode).to.equal("legacy");

            expect((await control("DELETE", `/numbers/${ID}`)).body).to.deep.equal({ ok: true });
            expect((await control("DELETE", `/numbers/${ID}`)).body.error).to.include(`no number ${ID}`);
            await control("POST", "/seed", { numbers: [{ id: ID }] });
            expect((await control("POST", "/reset", {})).body).to.deep.equal({ ok: true });
            expect((await control("POST", "/reset")).body).to.deep.equal({ ok: true });
            expect(graph.state().numbers).to.deep.equal([]);
            expect((await control("POST", "/reset", { all: true })).body.error).to.include("has no all");
            expect(await control("GET", "/numberz")).to.deep.include({
                status: 404,
                body: { error: "there is no control GET /_emulator/numberz; docs/emulator.md lists them" },
            });
        }));

    const unknown: [string, string, string][] = [
        ["GET", "/state?numbers", "GET /_emulator/state has no parameter numbers"],
        ["GET", "/requests?write", "GET /_emulator/requests has no parameter write"],
        ["GET", "/requests?writes=false", "leave false out"],
        ["GET", "/requests?constructor", "has no parameter constructor"],
        ["GET", "/events?search=1", "has no parameter search"],
        ["POST", "/reset?hard=1", "has no parameter hard"],
        ["POST", "/clock?advance=1000", "has no parameter advance"],
    ];
    for (const [method, path, saying] of unknown) {
        it(`${method} ${path} is refused: the word would change nothing`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const headers = { "content-type": "application/json" };
                const { world } = graph;
                const answer = await client.at("").send(method, `/_emulator${path}`, { headers });
                expect([answer.status, answer.body.error]).to.satisfy(
                    ([status, said]: [number, string]) => status === 400 && said.includes(saying),
                    JSON.stringify(answer.body),
                );
                expect(graph.world).to.equal(world);
            }));
    }

    it("say of a body that nothing takes what is wrong", () =>
        withEmulator({}, async ({ client }) => {
            const headers = { "content-type": "application/json" };
            const said = async (body: string) =>
                (await client.at("").send("POST", "/_emulator/reset", { body, headers })).body.error;
            expect(await said('{"hard":true}')).to.equal("the body has no hard; it has nothing");
            expect(await said("null")).to.equal("the body must be an object with nothing, not null");
            expect(await said("{}")).to.equal(undefined);
        }));

    it("leave no trace in the request log", () =>
        withEmulator({}, async ({ graph }) => {
            await fetch(`${graph.url}/_emulator/state`);
            expect(graph.requests).to.deep.equal([]);
        }));
});

describe("the address", () => {
    const hosts: [string, boolean][] = [
        ["127.0.0.1", true],
        ["127.1.2.3", true],
        ["::1", true],
        ["localhost", true],
        ["0.0.0.0", false],
        ["::", false],
        ["192.168.0.1", false],
        ["127.0.0.1.example.com", false],
    ];
    for (const [host, expected] of hosts) {
        it(`${host} is ${expected ? "" : "not "}loopback`, () => {
            expect(isLoopback(host)).to.equal(expected);
        });
    }

    it("anything but loopback is refused", async () => {
        const refusal = await startEmulator({ host: "0.0.0.0" }).catch((error: Error) => error.message);
        expect(refusal).to.include("loopback only");
    });

    it("a port in use is an error", () =>
        withEmulator({}, async ({ graph }) => {
            const port = Number(new URL(graph.url).port);
            const refusal = await startEmulator({ port }).catch((error: Error) => error.message);
            expect(refusal).to.include("EADDRINUSE");
        }));
});
