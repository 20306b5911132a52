import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { type Emulator, SWITCHES, startEmulator } from "../../emulator/index";
import { NUMBER_ENTRIES } from "../../emulator/schema/number";
import { REQUEST_KINDS } from "../../emulator/schema/requestKinds";
import { ID, WABA } from "./support/client";

const APP = "67084829";

/** Texts that mean something somewhere, so that what is thrown gets further than the first check. */
const KEYS = [
    ...Object.keys(NUMBER_ENTRIES),
    ...["numbers", "wabas", "tokens", "apps", "users", "takenUsernames", "uploads", "token", "appId", "waId"],
    ...[
        "name",
        "payment",
        "maxNumbers",
        "country",
        "subscribedApps",
        "link",
        "callbackUrl",
        "identityKeyHash",
    ],
    ...[
        "advance",
        "reset",
        "match",
        "after",
        "times",
        "do",
        "error",
        "respond",
        "drop",
        "html",
        "empty",
        "slow",
    ],
    ...[
        "kind",
        "method",
        "path",
        "headers",
        "body",
        "sip",
        "servers",
        "websites",
        "prompts",
        "commands",
        "uri",
    ],
    ...["__proto__", "constructor", "toString"],
];
const WORDS = [
    ...[
        ID,
        WABA,
        APP,
        "",
        "123456",
        "DE",
        "whatsapp",
        "VERIFIED",
        "before",
        "/x",
        "GET",
        "https://a.example",
    ],
    ...["ENABLED", "CONNECTED", "DELETED", "\ud83d", "EMULATOR-TOKEN", "__proto__"],
];
const { anything } = fc.letrec((tie) => ({
    anything: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom<unknown>(
            null,
            true,
            false,
            0,
            1,
            -1,
            1.5,
            4,
            502,
            1e308,
            8.64e15,
            Number.MAX_SAFE_INTEGER,
        ),
        fc.constantFrom(...WORDS),
        fc.array(tie("anything"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie("anything"), { maxKeys: 4 }),
    ),
}));

/** A whole number of which some values are anything: most of what is thrown at a patch must pass the others. */
const patch = fc.dictionary(fc.constantFrom(...Object.keys(NUMBER_ENTRIES)), anything, { maxKeys: 3 });
const seed = fc.record(
    {
        numbers: fc.array(patch.chain((values) => fc.constantFrom(ID, "5").map((id) => ({ ...values, id })))),
        wabas: fc.array(fc.record({ id: fc.constantFrom(WABA, "8"), fields: anything, name: anything })),
    },
    { requiredKeys: [] },
);
const switches = fc.dictionary(fc.constantFrom(...Object.keys(SWITCHES)), anything, { maxKeys: 2 });
const fault = fc.oneof(
    fc.constantFrom(
        { do: { html: 502 } },
        { match: { kind: "register" }, times: 2, do: { error: { code: 4 } } },
    ),
    fc.record(
        {
            match: fc.record(
                { kind: fc.constantFrom(...REQUEST_KINDS), path: anything },
                { requiredKeys: [] },
            ),
            times: anything,
            do: fc.dictionary(
                fc.constantFrom("error", "html", "empty", "delayMs", "applied", "drop"),
                anything,
            ),
        },
        { requiredKeys: [] },
    ),
);

const nothing = fc.constantFrom({}, undefined);
const app = fc.record(
    { name: fc.constantFrom("A", null, 1), link: fc.option(fc.string()) },
    { requiredKeys: [] },
);
const clock = fc.constantFrom({ advance: 3_600_000 }, { reset: true }, { advance: -1 }, {}, { advance: "1" });

/** Every control that takes something, by method and path, and what is thrown at it. */
const CONTROLS: [string, string, fc.Arbitrary<unknown>][] = [
    ["POST", "/seed", seed],
    ["PATCH", `/numbers/${ID}`, patch],
    ["PATCH", `/wabas/${WABA}`, anything],
    ["PATCH", `/apps/${APP}`, app],
    ["POST", "/clock", clock],
    ["POST", "/faults", fault],
    ["PATCH", "/switches", switches],
    ["POST", "/reset", nothing],
    ["DELETE", `/numbers/${ID}`, nothing],
    ["DELETE", "/faults", nothing],
    ["DELETE", "/requests", nothing],
];
/** What Graph is asked to change, by path, and what is thrown at it. */
const profile = ["about", "websites", "vertical", "email", "profile_picture_handle"];
const CHANGES: [string, fc.Arbitrary<unknown>][] = [
    [`/${ID}`, fc.record({ pin: anything })],
    [`/${ID}`, fc.record({ whatsapp_business_api_data: anything })],
    [`/${ID}`, fc.record({ webhook_configuration: anything })],
    [`/${ID}`, fc.record({ new_display_name: anything, search_visibility: anything }, { requiredKeys: [] })],
    [`/${ID}/settings`, fc.record({ calling: anything })],
    [`/${ID}/settings`, fc.record({ payload_encryption: anything })],
    [
        `/${ID}/settings`,
        fc.record({
            storage_configuration: fc.record({
                status: fc.constant("NO_STORAGE_ENABLED"),
                retention_minutes: anything,
            }),
        }),
    ],
    [`/${ID}/settings`, fc.record({ user_identity_change: anything })],
    [
        `/${ID}/whatsapp_business_profile`,
        fc
            .dictionary(fc.constantFrom(...profile), anything)
            .map((values) => ({ ...values, messaging_product: "whatsapp" })),
    ],
    [
        `/${ID}/conversational_automation`,
        fc.record({ prompts: anything, commands: anything }, { requiredKeys: [] }),
    ],
    [
        `/${ID}/message_qrdls`,
        fc.record({ prefilled_message: anything, code: anything }, { requiredKeys: [] }),
    ],
    [`/${ID}/username`, fc.record({ username: anything })],
    [`/${ID}/whatsapp_commerce_settings`, fc.record({ is_cart_enabled: anything })],
    [`/${ID}/whatsapp_business_encryption`, fc.record({ business_public_key: anything })],
    [`/${ID}/register`, fc.record({ messaging_product: fc.constant("whatsapp"), pin: anything })],
    [`/${ID}/messages`, anything],
    [`/${WABA}/phone_numbers`, fc.record({ cc: anything, phone_number: anything, verified_name: anything })],
    [`/${WABA}/subscribed_apps`, anything],
    [`/${APP}/uploads`, fc.record({ file_length: anything, file_type: anything })],
];
const changes = fc.oneof(
    ...CHANGES.map(([path, likely]) => fc.oneof(likely, anything).map((body) => ({ path, body }))),
);

const thrown = fc.oneof(
    ...CONTROLS.map(([method, path, likely]) =>
        fc.oneof(likely, anything).map((body) => ({ method, path, body: JSON.stringify(body) ?? "" })),
    ),
    fc
        .tuple(fc.constantFrom(...CONTROLS), fc.string())
        .map(([[method, path], body]) => ({ method, path, body })),
);

const READS = [
    `/${ID}`,
    `/${ID}?fields=${"display_phone_number,webhook_configuration,conversational_automation,health_status,username"}`,
    `/${ID}?fields=last_onboarded_time,new_name_status,throughput,search_visibility,messaging_limit_tier`,
    `/${ID}/settings?include_sip_credentials=true`,
    `/${ID}/whatsapp_business_profile?fields=about,websites,vertical,profile_picture_url`,
    `/${ID}/whatsapp_commerce_settings`,
    `/${ID}/whatsapp_business_encryption`,
    `/${ID}/message_qrdls`,
    `/${ID}/username`,
    `/?ids=${ID},5`,
    `/${WABA}`,
    `/${WABA}/phone_numbers?filtering=[null]`,
    `/${WABA}/phone_numbers?limit=1`,
    `/${WABA}/subscribed_apps`,
    `/${APP}`,
    "/debug_token?input_token=EMULATOR-TOKEN",
];
const WRITES: [string, string][] = [
    [`/${ID}/register`, '{"messaging_product":"whatsapp","pin":"123456"}'],
    [`/${ID}/settings`, '{"calling":{"status":"ENABLED"}}'],
    [`/${ID}/settings`, '{"user_identity_change":{"enable_identity_key_check":true}}'],
    [`/${ID}/messages`, '{"messaging_product":"whatsapp","to":"1","type":"text","text":{"body":"x"}}'],
    [`/${ID}/deregister`, "{}"],
];

/** Asks in process: the rules are the same, and many more runs fit. */
async function ask(graph: Emulator, method: string, path: string, body?: string) {
    const request = new Request(`http://localhost${path}`, {
        method,
        headers: { "content-type": "application/json", authorization: "Bearer EMULATOR-TOKEN" },
        ...(body === undefined ? {} : { body }),
    });
    const answer = await graph.fetch(request);
    return answer === undefined ? undefined : { status: answer.status, text: await answer.text() };
}

describe("whatever is thrown", function () {
    this.timeout(600_000);
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "emulator-"));
    });
    after(() => rmSync(folder, { recursive: true }));

    it("at Graph gets Graph's answer, never an inner error, and the state file loads again", async () => {
        const file = join(folder, "graph.json");
        await fc.assert(
            fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 6 }), async (all) => {
                rmSync(file, { force: true });
                const graph = await startEmulator({ file, numbers: [{ id: ID }] });
                try {
                    for (const { path, body } of all) {
                        checkGraph(
                            await ask(graph, "POST", path, JSON.stringify(body) ?? ""),
                            `POST ${path}`,
                        );
                    }
                    for (const path of READS) checkGraph(await ask(graph, "GET", path), path);
                } finally {
                    await graph.close();
                }
                const kept = JSON.stringify({ ...graph.state(), now: 0 });
                const again = await startEmulator({ file });
                await again.close();
                expect(JSON.parse(JSON.stringify({ ...again.state(), now: 0 }))).to.deep.equal(
                    JSON.parse(kept),
                );
            }),
            { numRuns: 150 },
        );
    });

    it("at the controls is done or refused in a sentence; Graph answers as Graph, and the state file loads again", async () => {
        const file = join(folder, "state.json");
        const seen = new Map<string, number>();
        await fc.assert(
            fc.asyncProperty(fc.array(thrown, { minLength: 1, maxLength: 6 }), async (all) => {
                rmSync(file, { force: true });
                const graph = await startEmulator({ file, numbers: [{ id: ID }, { id: "5" }] });
                try {
                    for (const { method, path, body } of all) {
                        const answer = await ask(graph, method, `/_emulator${path}`, body);
                        const { status = 0, text = "" } = answer ?? {};
                        seen.set(
                            `${method} ${path} ${status}`,
                            (seen.get(`${method} ${path} ${status}`) ?? 0) + 1,
                        );
                        expect([200, 400], `${method} ${path} ${body}: ${text}`).to.include(status);
                        if (status === 400) expect(JSON.parse(text).error).to.match(/\w+ \w+/);
                    }
                    graph.clearFaults();
                    for (const path of READS) checkGraph(await ask(graph, "GET", path), path);
                    for (const [path, body] of WRITES) checkGraph(await ask(graph, "POST", path, body), path);
                } finally {
                    await graph.close();
                }
                const kept = graph.state();
                const again = await startEmulator({ file });
                const { numbers, wabas, apps } = again.state();
                await again.close();
                expect({ numbers, wabas, apps }).to.deep.equal({
                    numbers: kept.numbers,
                    wabas: kept.wabas,
                    apps: kept.apps,
                });
            }),
            { numRuns: 300 },
        );
        // What is thrown must be able to pass, and must be refused at times: else the test looks at one half only.
        const counts = CONTROLS.map(([method, path]) =>
            [200, 400].map((status) => seen.get(`${method} ${path} ${status}`) ?? 0),
        );
        for (const [at, [done = 0, refused = 0]] of counts.entries()) {
            expect(done + refused, CONTROLS[at]?.join(" ")).to.be.above(0);
        }
        // Of one control alone chance may have thrown nothing that passes.
        for (const kind of [0, 1]) {
            expect(counts.reduce((sum, each) => sum + (each[kind] ?? 0), 0)).to.be.above(50);
        }
    });
});

/** An answer of Graph's: its status is never 500 without a reason of the number's own, its body is JSON. */
function checkGraph(answer: { status: number; text: string } | undefined, path: string): void {
    const { status = 0, text = "" } = answer ?? {};
    const { error } = JSON.parse(text);
    if (status !== 200) expect(error?.code, `${path}: ${status} ${text}`).to.be.a("number");
    expect(error?.message, path).to.not.equal("An unknown error occurred");
}
