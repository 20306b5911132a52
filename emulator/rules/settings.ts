/** A number's `/settings`: local storage, identity check, calling, encryption (graph-api.md §2.7). */
import { createHash } from "node:crypto";
import { GraphRefusal, invalidParameter } from "../errors";
import { STORAGE_COUNTRIES } from "../schema/regions";
import type { JsonObject, NumberState } from "../state";
import type { Switches } from "../switches";
import { type CallingView, changeCalling, showCalling } from "./calling";
import { storeIn } from "./region";

const IN_COUNTRY = "IN_COUNTRY_STORAGE_ENABLED";
const OFF = ["IN_COUNTRY_STORAGE_DISABLED", "NO_STORAGE_DISABLED", "DEFAULT"];
const NO_STORAGE = "NO_STORAGE_ENABLED";

/** The features; a request names exactly one. */
const FEATURES = {
    storage_configuration: setStorage,
    user_identity_change: setIdentityKeyCheck,
    calling: changeCalling,
    payload_encryption: setPayloadEncryption,
} as const;

/** The name of one feature of /settings. */
type Feature = keyof typeof FEATURES;

/** Whether this is the name of a feature. */
function isFeature(name: string): name is Feature {
    return Object.hasOwn(FEATURES, name);
}

/** Applies a POST to /settings, or throws the refusal. */
export function changeSettings(
    number: NumberState,
    features: JsonObject,
    by: Omit<CallingView, "withSipCredentials">,
): void {
    const named = Object.keys(features).filter(isFeature);
    const [feature] = named;
    if (feature === undefined) {
        throw invalidParameter(`One of ${Object.keys(FEATURES).join(", ")} is required`);
    }
    if (named.length > 1) {
        throw invalidParameter(`Only one feature can be set in a request, got ${named.join(", ")}`);
    }
    const wanted = features[feature];
    if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) {
        throw invalidParameter(`Param ${feature} must be an object`);
    }
    FEATURES[feature](number, wanted as JsonObject, by);
}

/** Reads a value under the guides' name or the schema's, as the switch allows. */
function pick(from: JsonObject, guides: string, openapi: string, switches: Switches): unknown {
    const accepts = switches.settingsAccepts;
    const value = accepts === "openapi" ? undefined : from[guides];
    return value ?? (accepts === "guides" ? undefined : from[openapi]);
}

function truth(value: unknown): boolean | undefined {
    return new Map<unknown, boolean>([
        [true, true],
        [false, false],
        ["true", true],
        ["false", false],
    ]).get(value);
}

function setIdentityKeyCheck(
    number: NumberState,
    wanted: JsonObject,
    { switches }: { readonly switches: Switches },
): void {
    const enable = truth(pick(wanted, "enable_identity_key_check", "enabled", switches));
    if (enable === undefined) {
        throw invalidParameter("Param user_identity_change[enable_identity_key_check] must be a boolean");
    }
    number.identityKeyCheck = enable;
}

function setStorage(
    number: NumberState,
    wanted: JsonObject,
    { switches }: { readonly switches: Switches },
): void {
    const apply = storageChange(wanted, switches);
    if (number.isOnBizApp) {
        throw invalidParameter("Local storage is not available for API solution for SMB businesses.");
    }
    if (number.registered) {
        const details = "Storage configuration can't be changed while the phone number is registered";
        switch (switches.storageChangeWhileRegistered) {
            case "error100":
                throw invalidParameter(details);
            case "error131009":
                throw new GraphRefusal(131009, { details });
            case "ignored":
                return;
            case "accepted":
        }
    }
    apply(number);
}

function storageChange(wanted: JsonObject, switches: Switches): (number: NumberState) => void {
    const status = storageStatus(wanted, switches);
    if (status === IN_COUNTRY) {
        const region = pick(wanted, "data_localization_region", "region", switches);
        if (typeof region !== "string" || !STORAGE_COUNTRIES.includes(region)) {
            throw invalidParameter(
                `Param storage_configuration[data_localization_region] must be one of {${STORAGE_COUNTRIES.join(", ")}}`,
            );
        }
        return (number) => storeIn(number, region);
    }
    if (status === NO_STORAGE) {
        const minutes = Number(wanted.retention_minutes ?? 60);
        if (!Number.isInteger(minutes) || minutes <= 0) {
            throw invalidParameter(
                "Param storage_configuration[retention_minutes] must be a positive integer",
            );
        }
        return (number) => {
            storeIn(number, undefined);
            number.retentionMinutes = minutes;
        };
    }
    return (number) => {
        storeIn(number, undefined);
        delete number.retentionMinutes;
    };
}

const STATUSES = [IN_COUNTRY, NO_STORAGE, ...OFF];

function storageStatus(wanted: JsonObject, switches: Switches): string {
    const enabled = switches.settingsAccepts === "guides" ? undefined : truth(wanted.enabled);
    const implied = enabled === undefined ? "" : enabled ? IN_COUNTRY : "DEFAULT";
    const status = typeof wanted.status === "string" ? wanted.status.toUpperCase() : implied;
    if (!STATUSES.includes(status)) {
        throw invalidParameter(`Param storage_configuration[status] must be one of {${STATUSES.join(", ")}}`);
    }
    return status;
}

function setPayloadEncryption(number: NumberState, wanted: JsonObject): void {
    number.payloadEncryption = { ...number.payloadEncryption, ...wanted };
}

/** Answers GET /settings. */
export function showSettings(number: NumberState, view: CallingView): JsonObject {
    const { switches } = view;
    const full = switches.settingsAnswer === "full";
    const identity =
        switches.settingsIdentityCheck === "shown" ||
        (switches.settingsIdentityCheck === "whenEnabled" && number.identityKeyCheck);
    const openapi = switches.settingsDialect === "openapi";
    const key = openapi ? "enabled" : "enable_identity_key_check";
    return {
        ...(full ? { calling: calling(number, view) } : {}),
        ...(full ? { payload_encryption: encryption(number, switches) } : {}),
        storage_configuration: storage(number, switches),
        ...(identity ? { user_identity_change: { [key]: number.identityKeyCheck } } : {}),
    };
}

function inCase(status: string, switches: Switches): string {
    return switches.settingsCasing === "lower" ? status.toLowerCase() : status;
}

function storage(number: NumberState, switches: Switches): JsonObject {
    const openapi = switches.settingsDialect === "openapi";
    if (number.region !== undefined) {
        return {
            status: inCase(IN_COUNTRY, switches),
            ...(openapi ? { enabled: true } : {}),
            [openapi ? "region" : "data_localization_region"]: number.region,
        };
    }
    if (number.retentionMinutes !== undefined) {
        return { status: inCase(NO_STORAGE, switches), retention_minutes: number.retentionMinutes };
    }
    return { status: inCase(switches.storageOffStatus, switches), ...(openapi ? { enabled: false } : {}) };
}

/** The client's key is not given back, only its fingerprint, and the cloud's own key (graph-api-settings.md §9). */
function encryption({ id, payloadEncryption }: NumberState, switches: Switches): JsonObject {
    const { status, client_encryption_key: key, ...given } = payloadEncryption ?? {};
    const said = inCase(typeof status === "string" ? status.toUpperCase() : "DISABLED", switches);
    const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
    if (said.toUpperCase() !== "ENABLED" || typeof key !== "string") return { ...given, status: said };
    return {
        ...given,
        status: said,
        client_encryption_key_fingerprint: `SHA256:${hash(key).toString("hex")}`,
        cloud_encryption_key: hash(`cloud key of ${id}`).toString("base64"),
    };
}

/** Keys whose values are words of which the sources have two cases. */
const CASED = ["status", "call_icon_visibility", "callback_permission_status"];

/** Where Meta's media servers are: read only, and of no use here (graph-api-settings.md §7). */
const ADDRESSES = { default: ["157.240.0.1", "157.240.0.2"] };

function calling(number: NumberState, view: CallingView): JsonObject {
    return { ...(cased(showCalling(number, view), view.switches) as JsonObject), ip_addresses: ADDRESSES };
}

/** The words in it in the case of the switch, at any depth; other values as they are. */
function cased(value: unknown, switches: Switches): unknown {
    if (Array.isArray(value)) return value.map((each) => cased(each, switches));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [
            key,
            CASED.includes(key) && typeof each === "string"
                ? inCase(each.toUpperCase(), switches)
                : cased(each, switches),
        ]),
    );
}
