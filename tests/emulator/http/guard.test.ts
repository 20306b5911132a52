import { execFile } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect } from "chai";
import { barred, type Caller } from "../../../emulator/http/guard";
import { commandOf } from "../../docs/support/classes";
import { ID, WABA, withEmulator } from "../support/client";

const PORT = 4010;
const JSON_TYPE = { "content-type": "application/json" };

/** A request to the controls, as a test's own client sends it. */
function caller(changes: Partial<Omit<Caller, "headers">> & { headers?: Record<string, string> }): Caller {
    return {
        method: "GET",
        port: PORT,
        isControl: true,
        ...changes,
        headers: { host: `127.0.0.1:${PORT}`, ...changes.headers },
    };
}

/** Names in a Host header, and whether they can only lead to this machine. The port may be one that is forwarded. */
const HOSTS: [string, boolean][] = [
    [`127.0.0.1:${PORT}`, true],
    [`localhost:${PORT}`, true],
    [`LOCALHOST:${PORT}`, true],
    [`LocalHost.:${PORT}`, true],
    [`127.9.8.7:${PORT}`, true],
    [`[::1]:${PORT}`, true],
    ["localhost:8080", true],
    ["127.0.0.1:1", true],
    ["[::1]:65535", true],
    ["localhost", true],
    ["127.0.0.1", true],
    ["[::1]", true],
    ["host.docker.internal:4010", true],
    ["host.containers.internal", true],
    [`rebound.example:${PORT}`, false],
    ["rebound.example", false],
    [`127.0.0.1.example:${PORT}`, false],
    [`localhost.example:${PORT}`, false],
    [`example.localhost..:${PORT}`, false],
    [`docker.internal:${PORT}`, false],
    [`user@localhost:${PORT}`, false],
    ["localhost, rebound.example", false],
    ["localhost/rebound.example", false],
    ["localhost:port", false],
    [`192.168.0.7:${PORT}`, false],
    [`0.0.0.0:${PORT}`, false],
    [`[::2]:${PORT}`, false],
    ["", false],
];

describe("what a browser may ask the emulator", () => {
    for (const [host, served] of HOSTS) {
        for (const isControl of [true, false]) {
            it(`${isControl ? "a control" : "Graph"} by the host ${host || "(none)"}: ${served ? "served" : "403"}`, () => {
                const refusal = barred(caller({ isControl, headers: { host } }));
                expect(refusal?.status).to.equal(served ? undefined : 403);
                if (!served) expect(refusal?.why).to.include(`ask http://127.0.0.1:${PORT}`);
            });
        }
    }

    const origins: [string, boolean][] = [
        [`http://127.0.0.1:${PORT}`, true],
        [`http://localhost:${PORT}`, true],
        ["http://localhost:8080", true],
        ["https://localhost", true],
        ["http://[::1]:8080", true],
        ["https://example.com", false],
        [`http://localhost.example:${PORT}`, false],
        ["http://localhost:8080/path", false],
        ["http://example.com#@localhost", false],
        ["chrome-extension://localhost", false],
        ["file://", false],
        ["null", false],
        ["", false],
    ];
    for (const [origin, served] of origins) {
        for (const method of ["GET", "POST"]) {
            it(`${method} by a page of ${origin || "(none)"}: ${served ? "served" : "403"}`, () => {
                const headers = { ...JSON_TYPE, origin };
                expect(barred(caller({ method, headers }))?.status).to.equal(served ? undefined : 403);
                expect(barred(caller({ method, headers, isControl: false }))?.status).to.equal(
                    served ? undefined : 403,
                );
            });
        }
    }

    const sites: [Record<string, string>, string, boolean][] = [
        [{ "sec-fetch-site": "same-origin" }, "GET", true],
        [{ "sec-fetch-site": "none" }, "GET", true],
        [{ "sec-fetch-site": "cross-site" }, "GET", false],
        [{ "sec-fetch-site": "same-site" }, "GET", false],
        [{ "sec-fetch-site": "same-origin" }, "POST", true],
        [{ "sec-fetch-site": "cross-site" }, "POST", false],
        // A link that is followed shows its page to its reader only; a frame could be clicked unseen.
        [
            { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
            "GET",
            true,
        ],
        [
            { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
            "GET",
            false,
        ],
        [
            { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
            "POST",
            false,
        ],
        [
            { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" },
            "GET",
            false,
        ],
    ];
    for (const [headers, method, served] of sites) {
        it(`${method} of a control with ${JSON.stringify(headers)}: ${served ? "served" : "403"}`, () => {
            const refusal = barred(caller({ method, headers: { ...JSON_TYPE, ...headers } }));
            expect(refusal?.status).to.equal(served ? undefined : 403);
        });
    }

    const types: [string | undefined, boolean][] = [
        ["application/json", true],
        ["application/json; charset=utf-8", true],
        ["Application/JSON", true],
        [undefined, false],
        ["text/plain", false],
        ["application/x-www-form-urlencoded", false],
        ["multipart/form-data; boundary=application/json", false],
        ["text/plain; application/json", false],
        ["application/jsonp", false],
    ];
    for (const method of ["POST", "PATCH", "DELETE"]) {
        for (const [type, served] of types) {
            it(`${method} of a control as ${type ?? "nothing"}: ${served ? "served" : "415"}`, () => {
                const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
                const refusal = barred(caller({ method, headers }));
                expect(refusal?.status).to.equal(served ? undefined : 415);
                if (!served) expect(refusal?.why).to.include('--header "Content-Type: application/json"');
                // Graph takes forms.
                expect(barred(caller({ method, headers, isControl: false }))).to.equal(undefined);
            });
        }
    }
});

/** What a request gets that a browser sends: with headers that fetch would not let us set. */
async function asked(url: string, method: string, headers: Record<string, string>, body = "") {
    const sent = request(url, { method, headers });
    sent.end(body);
    const [response] = await once(sent, "response");
    return { status: response.statusCode as number, headers: response.headers, body: await text(response) };
}

describe("the emulator beside a browser", () => {
    it("tells a rebound name nothing: no PIN, no state, no node", () =>
        withEmulator({ numbers: [{ id: ID, pin: "778899" }] }, async ({ graph }) => {
            const host = `rebound.example:${new URL(graph.url).port}`;
            for (const path of ["/_emulator/state", `/_emulator/numbers/${ID}`, `/v25.0/${ID}`, "/x"]) {
                const { status, body } = await asked(graph.url + path, "GET", { host });
                expect([status, body.includes("778899"), body.includes(ID)], path).to.deep.equal([
                    403,
                    false,
                    false,
                ]);
            }
            expect(graph.requests).to.deep.equal([]);
        }));

    it("decides so over a connection, and answers in Graph's shape whatever the host", () =>
        withEmulator({}, async ({ graph }) => {
            const headers = { authorization: `Bearer ${graph.token}` };
            // An empty one is among the requests below: Node's client sends its own instead.
            for (const [host, served] of HOSTS.filter(([each]) => each !== "")) {
                const { status, body } = await asked(`${graph.url}/${ID}`, "GET", { ...headers, host });
                if (served) expect([status, JSON.parse(body).id], host).to.deep.equal([200, ID]);
                else expect([400, 403], host).to.include(status);
                if (!served) expect(JSON.parse(body).error, host).to.include({ code: 1 });
            }
        }));

    const unreadable: [string, number][] = [
        ["GET /5 HTTP/1.1\r\nHost: \r\n", 403],
        ["GET /5 HTTP/1.0\r\n", 403],
        ["GET /5 HTTP/1.1\r\nHost: localhost, rebound.example\r\n", 400],
        ["GET * HTTP/1.1\r\nHost: localhost\r\n", 400],
        ["GET /a\\b HTTP/1.1\r\nHost: localhost\r\n", 400],
        ["GET http:// HTTP/1.1\r\nHost: localhost\r\n", 400],
    ];
    for (const [sent, status] of unreadable) {
        it(`answers ${JSON.stringify(sent)} with ${status}, in Graph's shape`, () =>
            withEmulator({}, async ({ graph }) => {
                const socket = connect(Number(new URL(graph.url).port), "127.0.0.1");
                socket.write(`${sent}Connection: close\r\n\r\n`);
                const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
                expect(head).to.match(new RegExp(`^HTTP/1.1 ${status} `));
                expect(JSON.parse(body).error).to.include({ code: 1, type: "OAuthException" });
            }));
    }

    it("tells Graph's clients in Graph's shape", () =>
        withEmulator({}, async ({ graph }) => {
            const { body } = await asked(`${graph.url}/v25.0/${ID}`, "GET", {
                origin: "https://example.com",
            });
            const { error } = JSON.parse(body);
            expect(error).to.include({ code: 1, type: "OAuthException" });
            expect(error.message).to.include("https://example.com");
        }));

    it("a form or a fetch without a preflight changes nothing, and no preflight is granted", () =>
        withEmulator({}, async ({ graph }) => {
            const before = graph.state();
            const seed = JSON.stringify({ tokens: [{ token: "FORGED" }] });
            for (const [method, path] of [
                ["POST", "/seed"],
                ["POST", "/reset"],
                ["POST", "/clock"],
                ["POST", "/faults"],
                ["DELETE", `/numbers/${ID}`],
                ["DELETE", "/requests"],
                ["PATCH", `/numbers/${ID}`],
                ["PATCH", "/switches"],
            ] as const) {
                const plain = { "content-type": "text/plain", "content-length": String(seed.length) };
                const answer = await asked(`${graph.url}/_emulator${path}`, method, plain, seed);
                expect(answer.status, path).to.equal(415);
                const preflight = await asked(`${graph.url}/_emulator${path}`, "OPTIONS", {
                    origin: "https://example.com",
                    "access-control-request-method": method,
                    "access-control-request-headers": "content-type",
                });
                expect(preflight.status).to.equal(403);
                expect(preflight.headers).to.not.have.any.keys(
                    "access-control-allow-origin",
                    "access-control-allow-headers",
                );
            }
            expect({ ...graph.state(), now: 0 }).to.deep.equal({ ...before, now: 0 });
        }));

    it("does what the documentation's command asks for", () =>
        withEmulator({}, async ({ graph }) => {
            graph.seed({ numbers: [{ id: "5" }] });
            const { code } = commandOf("docs/emulator.md", "curl");
            const env = { ...process.env, WHATSAPP_GRAPH_URL: graph.url };
            const { stdout } = await promisify(execFile)("sh", ["-ec", code], { env });
            expect(JSON.parse(stdout)).to.deep.equal({ ok: true });
            expect(graph.state().numbers.map(({ id }) => id)).to.deep.equal([ID]);
        }));

    it("is asked by localhost and by address alike, and in process by any name", () =>
        withEmulator({}, async ({ graph }) => {
            const { port } = new URL(graph.url);
            const { status } = await asked(`${graph.url}/_emulator/state`, "GET", {
                host: `localhost:${port}`,
            });
            expect(status).to.equal(200);
            const inProcess = await graph.fetch(new Request("https://graph.facebook.com/_emulator/clock"));
            expect(inProcess?.status).to.equal(200);
        }));

    it("reads no body beyond its limit, given or chunked, and goes on", () =>
        withEmulator({}, async ({ graph, client }) => {
            const large = Buffer.alloc(17 * 1024 * 1024, " ");
            const post = {
                method: "POST",
                body: large,
                headers: { ...JSON_TYPE, authorization: `Bearer ${graph.token}` },
            };
            const answer = await fetch(`${graph.url}/${ID}`, post);
            expect(answer.status).to.equal(413);
            expect(await answer.text()).to.include("(#1) the body has more than 16 MB");
            const chunks = new ReadableStream({
                pull: (controller) => controller.enqueue(large.subarray(0, 1024 * 1024)),
            });
            const endless = await fetch(`${graph.url}/_emulator/seed`, {
                method: "POST",
                headers: JSON_TYPE,
                body: chunks,
                duplex: "half",
            } as RequestInit);
            expect([endless.status, await endless.json()]).to.deep.equal([
                413,
                { error: "the body has more than 64 MB" },
            ]);
            expect((await client.get(`/${WABA}/phone_numbers`)).status).to.equal(200);
        }));
});
