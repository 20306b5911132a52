import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { rootCertificates } from "node:tls";
import { expect } from "chai";
import { nearNoProxy } from "../../cli/emulator/noProxy";
import { writeTrust } from "../../cli/emulator/trust";

const HERE = "127.0.0.1,localhost,::1";
const both = (list: string) => ({ NO_PROXY: list, no_proxy: list });

describe("the way to an emulator on this machine", () => {
    const rows: [what: string, env: Record<string, string>, set: Record<string, string>][] = [
        ["is as it is without a proxy", { NO_PROXY: "a" }, {}],
        ["is past a proxy", { HTTPS_PROXY: "http://proxy:1" }, both(HERE)],
        ["is past a proxy in lower case", { http_proxy: "http://proxy:1" }, both(HERE)],
        ["is as it is where the proxy is empty", { ALL_PROXY: "" }, {}],
        [
            "keeps the other exceptions",
            { all_proxy: "http://proxy:1", no_proxy: "a, localhost" },
            both("a,localhost,127.0.0.1,::1"),
        ],
        ["is as it is where nothing goes to the proxy", { HTTP_PROXY: "http://proxy:1", NO_PROXY: "*" }, {}],
    ];
    for (const [what, env, set] of rows) {
        it(what, () => expect(nearNoProxy(env)).to.deep.equal(set));
    }
});

describe("the files by which programs trust the emulator", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "pulumi-whatsapp-trust-"));
    });
    after(() => rmSync(folder, { recursive: true }));
    const file = (name: string): string => {
        writeFileSync(path.join(folder, name), `of ${name}`);
        return path.join(folder, name);
    };
    /** What each variable's file holds. */
    function written(env: Record<string, string>): Record<string, string> {
        const trust = writeTrust("of the emulator\n", env);
        try {
            return Object.fromEntries(
                Object.entries(trust.env).map(([name, where]) => [name, readFileSync(where, "utf8")]),
            );
        } finally {
            trust.remove();
        }
    }

    it("add the emulator's authority to everybody that was trusted before", () => {
        const { NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE } = written({});
        expect(NODE_EXTRA_CA_CERTS).to.equal("of the emulator\n");
        expect(SSL_CERT_FILE?.split("BEGIN CERTIFICATE")).to.have.length(rootCertificates.length + 1);
        expect(SSL_CERT_FILE).to.match(/^of the emulator\n/);
        expect([REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE]).to.deep.equal([SSL_CERT_FILE, SSL_CERT_FILE]);
    });

    it("keep whom the environment names already, in place of the usual ones", () => {
        const env = {
            NODE_EXTRA_CA_CERTS: file("extra"),
            SSL_CERT_FILE: file("company"),
            CURL_CA_BUNDLE: path.join(folder, "company"),
            REQUESTS_CA_BUNDLE: path.join(folder, "nowhere"),
        };
        const { NODE_EXTRA_CA_CERTS, SSL_CERT_FILE } = written(env);
        expect(NODE_EXTRA_CA_CERTS).to.equal("of the emulator\nof extra\n");
        expect(SSL_CERT_FILE).to.equal("of the emulator\nof company\n");
    });

    it("are gone when they are removed", () => {
        const trust = writeTrust("of the emulator", {});
        trust.remove();
        expect(() => readFileSync(trust.ca)).to.throw(/ENOENT/);
    });
});
