import { expect } from "chai";
import fc from "fast-check";
import { DEFAULT_TOKEN } from "../../../emulator/defaults";
import { Params } from "../../../emulator/http/params";
import { perform } from "../../../emulator/http/perform";
import { ReadUsage } from "../../../emulator/http/usage";
import { Webhooks } from "../../../emulator/http/webhooks";
import { EmulatorWorld } from "../../../emulator/world";
import { details, ID, outcome, WABA, withEmulator } from "../support/client";

const APP = "67084829";
const BUSINESS = "2729063490586005";

describe("what is not emulated", () => {
    const PATHS: [method: string, path: string, says?: string][] = [
        ["POST", `/${ID}/block_users`, "the block list"],
        ["GET", `/${ID}/block_users`, "the block list"],
        ["GET", `/${ID}/official_business_account`, "Official Business Account"],
        ["POST", `/${ID}/media`, "media"],
        ["GET", `/${WABA}/message_templates`, "message templates"],
        ["DELETE", `/${WABA}/message_templates`, "message templates"],
        ["GET", `/${WABA}/flows`, "Flows"],
        ["POST", `/${WABA}`],
        ["DELETE", `/${WABA}`],
        ["POST", `/${APP}`],
        ["POST", `/${APP}/subscriptions`, "webhooks"],
        ["GET", `/${BUSINESS}`, "business"],
        ["GET", `/${BUSINESS}/owned_whatsapp_business_accounts`, "WABAs"],
        ["GET", "/me/accounts", "pages"],
        ["GET", "/me/settings"],
        ["POST", "/me/register"],
        ["DELETE", "/me"],
        ["POST", "/app"],
        ["GET", "/search"],
        ["POST", "/search"],
        ["GET", "/oauth/access_token"],
        ["GET", "/"],
        ["DELETE", "/"],
        ["POST", "/"],
        ["POST", "/me"],
        ["OPTIONS", `/${ID}/media`],
        ["PATCH", "/search"],
    ];
    for (const [method, path, says = "docs/emulator.md"] of PATHS) {
        it(`${method} ${path} is 501, and says what it is`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const before = graph.state();
                const answer = await client.send(method, path);
                expect(outcome(answer)).to.equal("501 3");
                expect(answer.body.error.message).to.equal(`(#3) Not emulated: ${method} ${path}`);
                expect(answer.body.error).to.include.keys("message", "type", "code", "fbtrace_id");
                expect(details(answer)).to.include(says);
                expect(graph.requests.at(-1)).to.include({ status: 501, applied: false });
                const after = graph.state();
                expect({ ...after, now: 0 }).to.deep.equal({ ...before, now: 0 });
            }));
    }

    it("is said without a token too, and after the refusal of a token that is none", () =>
        withEmulator({}, async ({ client }) => {
            const ask = (authorization: string) =>
                client.send("GET", "/oauth/access_token", { headers: { authorization } });
            expect(outcome(await ask(""))).to.equal("501 3");
            expect(outcome(await ask("Bearer none"))).to.equal("401 190");
        }));

    it("says so in Graph's shape whatever the path and the verb, and never that something does not exist", () =>
        withEmulator({}, async ({ client }) => {
            const part = fc.stringMatching(/^[a-z][a-z_]{0,12}$/);
            const known = new Set(["app", "debug_token", "me"]);
            await fc.assert(
                fc.asyncProperty(
                    fc.constantFrom("GET", "POST", "DELETE", "PUT", "PATCH"),
                    part.filter((first) => !known.has(first)),
                    async (method, first) => {
                        const answer = await client.send(method, `/${first}`);
                        expect(outcome(answer)).to.equal("501 3");
                        expect(JSON.stringify(answer.body)).to.not.include("does not exist");
                    },
                ),
                { numRuns: 40 },
            );
        }));
});

describe("what Graph does not have either", () => {
    for (const [method, path] of [
        ["DELETE", `/${ID}`],
        ["GET", `/${ID}/register`],
        ["PUT", `/${ID}/settings`],
        ["DELETE", `/${ID}/conversational_automation`],
        ["POST", `/${WABA}/register`],
        ["GET", `/${ID}/phone_numbers`],
    ] as const) {
        it(`${method} ${path} is 100/33`, () =>
            withEmulator({}, async ({ client }) => {
                const answer = await client.send(method, path);
                expect(outcome(answer)).to.equal("400 100/33");
                expect(answer.body.error.message).to.include(`Unsupported ${method.toLowerCase()} request`);
            }));
    }

    for (const [method, path] of [
        ["GET", "/123"],
        ["POST", "/123"],
        ["DELETE", "/123"],
        ["GET", "/123/settings"],
        ["POST", "/123/register"],
    ] as const) {
        it(`${method} ${path}: an ID that is unknown is 100/33`, () =>
            withEmulator({}, async ({ client }) => {
                expect(outcome(await client.send(method, path))).to.equal("400 100/33");
            }));
    }
});

describe("a mistake of the emulator's own", () => {
    it("is an answer of Graph's shape and a line of the console", async () => {
        const lines: string[] = [];
        const answer = await perform({
            request: {
                method: "GET",
                path: "/1",
                version: "25.0",
                query: {},
                body: undefined,
                params: new Params({}),
                token: DEFAULT_TOKEN,
                scheme: "bearer",
                fileOffset: undefined,
                bytes: undefined,
                proof: undefined,
                userAgent: undefined,
                malformed: false,
            },
            endpoint: {
                method: "GET",
                path: "/:id",
                kind: () => "read",
                scopes: [],
                run: () => {
                    throw new TypeError("no such thing");
                },
            },
            id: "1",
            origin: "http://127.0.0.1",
            at: 0,
            world: new EmulatorWorld(),
            usage: new ReadUsage(),
            webhooks: new Webhooks(),
            log: (line) => lines.push(line),
            again: () => Promise.resolve(undefined),
        });
        expect([answer.status, answer.code]).to.deep.equal([500, 1]);
        expect(JSON.parse(answer.body).error).to.include.keys("message", "type", "code", "fbtrace_id");
        expect(lines).to.have.length(1);
        expect(lines[0]).to.match(/^the emulator failed: TypeError: no such thing\n/);
    });
});
