import { once } from "node:events";
import { get, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { expect } from "chai";
import fc from "fast-check";
import type { Fault, FaultAction, RawAnswer } from "../../../emulator/index";
import { FAULT } from "../../../emulator/schema/fault";
import { read } from "../../../emulator/schema/read";
import { ID, withEmulator } from "../support/client";

const JSON_TYPE = { "content-type": "application/json" };
const error = (fields: string): string => `{"error":{${fields}}}`;

describe("the fault respond", () => {
    // The shapes of graph-api.md §6a: what Graph, or something before it, may say, in its very letters.
    const answers: { rule: string; answer: RawAnswer }[] = [
        { rule: "error_data as text", answer: { status: 400, body: error('"code":100,"error_data":"x"') } },
        { rule: "error_data null", answer: { status: 400, body: error('"code":100,"error_data":null') } },
        {
            rule: "details that are no text",
            answer: { status: 400, body: error('"error_data":{"details":1}') },
        },
        { rule: "a code as text", answer: { status: 400, body: error('"code":"133016"') } },
        { rule: "an error without a code", answer: { status: 400, body: error('"message":"no"') } },
        { rule: "an error with 200", answer: { status: 200, body: error('"code":1') } },
        { rule: "half an emoji", answer: { status: 400, body: error('"message":"cut \\ud83d"') } },
        { rule: "a number too large", answer: { status: 200, body: '{"estimated":1e400}' } },
        {
            rule: "400 KB of message",
            answer: { status: 400, body: error(`"message":"${"a".repeat(400_000)}"`) },
        },
        { rule: "deep JSON", answer: { status: 400, body: `${"[".repeat(10_000)}${"]".repeat(10_000)}` } },
        { rule: "no JSON at all", answer: { status: 200, body: "OK" } },
        { rule: "nothing", answer: { status: 200 } },
        {
            rule: "HTML with 200",
            answer: { status: 200, body: "<html></html>", headers: { "Content-Type": "text/html" } },
        },
        { rule: "a redirect", answer: { status: 302, headers: { location: "/elsewhere" } } },
        { rule: "a status that there is not", answer: { status: 799, body: "{}" } },
    ];
    for (const { rule, answer } of answers) {
        it(`gives ${rule} as it is`, () =>
            withEmulator({}, async ({ graph }) => {
                graph.fail({ do: { respond: answer } });
                const response = await fetch(`${graph.url}/v25.0/${ID}`, { redirect: "manual" });
                expect(response.status).to.equal(answer.status);
                expect(await response.text()).to.equal(answer.body ?? "");
                const type = answer.headers?.["Content-Type"] ?? "application/json; charset=UTF-8";
                expect(response.headers.get("content-type")).to.equal(type);
                expect(response.headers.get("facebook-api-version")).to.equal("v25.0");
                expect(graph.requests[0]).to.include({ status: answer.status, applied: false });
            }));
    }

    it("gives 101, which is no answer to a client that asked for no upgrade", () =>
        withEmulator({}, async ({ graph }) => {
            graph.fail({
                do: { respond: { status: 101, headers: { upgrade: "x", connection: "upgrade" } } },
            });
            const asked = request(`${graph.url}/v25.0/${ID}`).end();
            const [response, socket] = await once(asked, "upgrade");
            socket.destroy();
            expect(response.statusCode).to.equal(101);
        }));

    it("leaves the work undone, unless it is to be done", () =>
        withEmulator({}, async ({ graph, client }) => {
            const respond = { status: 502, body: "{}" };
            graph.fail({ do: { respond } });
            await client.register(ID);
            expect(graph.number(ID)).to.deep.include({ registered: false, registerRequests: [] });
            graph.fail({ do: { respond, applied: true } });
            await client.register(ID);
            expect(graph.number(ID).registered).to.equal(true);
        }));

    it("gives any text and status, planned over HTTP", () =>
        withEmulator({}, ({ graph }) =>
            fc.assert(
                fc.asyncProperty(
                    fc.string({ unit: "binary" }),
                    fc.integer({ min: 200, max: 999 }),
                    async (body, status) => {
                        const answer = { do: { respond: { status, body } } };
                        const planned = { method: "POST", headers: JSON_TYPE, body: JSON.stringify(answer) };
                        await fetch(`${graph.url}/_emulator/faults`, planned);
                        // Not fetch: by its standard it answers 407 by itself and sends a 421 again.
                        const [response] = await once(get(`${graph.url}/${ID}`), "response");
                        expect(response.statusCode).to.equal(status);
                        const bodiless = [204, 304].includes(status);
                        const bytes = await buffer(response);
                        expect(bytes.equals(Buffer.from(bodiless ? "" : body))).to.equal(true);
                    },
                ),
                { numRuns: 50 },
            ),
        ));
});

describe("a fault that can't be", () => {
    // As JSON has them: the types would not let them through.
    const refused: [string, string][] = [
        ["{}", "the fault needs do"],
        ['{"do":null}', "the fault needs do"],
        ['{"do":{}}', "do of the fault must have one of error, respond,"],
        [
            '{"do":"drop"}',
            'do of the fault must have one of error, respond, drop, hang, html, empty, truncate, slow, delayMs, not "drop"',
        ],
        ['{"do":{"respnd":{"status":200}}}', "do of the fault must have one of"],
        ['{"do":{"html":502,"empty":500}}', "do of the fault must have one of"],
        ['{"do":{"drop":"before","applied":true}}', "do of the fault has no applied; it has drop"],
        ['{"do":{"drop":"during"}}', 'do.drop of the fault must be one of before, after, not "during"'],
        ['{"do":{"error":{}}}', "do.error of the fault needs code"],
        ['{"do":{"error":{"code":4,"status":204}}}', "must be a status whose answer has a body"],
        ['{"do":{"truncate":false}}', "do.truncate of the fault must be true, not false"],
        ['{"do":{"slow":-1}}', "do.slow of the fault must be a number of milliseconds from 0"],
        ['{"match":{"kind":"registr"},"do":{"html":502}}', "match.kind of the fault must be one of read, "],
        ['{"match":{"knd":"register"},"do":{"html":502}}', "match of the fault has no knd"],
        [
            '{"match":{"method":"PATCH"},"do":{"html":502}}',
            "match.method of the fault must be GET, POST or DELETE",
        ],
        ['{"match":{"path":"register"},"do":{"html":502}}', "match.path of the fault must be a whole path"],
        ['{"match":{"path":"/v25.0/5/register"},"do":{"html":502}}', "without its version and query"],
        ['{"match":{"path":"/5/register?pin=1"},"do":{"html":502}}', "without its version and query"],
        ['{"match":{"path":"/5/register/"},"do":{"html":502}}', "without its version and query"],
        ['{"match":{"path":""},"do":{"html":502}}', "must be a whole path"],
        ['{"match":{"phoneNumberId":"+49 151"},"do":{"html":502}}', "must be a text of digits"],
        [
            '{"match":{"kind":"register","method":"get"},"do":{"html":502}}',
            "match of the fault has the kind register, which never comes as GET",
        ],
        [
            '{"match":{"kind":"list","method":"POST"},"do":{"html":502}}',
            "match of the fault has the kind list, which never comes as POST",
        ],
        ['{"do":{"error":null}}', "do of the fault must have one of"],
        ['{"times":0,"do":{"html":502}}', "times of the fault must be a whole number from 1 on, not 0"],
        ['{"after":1.5,"do":{"html":502}}', "after of the fault must be a whole number from 0 on, not 1.5"],
        ['{"often":2,"do":{"html":502}}', "the fault has no often; it has match, after, times, do"],
        ["[]", "the fault must be an object with match, after, times, do"],
        ["null", "the fault must be an object with match, after, times, do"],
        ['{"do":{"respond":{}}}', "do.respond of the fault needs status"],
        ['{"do":{"respond":{"status":"200"}}}', 'from 100 to 999, not "200"'],
        ['{"do":{"respond":{"status":99}}}', "from 100 to 999, not 99"],
        ['{"do":{"respond":{"status":200,"body":{"error":{}}}}}', "give JSON as text too"],
        ['{"do":{"respond":{"status":200,"headers":{"a b":"c"}}}}', "must be header fields"],
        ['{"do":{"respond":{"status":200,"headers":{"a":"b\\nc"}}}}', "must be header fields"],
    ];
    for (const [json, saying] of refused) {
        it(`${json} is refused when it is planned`, () =>
            withEmulator({}, async ({ graph, client }) => {
                const fault = JSON.parse(json) as Fault;
                expect(() => graph.fail(fault)).to.throw(saying);
                const answer = await client
                    .at("")
                    .send("POST", "/_emulator/faults", { body: json, headers: JSON_TYPE });
                expect([answer.status, answer.body.error.includes(saying)]).to.deep.equal([400, true]);
            }));
    }

    it("null is not there, also of another action, and of all that it matches", () => {
        const nothing = { kind: null, phoneNumberId: null, method: null, path: null };
        const fault = { match: nothing, times: null, do: { drop: null, html: 502, applied: null } };
        expect(read(FAULT, fault, "the fault")).to.deep.equal({ match: {}, do: { html: 502 } });
    });

    it("matches a whole path, of any node", () => {
        for (const path of ["/", "/me", "/5/register", "/v25", "/upload:a", "/version"]) {
            expect(read(FAULT, { match: { path }, do: { html: 502 } }, "the fault").match).to.deep.equal({
                path,
            });
        }
    });

    it("each that can be passes as it is", () => {
        const actions: FaultAction[] = [
            { error: { code: 1 }, applied: true },
            { respond: { status: 999, body: "x", headers: { a: "b" } } },
            { drop: "before" },
            { hang: "after" },
            { html: 502 },
            { empty: 500 },
            { truncate: true },
            { slow: 1 },
            { delayMs: 1 },
        ];
        for (const action of actions) {
            expect(read(FAULT, { do: action }, "the fault")).to.deep.equal({ do: action });
        }
    });
});
