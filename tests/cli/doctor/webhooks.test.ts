import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcp, type Server as TcpServer } from "node:net";
import { expect } from "chai";
import { askWebhooks } from "../../../cli/doctor/webhooks";
import { mayBeAsked, type Reach, reachOf } from "../../../cli/reach";
import { Terminal, WABA } from "../support/terminal";

const APP = "67084829";
const OVERRIDE = "https://own.example/hooks/1?key=v";

describe("doctor asks whether a webhook's server answers", () => {
    const servers: (Server | TcpServer)[] = [];
    afterEach(() => {
        for (const server of servers.splice(0)) server.close();
    });

    async function listening(server: Server | TcpServer): Promise<string> {
        servers.push(server);
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }
    const serving = (listener: RequestListener) => listening(createServer(listener));

    for (const status of [200, 204, 302, 400, 403, 404, 405, 500, 503]) {
        it(`${status}: it is there`, async () => {
            const asked: (string | undefined)[] = [];
            const url = await serving(({ method, url, headers }, answer) => {
                asked.push(`${method} ${url} ${headers.authorization}`);
                answer.writeHead(status, { location: "http://127.0.0.1:9/" }).end();
            });
            expect(await reachOf(url)).to.equal("answers");
            // Neither a token nor what the webhook's path and query mean, and no redirect is followed.
            expect(asked).to.deep.equal(["GET / undefined"]);
        });
    }

    it("an answer without end is one", async () => {
        const url = await serving((_, answer) => void answer.writeHead(200).write("x"));
        expect(await reachOf(url)).to.equal("answers");
    });

    it("a port where nobody listens, and a connection that is cut, are none", async () => {
        const url = await listening(createTcp());
        servers.splice(0).forEach((server) => void server.close());
        expect(await reachOf(url)).to.deep.equal({ why: "ECONNREFUSED" });
        const cut = await listening(createTcp((socket) => void socket.destroy()));
        expect(await reachOf(cut)).to.deep.equal({ why: "ECONNRESET" });
    });

    const urls: [string, boolean][] = [
        ["https://own.example/hook", true],
        ["http://127.0.0.1:8080/hook", true],
        ["http://localhost/hook", true],
        ["http://own.example/hook", false],
        ["http://169.254.169.254/latest", false],
        ["ftp://own.example", false],
        ["file:///etc/passwd", false],
        ["own.example", false],
        ["", false],
    ];
    for (const [url, may] of urls) {
        it(`${url || "an empty URL"}: ${may ? "asked" : "not asked"}`, () =>
            expect(mayBeAsked(url)).to.equal(may));
    }

    it("asks each server once, and knows it for all its numbers", async () => {
        const asked: string[] = [];
        const reaches = async (origin: string): Promise<Reach> => {
            asked.push(origin);
            return origin.includes("gone") ? { why: "ENOTFOUND" } : "answers";
        };
        const facts = (url: string | undefined) => ({
            webhook: {
                value: url === undefined ? ({ level: "none" } as const) : ({ level: "app", url } as const),
            },
            profile: { why: "no" },
            calling: { why: "no" },
        });
        const numbers = ["https://a/1", "https://a/2", "https://gone/1", "http://a/1", undefined].map(facts);
        const reachOf = await askWebhooks({ reaches }, numbers);
        expect(asked).to.deep.equal(["https://a", "https://gone"]);
        expect(numbers.map(reachOf)).to.deep.equal([
            "answers",
            "answers",
            { why: "ENOTFOUND" },
            undefined,
            undefined,
        ]);
    });
});

describe("doctor on an override whose server is gone, and on a limit that dropped", () => {
    let terminal: Terminal;
    beforeEach(async () => {
        terminal = await Terminal.open({
            apps: [{ id: APP, callbackUrl: "https://app.example" }],
            wabas: [{ id: WABA, subscribedApps: [APP] }],
            numbers: [
                {
                    id: "1001",
                    registered: true,
                    profile: { about: "Open" },
                    messagingLimitTier: "TIER_10K",
                    webhookOverrides: { [APP]: { uri: OVERRIDE, verifyToken: "t" } },
                },
            ],
        });
    });
    afterEach(() => terminal.close());

    it("warns, with what to do, and still ends with 0", async () => {
        terminal.reach = () => ({ why: "ENOTFOUND" });
        const { code, stdout, sent } = await terminal.run("doctor", "1001");
        expect(stdout).to.match(
            /warning {2}webhook: https:\/\/own\.example\/hooks\/1\?key=v \(the number's own\): its server does not answer from here \(ENOTFOUND\)\n +Next: start it/,
        );
        expect([code, sent, terminal.asked]).to.deep.equal([0, [], ["https://own.example"]]);
    });

    it("tells a drop from what it saw before, on this machine", async () => {
        const limits: string[] = [];
        const DAYS = 24 * 3600_000;
        for (const [tier, days] of [
            ["TIER_10K", 0],
            ["TIER_1K", 2],
            ["TIER_1K", 3],
            ["TIER_100K", 1],
            ["TIER_10K", 29],
            ["TIER_10K", 2],
        ] as const) {
            terminal.graph.advance(days * DAYS);
            terminal.graph.change("1001", { messagingLimitTier: tier });
            const { stdout } = await terminal.run("doctor", "1001", "--json");
            limits.push(...(stdout.match(/messaging limit: \w+(, down from \w+)?/g) ?? []).slice(-1));
        }
        expect(limits).to.deep.equal([
            "messaging limit: TIER_10K",
            "messaging limit: TIER_1K, down from TIER_10K",
            "messaging limit: TIER_1K, down from TIER_10K",
            "messaging limit: TIER_100K",
            "messaging limit: TIER_10K, down from TIER_100K",
            "messaging limit: TIER_10K",
        ]);
    });
});
