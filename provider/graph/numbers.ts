/** One function per Graph endpoint of a number, in this project's names (graph-api.md §2). */
import {
    defined,
    isRegion,
    type ObservedNumber,
    type ObservedSettings,
    type RegionOrNone,
    type Storage,
} from "../number";
import type { GraphClient } from "./client";
import { GraphError, NoAnswerError } from "./errors";

/** The node's fields behind {@link ObservedNumber}, by Graph's names. */
const FIELDS = [
    "display_phone_number",
    "verified_name",
    "name_status",
    "code_verification_status",
    "status",
    "platform_type",
    "is_on_biz_app",
    "is_pin_enabled",
    "health_status",
] as const;

/** What every endpoint function needs. */
export interface Call {
    readonly client: GraphClient;
    /** The operation's deadline. */
    readonly signal?: AbortSignal | undefined;
}

/**
 * GET /{phone-number-id}. A field that Graph no longer knows is left out of a second read, so that one retired
 * field does not take the others along (graph-api.md §2.1, §5 on `platform_type`).
 */
export async function readNumber(call: Call, id: string): Promise<ObservedNumber> {
    let fields: readonly string[] = FIELDS;
    for (;;) {
        try {
            const node = await get(call, "reading the number", id, { fields: fields.join(",") });
            return numberFromNode(node);
        } catch (error) {
            const gone = unknownField(error);
            if (gone === undefined || !fields.includes(gone)) throw error;
            fields = fields.filter((field) => field !== gone);
        }
    }
}

function unknownField(error: unknown): string | undefined {
    if (!(error instanceof GraphError) || error.code !== 100) return undefined;
    return /nonexisting field \((\w+)\)/.exec(error.said)?.[1];
}

/** A number from its node, or from its row in a WABA's listing. */
export function numberFromNode(node: Json): ObservedNumber {
    return defined({
        displayPhoneNumber: text(node.display_phone_number),
        verifiedName: text(node.verified_name),
        nameStatus: text(node.name_status),
        codeVerificationStatus: text(node.code_verification_status),
        status: text(node.status),
        platformType: text(node.platform_type),
        isOnBizApp: flag(node.is_on_biz_app),
        isPinEnabled: flag(node.is_pin_enabled),
        wabaId: wabaOf(node.health_status),
    });
}

/** No field names the WABA; `health_status` lists it among the entities that a message passes. */
function wabaOf(health: unknown): string | undefined {
    const entities = json(health).entities;
    if (!Array.isArray(entities)) return undefined;
    return text(entities.map(json).find((entity) => entity.entity_type === "WABA")?.id);
}

/** GET /{phone-number-id}/settings. Guides write its values in upper case, the schema in lower (§2.7). */
export async function readSettings(call: Call, id: string): Promise<ObservedSettings> {
    const settings = await get(call, "reading the settings", `${id}/settings`);
    const identity = json(settings.user_identity_change);
    return defined({
        storage: storageFrom(json(settings.storage_configuration)),
        // Guides and clients say enable_identity_key_check, the schema says enabled (§2.7).
        identityKeyCheck: flag(identity.enable_identity_key_check) ?? flag(identity.enabled),
    });
}

function storageFrom(storage: Json): Storage | undefined {
    const status = text(storage.status)?.toUpperCase();
    const region = text(storage.data_localization_region ?? storage.region)?.toUpperCase();
    if (status === "IN_COUNTRY_STORAGE_ENABLED" && isRegion(region)) return { kind: "inCountry", region };
    if (status === "NO_STORAGE_ENABLED") {
        const minutes = storage.retention_minutes;
        return typeof minutes === "number"
            ? { kind: "noStorage", retentionMinutes: minutes }
            : { kind: "noStorage" };
    }
    if (status === "DEFAULT" || status === "IN_COUNTRY_STORAGE_DISABLED") return { kind: "default" };
    return undefined;
}

/** GET /{waba-id}/phone_numbers, all pages: the IDs that the WABA lists. */
export async function listNumberIds(call: Call, wabaId: string): Promise<string[]> {
    const ids: string[] = [];
    let after: string | undefined;
    do {
        const page = await get(call, "listing the WABA's numbers", `${wabaId}/phone_numbers`, {
            fields: "id",
            limit: 100,
            ...(after === undefined ? {} : { after }),
        });
        if (!Array.isArray(page.data)) throw unexpected("listing the WABA's numbers");
        ids.push(...page.data.map((row) => text(json(row).id) ?? ""));
        const paging = json(page.paging);
        const next = paging.next === undefined ? undefined : text(json(paging.cursors).after);
        if (next !== undefined && next === after) throw unexpected("listing the WABA's numbers");
        after = next;
    } while (after !== undefined);
    return ids;
}

/** POST /{phone-number-id}/register: counted, never repeated. */
export async function register(call: Call, id: string, pin: string, region: RegionOrNone): Promise<void> {
    const body = {
        messaging_product: "whatsapp",
        pin,
        ...(region === "none" ? {} : { data_localization_region: region }),
    };
    await post(call, "register", `${id}/register`, body, { repeatable: false, secrets: [pin] });
}

/** POST /{phone-number-id}/deregister: counted, never repeated. */
export async function deregister(call: Call, id: string): Promise<void> {
    await post(call, "deregister", `${id}/deregister`, undefined, { repeatable: false });
}

/** POST /{phone-number-id} {pin}: sets the PIN without asking for the old one; only while registered. */
export async function setPin(call: Call, id: string, pin: string): Promise<void> {
    await post(call, "setting the PIN", id, { pin }, { repeatable: true, secrets: [pin] });
}

/** POST /{phone-number-id}/settings: storage, which changes only while the number is unregistered. */
export async function setStorage(call: Call, id: string, storage: Storage): Promise<void> {
    const configuration =
        storage.kind === "inCountry"
            ? { status: "IN_COUNTRY_STORAGE_ENABLED", data_localization_region: storage.region }
            : storage.kind === "noStorage"
              ? { status: "NO_STORAGE_ENABLED", ...defined({ retention_minutes: storage.retentionMinutes }) }
              : { status: "IN_COUNTRY_STORAGE_DISABLED" };
    const body = { storage_configuration: configuration };
    await post(call, "setting the storage region", `${id}/settings`, body, { repeatable: true });
}

/** POST /{phone-number-id}/settings: the identity key check. */
export async function setIdentityKeyCheck(call: Call, id: string, enable: boolean): Promise<void> {
    const body = { user_identity_change: { enable_identity_key_check: enable } };
    await post(call, "setting the identity key check", `${id}/settings`, body, { repeatable: true });
}

type Json = Readonly<Record<string, unknown>>;

async function get(
    { client, signal }: Call,
    request: string,
    path: string,
    params: Readonly<Record<string, string | number>> = {},
): Promise<Json> {
    return json(await client.send({ request, method: "GET", path, params, repeatable: true, signal }));
}

async function post(
    { client, signal }: Call,
    request: string,
    path: string,
    body: unknown,
    how: { readonly repeatable: boolean; readonly secrets?: readonly string[] },
): Promise<void> {
    const answer = json(await client.send({ request, method: "POST", path, body, signal, ...how }));
    // Graph says the boolean; an old collection of Meta's shows the text once (graph-api.md §2.3).
    if (answer.success !== true && answer.success !== "true") throw unexpected(request);
}

function unexpected(request: string): NoAnswerError {
    return new NoAnswerError({
        verdict: "unclear",
        request,
        message: `${request} got an answer that says neither yes nor no`,
        remedy: "run the command again; if it stays so, report it with the API version in use",
    });
}

function json(value: unknown): Json {
    return typeof value === "object" && value !== null ? (value as Json) : {};
}

function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

function flag(value: unknown): boolean | undefined {
    return typeof value === "boolean" ? value : undefined;
}
