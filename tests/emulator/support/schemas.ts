/**
 * The shapes of Graph's answers, restated as JSON Schema: from Meta's published OpenAPI file (graph-api.md §0, OAS) where
 * the contract trusts it, else from what the contract has instead. Each object has these keys and no others.
 */
import type { SchemaObject } from "ajv";

type Properties = Readonly<Record<string, SchemaObject>>;

/** An object: the first keys are always there, the others may be. */
function object(required: Properties, optional: Properties = {}): SchemaObject {
    return {
        type: "object",
        properties: { ...required, ...optional },
        required: Object.keys(required),
        additionalProperties: false,
    };
}

const list = (items: SchemaObject, most?: number): SchemaObject => ({
    type: "array",
    items,
    ...(most === undefined ? {} : { maxItems: most }),
});
const words = (text: string): SchemaObject => ({ enum: text.split(" ") });

const text: SchemaObject = { type: "string" };
const flag: SchemaObject = { type: "boolean" };
const count: SchemaObject = { type: "integer", minimum: 0 };
const id: SchemaObject = { type: "string", pattern: "^[0-9]+$" };
const url: SchemaObject = { type: "string", pattern: "^https?://" };
const time: SchemaObject = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+0000$" };
const country: SchemaObject = { type: "string", pattern: "^[A-Z]{2}$" };

const canSend = words("AVAILABLE LIMITED BLOCKED");
const health = object({
    can_send_message: canSend,
    entities: list(
        object(
            { entity_type: words("PHONE_NUMBER WABA BUSINESS APP"), id, can_send_message: canSend },
            {
                additional_info: list(text),
                errors: list(object({ error_code: count, error_description: text, possible_solution: text })),
            },
        ),
    ),
});
const quality = words("GREEN YELLOW RED NA UNKNOWN");
const platform = words("CLOUD_API ON_PREMISE NOT_APPLICABLE");
const nameStatus = words("APPROVED AVAILABLE_WITHOUT_REVIEW DECLINED EXPIRED PENDING_REVIEW NONE");
const tier = words("TIER_50 TIER_250 TIER_1K TIER_2K TIER_10K TIER_100K TIER_UNLIMITED UNTIERED");
const cursors = object({ before: text, after: text });
const paging = object({ cursors }, { next: url, previous: url });
const automation = object(
    {
        prompts: list(text, 4),
        commands: list(object({ command_name: text, command_description: text }), 30),
    },
    { id: text, enable_welcome_message: flag },
);
const app = object({ id, link: url, name: text });

/** A number's node with these fields: graph-api.md §5. */
const NUMBER: Properties = {
    display_phone_number: { type: "string", pattern: "^\\+\\d" },
    verified_name: text,
    quality_rating: quality,
    quality_score: object({ score: quality }),
    status: words(
        "CONNECTED PENDING DISCONNECTED BANNED FLAGGED RESTRICTED RATE_LIMITED MIGRATED DELETED UNVERIFIED UNKNOWN",
    ),
    platform_type: platform,
    host_platform: platform,
    code_verification_status: words("VERIFIED NOT_VERIFIED EXPIRED"),
    name_status: nameStatus,
    new_display_name: text,
    new_name_status: nameStatus,
    certificate: text,
    new_certificate: text,
    is_pin_enabled: flag,
    is_on_biz_app: flag,
    is_official_business_account: flag,
    is_preverified_number: flag,
    official_business_account: object({
        oba_status: words("NOT_STARTED PENDING APPROVED REJECTED IN_PROGRESS"),
    }),
    account_mode: words("LIVE SANDBOX"),
    throughput: object({ level: words("STANDARD HIGH NOT_APPLICABLE") }),
    messaging_limit_tier: tier,
    whatsapp_business_manager_messaging_limit: tier,
    search_visibility: words("VISIBLE HIDDEN NON_VISIBLE"),
    eligibility_for_api_business_global_search: text,
    last_onboarded_time: time,
    webhook_configuration: object(
        {},
        { application: url, whatsapp_business_account: url, phone_number: url },
    ),
    health_status: health,
    conversational_automation: automation,
    country_code: country,
    country_dial_code: { type: "string", pattern: "^[0-9]{1,3}$" },
    unified_cert_status: words(
        "APPROVED NAME_PENDING_REVIEW NAME_NOT_APPROVED ACCOUNT_REVIEW_NOT_STARTED LIMITED_ACCESS",
    ),
    username: text,
};

/** All fields of a number, for a request of them. */
export const NUMBER_NAMES = Object.keys(NUMBER).join(",");

/** A WABA's node: OAS where it names a field, else Meta's SDK. */
const WABA: Properties = {
    name: { type: "string", minLength: 1, maxLength: 255 },
    timezone_id: text,
    message_template_namespace: text,
    account_review_status: words("APPROVED PENDING REJECTED DEFERRED"),
    business_verification_status: words(
        "expired failed ineligible not_verified pending pending_need_more_info pending_submission rejected revoked verified",
    ),
    country,
    currency: { type: "string", pattern: "^[A-Z]{3}$" },
    health_status: health,
    ownership_type: text,
    owner_business: object({ id, name: text }),
    owner_business_info: object({ id, name: text }),
    primary_funding_id: id,
    status: text,
};

/** Those of its fields that have a value without a seed. */
export const WABA_NAMES = Object.keys(WABA).join(",");

const pick = (from: Properties, names: string): Properties =>
    Object.fromEntries(names.split(" ").map((name) => [name, from[name] as SchemaObject]));

const numberWith = (names: string): SchemaObject => object({ ...pick(NUMBER, names), id });
/** The fields of a read that names none, as captured (graph-api.md §2.1). */
const capturedNumber = numberWith(
    "verified_name code_verification_status display_phone_number quality_rating platform_type throughput webhook_configuration",
);
const success = object({ success: { const: true } });
const qrCode = object(
    {
        // Meta's own examples break the pattern of the schema: opaque (graph-api-settings.md §6).
        code: { type: "string", minLength: 1 },
        prefilled_message: { type: "string", maxLength: 140 },
        deep_link_url: { type: "string", pattern: "^https://wa\\.me/message/" },
    },
    { qr_image_url: url, creation_time: count },
);
const profile = object(
    { messaging_product: { const: "whatsapp" } },
    {
        about: { type: "string", minLength: 1, maxLength: 139 },
        address: { type: "string", maxLength: 256 },
        description: { type: "string", maxLength: 512 },
        email: { type: "string", maxLength: 128 },
        profile_picture_url: url,
        websites: list({ ...url, maxLength: 256 }, 2),
        vertical: words(
            "OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT " +
                "PROF_SERVICES RETAIL TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS",
        ),
    },
);

/** What the two dialects of /settings write differently (graph-api.md §2.7). */
interface Dialect {
    readonly onOff: SchemaObject;
    readonly icon: SchemaObject;
    readonly exchange: SchemaObject;
    readonly server: SchemaObject;
    readonly storage: SchemaObject;
    readonly identity: SchemaObject;
}

const settings = ({ onOff, icon, exchange, server, storage, identity }: Dialect): SchemaObject =>
    object(
        {
            calling: object(
                { status: onOff, ip_addresses: object({ default: list(text) }) },
                {
                    call_icon_visibility: icon,
                    callback_permission_status: onOff,
                    call_icons: object({ restrict_to_user_countries: list(country) }),
                    call_hours: object(
                        {
                            status: onOff,
                            timezone_id: text,
                            weekly_operating_hours: list({ type: "object" }),
                        },
                        { holiday_schedule: list({ type: "object" }, 20) },
                    ),
                    sip: object({ status: onOff, servers: list(server) }),
                    srtp_key_exchange_protocol: exchange,
                    audio: object({ additional_codecs: list(words("PCMA PCMU")) }),
                    video: object({ status: onOff }),
                    restrictions: object({
                        restrictions_list: list(object({ type: text }, { reason: text, expiration: count })),
                    }),
                },
            ),
            payload_encryption: object(
                { status: onOff },
                { client_encryption_key_fingerprint: text, cloud_encryption_key: text },
            ),
            storage_configuration: storage,
        },
        { user_identity_change: identity },
    );

const port: SchemaObject = { type: "integer", minimum: 1, maximum: 65535 };

/** The shapes by the names that the table of endpoints uses. */
export const SCHEMAS = {
    success,
    id: object({ id }),
    error: object({
        error: object(
            {
                message: text,
                type: words("OAuthException GraphMethodException"),
                code: count,
                fbtrace_id: text,
            },
            {
                error_subcode: count,
                is_transient: flag,
                error_user_title: text,
                error_user_msg: text,
                error_data: object({ messaging_product: { const: "whatsapp" }, details: text }),
            },
        ),
    }),
    batch: list({
        anyOf: [
            { type: "null" },
            object({ code: count, body: text }, { headers: list(object({ name: text, value: text })) }),
        ],
    }),
    app,
    user: object({ id, name: text }),
    token: object({
        data: object(
            {
                app_id: id,
                application: text,
                type: words("SYSTEM_USER USER APP"),
                is_valid: flag,
                scopes: list(text),
                granular_scopes: list(object({ scope: text }, { target_ids: list(id) })),
                user_id: id,
                data_access_expires_at: count,
            },
            { expires_at: count, error: object({ code: count, message: text, subcode: count }) },
        ),
    }),
    uploadSession: object({ id: { type: "string", pattern: "^upload:" } }),
    uploadHandle: object({ h: { type: "string", minLength: 1 } }),
    uploadOffset: object({ id: { type: "string", pattern: "^upload:" }, file_offset: count }),
    number: capturedNumber,
    numberWhole: object({ id }, NUMBER),
    numbersByIds: { type: "object", additionalProperties: capturedNumber, minProperties: 1 },
    waba: object({ ...pick(WABA, "name timezone_id message_template_namespace"), id }),
    wabaWhole: object({ ...WABA, id }),
    numberList: object({ data: list(capturedNumber, 100), paging }),
    /** Numbers in a list with the fields of OAS, which has four of them always. */
    numberListWhole: object({
        data: list(
            object(pick(NUMBER, "display_phone_number verified_name status quality_rating"), {
                ...pick(
                    NUMBER,
                    "country_code country_dial_code code_verification_status unified_cert_status account_mode " +
                        "host_platform messaging_limit_tier is_official_business_account username",
                ),
                id,
            }),
            100,
        ),
        paging,
    }),
    settingsGuides: settings({
        onOff: words("ENABLED DISABLED"),
        icon: words("DEFAULT DISABLE_ALL NOT_SET"),
        exchange: words("DTLS SDES"),
        server: object(
            { hostname: text },
            { port, sip_user_password: text, request_uri_user_params: { type: "object" } },
        ),
        storage: object(
            {
                status: words(
                    "DEFAULT IN_COUNTRY_STORAGE_ENABLED IN_COUNTRY_STORAGE_DISABLED NO_STORAGE_ENABLED",
                ),
            },
            { data_localization_region: country, retention_minutes: count },
        ),
        identity: object({ enable_identity_key_check: flag }),
    }),
    settingsOpenApi: settings({
        onOff: words("enabled disabled"),
        // The schema's own words, visible and hidden, are not those of any client.
        icon: words("default disable_all not_set"),
        exchange: words("DTLS-SRTP SDES-SRTP"),
        server: object({ app_id: id, hostname: text }, { port, password: text }),
        storage: object(
            {
                status: words(
                    "default in_country_storage_enabled in_country_storage_disabled no_storage_enabled",
                ),
                enabled: flag,
            },
            { region: country },
        ),
        identity: object({ enabled: flag }),
    }),
    commerce: object({ data: list(object({ id, is_cart_enabled: flag, is_catalog_visible: flag }), 1) }),
    flowsKey: object({
        data: list(
            object(
                { business_public_key_signature_status: words("VALID MISMATCH") },
                { business_public_key: { type: "string", pattern: "^-----BEGIN PUBLIC KEY-----" } },
            ),
            1,
        ),
    }),
    profile: object({ data: { ...list(profile, 1), minItems: 1 } }),
    qrCode,
    qrCodeList: object({ data: list(qrCode, 25) }, { paging }),
    qrCodeOne: object({ data: { ...list(qrCode, 1), minItems: 1 } }),
    username: object({ status: words("approved reserved") }, { username: text }),
    usernameStatus: object({ status: words("approved reserved") }),
    suggestions: object({ data: list(object({ username_suggestions: list(text) }), 1) }),
    subscribedApps: object({
        data: list(object({ whatsapp_business_api_data: app }, { override_callback_uri: url })),
    }),
    message: object({
        messaging_product: { const: "whatsapp" },
        contacts: list(object({ input: text, wa_id: id })),
        messages: list(object({ id: { type: "string", pattern: "^wamid\\." } })),
    }),
} as const satisfies Record<string, SchemaObject>;
