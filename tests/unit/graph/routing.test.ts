import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { type GraphSettings, graphClient } from "../../../graph/client";
import { readNumber } from "../../../graph/numbers";
import { isLoopback, normalUrl } from "../../../graph/url";
import { resolveSettings } from "../../../provider/run/settings";

/** A server that counts its requests, and keeps what they send. */
async function counting(): Promise<{ server: Server; port: number; tokens: string[] }> {
    const tokens: string[] = [];
    const server = createServer((request, response) => {
        tokens.push(request.headers.authorization ?? "");
        response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { server, port: (server.address() as AddressInfo).port, tokens };
}

const settings = (graphUrl: string): GraphSettings => ({
    accessToken: "EAAJB-canary-token",
    appSecret: undefined,
    graphUrl,
    apiVersion: "v25.0",
    requestTimeoutMs: 2000,
    retryDelayMs: 0,
});

describe("the token goes to Graph's URL and nowhere else", () => {
    let graph: Awaited<ReturnType<typeof counting>>;
    let other: Awaited<ReturnType<typeof counting>>;
    before(async () => {
        graph = await counting();
        other = await counting();
    });
    after(() => {
        graph.server.close();
        other.server.close();
    });
    beforeEach(() => {
        graph.tokens.length = 0;
        other.tokens.length = 0;
    });

    for (const id of [
        "URL",
        "//HOST/1",
        "\\\\HOST\\1",
        "1/../2",
        "1?x=",
        "1%2f2",
        "1#x",
        "",
        ".",
        "..",
        "1 2",
        "ä",
    ]) {
        it(`an ID that is ${JSON.stringify(id)} sends nothing`, async () => {
            const host = `127.0.0.1:${other.port}`;
            const evil = id.replace("URL", `http://${host}/1`).replace("HOST", host);
            const { client } = { client: graphClient(settings(`http://127.0.0.1:${graph.port}`)) };
            const error = await readNumber({ client }, evil).catch((reason: unknown) => reason);
            expect(error).to.include({ verdict: "notSent" });
            expect([...graph.tokens, ...other.tokens]).to.deep.equal([]);
        });
    }

    describe("on this machine not even through a proxy", () => {
        const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"];
        const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
        afterEach(() => {
            for (const name of names) {
                if (before[name] === undefined) delete process.env[name];
                else process.env[name] = before[name];
            }
        });
        for (const host of ["127.0.0.1", "localhost", "LOCALHOST"]) {
            it(host, async () => {
                for (const name of names) process.env[name] = `http://127.0.0.1:${other.port}`;
                const client = graphClient(settings(`http://${host}:${graph.port}`));
                await readNumber({ client }, "1").catch(() => undefined);
                expect(other.tokens).to.deep.equal([]);
                expect(graph.tokens).not.to.deep.equal([]);
            });
        }
    });
});

describe("Graph's URL", () => {
    const refused = [
        "https://graph.example/?",
        "https://graph.example/?a=1",
        "https://graph.example/#",
        "https://graph.example/#x",
        "https://user@graph.example",
        "https://user:secret@graph.example",
        "https://@graph.example",
        "https://graph.example\\@evil.example",
        "https://graph.example /x",
        "http://graph.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://0.0.0.0",
        "ftp://127.0.0.1",
        "javascript:x",
    ];
    for (const url of refused) {
        it(`${url} is refused, and shows no password`, () => {
            const resolve = () => resolveSettings({ WHATSAPP_GRAPH_URL: url }, () => undefined);
            expect(resolve).to.throw(/WHATSAPP_GRAPH_URL/);
            expect(resolve).not.to.throw(/secret/);
        });
    }

    const loopback: [url: string, is: boolean][] = [
        ["http://127.0.0.1:1", true],
        ["http://127.1", true],
        ["http://0x7f000001", true],
        ["http://LocalHost", true],
        ["http://[::1]:1", true],
        ["http://localhost.", false],
        ["http://127.0.0.1.evil.example", false],
        ["http://10.0.0.1", false],
        ["x", false],
    ];
    for (const [url, is] of loopback) {
        it(`${url} ${is ? "stays on" : "leaves"} this machine`, () => expect(isLoopback(url)).to.equal(is));
    }

    it("is one in every spelling", () => {
        const spellings = ["https://Graph.Example", "HTTPS://graph.example:443/", "https://graph.example//"];
        expect(new Set(spellings.map(normalUrl))).to.deep.equal(new Set(["https://graph.example"]));
    });
});
