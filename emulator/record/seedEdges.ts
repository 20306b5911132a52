/** What the edges of a number show of it, for a seed. */
import { isObject } from "../schema/json";
import type { JsonObject, NumberSeed } from "../state";

type NumberDraft = { -readonly [Key in keyof NumberSeed]: NumberSeed[Key] };

/** Learns from the answer to a read of an edge; what is known already stays. */
type Learn = (number: NumberDraft, body: JsonObject) => void;

/** By the edge's name. */
export const EDGE_READS: Readonly<Record<string, Learn>> = {
    settings: (number, body) => {
        const { storage_configuration: storage, user_identity_change: identity, calling } = body;
        const { payload_encryption: encryption } = body;
        if (isObject(storage)) {
            const region = storage.data_localization_region ?? storage.region;
            const minutes = storage.retention_minutes;
            if (typeof region === "string") number.region ??= region;
            if (typeof minutes === "number") number.retentionMinutes ??= minutes;
        }
        if (isObject(identity)) {
            number.identityKeyCheck ??= (identity.enable_identity_key_check ?? identity.enabled) === true;
        }
        if (isObject(calling)) number.calling ??= settable(calling);
        if (isObject(encryption)) number.payloadEncryption ??= settable(encryption);
    },
    whatsapp_business_profile: (number, body) => {
        const [first] = rowsOf(body);
        const profile = isObject(first?.business_profile) ? first.business_profile : first;
        if (profile !== undefined) number.profile ??= profile;
    },
    whatsapp_commerce_settings: (number, body) => {
        const [first] = rowsOf(body);
        if (first === undefined) return;
        number.commerce ??= {
            isCartEnabled: first.is_cart_enabled === true,
            isCatalogVisible: first.is_catalog_visible === true,
        };
    },
    message_qrdls: (number, body) => {
        number.qrCodes ??= rowsOf(body).map(({ code, prefilled_message: message }) => ({
            code: String(code),
            prefilledMessage: String(message),
            createdAt: 0,
        }));
    },
    username: (number, { username, status }) => {
        if (typeof username !== "string") return;
        number.username ??= username;
        number.usernameStatus ??= status === "reserved" ? "reserved" : "approved";
    },
    whatsapp_business_encryption: (number, body) => {
        const [first] = rowsOf(body);
        const status = first?.business_public_key_signature_status;
        if (typeof first?.business_public_key !== "string") return;
        number.flowsKey ??= {
            publicKey: first.business_public_key,
            status: status === "MISMATCH" ? "MISMATCH" : "VALID",
        };
    },
};

/** A setting as it can be set: restrictions of calling are Meta's, and the status has one form. */
function settable({ restrictions: _, ...setting }: JsonObject): JsonObject {
    const { status } = setting;
    return typeof status === "string" ? { ...setting, status: status.toUpperCase() } : setting;
}

/** The rows of a list. */
export function rowsOf({ data }: JsonObject): JsonObject[] {
    return Array.isArray(data) ? data.filter(isObject) : [];
}
