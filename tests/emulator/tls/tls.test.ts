import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkServerIdentity, connect } from "node:tls";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator";
import { barred } from "../../../emulator/http/guard";
import { tlsIdentity } from "../../../emulator/tls/certificate";
import { run } from "../../../scripts/process";
import { ID, PIN } from "../support/client";

/** Where a client goes, and under which name. */
interface Reached {
    /** The URL's host, which the certificate must be for. */
    readonly host: string;
    readonly ca?: string | undefined;
}

/** A GET by Node's own client; the connection goes to the emulator, whatever the host. */
function get(graph: Emulator, { host, ca }: Reached, path = `/v25.0/${ID}`): Promise<number> {
    const { port } = new URL(graph.url);
    return new Promise((resolve, reject) => {
        const asked = request(
            {
                host: "127.0.0.1",
                port,
                path,
                servername: /^[\d.:]+$/.test(host) ? "" : host,
                checkServerIdentity: (_, cert) => checkServerIdentity(host, cert),
                headers: {
                    host: host === "graph.facebook.com" ? host : `${host}:${port}`,
                    authorization: `Bearer ${graph.token}`,
                },
                ...(ca === undefined ? {} : { ca }),
            },
            (answer) => {
                answer.resume();
                resolve(answer.statusCode ?? 0);
            },
        );
        asked.once("error", reject).end();
    });
}

async function refusal(asked: Promise<unknown>): Promise<string> {
    return asked.then(
        () => "none",
        (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
}

describe("the certificate of an emulator that speaks TLS", () => {
    const { cert, ca, key } = tlsIdentity();
    const [server, authority] = [new X509Certificate(cert), new X509Certificate(ca)];

    it("is for this machine and for Graph's own name, and for nothing else", () => {
        expect(server.subjectAltName?.split(", ")).to.have.members([
            "DNS:localhost",
            "DNS:graph.facebook.com",
            "IP Address:127.0.0.1",
            "IP Address:0:0:0:0:0:0:0:1",
        ]);
        expect(server.checkHost("graph.facebook.com")).to.equal("graph.facebook.com");
        expect(server.checkHost("www.facebook.com")).to.equal(undefined);
    });

    it("is signed by an authority, and is none itself", () => {
        expect([authority.ca, server.ca]).to.deep.equal([true, false]);
        expect(server.checkIssued(authority) && server.verify(authority.publicKey)).to.equal(true);
        expect(`${ca}${cert}`).not.to.contain("PRIVATE KEY");
        expect(key).to.contain("PRIVATE KEY");
    });

    it("is valid now and for a year, and another one each time", () => {
        expect(Date.parse(server.validFrom)).to.be.below(Date.now());
        expect(Date.parse(server.validTo)).to.be.above(Date.now() + 365 * 24 * 3_600_000);
        const other = tlsIdentity();
        expect(new X509Certificate(other.ca).subject).not.to.equal(authority.subject);
        expect(new X509Certificate(other.cert).verify(authority.publicKey)).to.equal(false);
    });
});

describe("an emulator that speaks TLS", () => {
    let graph: Emulator;
    before(async () => {
        graph = await startEmulator({ tls: true, numbers: [{ id: ID, registered: true, pin: PIN }] });
    });
    after(() => graph.close());

    it("says so in its URL, and gives its authority", () => {
        expect(graph.url).to.match(/^https:\/\/127\.0\.0\.1:\d+$/);
        expect(graph.ca).to.contain("BEGIN CERTIFICATE");
    });

    for (const host of ["127.0.0.1", "localhost", "graph.facebook.com"]) {
        it(`is believed as ${host} by who trusts its authority, and by nobody else`, async () => {
            expect(await get(graph, { host, ca: graph.ca })).to.equal(200);
            expect(await refusal(get(graph, { host }))).to.equal("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
        });
    }

    it("is not believed under another name", async () => {
        const asked = get(graph, { host: "www.facebook.com", ca: graph.ca });
        expect(await refusal(asked)).to.equal("ERR_TLS_CERT_ALTNAME_INVALID");
    });

    it("answers plain HTTP with nothing", async () => {
        expect(await refusal(fetch(graph.url.replace("https", "http")))).not.to.equal("none");
    });

    it("can drop a connection, as without TLS", async () => {
        graph.fail({ match: { kind: "read" }, do: { drop: "before" } });
        expect(await refusal(get(graph, { host: "localhost", ca: graph.ca }))).to.equal("ECONNRESET");
        expect(await get(graph, { host: "localhost", ca: graph.ca })).to.equal(200);
    });

    it("speaks TLS 1.3", async () => {
        const socket = connect({ port: Number(new URL(graph.url).port), ca: graph.ca, host: "127.0.0.1" });
        await new Promise((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
        expect(socket.getProtocol()).to.equal("TLSv1.3");
        socket.destroy();
    });

    const hosts: [host: string, isTls: boolean, served: boolean][] = [
        ["graph.facebook.com", true, true],
        ["graph.facebook.com:443", true, true],
        ["graph.facebook.com", false, false],
        ["graph.facebook.com:4010", true, false],
        ["www.facebook.com", true, false],
        ["localhost:4010", true, true],
        ["localhost", true, true],
    ];
    for (const [host, isTls, served] of hosts) {
        it(`${served ? "answers" : "does not answer"} to ${host} with${isTls ? "" : "out"} TLS`, () => {
            const caller = { method: "GET", port: 4010, isControl: false, isTls, headers: { host } };
            expect(barred(caller)?.status).to.equal(served ? undefined : 403);
        });
    }

    it("serves a client that has https://graph.facebook.com wired in, by an override of where that is", async () => {
        const folder = mkdtempSync(join(tmpdir(), "emulator-tls-"));
        try {
            const file = join(folder, "ca.pem");
            writeFileSync(file, graph.ca ?? "");
            const { port } = new URL(graph.url);
            // curl is on each machine that these tests run on; a proxy of the machine must not come between.
            const { code, stdout, text } = await run("curl", [
                ...["--silent", "--show-error", "--noproxy", "*", "--cacert", file],
                ...["--connect-to", `graph.facebook.com:443:127.0.0.1:${port}`],
                ...["-H", `Authorization: Bearer ${graph.token}`],
                `https://graph.facebook.com/v25.0/${ID}?fields=id`,
            ]);
            expect(code, text).to.equal(0);
            expect(JSON.parse(stdout)).to.deep.equal({ id: ID });
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
