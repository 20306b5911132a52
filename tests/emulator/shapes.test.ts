/** Holds every endpoint's answers against Meta's schemas, restated in support/schemas.ts. */
import { generateKeyPairSync } from "node:crypto";
import Ajv2020 from "ajv/dist/2020";
import { expect } from "chai";
import { ENDPOINTS } from "../../emulator/http/endpoints";
import type { NumberSeed, Switches } from "../../emulator/index";
import { type Answered, type Client, ID, outcome, PIN, WABA, withEmulator } from "./support/client";
import { NUMBER_NAMES, SCHEMAS, WABA_NAMES } from "./support/schemas";

const APP = "67084829";
const CODE = "ABCDEFGHIJ2345";
const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
const VALID = Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => [name, ajv.compile(schema)]),
);

const { publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** A number that has everything. */
const WHOLE: NumberSeed = {
    id: ID,
    registered: true,
    pin: PIN,
    region: "DE",
    newDisplayName: "Jasper's",
    newNameStatus: "PENDING_REVIEW",
    lastOnboardedTime: Date.UTC(2026, 0, 1),
    webhookOverrides: { [APP]: { uri: "https://number.example", verifyToken: "t" } },
    profile: { about: "Open", websites: ["https://a.example"], vertical: "RETAIL" },
    conversationalAutomation: { prompts: ["Where?"], commands: [] },
    qrCodes: [{ code: CODE, prefilledMessage: "Hi", createdAt: 0 }],
    username: "jasper",
    flowsKey: { publicKey, status: "VALID" },
    calling: {
        status: "ENABLED",
        callback_permission_status: "ENABLED",
        call_icon_visibility: "DEFAULT",
        srtp_key_exchange_protocol: "DTLS",
        sip: { status: "ENABLED", servers: [{ hostname: "sip.example", port: 5061, app_id: APP }] },
    },
    callingRestrictions: [{ type: "RESTRICTED_USER_INITIATED_CALLING" }],
    payloadEncryption: { status: "ENABLED", client_encryption_key: "a2V5" },
};
/** A number that has nothing yet. */
const BARE: NumberSeed = { id: ID };

/** One answer of an endpoint, and the name of its shape. */
interface Row {
    readonly endpoint: string;
    readonly schema: keyof typeof SCHEMAS;
    readonly path: string;
    readonly body?: object;
    readonly number?: NumberSeed;
    readonly switches?: Partial<Switches>;
    /** What must have happened before. */
    readonly first?: (client: Client) => Promise<unknown>;
}

const schemaDialect: Partial<Switches> = { settingsDialect: "openapi", settingsCasing: "lower" };
const upload = `/${APP}/uploads?file_length=2&file_type=image/png&file_name=a`;
const newSession = async (client: Client): Promise<string> => (await client.post(upload)).body.id;
const call = (calling: object) => ({ calling });

const ROWS: readonly Row[] = [
    { endpoint: "POST /:id/uploads", schema: "uploadSession", path: upload },
    { endpoint: "GET /app", schema: "app", path: "/app" },
    { endpoint: "GET /me", schema: "user", path: "/me" },
    { endpoint: "GET /debug_token", schema: "token", path: "/debug_token?input_token=EMULATOR-TOKEN" },
    { endpoint: "GET /debug_token", schema: "token", path: "/debug_token?input_token=EXPIRED" },
    ...["/", "/me"].map(
        (path): Row => ({
            endpoint: `POST ${path}`,
            schema: "batch",
            path,
            body: {
                batch: [
                    { method: "GET", relative_url: ID },
                    { method: "GET", relative_url: "none" },
                ],
            },
        }),
    ),
    { endpoint: "GET /", schema: "numbersByIds", path: `/?ids=${ID}` },
    { endpoint: "GET /:id", schema: "number", path: `/${ID}` },
    { endpoint: "GET /:id", schema: "number", path: `/${ID}`, number: BARE },
    { endpoint: "GET /:id", schema: "numberWhole", path: `/${ID}?fields=${NUMBER_NAMES}` },
    { endpoint: "GET /:id", schema: "numberWhole", path: `/${ID}?fields=${NUMBER_NAMES}`, number: BARE },
    { endpoint: "GET /:id", schema: "waba", path: `/${WABA}` },
    { endpoint: "GET /:id", schema: "wabaWhole", path: `/${WABA}?fields=${WABA_NAMES}` },
    { endpoint: "GET /:id", schema: "app", path: `/${APP}` },
    { endpoint: "POST /:id", schema: "success", path: `/${ID}`, body: { pin: "654321" } },
    {
        endpoint: "POST /:id/register",
        schema: "success",
        path: `/${ID}/register`,
        body: { messaging_product: "whatsapp", pin: PIN },
        number: BARE,
    },
    { endpoint: "POST /:id/deregister", schema: "success", path: `/${ID}/deregister` },
    {
        endpoint: "POST /:id/request_code",
        schema: "success",
        path: `/${ID}/request_code?code_method=SMS&language=en_US`,
        number: { id: ID, codeVerificationStatus: "NOT_VERIFIED" },
    },
    {
        endpoint: "POST /:id/verify_code",
        schema: "success",
        path: `/${ID}/verify_code?code=123456`,
        number: {
            id: ID,
            codeVerificationStatus: "NOT_VERIFIED",
            code: { code: "123456", method: "SMS", expiresAt: Date.UTC(2100, 0), wrongGuesses: 0 },
        },
    },
    { endpoint: "GET /:id/settings", schema: "settingsGuides", path: `/${ID}/settings` },
    { endpoint: "GET /:id/settings", schema: "settingsGuides", path: `/${ID}/settings`, number: BARE },
    {
        endpoint: "GET /:id/settings",
        schema: "settingsGuides",
        path: `/${ID}/settings?include_sip_credentials=true`,
    },
    ...[WHOLE, BARE].map(
        (number): Row => ({
            endpoint: "GET /:id/settings",
            schema: "settingsOpenApi",
            path: `/${ID}/settings?include_sip_credentials=true`,
            number,
            switches: schemaDialect,
        }),
    ),
    {
        endpoint: "POST /:id/settings",
        schema: "success",
        path: `/${ID}/settings`,
        body: call({ status: "DISABLED" }),
    },
    { endpoint: "GET /:id/phone_numbers", schema: "numberList", path: `/${WABA}/phone_numbers` },
    {
        endpoint: "GET /:id/phone_numbers",
        schema: "numberListWhole",
        path:
            `/${WABA}/phone_numbers?fields=id,display_phone_number,verified_name,status,quality_rating,country_code,` +
            "country_dial_code,code_verification_status,unified_cert_status,account_mode,host_platform," +
            "messaging_limit_tier,is_official_business_account,username",
    },
    {
        endpoint: "POST /:id/phone_numbers",
        schema: "id",
        path: `/${WABA}/phone_numbers`,
        body: { cc: "49", phone_number: "30901820", verified_name: "Jasper's" },
    },
    {
        endpoint: "POST /:id/conversational_automation",
        schema: "success",
        path: `/${ID}/conversational_automation`,
        body: { prompts: ["Where?"] },
    },
    {
        endpoint: "GET /:id/whatsapp_commerce_settings",
        schema: "commerce",
        path: `/${ID}/whatsapp_commerce_settings`,
    },
    {
        endpoint: "POST /:id/whatsapp_commerce_settings",
        schema: "success",
        path: `/${ID}/whatsapp_commerce_settings?is_cart_enabled=true`,
    },
    ...[WHOLE, BARE].map(
        (number): Row => ({
            endpoint: "GET /:id/whatsapp_business_encryption",
            schema: "flowsKey",
            path: `/${ID}/whatsapp_business_encryption`,
            number,
        }),
    ),
    {
        endpoint: "POST /:id/whatsapp_business_encryption",
        schema: "success",
        path: `/${ID}/whatsapp_business_encryption`,
        body: { business_public_key: publicKey },
    },
    {
        endpoint: "GET /:id/whatsapp_business_profile",
        schema: "profile",
        path: `/${ID}/whatsapp_business_profile?fields=about,address,description,email,profile_picture_url,websites,vertical`,
    },
    {
        endpoint: "GET /:id/whatsapp_business_profile",
        schema: "profile",
        path: `/${ID}/whatsapp_business_profile`,
    },
    {
        endpoint: "POST /:id/whatsapp_business_profile",
        schema: "success",
        path: `/${ID}/whatsapp_business_profile`,
        body: { messaging_product: "whatsapp", about: "Open" },
    },
    {
        endpoint: "POST /:id/message_qrdls",
        schema: "qrCode",
        path: `/${ID}/message_qrdls`,
        body: { prefilled_message: "Hi", generate_qr_image: "SVG" },
    },
    {
        endpoint: "POST /:id/message_qrdls",
        schema: "qrCode",
        path: `/${ID}/message_qrdls`,
        body: { code: CODE, prefilled_message: "Ho" },
    },
    { endpoint: "GET /:id/message_qrdls", schema: "qrCodeList", path: `/${ID}/message_qrdls` },
    { endpoint: "GET /:id/message_qrdls", schema: "qrCodeList", path: `/${ID}/message_qrdls`, number: BARE },
    {
        endpoint: "GET /:id/message_qrdls/:code",
        schema: "qrCodeOne",
        path: `/${ID}/message_qrdls/${CODE}?fields=code,prefilled_message,deep_link_url,qr_image_url.format(SVG)`,
    },
    { endpoint: "DELETE /:id/message_qrdls/:code", schema: "success", path: `/${ID}/message_qrdls/${CODE}` },
    { endpoint: "GET /:id/username", schema: "username", path: `/${ID}/username` },
    {
        endpoint: "POST /:id/username",
        schema: "usernameStatus",
        path: `/${ID}/username`,
        body: { username: "jaspers.market" },
    },
    { endpoint: "DELETE /:id/username", schema: "success", path: `/${ID}/username` },
    { endpoint: "GET /:id/username_suggestions", schema: "suggestions", path: `/${ID}/username_suggestions` },
    { endpoint: "GET /:id/subscribed_apps", schema: "subscribedApps", path: `/${WABA}/subscribed_apps` },
    { endpoint: "POST /:id/subscribed_apps", schema: "success", path: `/${WABA}/subscribed_apps` },
    { endpoint: "DELETE /:id/subscribed_apps", schema: "success", path: `/${WABA}/subscribed_apps` },
    {
        endpoint: "POST /:id/messages",
        schema: "message",
        path: `/${ID}/messages`,
        body: { messaging_product: "whatsapp", to: "491701234567", type: "text", text: { body: "Hi" } },
    },
];

/** The endpoints of an upload session, whose ID comes from the answer before. */
const SESSION_ROWS: Record<string, { schema: keyof typeof SCHEMAS; init: RequestInit }> = {
    "POST /:id{upload:.+}": {
        schema: "uploadHandle",
        init: { headers: { authorization: "OAuth EMULATOR-TOKEN", file_offset: "0" }, body: "ab" },
    },
    "GET /:id{upload:.+}": { schema: "uploadOffset", init: {} },
};

const methodOf = (endpoint: string): string => endpoint.split(" ")[0] ?? "";
const setUp = (row?: Row) => ({
    numbers: [row?.number ?? WHOLE],
    wabas: [{ id: WABA, subscribedApps: [APP] }],
    apps: [{ id: APP, callbackUrl: "https://app.example" }],
    tokens: [{ token: "EXPIRED", validity: "expired" as const }],
    switches: row?.switches ?? {},
});

function expectShape(schema: keyof typeof SCHEMAS, body: unknown): void {
    const validate = VALID[schema];
    expect(validate?.(body), `${ajv.errorsText(validate?.errors)} in ${JSON.stringify(body)}`).to.equal(true);
}

async function ask(client: Client, { endpoint, path, body }: Row, init: RequestInit = {}): Promise<Answered> {
    return client.send(methodOf(endpoint), path, {
        ...init,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

describe("the shape of an answer", () => {
    it("each endpoint has one", () => {
        const held = new Set([...ROWS.map(({ endpoint }) => endpoint), ...Object.keys(SESSION_ROWS)]);
        const all = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
        expect([...held].toSorted()).to.deep.equal([...new Set(all)].toSorted());
    });

    for (const row of ROWS) {
        const { endpoint, schema, number } = row;
        const of = number === BARE ? " of a number that has nothing yet" : "";
        it(`${endpoint} is ${schema}${of}: ${row.path.slice(0, 60)}`, () =>
            withEmulator(setUp(row), async ({ client }) => {
                const answer = await ask(client, row);
                expect(outcome(answer)).to.equal("ok");
                expectShape(schema, answer.body);
            }));
    }

    for (const [endpoint, { schema, init }] of Object.entries(SESSION_ROWS)) {
        it(`${endpoint} is ${schema}`, () =>
            withEmulator(setUp(), async ({ client }) => {
                const answer = await client.send(methodOf(endpoint), `/${await newSession(client)}`, init);
                expect(outcome(answer)).to.equal("ok");
                expectShape(schema, answer.body);
            }));
    }

    it("each endpoint's refusal of a token, and of an object, is an error", () =>
        withEmulator(setUp(), async ({ client }) => {
            for (const row of ROWS) {
                const refused = await ask(client, row, { headers: { authorization: "Bearer none" } });
                expect(outcome(refused), row.endpoint).to.equal("401 190");
                expectShape("error", refused.body);
                if (!row.endpoint.includes("/:id")) continue;
                const gone = await ask(client, { ...row, path: row.path.replace(/^\/\d+/, "/404") });
                expect(outcome(gone), row.endpoint).to.equal("400 100/33");
                expectShape("error", gone.body);
            }
        }));

    it("all other refusals are errors of the same shape", () =>
        withEmulator({}, async ({ client }) => {
            for (const [answer, as] of [
                [await client.get(`/${ID}?fields=colour`), "400 100"],
                [await client.get(`/${WABA}?fields=colour`), "400 100"],
                [await client.get("/nothing"), "501 3"],
                [
                    await client.post(`/${ID}/register`, { messaging_product: "whatsapp", pin: "1" }),
                    "400 100",
                ],
                [
                    await client.post(`/${ID}/request_code`, { code_method: "SMS", language: "en" }),
                    "400 136024/2388091",
                ],
                [await client.post("/", { batch: 1 }), "400 100"],
            ] as const) {
                expect(outcome(answer)).to.equal(as);
                expectShape("error", answer.body);
            }
        }));

    it("no shape takes an answer that lacks a key or has one more", () =>
        withEmulator(setUp(), async ({ client }) => {
            let held = 0;
            for (const row of ROWS.filter(
                ({ number, switches }) => number === undefined && switches === undefined,
            )) {
                const { body } = await ask(client, row);
                if (Array.isArray(body) || row.schema === "numbersByIds" || body.error !== undefined)
                    continue;
                const validate = VALID[row.schema];
                expect(validate?.({ ...body, colour: "red" }), row.path).to.equal(false);
                const required: readonly string[] =
                    (SCHEMAS[row.schema] as { required?: string[] }).required ?? [];
                for (const key of required) {
                    const { [key]: _, ...less } = body;
                    expect(validate?.(less), `${row.path} without ${key}`).to.equal(false);
                    held += 1;
                }
            }
            expect(held).to.be.greaterThan(40);
        }));
});
