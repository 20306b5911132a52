/** What Graph shows of a number, in this project's names: everything outside graph/ uses these. */

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
    /** The calling settings, in this project's names. */
    readonly calling?: Readonly<Record<string, unknown>>;
}

/** The region of a storage setting. */
export function regionOfStorage(storage: Storage): RegionOrNone {
    return storage.kind === "inCountry" ? storage.region : "none";
}

const REGISTERED_STATUS = new Set(["CONNECTED", "FLAGGED", "RESTRICTED", "RATE_LIMITED", "BANNED"]);
const UNREGISTERED_STATUS = new Set(["PENDING", "DISCONNECTED", "UNVERIFIED", "MIGRATED", "DELETED"]);
/** Known to be elsewhere, or nowhere. Any other platform says nothing. */
const OTHER_PLATFORMS = new Set(["ON_PREMISE", "NOT_APPLICABLE"]);

/**
 * Whether the node shows a number that is registered on the Cloud API: `platform_type` decides, since a
 * FLAGGED, RATE_LIMITED or PENDING number is still registered. Only where Graph does not show that field, or
 * an unknown platform, does a clear `status` stand in. Undefined: neither is known
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
