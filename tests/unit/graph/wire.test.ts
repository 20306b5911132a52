import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import fc from "fast-check";
import { graphClient } from "../../../graph/client";
import { GraphError, WrongIdError } from "../../../graph/errors";
import { nextStep } from "../../../graph/fix";
import { readNode } from "../../../graph/node";
import { readNumber, readSettings } from "../../../graph/numbers";
import { showsRegistered } from "../../../graph/observed";
import { readUsages } from "../../../graph/usage";
import { readWaba } from "../../../graph/wabas";
import { clean, cut, idFrom, whole } from "../../../graph/wire";
import { wordsOf } from "../../../provider/say/fixes";
import { scripted, unknownField } from "./scripted";

const TOKEN = "EAAJB-canary-token";
const PIN = "493817";
/** What none of our texts may contain: it could not be stored, or would move the terminal's cursor or end a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const isWellFormed = (text: string) =>
    !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

/** Unexpected texts: half emoji, escapes, line ends, marks, secrets, great lengths. */
const pieces = fc.constantFrom(
    "\ud83d",
    "\ude00",
    "\u001b[31m",
    "\r\n",
    "\u2028",
    "\u202e",
    "\u0000",
    "::add-mask::x",
    "<b>",
    "@you",
    TOKEN,
    PIN,
    "name",
    "Expected data localization region: 'IN'",
    "x".repeat(5000),
    "é渋谷",
);
const nasty = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 6 }).map((all) => all.join("")),
);
/** Any JSON, with such texts in it. */
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        nasty,
        fc.constantFrom(null, true, false, 0, 1, -1, 1.5, 133016, "133016", "", [], {}),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(
            fc.constantFrom("details", "errors", "entities", "id", "status", "a_b", "__proto__"),
            tie("value"),
            {
                maxKeys: 4,
            },
        ),
    ),
}));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const errorBody = fc.record({
    error: fc.oneof(
        anything,
        fc.record({
            code: maybe(
                fc.oneof(anything, fc.integer({ min: 0, max: 3_000_000 }), fc.constantFrom("133005", "12")),
            ),
            error_subcode: maybe(fc.oneof(anything, fc.constantFrom(33, "33", 2388001))),
            message: maybe(fc.oneof(nasty, anything)),
            error_user_title: maybe(nasty),
            error_user_msg: maybe(fc.oneof(nasty, anything)),
            error_data: maybe(fc.oneof(anything, fc.record({ details: anything }), nasty)),
            fbtrace_id: maybe(fc.oneof(nasty, anything)),
        }),
    ),
});

describe("a text from the wire", () => {
    it("is one well-formed line without controls, and bounded", () => {
        fc.assert(
            fc.property(nasty, fc.integer({ min: 1, max: 100 }), (raw, longest) => {
                const text = cut(clean(raw), longest);
                expect(UNSAFE.test(text)).to.equal(false);
                expect(isWellFormed(text)).to.equal(true);
                expect(text.length).to.be.at.most(longest);
            }),
        );
    });

    it("keeps what scripts and emoji are written with", () => {
        for (const text of ["渋谷の店", "Jasper's Market", "👨‍👩‍👧", "می‌خواهم"])
            expect(clean(text)).to.equal(text);
    });
});

describe("numbers and IDs from the wire", () => {
    const rows: [unknown, number | undefined, string | undefined][] = [
        [133016, 133016, "133016"],
        ["133016", 133016, "133016"],
        ["106540352242922123456", undefined, "106540352242922123456"],
        [Number.POSITIVE_INFINITY, undefined, undefined],
        [2 ** 60, undefined, undefined],
        [-1, undefined, undefined],
        [1.5, undefined, undefined],
        ["1/../2", undefined, undefined],
        ["http://evil.example/1", undefined, undefined],
        ["", undefined, undefined],
        [null, undefined, undefined],
        [["1"], undefined, undefined],
    ];
    for (const [value, number, id] of rows) {
        it(`${JSON.stringify(value)}: the number ${number}, the ID ${id}`, () => {
            expect([whole(value), idFrom(value)]).to.deep.equal([number, id]);
        });
    }
});

describe("whatever Graph answers", () => {
    let server: Server;
    let answer = { status: 200, body: "{}" };
    let url = "";
    before((done) => {
        server = createServer((_, response) => {
            response.writeHead(answer.status, { "content-type": "application/json" });
            response.end(answer.body);
        });
        server.listen(0, "127.0.0.1", () => {
            url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
            done();
        });
    });
    after((done) => void server.close(() => done()));

    const client = () =>
        graphClient({
            accessToken: TOKEN,
            appSecret: undefined,
            graphUrl: url,
            apiVersion: "v25.0",
            requestTimeoutMs: 5000,
            retryDelayMs: 0,
        });
    const register = () =>
        client()
            .send({
                request: "register",
                method: "POST",
                path: "1/register",
                body: {},
                secrets: [PIN],
                repeatable: false,
            })
            .then(
                () => undefined,
                (reason: unknown) => reason,
            );

    it("an error is one of ours, on one line, bounded, well-formed and without a secret", async function () {
        this.timeout(600_000);
        await fc.assert(
            fc.asyncProperty(
                errorBody,
                fc.constantFrom(200, 201, 299, 301, 400, 401, 404, 418, 429, 500, 503, 599),
                async (body, status) => {
                    answer = { status, body: JSON.stringify(body) };
                    const error = await register();
                    // An error that says nothing at all, with success for a status, is an answer like another.
                    if (error === undefined) {
                        expect(status).to.be.below(300);
                        return;
                    }
                    expect(error).to.be.instanceOf(GraphError);
                    const { message, fix, said, details = "", code, subcode } = error as GraphError;
                    for (const text of [message, nextStep(wordsOf(fix), "run it again"), said, details]) {
                        expect(UNSAFE.test(text), JSON.stringify(text)).to.equal(false);
                        expect(isWellFormed(text)).to.equal(true);
                        expect(text.length).to.be.below(3000);
                        expect(text).not.to.contain(TOKEN).and.not.to.contain(PIN);
                    }
                    for (const number of [code, subcode])
                        expect(["number", "undefined"]).to.include(typeof number);
                },
            ),
            { numRuns: 300 },
        );
    });

    const shapes: [what: string, status: number, body: string, expected: Partial<GraphError>][] = [
        [
            "a code as text locks out like a number",
            400,
            '{"error":{"code":"133016"}}',
            { code: 133016, name: "LockedOutError" },
        ],
        ["a wrong PIN as text too", 400, '{"error":{"code":"133005"}}', { code: 133005, name: "PinError" }],
        [
            "an error without a code keeps its words",
            400,
            '{"error":{"message":"no such thing"}}',
            { said: "no such thing", verdict: "refused" },
        ],
        ["an error that is a text", 400, '{"error":"no such thing"}', { said: "no such thing" }],
        ["details that are null", 400, '{"error":{"code":1,"error_data":{"details":null}}}', { code: 1 }],
        [
            "details that are an object",
            400,
            '{"error":{"code":3,"error_data":{"details":{"a":[1]}}}}',
            { details: '{"a":[1]}' },
        ],
        [
            "error_data as JSON in a text",
            400,
            '{"error":{"code":3,"error_data":"{\\"details\\":\\"why\\"}"}}',
            { details: "why" },
        ],
        ["error_data as a text", 400, '{"error":{"code":3,"error_data":"why"}}', { details: "why" }],
        [
            "error_data that blames fields",
            400,
            '{"error":{"code":100,"error_data":{"blame_field_specs":[["pin"]]}}}',
            { details: "about pin" },
        ],
        [
            "title and text for users are shown",
            400,
            '{"error":{"code":100,"error_user_title":"T","error_user_msg":"M"}}',
            { said: "T - M" },
        ],
        ["success with an error is none", 200, '{"error":{"code":133005}}', { code: 133005 }],
        [
            "success with an error that has no code says nothing sure",
            200,
            '{"error":{"message":"x"}}',
            { verdict: "unclear" },
        ],
        ["HTML with success", 200, "<html>", { name: "NoAnswerError", verdict: "unclear" }],
        [
            "a deep nest",
            400,
            `{"error":{"code":3,"error_data":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`,
            { code: 3 },
        ],
        [
            "400 KB of words",
            400,
            JSON.stringify({ error: { code: 100, message: "business account ".repeat(25_000) } }),
            { code: 100 },
        ],
    ];
    for (const [what, status, body, expected] of shapes) {
        it(what, async () => {
            answer = { status, body };
            expect(await register()).to.include(expected);
        });
    }

    it("a secret is not cut in half at a text's end", async () => {
        answer = {
            status: 400,
            body: JSON.stringify({ error: { code: 1, message: `${"x".repeat(590)}${TOKEN}` } }),
        };
        expect(((await register()) as GraphError).message).not.to.contain("EAAJB");
    });

    it("a connection that is upgraded (HTTP 101) is no answer, in time", async () => {
        const upgrading = createServer().on("upgrade", () => undefined);
        upgrading.on("connection", (socket) => {
            socket.once("data", () =>
                socket.end("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
            );
        });
        await new Promise<void>((resolve) => upgrading.listen(0, "127.0.0.1", resolve));
        try {
            const graphUrl = `http://127.0.0.1:${(upgrading.address() as AddressInfo).port}`;
            const settings = { accessToken: TOKEN, appSecret: undefined, graphUrl, apiVersion: "v25.0" };
            const asked = graphClient({ ...settings, requestTimeoutMs: 300, retryDelayMs: 0 }).send({
                request: "reading",
                method: "GET",
                path: "1",
                repeatable: false,
            });
            expect(await asked.catch((error: unknown) => error)).to.include({ name: "NoAnswerError" });
        } finally {
            upgrading.close();
            upgrading.closeAllConnections();
        }
    });

    it("a number and its settings are what their types say, or an error of ours", async function () {
        this.timeout(600_000);
        const fields = [
            "display_phone_number",
            "verified_name",
            "status",
            "platform_type",
            "is_on_biz_app",
            "health_status",
            "throughput",
            "storage_configuration",
            "user_identity_change",
        ];
        await fc.assert(
            fc.asyncProperty(fc.dictionary(fc.constantFrom(...fields), anything), async (body) => {
                answer = { status: 200, body: JSON.stringify(body) };
                const call = { client: client() };
                for (const read of [readNumber(call, "1"), readSettings(call, "1")]) {
                    const seen = await read.catch((error: unknown) => error);
                    if (seen instanceof Error) {
                        expect(seen).to.be.instanceOf(GraphError);
                        continue;
                    }
                    for (const value of Object.values(seen as object)) {
                        if (typeof value !== "string") continue;
                        expect(isWellFormed(value) && !UNSAFE.test(value), JSON.stringify(value)).to.equal(
                            true,
                        );
                    }
                }
            }),
            { numRuns: 200 },
        );
    });

    it("health with nulls, and objects where lists should be, holds nothing", async () => {
        for (const health of [
            null,
            {},
            { entities: null },
            { entities: {} },
            { entities: [null, { errors: null }, { errors: {} }] },
        ]) {
            answer = { status: 200, body: JSON.stringify({ id: "1", health_status: health }) };
            const { healthStatus } = await readNode({ client: client() }, "1", ["healthStatus"]);
            for (const { errors = [] } of healthStatus?.entities ?? []) expect(errors).to.deep.equal([]);
        }
    });

    it("usage that nothing can be is bounded", () => {
        for (const regain of ["1e400", "1e300", "-5", '"soon"', "null"]) {
            const header = `{"7":[{"estimated_time_to_regain_access":${regain},"call_count":${regain}}]}`;
            const usage = readUsages((name) =>
                name === "x-business-use-case-usage" ? header : undefined,
            ).get("7");
            expect(usage?.regainMs ?? 0).to.be.within(0, 72 * 3600_000);
            expect(Number.isFinite(usage?.percent ?? 0)).to.equal(true);
        }
    });
});

describe("an ID of another kind", () => {
    const types: [type: string, kind: RegExp][] = [
        [
            "WhatsAppBusinessAccount",
            /1 is the ID of a WhatsApp Business Account \(WABA\), not of a phone number/,
        ],
        ["Business", /of a business portfolio/],
        ["Application", /of an app/],
        ["User", /of a user/],
        ["SomethingNew", /of a SomethingNew/],
    ];
    for (const [type, kind] of types) {
        it(`is told at the first answer: ${type}`, async () => {
            const { client, sent } = scripted(unknownField("is_pin_enabled", type));
            const error = await readNumber({ client }, "1").catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(WrongIdError);
            expect((error as Error).message).to.match(kind);
            expect(sent).to.have.length(1);
        });
    }

    it("is reported where a WABA's ID is needed too", async () => {
        const { client, sent } = scripted(unknownField("account_review_status"));
        const error = await readWaba({ client }, "1").catch((reason: unknown) => reason);
        expect((error as Error).message).to.match(/1 is the ID of a phone number, not of a WABA/);
        expect(sent).to.have.length(1);
    });
});

describe("whether a number is registered", () => {
    const rows: [
        platformType: string | undefined,
        status: string | undefined,
        registered: boolean | undefined,
    ][] = [
        ["CLOUD_API", "PENDING", true],
        ["cloud_api", "CONNECTED", true],
        ["NOT_APPLICABLE", "CONNECTED", false],
        ["ON_PREMISE", "CONNECTED", false],
        ["", "CONNECTED", true],
        ["CLOUD_API_2", "CONNECTED", true],
        ["CLOUD_API_2", "DISCONNECTED", false],
        ["CLOUD_API_2", "SOMETHING", undefined],
        [undefined, "CONNECTED", true],
        [undefined, undefined, undefined],
    ];
    for (const [platformType, status, registered] of rows) {
        it(`${platformType ?? "no platform"}, ${status ?? "no status"}: ${registered ?? "nobody knows"}`, () => {
            const node = {
                ...(platformType !== undefined && { platformType }),
                ...(status !== undefined && { status }),
            };
            expect(showsRegistered(node)).to.equal(registered);
        });
    }

    it("host_platform stands in where platform_type is empty or missing", async () => {
        for (const platform of [{}, { platform_type: "" }, { platform_type: null }]) {
            const { client } = scripted({ id: "1", ...platform }, { id: "1", host_platform: "CLOUD_API" });
            expect((await readNumber({ client }, "1")).platformType).to.equal("CLOUD_API");
        }
    });
});
