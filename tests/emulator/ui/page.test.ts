/** The page's files, as they are served; and its script's own words, without a browser. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { REQUEST_KINDS } from "../../../emulator/schema/requestKinds";
import { ROOT } from "../../docs/support/documents";
import { ID, withEmulator } from "../support/client";

const FOLDER = path.join(ROOT, "emulator/ui");
/** What a browser gets; tsconfig.json is for the compiler. */
const FILES = readdirSync(FOLDER).filter((file) => file !== "tsconfig.json");
const HTML = readFileSync(path.join(FOLDER, "index.html"), "utf8");

const TYPES: Record<string, string> = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
};

/** A module of the page, in this process: it touches the document only when it is asked to. */
const module = (name: string) => import(path.join(FOLDER, name));

/** The values of a select of the page. */
function options(name: string): string[] {
    const [, inside = ""] = new RegExp(`<select name="${name}">([^]*?)</select>`).exec(HTML) ?? [];
    const found = [...inside.matchAll(/<option(?: value="([^"]*)")?[^>]*>([^<]*)/g)];
    return found.map(([, value, text = ""]) => value ?? text);
}

describe("the page's files", () => {
    for (const file of FILES) {
        it(`${file} is served as it is, and allows nothing from elsewhere`, () =>
            withEmulator({}, async ({ graph }) => {
                const answer = await fetch(`${graph.url}/_emulator/ui/${file}`);
                expect(answer.status).to.equal(200);
                expect(answer.headers.get("content-type")).to.equal(TYPES[path.extname(file)]);
                expect(answer.headers.get("x-content-type-options")).to.equal("nosniff");
                const policy = answer.headers.get("content-security-policy") ?? "";
                expect(policy).to.include("default-src 'none'").and.include("frame-ancestors 'none'");
                expect(policy).to.include("require-trusted-types-for 'script'");
                expect(policy).to.not.match(/unsafe|https?:|\*|data:|blob:/);
                expect(await answer.text()).to.equal(readFileSync(path.join(FOLDER, file), "utf8"));
            }));
    }

    for (const place of ["/ui", "/ui/", "/ui/index.html"]) {
        it(`the page is at ${place}`, () =>
            withEmulator({}, async ({ graph }) => {
                const answer = await fetch(`${graph.url}/_emulator${place}`);
                expect([answer.status, await answer.text()]).to.deep.equal([200, HTML]);
            }));
    }

    const others = [
        ...["tsconfig.json", "nothing.js", "constructor", "__proto__", "..%2Fhttp%2Fui.ts", "%2e%2e/api.ts"],
        ...["..%5Capi.ts", "page.css%00"],
    ];
    for (const other of others) {
        it(`no other is: ${other}`, () =>
            withEmulator({}, async ({ graph }) => {
                const answer = await fetch(`${graph.url}/_emulator/ui/${other}`);
                expect(answer.status).to.not.equal(200);
                expect(await answer.text()).to.not.include("import");
            }));
    }

    it("name nothing from elsewhere, and have no script or style within the page", () => {
        for (const file of FILES) {
            const text = readFileSync(path.join(FOLDER, file), "utf8");
            const outside = text.replaceAll("http://www.w3.org/2000/svg", "");
            expect(outside, file).to.not.match(
                /https?:\/\/|url\(|@import|innerHTML|outerHTML|insertAdjacent|eval\(/,
            );
        }
        expect(HTML).to.not.match(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    });

    it("are all reached from the page", () => {
        const reached = new Set<string>();
        const visit = (file: string): void => {
            if (reached.has(file)) return;
            reached.add(file);
            const text = readFileSync(path.join(FOLDER, file), "utf8");
            for (const [, next = ""] of text.matchAll(/"(?:\/_emulator\/ui|\.)\/([\w.]+)"/g)) visit(next);
        };
        visit("index.html");
        expect([...reached]).to.have.members(FILES);
    });

    it("leave no trace in the request log, nor does the stream", () =>
        withEmulator({}, async ({ graph }) => {
            await fetch(`${graph.url}/_emulator/ui`);
            await fetch(`${graph.url}/_emulator/ui/page.mjs`);
            await (await fetch(`${graph.url}/_emulator/events`)).body?.cancel();
            expect(graph.requests).to.deep.equal([]);
        }));
});

describe("the form for faults", () => {
    it("offers kinds that there are", () => {
        const [any, ...offered] = options("kind");
        expect(any).to.equal("");
        expect(offered.length).to.be.greaterThan(10);
        expect([...REQUEST_KINDS]).to.include.members(offered);
    });

    for (const what of options("what")) {
        it(`${what} is planned as it says`, () =>
            withEmulator({}, async ({ graph }) => {
                const { faultFrom } = await module("faults.mjs");
                const fault = faultFrom({ kind: "register", number: ID, what, times: "3" });
                expect(fault).to.deep.include({ match: { kind: "register", phoneNumberId: ID }, times: 3 });
                const answer = await fetch(`${graph.url}/_emulator/faults`, {
                    method: "POST",
                    headers: { "content-type": "application/json" },
                    body: JSON.stringify(fault),
                });
                expect(answer.status).to.equal(200);
                const [name = "", value] = what.split("-");
                const action = {
                    drop: value,
                    hang: value,
                    html: 502,
                    empty: 500,
                    delayMs: 5000,
                    truncate: true,
                };
                const key = name === "delay" ? "delayMs" : name;
                expect(fault.do).to.deep.equal(
                    name === "error"
                        ? { error: { code: Number(value) } }
                        : { [key]: action[key as keyof typeof action] },
                );
            }));
    }

    it("any kind and any number match every request", async () => {
        const { faultFrom } = await module("faults.mjs");
        expect(faultFrom({ kind: "", number: "", what: "truncate", times: "1" }).match).to.deep.equal({});
    });
});

describe("the page's words", () => {
    const MINUTE = 60_000;
    const spans: [number, string][] = [
        [0, "less than a minute"],
        [59_999, "less than a minute"],
        [MINUTE, "1 min"],
        [60 * MINUTE, "1 h"],
        [61 * MINUTE, "1 h 1 min"],
        [24 * 60 * MINUTE, "1 d"],
        [73 * 60 * MINUTE + MINUTE, "3 d 1 h"],
    ];
    for (const [ms, words] of spans) {
        it(`${ms} ms are ${words}`, async () => {
            expect((await module("format.mjs")).span(ms)).to.equal(words);
        });
    }

    it("a clock that was moved to where there is no date still shows", async () => {
        const { utc } = await module("format.mjs");
        expect(utc(Date.UTC(2026, 10, 22, 12, 0, 5))).to.equal("2026-11-22 12:00:05 UTC");
        expect(utc(9e15)).to.be.a("string");
    });

    const now = Date.UTC(2026, 10, 22);
    const HOUR = 60 * MINUTE;
    it("a request moves from the left edge to the middle line, and what lies outside stays at the edge", async () => {
        const { place } = await module("timeline.mjs");
        const places = [-100, -72, -36, 0, 36, 72, 100].map((hours) => place(now + hours * HOUR, now));
        expect(places).to.deep.equal([4, 4, 62, 120, 178, 236, 236]);
    });

    it("a line says in words what it draws", async () => {
        const { laneWords } = await module("timeline.mjs");
        expect(laneWords("register", { at: [], left: 10 }, now)).to.equal(
            "0 register requests in 72 hours: none; 10 left",
        );
        const locked = { at: [now - 5 * HOUR, now - HOUR], left: 0, blockedUntil: now + 26 * HOUR };
        expect(laneWords("deregister", locked, now)).to.equal(
            "2 deregister requests in 72 hours: the last 1 h ago; 0 left; refused for another 1 d 2 h",
        );
    });
});
