import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { AxiosAdapter } from "axios";
import { expect } from "chai";
import nock from "nock";
import { type GraphRequest, type GraphSettings, graphClient } from "../../../graph/client";
import { GraphError, NoAnswerError, TokenError } from "../../../graph/errors";
import { redact } from "../../../graph/redact";
import { version } from "../../../graph/version";
import { wordsOf } from "../../../provider/say/fixes";

const HOST = "https://graph.facebook.com";
const TOKEN = "EAAJB-canary-token";
const SETTINGS: GraphSettings = {
    accessToken: TOKEN,
    appSecret: undefined,
    graphUrl: HOST,
    apiVersion: "v25.0",
    requestTimeoutMs: 2000,
};
const READ: GraphRequest = { request: "reading the number", method: "GET", path: "1", repeatable: true };
const REGISTER: GraphRequest = {
    request: "register",
    method: "POST",
    path: "1/register",
    body: { pin: "493817" },
    secrets: ["493817"],
    repeatable: false,
};

function collectGarbage(): void {
    setFlagsFromString("--expose_gc");
    const collect = runInNewContext("gc") as () => void;
    for (let round = 0; round < 5; round++) collect();
}

async function failure(promise: Promise<unknown>): Promise<GraphError> {
    const error = await promise.then(
        () => undefined,
        (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(GraphError);
    return error as GraphError;
}

describe("the Graph client", () => {
    before(() => {
        if (!nock.isActive()) nock.activate();
        nock.disableNetConnect();
    });
    beforeEach(() => nock.cleanAll());
    after(() => {
        nock.cleanAll();
        nock.enableNetConnect();
        nock.restore();
    });

    const client = (change: Partial<GraphSettings> = {}) => graphClient({ ...SETTINGS, ...change });

    it("sends token, version and its name", async () => {
        const scope = nock(HOST, {
            reqheaders: { authorization: `Bearer ${TOKEN}`, "user-agent": `pulumi-whatsapp/${version}` },
        });
        scope.get("/v24.0/1").query({ fields: "id" }).reply(200, { id: "1" });
        const answer = await client({ apiVersion: "v24.0" }).send({ ...READ, params: { fields: "id" } });
        expect(answer).to.deep.equal({ id: "1" });
    });

    it("proves that it knows the app secret, if there is one", async () => {
        const proof = createHmac("sha256", "app-secret").update(TOKEN).digest("hex");
        nock(HOST).get("/v25.0/1").query({ appsecret_proof: proof }).reply(200, {});
        await client({ appSecret: "app-secret" }).send(READ);
        nock(HOST).post("/v25.0/1/register").query({ appsecret_proof: proof }).reply(200, {});
        await client({ appSecret: "app-secret" }).send(REGISTER);
    });

    it("without a token fails before anything is sent, and names both ways to give one", async () => {
        const error = await failure(client({ accessToken: undefined }).send(READ));
        expect(error).to.be.instanceOf(TokenError);
        expect(error.verdict).to.equal("notSent");
        expect(wordsOf(error.fix).todo).to.contain("WHATSAPP_ACCESS_TOKEN");
    });

    it("does not follow a redirect with its token", async () => {
        nock(HOST).get("/v25.0/1").reply(302, "", { location: "https://elsewhere.example/" });
        const error = await failure(client().send(READ));
        expect(error.verdict).to.equal("refused");
    });

    describe("sends a read again", () => {
        const rows: [string, number, unknown][] = [
            ["after a 503 without a body", 503, ""],
            ["after a 502 in HTML", 502, "<html>Bad gateway</html>"],
            ["after a 429", 429, ""],
            ["after a rate limit (4)", 400, { error: { code: 4, message: "(#4) too many calls" } }],
            ["after the service was down (2)", 503, { error: { code: 2, message: "(#2)" } }],
        ];
        for (const [what, status, body] of rows) {
            it(what, async () => {
                nock(HOST)
                    .get("/v25.0/1")
                    .reply(status, body as nock.Body);
                nock(HOST).get("/v25.0/1").reply(200, { id: "1" });
                expect(await client().send(READ)).to.deep.equal({ id: "1" });
            });
        }

        it("after a broken connection, and after a torn body", async () => {
            nock(HOST)
                .get("/v25.0/1")
                .replyWithError(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
            nock(HOST).get("/v25.0/1").reply(200, '{"id":');
            nock(HOST).get("/v25.0/1").reply(200, { id: "1" });
            expect(await client().send(READ)).to.deep.equal({ id: "1" });
        });

        it("at most three times", async () => {
            let sent = 0;
            nock(HOST)
                .get("/v25.0/1")
                .times(9)
                .reply(() => [503, `try ${++sent}`]);
            expect((await failure(client().send(READ))).status).to.equal(503);
            expect(sent).to.equal(4);
        });
    });

    it("does not send a read again that was refused for good", async () => {
        nock(HOST)
            .get("/v25.0/1")
            .reply(401, {
                error: { code: 190, message: "Error validating access token", is_transient: true },
            });
        const error = await failure(client().send(READ));
        expect(error).to.be.instanceOf(TokenError);
        expect(nock.isDone()).to.equal(true);
    });

    describe("never sends a register twice:", () => {
        const rows: [string, number, unknown, string][] = [
            ["500 in HTML", 500, "<html/>", "unclear"],
            ["503 with nothing", 503, "", "unclear"],
            ["a torn 200", 200, '{"succ', "unclear"],
            [
                "a transient refusal",
                400,
                { error: { code: 133016, message: "m", is_transient: true } },
                "refused",
            ],
            ["131000", 500, { error: { code: 131000, message: "m" } }, "unclear"],
            ["a code that nobody knows, with 500", 500, { error: { code: 424242, message: "m" } }, "unclear"],
            ["a code that nobody knows, with 400", 400, { error: { code: 424242, message: "m" } }, "refused"],
            ["a proxy's 403", 403, "<html/>", "refused"],
        ];
        for (const [what, status, body, verdict] of rows) {
            it(`${what} is ${verdict}`, async () => {
                nock(HOST)
                    .post("/v25.0/1/register")
                    .reply(status, body as nock.Body);
                expect((await failure(client().send(REGISTER))).verdict).to.equal(verdict);
            });
        }

        it("a reset is unclear", async () => {
            nock(HOST)
                .post("/v25.0/1/register")
                .replyWithError(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
            const error = await failure(client().send(REGISTER));
            expect(error).to.be.instanceOf(NoAnswerError);
            expect(error.verdict).to.equal("unclear");
        });

        it("no answer in time is unclear", async () => {
            nock(HOST).post("/v25.0/1/register").delay(400).reply(200, { success: true });
            const error = await failure(client({ requestTimeoutMs: 50 }).send(REGISTER));
            expect(error.verdict).to.equal("unclear");
            expect(error.message).to.equal("register got no answer in time");
        });

        it("unless no connection was made, so that nothing was sent", async () => {
            nock(HOST)
                .post("/v25.0/1/register")
                .replyWithError(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));
            nock(HOST).post("/v25.0/1/register").reply(200, { success: true });
            expect(await client().send(REGISTER)).to.deep.equal({ success: true });
        });
    });

    for (const [what, request, tries] of [
        ["a read is not sent again", READ, 1],
        ["a write is sent once more", { ...READ, method: "POST" }, 2],
    ] as const) {
        for (const when of ["before the answer", "in the pause after it"]) {
            it(`once the engine wants an end, ${when}, ${what}`, async () => {
                const stopping = new AbortController();
                let sent = 0;
                const adapter: AxiosAdapter = async (config) => {
                    sent++;
                    if (when === "before the answer") stopping.abort();
                    else setTimeout(() => stopping.abort(), 50);
                    const headers = { "retry-after": "3600" };
                    return { config, data: "{}", headers, status: 503, statusText: "" };
                };
                const heard = { stopping: stopping.signal };
                const error = await failure(graphClient(SETTINGS, heard, adapter).send(request));
                expect(error.message).to.contain("HTTP 503");
                expect(sent).to.equal(tries);
            });
        }
    }
    it("ends with the operation's deadline, repetitions included", async () => {
        nock(HOST).get("/v25.0/1").times(9).delay(5000).reply(200, {});
        const before = performance.now();
        const error = await failure(client().send({ ...READ, signal: AbortSignal.timeout(100) }));
        expect(error.message).to.contain("before the operation's deadline");
        expect(performance.now() - before).to.be.lessThan(2000);
    });

    for (const [what, requestTimeoutMs, deadlineMs, message] of [
        ["a request's time-out", 300, 60_000, "got no answer in time"],
        ["the operation's deadline", 60_000, 300, "got no answer before the operation's deadline"],
    ] as const) {
        it(`${what} comes also when memory was collected meanwhile`, async () => {
            nock.enableNetConnect("127.0.0.1");
            const server = createServer(() => undefined).listen(0, "127.0.0.1");
            await once(server, "listening");
            const graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
            try {
                const signal = AbortSignal.timeout(deadlineMs);
                const failed = failure(client({ graphUrl, requestTimeoutMs }).send({ ...REGISTER, signal }));
                await once(server, "request");
                collectGarbage();
                expect((await failed).message).to.contain(message);
            } finally {
                server.closeAllConnections();
                server.close();
                nock.disableNetConnect();
            }
        }).timeout(30_000);
    }

    it("puts no secret into an error, whatever Graph or the network says", async () => {
        const body = {
            error: {
                code: 190,
                message: `Malformed access token ${TOKEN}`,
                error_user_msg: "app-secret",
                error_data: { details: "the pin 493817 is wrong" },
                fbtrace_id: "AbC",
            },
        };
        nock(HOST)
            .post(/register/)
            .query(true)
            .reply(401, body);
        const refused = await failure(client({ appSecret: "app-secret" }).send(REGISTER));
        nock(HOST)
            .post(/register/)
            .query(true)
            .replyWithError(Object.assign(new Error(`at ${TOKEN}`), { code: "EPIPE" }));
        const broken = await failure(client({ appSecret: "app-secret" }).send(REGISTER));
        for (const error of [refused, broken]) {
            const everything = JSON.stringify([error, error.message, error.stack, { ...error }]);
            expect(everything).not.to.match(/EAAJB|app-secret|493817/);
        }
        expect(refused).to.include({
            code: 190,
            status: 401,
            fbtraceId: "AbC",
            details: "the pin [secret] is wrong",
        });
    });

    it("redacts secrets as they are and as a URL carries them", () => {
        expect(redact("a/b a%2Fb c", ["a/b", undefined, ""])).to.equal("[secret] [secret] c");
    });
});

describe("the Graph client behind a proxy", () => {
    let proxy: Server;
    const connects: string[] = [];
    const kept = { HTTPS_PROXY: process.env.HTTPS_PROXY, NO_PROXY: process.env.NO_PROXY };

    before(async () => {
        nock.restore();
        proxy = createServer((_request, response) =>
            response.writeHead(500).end("a proxy must not see the request"),
        );
        proxy.on("connect", (request, socket) => {
            connects.push(request.url ?? "");
            socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        });
        await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
        process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
        delete process.env.NO_PROXY;
    });
    after(() => {
        proxy.close();
        for (const [name, value] of Object.entries(kept)) {
            if (value === undefined) delete process.env[name];
            else process.env[name] = value;
        }
    });

    it("tunnels: the proxy sees where the request goes, and nothing of it", async () => {
        await failure(graphClient(SETTINGS).send(REGISTER));
        expect(connects).to.deep.equal(["graph.facebook.com:443"]);
    });

    it("goes around it where NO_PROXY says so", async () => {
        process.env.NO_PROXY = "127.0.0.1";
        const settings = { ...SETTINGS, graphUrl: "https://127.0.0.1:1", requestTimeoutMs: 500 };
        await failure(graphClient(settings).send(REGISTER));
        expect(connects).to.have.length(1);
    });
});
