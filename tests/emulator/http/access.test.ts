import { createHmac } from "node:crypto";
import { expect } from "chai";
import type { TokenSeed } from "../../../emulator/index";
import { type Answered, type Client, details, ID, outcome, PIN, WABA, withEmulator } from "../support/client";

const auth = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("access", () => {
    const refused: { rule: string; token: TokenSeed; as: string; method?: string; path?: string }[] = [
        {
            rule: "an expired token is 190 with subcode 463",
            token: { token: "T", validity: "expired" },
            as: "401 190/463",
        },
        {
            rule: "an invalidated token is 190 with subcode 467",
            token: { token: "T", validity: "invalid" },
            as: "401 190/467",
        },
        {
            rule: "a token without whatsapp_business_management is 200 on deregister",
            token: { token: "T", scopes: ["whatsapp_business_messaging"] },
            method: "POST",
            path: `/${ID}/deregister`,
            as: "403 200",
        },
        {
            rule: "a token without whatsapp_business_messaging is 200 on register",
            token: { token: "T", scopes: ["whatsapp_business_management"] },
            method: "POST",
            path: `/${ID}/register`,
            as: "403 200",
        },
        {
            rule: "a token that lost the asset sees 100/33 at the number",
            token: { token: "T", wabas: ["9"] },
            as: "400 100/33",
        },
        {
            rule: "a token that lost the asset sees 100/33 at its WABA",
            token: { token: "T", wabas: [] },
            path: `/${WABA}/phone_numbers`,
            as: "400 100/33",
        },
        {
            rule: "a token that needs a proof is refused without",
            token: { token: "T", appSecret: "s" },
            as: "400 100",
        },
    ];
    for (const { rule, token, as, method = "GET", path = `/${ID}` } of refused) {
        it(rule, () =>
            withEmulator({ tokens: [token] }, async ({ graph, client }) => {
                expect(outcome(await client.send(method, path, auth(token.token)))).to.equal(as);
                expect(graph.number(ID).deregisterRequests).to.deep.equal([]);
            }),
        );
    }

    it("no token is 104, an unknown one is 190", () =>
        withEmulator({}, async ({ client }) => {
            expect(outcome(await client.send("GET", `/${ID}`, { headers: { authorization: "" } }))).to.equal(
                "401 104",
            );
            expect(outcome(await client.send("GET", `/${ID}`, auth("EAAnone")))).to.equal("401 190");
        }));

    it("each token that is refused has words of its own", () =>
        withEmulator(
            {
                tokens: [
                    { token: "E", validity: "expired" },
                    { token: "I", validity: "invalid" },
                ],
            },
            async ({ client }) => {
                const answers = await Promise.all(
                    ["EAAnone", "E", "I"].map((token) => client.send("GET", `/${ID}`, auth(token))),
                );
                const texts = answers.map(({ body }) => JSON.stringify(body.error));
                expect(answers.map(({ body }) => body.error.message)).to.deep.equal([
                    "Invalid OAuth access token - Cannot parse access token",
                    "Error validating access token: Session has expired",
                    "Error validating access token: The session is invalid because the user logged out",
                ]);
                // The table's words are those of an expired token.
                expect(texts.map((text) => /expired/.test(text))).to.deep.equal([false, true, false]);
            },
        ));

    for (const authorization of ["Bearer", "bearer", "OAuth", "oauth"]) {
        it(`the token may come as Authorization: ${authorization}`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const headers = { authorization: `${authorization} ${graph.token}` };
                expect(outcome(await client.send("GET", `/${ID}`, { headers }))).to.equal("ok");
            }));
    }

    it("a token with management alone may read", () =>
        withEmulator(
            { tokens: [{ token: "T", scopes: ["whatsapp_business_management"] }] },
            async ({ client }) => {
                expect(outcome(await client.send("GET", `/${ID}`, auth("T")))).to.equal("ok");
            },
        ));

    it("appsecret_proof is checked where the token has an app secret", () =>
        withEmulator({ tokens: [{ token: "T", appSecret: "s" }] }, async ({ client }) => {
            const proof = createHmac("sha256", "s").update("T").digest("hex");
            expect(outcome(await client.send("GET", `/${ID}?appsecret_proof=${proof}`, auth("T")))).to.equal(
                "ok",
            );
            expect(outcome(await client.send("GET", `/${ID}?appsecret_proof=00`, auth("T")))).to.equal(
                "400 100",
            );
        }));

    it("the token may come in the query or in a form", () =>
        withEmulator({}, async ({ graph }) => {
            const query = await fetch(`${graph.url}/v25.0/${ID}?access_token=${graph.token}`);
            expect(query.status).to.equal(200);
            const form = await fetch(`${graph.url}/v25.0/${ID}/register`, {
                method: "POST",
                body: new URLSearchParams({
                    access_token: graph.token,
                    messaging_product: "whatsapp",
                    pin: PIN,
                }),
            });
            expect(form.status).to.equal(200);
        }));
});

describe("the wire", () => {
    const asGet = { method: "get", fields: "status" };
    const fields = { messaging_product: "whatsapp", pin: "012345" };
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.append(name, value);
    const encodings: [string, string, RequestInit][] = [
        ["JSON", "", { body: JSON.stringify(fields), headers: { "content-type": "application/json" } }],
        ["an urlencoded form", "", { body: new URLSearchParams(fields) }],
        ["a multipart form", "", { body: multipart }],
        ["query parameters", `?${new URLSearchParams(fields)}`, {}],
        ["JSON without a content type", "", { body: Buffer.from(JSON.stringify(fields)) }],
    ];
    for (const [name, query, init] of encodings) {
        it(`parameters come as ${name}`, () =>
            withEmulator({}, async ({ graph, client }) => {
                expect(outcome(await client.send("POST", `/${ID}/register${query}`, init))).to.equal("ok");
                expect(graph.number(ID).pin).to.equal("012345");
            }));
    }

    it("an object may come as JSON text in a form", () =>
        withEmulator({}, async ({ graph, client }) => {
            const user_identity_change = JSON.stringify({ enable_identity_key_check: true });
            await client.send("POST", `/${ID}/settings`, {
                body: new URLSearchParams({ user_identity_change }),
            });
            expect(graph.number(ID).identityKeyCheck).to.equal(true);
        }));

    const POSTS: [string, (client: Client) => Promise<Answered>][] = [
        ["in the query", (client) => client.send("POST", `/${ID}?method=get&fields=status`)],
        ["in capitals", (client) => client.send("POST", `/${ID}?method=GET&fields=status`)],
        ["in a form", (client) => client.send("POST", `/${ID}`, { body: new URLSearchParams(asGet) })],
        ["in JSON", (client) => client.post(`/${ID}`, asGet)],
    ];
    for (const [where, ask] of POSTS) {
        it(`a POST may name another method ${where}`, () =>
            withEmulator({}, async ({ graph, client }) => {
                expect((await ask(client)).body).to.deep.equal({ status: "PENDING", id: ID });
                expect(graph.requests[0]).to.include({ kind: "read", method: "GET", applied: false });
            }));
    }

    it("a POST may be a DELETE, and a list that came so has links to its pages", () =>
        withEmulator(
            { numbers: [{ id: "1" }, { id: "2" }], wabas: [{ id: WABA, subscribedApps: ["67084829"] }] },
            async ({ graph, client }) => {
                const path = `/${WABA}/subscribed_apps`;
                expect(outcome(await client.send("POST", `${path}?method=delete`))).to.equal("ok");
                expect((await client.get(path)).body.data).to.deep.equal([]);
                const wanted = { method: "get", fields: "id", limit: 1, access_token: graph.token };
                const first = (await client.post(`/${WABA}/phone_numbers`, wanted)).body;
                const second = await (await fetch(first.paging.next)).json();
                expect([first, second as typeof first].map(({ data }) => data)).to.deep.equal([
                    [{ id: "1" }],
                    [{ id: "2" }],
                ]);
            },
        ));

    it("a GET stays one, whatever method it names", () =>
        withEmulator({}, async ({ graph, client }) => {
            expect(outcome(await client.get(`/${ID}?method=post&pin=123456`))).to.equal("ok");
            expect(graph.writes()).to.deep.equal([]);
        }));

    it("a POST without a body works, with a form's content type and with none", () =>
        withEmulator({ numbers: [{ id: ID, registered: true }] }, async ({ client }) => {
            const headers = { "content-type": "application/x-www-form-urlencoded" };
            expect(outcome(await client.send("POST", `/${ID}/deregister`, { headers }))).to.equal("ok");
            await client.register(ID);
            expect(outcome(await client.send("POST", `/${ID}/deregister`))).to.equal("ok");
        }));

    it("a body that claims to be JSON and is not is refused", () =>
        withEmulator({}, async ({ client }) => {
            const answer = await client.send("POST", `/${ID}/register`, { body: "{pin:" });
            expect(outcome(answer)).to.equal("400 100");
            expect(details(answer)).to.include("JSON");
        }));

    for (const version of ["v21.0", "v26.0", "v99.1", ""]) {
        it(`the prefix ${version === "" ? "may be absent" : `may be ${version}`}, with or without a slash at the end`, () =>
            withEmulator({}, async ({ client }) => {
                expect(outcome(await client.at(version).get(`/${ID}`))).to.equal("ok");
                expect(outcome(await client.at(version).get(`/${ID}/?fields=id`))).to.equal("ok");
            }));
    }

    it("answers carry Graph's headers", () =>
        withEmulator({}, async ({ client }) => {
            const { headers } = await client.get(`/${ID}`);
            expect(headers.get("facebook-api-version")).to.equal("v25.0");
            expect(headers.get("content-type")).to.equal("application/json; charset=UTF-8");
            expect(headers.get("cache-control")).to.include("no-store");
            expect(JSON.parse(headers.get("x-app-usage") ?? "")).to.have.keys(
                "call_count",
                "total_cputime",
                "total_time",
            );
            const [usage] = JSON.parse(headers.get("x-business-use-case-usage") ?? "{}")[WABA];
            expect(usage.type).to.equal("whatsapp_business_management");
            for (const name of ["x-fb-request-id", "x-fb-trace-id", "x-fb-rev", "x-fb-debug", "expires"]) {
                expect(headers.get(name), name).to.be.a("string");
            }
        }));

    it("errors have Graph's shape and say www-authenticate", () =>
        withEmulator({ numbers: [{ id: ID, pin: "999999" }] }, async ({ client }) => {
            const { headers, body } = await client.register(ID);
            expect(body).to.have.keys("error");
            expect(body.error).to.have.keys("message", "type", "code", "error_data", "fbtrace_id");
            expect(body.error.error_data).to.have.keys("messaging_product", "details");
            expect(headers.get("www-authenticate")).to.equal(
                'OAuth "Facebook Platform" "invalid_request" "(#133005) Two step verification PIN Mismatch"',
            );
        }));

    it("refusalText=message puts the text of a 100 into the message", () =>
        withEmulator(
            { numbers: [{ id: ID, boundRegion: "IN" }], switches: { refusalText: "message" } },
            async ({ client }) => {
                const { error } = (await client.register(ID)).body;
                expect(error.message).to.equal("(#100) Expected data localization region: 'IN'");
                expect(error).to.not.have.property("error_data");
            },
        ));
});
