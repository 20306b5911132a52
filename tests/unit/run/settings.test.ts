import { expect } from "chai";
import { isLoopback } from "../../../graph/url";
import { resolveSettings, SettingError } from "../../../provider/run/settings";

const resolve = (environment: Record<string, string> = {}, config: Record<string, string> = {}) =>
    resolveSettings(environment, (key) => config[key]);

describe("the settings", () => {
    it("have defaults, and no token", () => {
        const { graph, limits, ignoreLocks, previewReads } = resolve();
        expect(previewReads).to.equal(true);
        expect(graph).to.deep.equal({
            accessToken: undefined,
            appSecret: undefined,
            graphUrl: "https://graph.facebook.com",
            apiVersion: "v25.0",
            requestTimeoutMs: 30_000,
        });
        expect(limits).to.deep.equal({ operationMs: 600_000, waitForConnectedMs: 60_000 });
        expect(ignoreLocks).to.equal(false);
    });

    const rows: [string, string, (settings: ReturnType<typeof resolve>) => unknown, string, unknown][] = [
        ["WHATSAPP_ACCESS_TOKEN", "accessToken", ({ graph }) => graph.accessToken, "T", "T"],
        ["WHATSAPP_APP_SECRET", "appSecret", ({ graph }) => graph.appSecret, "S", "S"],
        [
            "WHATSAPP_GRAPH_URL",
            "graphUrl",
            ({ graph }) => graph.graphUrl,
            "https://other.example/",
            "https://other.example",
        ],
        ["WHATSAPP_API_VERSION", "apiVersion", ({ graph }) => graph.apiVersion, "v26.0", "v26.0"],
        [
            "WHATSAPP_WAIT_FOR_CONNECTED",
            "waitForConnected",
            ({ limits }) => limits.waitForConnectedMs,
            "0",
            0,
        ],
        ["WHATSAPP_PREVIEW_READS", "previewReads", ({ previewReads }) => previewReads, "0", false],
        ["WHATSAPP_REQUEST_TIMEOUT", "requestTimeout", ({ graph }) => graph.requestTimeoutMs, "2.5", 2500],
    ];
    for (const [variable, key, read, text, value] of rows) {
        it(`${variable} wins over whatsapp:${key}, which wins over the default`, () => {
            expect(read(resolve({}, { [`whatsapp:${key}`]: text }))).to.equal(value);
            const other =
                { graphUrl: "https://x.example", apiVersion: "v1.0", previewReads: "1" }[key] ?? "7";
            expect(read(resolve({ [variable]: text }, { [`whatsapp:${key}`]: other }))).to.equal(value);
            expect(read(resolve({ [variable]: "  " }, { [`whatsapp:${key}`]: text }))).to.equal(value);
        });
    }

    it("locks are ignored only for exactly 1", () => {
        expect(resolve({ WHATSAPP_IGNORE_LOCKS: "1" }).ignoreLocks).to.equal(true);
        expect(resolve({ WHATSAPP_IGNORE_LOCKS: "true" }).ignoreLocks).to.equal(false);
    });

    it("previews read for 1 or true, and don't for 0 or false; anything else is an error", () => {
        for (const [text, reads] of [
            ["1", true],
            ["true", true],
            ["0", false],
            ["false", false],
        ] as const) {
            expect(resolve({ WHATSAPP_PREVIEW_READS: text }).previewReads, text).to.equal(reads);
        }
        for (const text of ["no", "2", "toString"]) {
            expect(() => resolve({ WHATSAPP_PREVIEW_READS: text }), text).to.throw(
                SettingError,
                /give 1 or 0/,
            );
        }
    });

    it("the token goes over https, or nowhere else than this machine", () => {
        for (const url of [
            "http://127.0.0.1:4010",
            "http://localhost:1",
            "http://[::1]:1",
            "https://proxy.example/graph",
        ]) {
            expect(resolve({ WHATSAPP_GRAPH_URL: url }).graph.graphUrl).to.equal(url);
        }
        for (const url of [
            "http://graph.facebook.com",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "ftp://127.0.0.1",
            "graph",
            "https://user:pass@graph.example",
            "https://graph.example?x=1",
        ]) {
            expect(() => resolve({ WHATSAPP_GRAPH_URL: url }), url).to.throw(
                SettingError,
                /WHATSAPP_GRAPH_URL/,
            );
        }
    });

    it("refuse what they can't be, by name", () => {
        expect(() => resolve({ WHATSAPP_API_VERSION: "25" })).to.throw(SettingError, /v25.0/);
        for (const wait of ["soon", "-1", "99999"]) {
            expect(() => resolve({ WHATSAPP_WAIT_FOR_CONNECTED: wait })).to.throw(
                SettingError,
                /seconds, 0 to 3600/,
            );
        }
    });

    it("know this machine", () => {
        expect(
            ["http://127.9.9.9", "http://localhost", "x", "http://10.0.0.1"].map(isLoopback),
        ).to.deep.equal([true, true, false, false]);
    });
});
