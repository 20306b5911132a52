/**
 * The vocabulary of a WhatsApp business phone number: what is declared, what is recorded in state, and what
 * Graph shows. Everything else in provider/ speaks in these names.
 */

/** Countries in which Meta can keep a number's data at rest (graph-api.md §2.3), with their names. */
export const REGIONS = {
    AU: "Australia",
    ID: "Indonesia",
    IN: "India",
    JP: "Japan",
    SG: "Singapore",
    KR: "South Korea",
    DE: "EU (Germany)",
    CH: "Switzerland",
    GB: "United Kingdom",
    BR: "Brazil",
    BH: "Bahrain",
    ZA: "South Africa",
    AE: "United Arab Emirates",
    CA: "Canada",
} as const;

/** A data localization region: an upper-case ISO 3166 code out of {@link REGIONS}. */
export type Region = keyof typeof REGIONS;

/** Whether a text names a region exactly as Graph wants it. */
export function isRegion(text: unknown): text is Region {
    return typeof text === "string" && Object.hasOwn(REGIONS, text);
}

/** A region, or that there is none. */
export type RegionOrNone = Region | "none";

/** The inputs of a number after `check`: what the program declares, and the revision that check adds. */
export interface PhoneNumberInputs {
    readonly phoneNumberId: string;
    readonly pin: string;
    readonly dataLocalizationRegion?: Region;
    readonly enableIdentityKeyCheck?: boolean;
    /** The name that customers see: a change asks for a review, and brings the approved name in. */
    readonly displayName?: string;
    /** Bring in a name that was approved without being declared here. */
    readonly applyApprovedName?: boolean;
    /** Consent to an outage although Graph does not show the number's ownership as VERIFIED. */
    readonly allowUnverifiedOutage?: boolean;
    /** Goes up by one when the PIN changes: previews show `[secret]` on both sides of a PIN. */
    readonly pinRevision: number;
}

/**
 * What Pulumi's state keeps of a number. Its shape is frozen by tests/fixtures: later versions may add
 * properties, and must go on reading what this one wrote.
 */
export interface PhoneNumberState {
    /** The number's ID on the Graph API. */
    readonly phoneNumberId: string;
    /** The last PIN that Graph accepted. Absent when it accepted none, or refused the last one (133005). */
    readonly pin?: string;
    /** Goes up by one when the declared PIN changes. */
    readonly pinRevision: number;
    /** The region that Graph has, absent when it has none. */
    readonly dataLocalizationRegion?: Region;
    /** The setting that Graph has. Kept only while it is declared. */
    readonly enableIdentityKeyCheck?: boolean;
    /** The declared display name that was asked for last. */
    readonly displayName?: string;
    /** As declared. */
    readonly applyApprovedName?: boolean;
    /** As declared. */
    readonly allowUnverifiedOutage?: boolean;
    /** The phone number itself, formatted by Graph. */
    readonly displayPhoneNumber?: string;
    /** The display name's text. */
    readonly verifiedName?: string;
    /** What became of its review. */
    readonly nameStatus?: string;
    /** The display name under review, or approved and not brought in yet. */
    readonly newDisplayName?: string;
    /** What became of the new name's review. */
    readonly newNameStatus?: string;
    /** When the approval of the new name was first seen, ISO 8601 UTC. */
    readonly newNameApprovedAt?: string;
    /** The last approved name that a register was spent on. */
    readonly appliedName?: string;
    /** Whether the number's ownership is verified. */
    readonly codeVerificationStatus?: string;
    /** Says less than `registered`. */
    readonly status?: string;
    /** `CLOUD_API` when it is registered there. */
    readonly platformType?: string;
    /** Whether it is registered on the Cloud API. */
    readonly registered: boolean;
    /** Whether it is on the WhatsApp Business app too (coexistence). */
    readonly isOnBizApp?: boolean;
    /** The WABA that it is in, where Graph tells it. */
    readonly wabaId?: string;
    /** The register and deregister requests of the last 72 hours, as quota.ts writes them. */
    readonly requests: string;
    /** Until when Graph refuses registrations (133016), ISO 8601 UTC. */
    readonly registerLockedUntil?: string;
    /** Until when Graph refuses deregistrations (133016), ISO 8601 UTC. */
    readonly deregisterLockedUntil?: string;
    /** The PIN that the last register was refused for (133005): the same one is not tried again. */
    readonly refusedPin?: string;
    /**
     * The refusal of the last register that a person has to mend first, and what Graph showed of the ownership
     * then, e.g. `133006 VERIFIED`: register is not sent again before that changes.
     */
    readonly refusedRegister?: string;
    /** An undeclared identity check that an outage reset and that is still to be restored. */
    readonly identityKeyCheckToRestore?: boolean;
}

/** Properties of the state that are as secret as the PIN. */
export const SECRET_PROPERTIES = ["pin", "refusedPin"] as const;

/** The number node as Graph shows it, in this project's names. Absent = Graph did not say. */
export interface ObservedNumber {
    readonly displayPhoneNumber?: string;
    readonly verifiedName?: string;
    readonly nameStatus?: string;
    readonly newDisplayName?: string;
    readonly newNameStatus?: string;
    readonly codeVerificationStatus?: string;
    readonly status?: string;
    readonly platformType?: string;
    readonly isOnBizApp?: boolean;
    readonly isPinEnabled?: boolean;
    readonly wabaId?: string;
}

/** Where a number's messages are kept at rest, as `/settings` shows it (graph-api.md §2.7). */
export type Storage =
    | { readonly kind: "default" }
    | { readonly kind: "inCountry"; readonly region: Region }
    | { readonly kind: "noStorage"; readonly retentionMinutes?: number };

/** The settings as Graph shows them. Absent = Graph did not say, which is never read as a difference. */
export interface ObservedSettings {
    readonly storage?: Storage;
    readonly identityKeyCheck?: boolean;
}

/** The region of a storage setting. */
export function regionOf(storage: Storage): RegionOrNone {
    return storage.kind === "inCountry" ? storage.region : "none";
}

const REGISTERED_STATUS = new Set(["CONNECTED", "FLAGGED", "RESTRICTED", "RATE_LIMITED", "BANNED"]);
const UNREGISTERED_STATUS = new Set(["PENDING", "DISCONNECTED", "UNVERIFIED", "MIGRATED", "DELETED"]);
/** Known to be elsewhere, or nowhere. Any other platform that nobody knows says nothing. */
const OTHER_PLATFORMS = new Set(["ON_PREMISE", "NOT_APPLICABLE"]);

/**
 * Whether the node shows a number that is registered on the Cloud API: `platform_type` decides, since a
 * FLAGGED, RATE_LIMITED or PENDING number is registered all the same. Only where Graph does not show that field, or
 * a platform that nobody knows, does `status` stand in, where it is clear. Undefined: neither is known
 * (graph-api.md §3 row 15).
 */
export function showsRegistered(node: ObservedNumber): boolean | undefined {
    const platform = node.platformType?.toUpperCase();
    const status = node.status?.toUpperCase();
    if (platform === "CLOUD_API") return true;
    if (platform !== undefined && OTHER_PLATFORMS.has(platform)) return false;
    if (status === undefined) return undefined;
    if (REGISTERED_STATUS.has(status)) return true;
    return UNREGISTERED_STATUS.has(status) ? false : undefined;
}

/** A copy without the properties that are undefined: what is not known is not stored. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
    return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
        [K in keyof T]: Exclude<T[K], undefined>;
    };
}
