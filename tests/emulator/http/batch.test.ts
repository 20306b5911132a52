import { createHmac } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import type { FaultAction } from "../../../emulator/index";
import { type Answered, type Client, details, ID, outcome, PIN, WABA, withEmulator } from "../support/client";

/** One request of a batch. */
interface Operation {
    method?: string;
    relative_url?: string;
    body?: unknown;
    [more: string]: unknown;
}

interface Entry {
    code: number;
    headers?: { name: string; value: string }[];
    body: string;
}

const register = {
    method: "POST",
    relative_url: `${ID}/register`,
    body: `messaging_product=whatsapp&pin=${PIN}`,
};
const read = { method: "GET", relative_url: `${ID}?fields=status` };

const send = (client: Client, batch: readonly Operation[], more: object = {}): Promise<Answered> =>
    client.post("/", { batch, ...more });
/** What each request was answered. */
const bodies = ({ body }: Answered) =>
    body.map((entry: Entry | null) => (entry === null ? null : JSON.parse(entry.body)));
const codes = ({ body }: Answered) => body.map((entry: Entry | null) => entry?.code ?? null);

describe("a batch", () => {
    it("does each request in its order, and answers each with code, headers and body as text", () =>
        withEmulator({}, async ({ graph, client }) => {
            const answer = await send(client, [register, read, { method: "GET", relative_url: "123" }]);
            expect(outcome(answer)).to.equal("ok");
            expect(codes(answer)).to.deep.equal([200, 200, 400]);
            const [registered, shown, refused] = bodies(answer);
            expect([registered, shown]).to.deep.equal([{ success: true }, { status: "CONNECTED", id: ID }]);
            expect([refused.error.code, refused.error.error_subcode]).to.deep.equal([100, 33]);
            const [{ headers }] = answer.body as [Entry];
            expect(headers?.find(({ name }) => name === "content-type")?.value).to.include("json");
            expect(graph.number(ID).registerRequests).to.have.length(1);
        }));

    const WAYS: [string, (client: Client, batch: string) => Promise<Answered>][] = [
        ["JSON", (client, batch) => client.post("/", { batch: JSON.parse(batch) })],
        ["JSON with the batch as text", (client, batch) => client.post("/", { batch })],
        ["a form", (client, batch) => client.send("POST", "/", { body: new URLSearchParams({ batch }) })],
        ["a query", (client, batch) => client.send("POST", `/?${new URLSearchParams({ batch })}`)],
        ["a query to /me", (client, batch) => client.send("POST", `/me?${new URLSearchParams({ batch })}`)],
        [
            "a form without a version",
            (client, batch) => client.at("").send("POST", "/", { body: new URLSearchParams({ batch }) }),
        ],
    ];
    for (const [name, ask] of WAYS) {
        it(`may come as ${name}`, () =>
            withEmulator({}, async ({ client }) => {
                const answer = await ask(client, JSON.stringify([register, read]));
                expect(bodies(answer)[1]).to.deep.equal({ status: "CONNECTED", id: ID });
            }));
    }

    for (const relative_url of [
        `${ID}?fields=id`,
        `/${ID}?fields=id`,
        `v25.0/${ID}?fields=id`,
        `/v21.0/${ID}/?fields=id`,
    ]) {
        it(`relative_url may be ${relative_url}`, () =>
            withEmulator({}, async ({ client }) => {
                expect(bodies(await send(client, [{ method: "get", relative_url }]))).to.deep.equal([
                    { id: ID },
                ]);
            }));
    }

    it("a request is logged like one that came alone, after it the batch", () =>
        withEmulator({}, async ({ graph, client }) => {
            await send(client, [register, read]);
            const logged = graph.requests.map(({ kind, method, path, version, phoneNumberId, applied }) => ({
                ...{ kind, method, path, version, phoneNumberId, applied },
            }));
            const number = { version: "25.0", phoneNumberId: ID };
            expect(logged).to.deep.equal([
                { ...number, kind: "register", method: "POST", path: `/${ID}/register`, applied: true },
                { ...number, kind: "read", method: "GET", path: `/${ID}`, applied: false },
                {
                    kind: "batch",
                    method: "POST",
                    path: "/",
                    version: "25.0",
                    phoneNumberId: undefined,
                    applied: false,
                },
            ]);
        }));

    it("the log has no secret of a batch", () =>
        withEmulator({ tokens: [{ token: "SECRET-T" }] }, async ({ graph, client }) => {
            const api = encodeURIComponent(JSON.stringify({ pin: "424242" }));
            const batch = [
                { ...register, body: "messaging_product=whatsapp&pin=424242&access_token=SECRET-T" },
                { method: "POST", relative_url: `${ID}?access_token=SECRET-T&pin=424242` },
                { method: "POST", relative_url: ID, body: `whatsapp_business_api_data[pin]=424242` },
                { method: "POST", relative_url: `${ID}?whatsapp_business_api_data=${api}` },
                { method: "POST", relative_url: `${ID}?whatsapp_business_api_data%5Bpin%5D=424242` },
            ];
            await client.send("POST", "/", { body: new URLSearchParams({ batch: JSON.stringify(batch) }) });
            await send(client, batch);
            expect(graph.requests).to.have.length(12);
            expect(JSON.stringify(graph.requests)).not.to.match(/424242|SECRET-T/);
            expect(JSON.stringify(graph.requests)).to.include("[pin]").and.include("[token]");
        }));

    it("the log has a message's text as it is", () =>
        withEmulator({ numbers: [{ id: ID, registered: true }] }, async ({ graph, client }) => {
            const text = { body: "Is 2 + 2 = 4 & pin=1?" };
            await client.post(`/${ID}/messages`, {
                messaging_product: "whatsapp",
                to: "491701234567",
                type: "text",
                text,
            });
            expect(graph.requests[0]?.body).to.deep.include({ text });
        }));

    it("include_headers=false leaves the headers out", () =>
        withEmulator({}, async ({ client }) => {
            const answer = await send(client, [read], { include_headers: false });
            expect(answer.body[0]).to.have.keys("code", "body");
        }));

    it("omit_response_on_success leaves out what succeeds, and nothing else", () =>
        withEmulator({}, async ({ client }) => {
            const omit = { omit_response_on_success: true };
            const answer = await send(client, [
                { ...read, ...omit },
                { method: "GET", relative_url: "123", ...omit },
                read,
            ]);
            expect(codes(answer)).to.deep.equal([null, 400, 200]);
        }));

    it("a request has the batch's token, or one of its own", () =>
        withEmulator({ tokens: [{ token: "T", wabas: [] }] }, async ({ client }) => {
            const answer = await send(client, [
                read,
                { method: "GET", relative_url: `${ID}?access_token=T` },
                { method: "POST", relative_url: `${ID}/deregister`, body: "access_token=none" },
            ]);
            expect(codes(answer)).to.deep.equal([200, 400, 401]);
        }));

    it("the batch's proof is that of its token", () =>
        withEmulator({ tokens: [{ token: "T", appSecret: "s" }] }, async ({ client }) => {
            const appsecret_proof = createHmac("sha256", "s").update("T").digest("hex");
            const asT = (proof: string) =>
                client.send("POST", `/?appsecret_proof=${proof}`, {
                    headers: { authorization: "Bearer T" },
                    body: new URLSearchParams({ batch: JSON.stringify([read]) }),
                });
            expect(codes(await asT(appsecret_proof))).to.deep.equal([200]);
            expect(outcome(await asT("00"))).to.equal("400 100");
        }));

    it("a request may name another method", () =>
        withEmulator({}, async ({ client }) => {
            const asked = { method: "POST", relative_url: ID, body: "method=get&fields=status" };
            expect(bodies(await send(client, [asked]))).to.deep.equal([{ status: "PENDING", id: ID }]);
        }));

    it("a list's next page is one of its own", () =>
        withEmulator({ numbers: [{ id: "1" }, { id: "2" }] }, async ({ graph, client }) => {
            const [list] = bodies(
                await send(client, [
                    { method: "GET", relative_url: `${WABA}/phone_numbers?fields=id&limit=1` },
                ]),
            );
            expect(list.paging.next).to.include(`${graph.url}/v25.0/${WABA}/phone_numbers?fields=id&limit=1`);
        }));

    it("has 50 requests at most, and does none of 51", () =>
        withEmulator({}, async ({ graph, client }) => {
            const pin = { method: "POST", relative_url: `${ID}/register`, body: "pin=1" };
            expect(codes(await send(client, Array(50).fill(read)))).to.deep.equal(Array(50).fill(200));
            graph.clearRequests();
            const answer = await send(client, [...Array(50).fill(read), pin]);
            expect(outcome(answer)).to.equal("400 100");
            expect(details(answer)).to.include("Maximum batch size is 50");
            expect(graph.requests.map(({ kind }) => kind)).to.deep.equal(["batch"]);
        }));

    it("without a token it is refused as a whole", () =>
        withEmulator({}, async ({ client }) => {
            const init = { headers: { authorization: "" }, body: JSON.stringify({ batch: [read] }) };
            expect(outcome(await client.send("POST", "/", init))).to.equal("401 104");
        }));

    const REFUSED: [rule: string, batch: unknown, says: string][] = [
        ["a batch that is no list", {}, "must be a JSON array"],
        ["a batch that is no JSON", "[{", "must be a JSON array"],
        ["an empty batch", [], "at least one"],
        ["a request that is no object", ["GET"], "batch[0] must be an object"],
        ["a request without a method", [read, { relative_url: ID }], "batch[1][method]"],
        ["a request without an address", [{ method: "GET" }], "batch[0][relative_url]"],
        ["a body that is an object", [{ ...register, body: { pin: PIN } }], "URL-encoded"],
        ["a body that is JSON", [{ ...register, body: JSON.stringify({ pin: PIN }) }], "URL-encoded"],
    ];
    for (const [rule, batch, says] of REFUSED) {
        it(`${rule} is refused, and nothing is done`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const answer = await client.post("/", { batch });
                expect(outcome(answer)).to.equal("400 100");
                expect(details(answer)).to.include(says);
                expect(graph.requests.map(({ kind }) => kind)).to.deep.equal(["batch"]);
            }));
    }

    const DEPENDENT: [name: string, more: Operation, says: string][] = [
        ["depends_on", { depends_on: "first" }, "depends_on"],
        ["attached_files", { attached_files: "file1" }, "attached_files"],
        ["a reference in the address", { relative_url: "{result=first:$.id}" }, "{result="],
        ["a reference in the query", { relative_url: `?ids={result=first:$.data.*.id}` }, "{result="],
        ["an encoded reference", { relative_url: encodeURIComponent("{result=first:$.id}") }, "{result="],
        ["a reference in the body", { method: "POST", body: "pin={result=first:$.pin}" }, "{result="],
        ["a batch in a batch", { method: "POST", relative_url: "", body: "batch=[]" }, "a batch in a batch"],
        [
            "a batch by /me",
            { method: "POST", relative_url: "v25.0/me/", body: "batch=[]" },
            "a batch in a batch",
        ],
    ];
    for (const [name, more, says] of DEPENDENT) {
        it(`${name} is 501 in words, and nothing is done`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const answer = await send(client, [
                    { ...register, name: "first" },
                    { ...read, ...more },
                ]);
                expect(outcome(answer)).to.equal("501 3");
                expect(details(answer)).to.include(says);
                expect(graph.number(ID).registered).to.equal(false);
            }));
    }

    it("an address without an endpoint is 501 for that request alone", () =>
        withEmulator({}, async ({ client }) => {
            const answer = await send(client, [
                { method: "GET", relative_url: `${WABA}/message_templates` },
                read,
            ]);
            expect(codes(answer)).to.deep.equal([501, 200]);
        }));

    const FAULTS: [does: FaultAction, code: number | null, registered: boolean][] = [
        [{ error: { code: 131000 } }, 500, false],
        [{ respond: { status: 418, body: "{}" } }, 418, false],
        [{ empty: 503 }, 503, false],
        [{ drop: "before" }, null, false],
        [{ drop: "after" }, null, true],
        [{ hang: "before" }, null, false],
        [{ hang: "after" }, null, true],
        [{ truncate: true }, null, true],
        [{ slow: 1 }, 200, true],
        [{ delayMs: 1 }, 200, true],
    ];
    for (const [does, code, registered] of FAULTS) {
        it(`a request meets its own fault ${JSON.stringify(does)}, by a connection and by a call`, () =>
            withEmulator({ numbers: [{ id: ID }, { id: "2" }] }, async ({ graph, client }) => {
                graph.fail({ match: { kind: "register" }, times: 2, do: does });
                const answer = await send(client, [register, read]);
                expect(codes(answer)).to.deep.equal([code, 200]);
                expect(graph.number(ID).registered).to.equal(registered);
                const called = await graph.fetch(
                    new Request(`${graph.url}/v25.0/`, {
                        method: "POST",
                        headers: { authorization: `Bearer ${graph.token}` },
                        body: new URLSearchParams({
                            batch: JSON.stringify([{ ...register, relative_url: "2/register" }]),
                        }),
                    }),
                );
                const entries = (await called?.json()) as (Entry | null)[] | undefined;
                expect(entries).to.have.length(1);
                expect(entries?.[0]?.code ?? null).to.equal(code);
            }));
    }

    it("answers and does what the same requests would, one by one", async () => {
        const edge = fc.constantFrom(
            "",
            "/register",
            "/deregister",
            "/settings",
            "/username",
            "/nothing",
            "/whatsapp_business_profile",
        );
        const operation = fc.record({
            method: fc.constantFrom("GET", "POST", "DELETE"),
            path: fc.tuple(fc.constantFrom(ID, WABA, "404", "me"), edge).map((parts) => parts.join("")),
            params: fc.dictionary(
                fc.constantFrom(
                    "pin",
                    "messaging_product",
                    "fields",
                    "method",
                    "username",
                    "websites[0]",
                    "calling[status]",
                ),
                fc.constantFrom(PIN, "whatsapp", "status", "get", "jasper", "https://a.example", "DISABLED"),
                { noNullPrototype: true },
            ),
        });
        // Their IDs and keys are new each time.
        const comparable = (status: number, text: string) => [
            status,
            text.replace(/"fbtrace_id":"[^"]*"/g, ""),
        ];
        const options = { now: Date.UTC(2026, 0, 1) };
        await fc.assert(
            fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 8 }), async (operations) =>
                withEmulator(options, async ({ graph: one, client }) =>
                    withEmulator(options, async ({ graph: other, client: alone }) => {
                        const answer = await send(
                            client,
                            operations.map(({ method, path, params }) => ({
                                method,
                                relative_url:
                                    method === "POST" ? path : `${path}?${new URLSearchParams(params)}`,
                                ...(method === "POST" ? { body: String(new URLSearchParams(params)) } : {}),
                            })),
                        );
                        const single: unknown[] = [];
                        for (const { method, path, params } of operations) {
                            const form = new URLSearchParams(params);
                            const { status, body } = await (method === "POST"
                                ? alone.send(method, `/${path}`, { body: form })
                                : alone.send(method, `/${path}?${form}`));
                            single.push(comparable(status, JSON.stringify(body)));
                        }
                        const batched = answer.body.map(({ code, body }: Entry) => comparable(code, body));
                        expect(batched).to.deep.equal(single);
                        const stateOf = (graph: typeof one) =>
                            JSON.stringify(graph.state().numbers, (key, value) =>
                                /Requests|Guesses/.test(key) ? value.length : value,
                            );
                        expect(stateOf(one)).to.equal(stateOf(other));
                    }),
                ),
            ),
            { numRuns: 60 },
        );
    }).timeout(120_000);

    it("meets a fault as a whole too", () =>
        withEmulator({}, async ({ graph, client }) => {
            graph.fail({ match: { kind: "batch" }, do: { error: { code: 4 } } });
            expect(outcome(await send(client, [register]))).to.equal("400 4");
            expect(graph.number(ID).registered).to.equal(false);
        }));
});
