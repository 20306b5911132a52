/** Holds docs/emulator.openapi.yaml against the controls: their routes, their schemas, and what they answer. */
import Ajv2020 from "ajv/dist/2020";
import { expect } from "chai";
import * as v from "valibot";
import { parse } from "yaml";
import { type Emulator, startEmulator } from "../../../emulator";
import { CONTROL, controlApp } from "../../../emulator/http/control";
import { uiApp } from "../../../emulator/http/ui";
import { FAULT_ACTION, FAULT_ERROR, FAULT_MATCH, RAW_ANSWER } from "../../../emulator/schema/fault";
import { NUMBER_ENTRIES } from "../../../emulator/schema/number";
import { APP, TOKEN, UPLOAD, USER, WABA } from "../../../emulator/schema/others";
import { SEED_KEYS } from "../../../emulator/schema/seed";
import { readText } from "../../docs/support/documents";
import { Client, ID, PIN, WABA as WABA_ID } from "../support/client";

interface Schema {
    readonly $ref?: string;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly type?: string | readonly string[];
}

interface Operation {
    readonly parameters?: readonly object[];
    readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: Schema } } };
    readonly responses: { readonly "200": { readonly content: Readonly<Record<string, object>> } };
}

const text = readText("docs/emulator.openapi.yaml");
const document = parse(text) as {
    readonly info: { readonly version: string };
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

/** Checks a value against a schema of the document, by its place there; no text: it is right. */
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(document, "controls");
function problems(pointer: string, value: unknown): string {
    const check = ajv.getSchema(`controls#${pointer}`) ?? ajv.compile({ $ref: `controls#${pointer}` });
    return check(value) ? "" : `${pointer}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(value)}`;
}
const escaped = (path: string) => path.replaceAll("~", "~0").replaceAll("/", "~1");

/** The operation of a request to a control. */
function operationOf(method: string, path: string) {
    const found = operations.find(
        (each) => each.method === method && new RegExp(`^${each.path.replace("{id}", "[^/]+")}$`).test(path),
    );
    if (found === undefined) throw new Error(`the document has no ${method} ${path}`);
    return found;
}

const names = (schema: string) => Object.keys(document.components.schemas[schema]?.properties ?? {});
/** The keys of an object's schema in the code, which a pipe may have around it. */
function entriesOf(schema: object): string[] {
    const { entries, pipe = [] } = schema as { entries?: object; pipe?: { entries?: object }[] };
    return Object.keys(
        entries ?? pipe.find((step) => step !== schema && step.entries !== undefined)?.entries ?? {},
    );
}

describe("docs/emulator.openapi.yaml", () => {
    it("is a valid OpenAPI document, of this version", async () => {
        const { Validator } = await import("@seriousme/openapi-schema-validator");
        const validator = new Validator();
        const { valid, errors } = await validator.validate(text);
        expect([valid, errors ?? []]).to.deep.equal([true, []]);
        expect(validator.version).to.equal("3.1");
        expect(document.info.version).to.equal(JSON.parse(readText("package.json")).version);
    });

    it("has each control that the emulator has, and no other", () => {
        const control = controlApp({} as Parameters<typeof controlApp>[0]);
        const page = uiApp({} as Parameters<typeof uiApp>[0]);
        const routes = [...control.routes, ...page.routes]
            .filter(({ method, path }) => method !== "ALL" && !path.startsWith("/ui"))
            .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
        expect(operations.map(({ method, path }) => `${method} ${path}`)).to.have.members(routes);
    });

    const shapes: [schema: string, inCode: readonly string[]][] = [
        ["NumberValues", Object.keys(NUMBER_ENTRIES)],
        ["WabaValues", entriesOf(WABA)],
        ["AppValues", entriesOf(APP)],
        ["TokenValues", entriesOf(TOKEN)],
        ["UserValues", entriesOf(USER)],
        ["UploadValues", entriesOf(UPLOAD)],
        ["Seed", SEED_KEYS],
        ["FaultMatch", entriesOf(FAULT_MATCH)],
    ];
    for (const [schema, inCode] of shapes) {
        it(`${schema} has the values that the code takes`, () => {
            expect(names(schema)).to.have.members(inCode);
        });
    }

    it("FaultAction has the values that the code takes", () => {
        const { properties } = document.components.schemas.FaultAction ?? {};
        expect(Object.keys(properties?.error?.properties ?? {})).to.have.members(entriesOf(FAULT_ERROR));
        expect(Object.keys(properties?.respond?.properties ?? {})).to.have.members(entriesOf(RAW_ANSWER));
        const [issue] = v.safeParse(FAULT_ACTION, {}).issues ?? [];
        const actions = issue?.message.replace(/^must have one of /, "").split(", ") ?? [];
        expect(Object.keys(properties ?? {})).to.have.members([...actions, "headers", "applied"]);
    });

    it("describes every answer of a session, and every request that is accepted", async () => {
        const graph = await startEmulator({ numbers: [{ id: ID, codeVerificationStatus: "NOT_VERIFIED" }] });
        try {
            const done = await session(graph);
            const used = new Set(
                done.map(({ method, path }) => `${method} ${operationOf(method, path).path}`),
            );
            const inJson = operations.filter(
                ({ operation }) => "application/json" in operation.responses["200"].content,
            );
            expect([...used]).to.have.members(inJson.map(({ method, path }) => `${method} ${path}`));
            expect(operations.length - inJson.length).to.equal(1);
            expect(done.flatMap(problemsOf)).to.deep.equal([]);
        } finally {
            await graph.close();
        }
    });

    it("describes the stream of events", async () => {
        const graph = await startEmulator();
        try {
            const answer = await fetch(`${graph.url}${CONTROL}/events`);
            const [type = ""] = answer.headers.get("content-type")?.split(";") ?? [];
            const chunk = await answer.body?.getReader().read();
            const at = `/paths/${escaped("/events")}/get/responses/200/content/${escaped(type)}/schema`;
            expect(problems(at, Buffer.from(chunk?.value ?? []).toString())).to.equal("");
        } finally {
            await graph.close();
        }
    });

    it("describes every refusal", async () => {
        const graph = await startEmulator({ numbers: [{ id: ID }] });
        const json = { "content-type": "application/json" };
        const refused: [status: number, method: string, path: string, init: RequestInit][] = [
            [400, "POST", "/clock", { body: "{}", headers: json }],
            [400, "POST", "/seed", { body: '{"numbers":[{}]}', headers: json }],
            [400, "GET", "/numbers/1", {}],
            [403, "GET", "/state", { headers: { origin: "https://page.example" } }],
            [404, "GET", "/nothing", {}],
            [415, "POST", "/reset", {}],
        ];
        try {
            for (const [status, method, path, init] of refused) {
                const answer = await fetch(`${graph.url}${CONTROL}${path}`, { method, ...init });
                expect([path, answer.status]).to.deep.equal([path, status]);
                expect(problems("/components/schemas/Refusal", await answer.json())).to.equal("");
            }
        } finally {
            await graph.close();
        }
    });

    it("finds an answer that is not as described", () => {
        expect(problems("/components/schemas/Clock", { now: "1" })).not.to.equal("");
        expect(problems("/components/schemas/Done", { ok: true, more: 1 })).not.to.equal("");
        expect(problems("/components/schemas/Number", { id: ID })).not.to.equal("");
        expect(problems("/components/schemas/NumberSeed", { id: ID, none: 1 })).not.to.equal("");
    });
});

interface Done {
    readonly method: string;
    /** Below the controls, without its query. */
    readonly path: string;
    readonly asked: unknown;
    readonly status: number;
    readonly answered: unknown;
}

function problemsOf({ method, path, asked, status, answered }: Done): string[] {
    const { path: template } = operationOf(method, path);
    const at = `/paths/${escaped(template)}/${method.toLowerCase()}`;
    const content = "content/application~1json/schema";
    return [
        status === 200 ? "" : `${method} ${path}: ${status} ${JSON.stringify(answered)}`,
        asked === undefined ? "" : problems(`${at}/requestBody/${content}`, asked),
        problems(`${at}/responses/200/${content}`, answered),
        // In a request null is what is not there; no answer has it.
        JSON.stringify(answered).includes("null") ? `${method} ${path} answers null` : "",
    ].filter((problem) => problem !== "");
}

/** Uses each control, with whatever can be given to it, around a number's life. */
async function session(graph: Emulator): Promise<Done[]> {
    const done: Done[] = [];
    const control = async (method: string, path: string, asked?: unknown): Promise<void> => {
        const response = await fetch(`${graph.url}${CONTROL}${path}`, {
            method,
            headers: { "content-type": "application/json" },
            ...(asked === undefined ? {} : { body: JSON.stringify(asked) }),
        });
        const [bare = path] = path.split("?");
        done.push({ method, path: bare, asked, status: response.status, answered: await response.json() });
    };
    const client = new Client(graph);
    await control("POST", "/seed", SEED);
    await control("PATCH", `/wabas/${WABA_ID}`, { maxNumbers: 2, payment: false, name: null });
    await control("PATCH", "/apps/67084829", { callbackUrl: "https://example.com/hook", link: null });
    await client.post(`/${ID}/request_code`, { code_method: "SMS", language: "en" });
    await control("GET", `/numbers/${ID}`);
    await control("PATCH", `/numbers/${ID}`, { pin: PIN, codeVerificationStatus: null, region: "DE" });
    await control("POST", "/faults", {
        match: { kind: "read", phoneNumberId: ID, method: "GET", path: `/${ID}` },
        after: 1,
        times: 2,
        do: { error: { code: 4, status: 400, isTransient: true }, headers: { "retry-after": "1" } },
    });
    await control("POST", "/faults", {
        do: { respond: { status: 200, body: "x" }, applied: true },
        times: null,
    });
    await control("GET", "/faults");
    await control("DELETE", "/faults");
    await client.register(ID, PIN, "DE");
    await client.get(`/${ID}?fields=id`);
    await client.get("/no/such/path");
    await client.post(`/${WABA_ID}/subscribed_apps`);
    await client.post(`/${ID}/messages`, {
        messaging_product: "whatsapp",
        to: "15550001",
        text: { body: "x" },
    });
    await control("GET", "/requests");
    await control("GET", "/requests?writes");
    await control("GET", "/deliveries");
    await control("DELETE", "/requests", {});
    await control("GET", "/state");
    await control("GET", "/switches");
    await control("PATCH", "/switches", { pinMode: "evolved", pinGuessesPerHour: 7, multiRead: null });
    await control("GET", "/clock");
    await control("POST", "/clock", { advance: 3_600_000 });
    await control("POST", "/clock", { reset: true });
    await control("DELETE", "/numbers/2");
    await control("POST", "/reset");
    await control("GET", "/state");
    return done;
}

/** Something of everything that a seed can have. */
const SEED = {
    numbers: [
        {
            id: "2",
            registered: true,
            pin: PIN,
            pinMode: null,
            settling: { until: 1, platformType: "CLOUD_API", status: "CONNECTED" },
            callingRestrictions: [{ type: "RESTRICTED_USER_INITIATED_CALLING", expiration: 1 }],
            webhookOverrides: { "67084829": { uri: "https://example.com/hook", verifyToken: "x" } },
            profile: { about: "x", websites: ["https://example.com"] },
            picture: { sha256: "00", type: "image/png", bytes: 1 },
            conversationalAutomation: {
                prompts: ["x"],
                commands: [{ command_name: "x", command_description: "y" }],
            },
            qrCodes: [{ code: "ABC", prefilledMessage: "x", createdAt: 1 }],
            username: "jaspers.market",
            usernameStatus: "approved",
            commerce: { isCartEnabled: true },
            flowsKey: { publicKey: "x", status: "VALID" },
            fields: { certificate: "x" },
        },
    ],
    wabas: [{ id: "3", subscribedApps: ["67084829"] }],
    tokens: [{ token: "T", scopes: ["whatsapp_business_management"], wabas: ["3"], validity: "expired" }],
    apps: [{ id: "4", name: "x" }],
    users: [{ waId: "15550001", identityKeyHash: "x" }],
    takenUsernames: ["taken"],
    uploads: [{ id: "u", appId: "67084829", fileType: "image/png", fileLength: 1 }],
};
