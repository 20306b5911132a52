/** What the emulator keeps: numbers, WABAs, tokens, and the seeds and patches that set them. */
import type { Switches } from "./switches";

/** A JSON object as it came in or goes out. */
export type JsonObject = Record<string, unknown>;

/** code_verification_status: has the owner shown that the number is theirs? (graph-api.md §5) */
export type Ownership = "VERIFIED" | "NOT_VERIFIED" | "EXPIRED";

/** A verification code on its way to the owner. */
export interface VerificationCode {
    /** Six digits. */
    code: string;
    /** How it is on its way. */
    method: "SMS" | "VOICE";
    /** Milliseconds of the emulator's clock. */
    expiresAt: number;
    /** Wrong codes that were tried since it was requested. */
    wrongGuesses: number;
}

/** What reads still show of a number whose register or deregister was accepted a moment ago. */
export interface Settling {
    /** Milliseconds of the emulator's clock. */
    readonly until: number;
    /** What `platform_type` shows until then. */
    readonly platformType: string;
    /** What `status` shows until then. */
    readonly status: string;
}

/** Everything the emulator knows of one phone number. Times are milliseconds of its clock. */
export interface NumberState {
    /** Its ID on the Graph API, a string of digits. */
    id: string;
    /** The WABA that it is in; one that is not there yet is made. */
    wabaId: string;
    /** The phone number itself; by default `+1 631-555-5555` and those after it. */
    displayPhoneNumber: string;
    /** The display name in use; by default `Jasper's Market`. */
    verifiedName: string;

    /** Registered on the Cloud API. */
    registered: boolean;
    /** What `status` shows; by default CONNECTED or PENDING, as `registered` has it. */
    status: string;
    /** Shown as it is instead of the one that follows from `registered`: ON_PREMISE, "", any text. Register removes it. */
    platformType?: string;
    /** What reads still show of an accepted register or deregister. */
    settling?: Settling;
    /** The true two-step verification PIN; it outlives a deregistration. */
    pin?: string;
    /** This number's own PIN era; absent = the switch. */
    pinMode?: Switches["pinMode"];
    /** When wrong PINs were tried. */
    pinGuesses: number[];
    /** Wrong PINs since the last right one, the last one set or the last verification. */
    wrongPins: number;
    /** Whether its ownership is verified; by default VERIFIED. */
    codeVerificationStatus: Ownership;
    /** Register answers 133006 whatever the status says, until the ownership is verified anew (§3 row 9). */
    verificationDemanded: boolean;
    /** The verification code that was requested last. */
    code?: VerificationCode;
    /** When verification codes were requested. */
    codeRequests: number[];

    /** The region of in-country storage; absent = not on. */
    region?: string;
    /** No-storage retention; absent = not on. */
    retentionMinutes?: number;
    /** A migrated number that must come up in this region first (graph-api.md §3 row 19). */
    boundRegion?: string;
    /** The identity key check of its settings; by default off. */
    identityKeyCheck: boolean;
    /** Its calling settings, as they were given. */
    calling?: JsonObject;
    /** Its payload encryption, as it was given. */
    payloadEncryption?: JsonObject;

    /** Also live in the WhatsApp Business app (coexistence). */
    isOnBizApp: boolean;
    /** `name_status`; by default APPROVED. */
    nameStatus: string;
    /** The display name under review, or approved and not in use yet. */
    newDisplayName?: string;
    /** `new_name_status` of that name. */
    newNameStatus?: string;
    /** When that name was approved: it can be used for 14 days. */
    newNameApprovedAt?: number;
    /** When a display name was asked for: ten in 30 days. */
    nameChanges: number[];

    /** When register was asked for: ten in 72 hours. */
    registerRequests: number[];
    /** When deregister was asked for: ten in 72 hours. */
    deregisterRequests: number[];
    /** Until then register is refused (133016). */
    registerBlockedUntil?: number;
    /** Until then deregister is refused (133016). */
    deregisterBlockedUntil?: number;

    /** An earlier deregister failed half-way (133000). */
    partialDeregister: boolean;
    /** Carried over from another provider with two-step verification on (subcode 2388001). */
    inheritedTwoStep: boolean;
    /** Comes from another WABA: registering it needs a payment method there. */
    migrating: boolean;
    /** Deleted and added again at this time: 133015 for five minutes. */
    recentlyDeletedAt?: number;
    /** Embedded Signup ended at this time. */
    embeddedSignupAt?: number;

    /** `quality_rating`; by default GREEN. */
    qualityRating: string;
    /** `account_mode`; by default LIVE. */
    accountMode: string;
    /** An official business account can't change its display name. */
    isOfficialBusinessAccount: boolean;
    /** `is_preverified_number`; by default false. */
    isPreverifiedNumber: boolean;
    /** `messaging_limit_tier`; by default TIER_1K. */
    messagingLimitTier: string;
    /** `search_visibility`; by default VISIBLE. */
    searchVisibility: string;
    /** When Embedded Signup ended, as lists sort by it. */
    lastOnboardedTime?: number;
    /** `webhook_configuration`, as it was given. */
    webhookConfiguration: JsonObject;
    /** The business profile, by its Graph names. */
    profile: JsonObject;
    /** Node fields by their Graph name, shown as they are instead of the derived ones. */
    fields: JsonObject;
}

/** A number to begin with; everything but the id has a default. */
export type NumberSeed = { readonly id: string } & {
    [Key in Exclude<keyof NumberState, "id">]?: NumberState[Key];
};

/** A change behind everybody's back; undefined (null over HTTP) removes what is optional. */
export type NumberPatch = {
    [Key in Exclude<keyof NumberState, "id">]?: NumberState[Key] | null | undefined;
};

/** A WhatsApp Business Account. */
export interface WabaState {
    /** Its ID, a string of digits. */
    id: string;
    /** Its name; by default `Jasper's Markets`. */
    name: string;
    /** Meta's review: register is refused until it is APPROVED, the default. */
    accountReviewStatus: "APPROVED" | "PENDING" | "REJECTED" | "DEFERRED";
    /** `business_verification_status`; by default verified. */
    businessVerificationStatus: string;
    /** Has a payment method. */
    payment: boolean;
    /** Most numbers it may hold; absent = no limit. Meta: 2, or 20 once the business is verified. */
    maxNumbers?: number;
    /** ISO 3166; by default US. */
    country: string;
    /** ISO 4217; by default USD. */
    currency: string;
    /** `status`; by default ACTIVE. */
    status: string;
    /** Node fields by their Graph name, shown as they are. */
    fields: JsonObject;
}

/** A WABA to begin with; everything but the id has a default. */
export type WabaSeed = { readonly id: string } & {
    [Key in Exclude<keyof WabaState, "id">]?: WabaState[Key];
};

/** An access token and what it may do. */
export interface TokenState {
    /** What a call carries. */
    readonly token: string;
    /** whatsapp_business_management, whatsapp_business_messaging. */
    readonly scopes: string[];
    /** The WABAs it sees; absent = all. */
    readonly wabas?: string[];
    /** By default valid; the others are refused with 190, by different subcodes. */
    readonly validity: "valid" | "expired" | "invalid";
    /** If given, each call must carry the matching appsecret_proof. */
    readonly appSecret?: string;
}

/** A token to begin with: by default valid, with both scopes, for all WABAs. */
export type TokenSeed = { readonly token: string } & {
    [Key in Exclude<keyof TokenState, "token">]?: TokenState[Key];
};

/** What can be put in at the start and at any time later. */
export interface Seed {
    /** Numbers; one with the same ID is replaced. */
    readonly numbers?: NumberSeed[];
    /** WABAs; one with the same ID is replaced. */
    readonly wabas?: WabaSeed[];
    /** Tokens besides `EMULATOR-TOKEN`, which may do everything. */
    readonly tokens?: TokenSeed[];
}

/** Everything. */
export interface EmulatorState {
    /** The clock, in milliseconds since 1970. */
    readonly now: number;
    /** All numbers. */
    readonly numbers: NumberState[];
    /** All WABAs. */
    readonly wabas: WabaState[];
    /** All tokens. */
    readonly tokens: TokenState[];
    /** All switches. */
    readonly switches: Switches;
}
