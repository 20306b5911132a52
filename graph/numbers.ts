/** One function per Graph endpoint of a number, in this project's names (graph-api.md §2). */
import { type Call, flag, get, type Json, json, post, text } from "./call";
import { defined } from "./defined";
import { GraphError } from "./errors";
import { type PhoneNumberField, type PhoneNumberNode, readNode, wabaIdOf } from "./node";
import {
    isRegion,
    type ObservedNumber,
    type ObservedSettings,
    type RegionOrNone,
    type Storage,
} from "./observed";
import { callingFrom } from "./settings/calling";

export type { Call };

/** The node's fields behind {@link ObservedNumber}. */
const FIELDS = [
    "displayPhoneNumber",
    "verifiedName",
    "nameStatus",
    "newDisplayName",
    "newNameStatus",
    "codeVerificationStatus",
    "status",
    "platformType",
    "isOnBizApp",
    "isPinEnabled",
    "healthStatus",
] as const satisfies readonly PhoneNumberField[];

/** GET /{phone-number-id}: what a plan needs to know. */
export async function readNumber(call: Call, id: string): Promise<ObservedNumber> {
    const node = await readNode(call, id, FIELDS);
    const platformType = node.platformType ?? (await hostPlatform(call, id));
    return observedFrom({ ...node, ...defined({ platformType }) }, wabaIdOf(node));
}

/** The schema's name for the platform (graph-api.md §5), requested only if Graph does not show the other one. */
async function hostPlatform(call: Call, id: string): Promise<string | undefined> {
    try {
        return (await readNode(call, id, ["hostPlatform"])).hostPlatform;
    } catch (error) {
        // What was read before is enough.
        if (error instanceof GraphError) return undefined;
        throw error;
    }
}

/** The fields to request in a WABA's listing: there the WABA is known already. */
export const LISTED_FIELDS = FIELDS.filter((field) => field !== "healthStatus");

/** What a plan needs to know about a node, or its row in a WABA's listing. */
export function observedFrom(node: PhoneNumberNode, wabaId: string | undefined): ObservedNumber {
    const { id: _, healthStatus: __, ...shown } = node;
    return defined({ ...shown, wabaId });
}

/** GET /{phone-number-id}/settings. Guides write its values in upper case, the schema in lower (§2.7). */
export async function readSettings(call: Call, id: string): Promise<ObservedSettings> {
    const settings = await get(call, "reading the settings", `${id}/settings`);
    const identity = json(settings.user_identity_change);
    return defined({
        storage: storageFrom(json(settings.storage_configuration)),
        // Guides and clients say enable_identity_key_check, the schema says enabled (§2.7).
        identityKeyCheck: flag(identity.enable_identity_key_check) ?? flag(identity.enabled),
        // Nothing set is known too; an empty answer says nothing.
        calling: Object.keys(settings).length === 0 ? undefined : callingFrom(settings),
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

/** POST /{phone-number-id}/register: counted, never repeated. */
export async function register(call: Call, id: string, pin: string, region: RegionOrNone): Promise<void> {
    const body = {
        messaging_product: "whatsapp",
        pin,
        ...(region === "none" ? {} : { data_localization_region: region }),
    };
    const how = { repeatable: false, secrets: [pin], kind: "register" } as const;
    await post(call, "register", `${id}/register`, body, how);
}

/** POST /{phone-number-id}/deregister: counted, never repeated. */
export async function deregister(call: Call, id: string): Promise<void> {
    await post(call, "deregister", `${id}/deregister`, undefined, { repeatable: false });
}

/** POST /{phone-number-id} {pin}: sets the PIN without asking for the old one; only while registered. */
export async function setPin(call: Call, id: string, pin: string): Promise<void> {
    await post(call, "setting the PIN", id, { pin }, { repeatable: true, secrets: [pin] });
}

/** POST /{phone-number-id} {new_display_name}: asks for a review; counted, so not repeated. */
export async function setDisplayName(call: Call, id: string, name: string): Promise<void> {
    await post(call, "asking for the display name", id, { new_display_name: name }, { repeatable: false });
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
