/** What the emulator keeps: numbers, WABAs, tokens, and the seeds and patches that set them. */
import type {
    AppSeed,
    AppState,
    CallingRestriction,
    CommerceSettings,
    ConversationalAutomation,
    FlowsKey,
    Picture,
    QrCode,
    UploadState,
    UserState,
    WebhookOverride,
} from "./features";
import type { Switches } from "./switches";

export type * from "./features";

/** A JSON object as it came in or goes out. */
export type JsonObject = Record<string, unknown>;

/** `code_verification_status`: whether the number's ownership is verified (graph-api.md §5). */
export type Ownership = "VERIFIED" | "NOT_VERIFIED" | "EXPIRED";

/** A verification code that was sent to the owner. */
export interface VerificationCode {
    /** Six digits. */
    code: string;
    /** How it was sent. */
    method: "SMS" | "VOICE";
    /** Milliseconds of the emulator's clock. */
    expiresAt: number;
    /** Wrong codes that were given since. */
    wrongGuesses: number;
}

/** What reads still show for a while after an accepted register or deregister. */
export interface Settling {
    /** Milliseconds of the emulator's clock. */
    readonly until: number;
    /** What `platform_type` shows until then. */
    readonly platformType: string;
    /** What `status` shows until then. */
    readonly status: string;
}

/** Everything about one phone number. Times are milliseconds of the emulator's clock. */
export interface NumberState {
    /** Its ID on the Graph API, a string of digits. */
    id: string;
    /** Its WABA, which is created if it does not exist. */
    wabaId: string;
    /** The phone number; default `+1 631-555-5555` and the numbers after it. */
    displayPhoneNumber: string;
    /** The display name in use; default `Jasper's Market`. */
    verifiedName: string;

    /** Registered on the Cloud API. */
    registered: boolean;
    /** What `status` shows; default CONNECTED if registered, else PENDING. */
    status: string;
    /** Shown instead of the value that follows from `registered`: ON_PREMISE, "", any text. Register removes it. */
    platformType?: string;
    /** What reads still show after an accepted register or deregister. */
    settling?: Settling;
    /** The two-step verification PIN; deregister keeps it. */
    pin?: string;
    /** How this number's PIN is checked; default the switch `pinMode`. */
    pinMode?: Switches["pinMode"];
    /** When wrong PINs were tried. */
    pinGuesses: number[];
    /** Wrong PINs since a right one, a new one or a verification. */
    wrongPins: number;
    /** Whether its ownership is verified; default VERIFIED. */
    codeVerificationStatus: Ownership;
    /** Register answers 133006, also if VERIFIED, until the ownership is verified again (§3 row 9). */
    verificationDemanded: boolean;
    /** The verification code that was requested last. */
    code?: VerificationCode;
    /** When verification codes were requested. */
    codeRequests: number[];

    /** The region of local storage; absent: off. */
    region?: string;
    /** The retention of no-storage; absent: off. */
    retentionMinutes?: number;
    /** A migrated number: its next register must use this region (graph-api.md §3 row 19). */
    boundRegion?: string;
    /** The identity key check of its settings; default off. */
    identityKeyCheck: boolean;
    /** Its calling settings, under Graph's names. */
    calling?: JsonObject;
    /** Restrictions of calling that Meta has set; default none. */
    callingRestrictions: CallingRestriction[];
    /** Its payload encryption, as it was given. */
    payloadEncryption?: JsonObject;

    /** Also used in the WhatsApp Business app (coexistence). */
    isOnBizApp: boolean;
    /** `name_status`; default APPROVED. */
    nameStatus: string;
    /** The display name that is under review, or approved but not in use yet. */
    newDisplayName?: string;
    /** `new_name_status` of that name. */
    newNameStatus?: string;
    /** When that name was approved: the approval lasts 14 days. */
    newNameApprovedAt?: number;
    /** When display names were requested: at most 10 in 30 days. */
    nameChanges: number[];

    /** When register was requested: at most 10 in 72 hours. */
    registerRequests: number[];
    /** When deregister was requested: at most 10 in 72 hours. */
    deregisterRequests: number[];
    /** Until then register is refused (133016). */
    registerBlockedUntil?: number;
    /** Until then deregister is refused (133016). */
    deregisterBlockedUntil?: number;

    /** An earlier deregister failed half-way (133000). */
    partialDeregister: boolean;
    /** Moved here from another provider with two-step verification on (subcode 2388001). */
    inheritedTwoStep: boolean;
    /** Moved here from another WABA: register needs a payment method on the new one. */
    migrating: boolean;
    /** Deleted and added again at this time: 133015 for five minutes. */
    recentlyDeletedAt?: number;
    /** Embedded Signup ended at this time. */
    embeddedSignupAt?: number;

    /** `quality_rating`; default GREEN. */
    qualityRating: string;
    /** `account_mode`; default LIVE. */
    accountMode: string;
    /** An official business account can't change its display name. */
    isOfficialBusinessAccount: boolean;
    /** `is_preverified_number`; default false. */
    isPreverifiedNumber: boolean;
    /** `messaging_limit_tier`; default TIER_1K. */
    messagingLimitTier: string;
    /** VISIBLE or HIDDEN, or whatever `search_visibility` is to say; default VISIBLE. */
    searchVisibility: string;
    /** When Embedded Signup ended: lists are sorted by it. */
    lastOnboardedTime?: number;
    /** Its webhook override of each app, by the app's ID. */
    webhookOverrides: Record<string, WebhookOverride>;
    /** The business profile, under Graph's names. */
    profile: JsonObject;
    /** The profile picture. */
    picture?: Picture;
    /** Ice breakers and commands; absent: never set. */
    conversationalAutomation?: ConversationalAutomation;
    /** Its QR codes, oldest first. */
    qrCodes: QrCode[];
    /** The business username. */
    username?: string;
    /** Its status; default approved. */
    usernameStatus?: "approved" | "reserved";
    /** Setting a username is refused with this code: 147001 to 147004, or any other. */
    usernameRefusal?: number;
    /** The commerce settings; default both off. */
    commerce: CommerceSettings;
    /** The public key of Flows. */
    flowsKey?: FlowsKey;
    /** Node fields under Graph's names, shown instead of the derived values. */
    fields: JsonObject;
}

/** A number to add; everything but `id` has a default. */
export type NumberSeed = { readonly id: string } & {
    [Key in Exclude<keyof NumberState, "id">]?: NumberState[Key];
};

/** A direct change of a number; undefined (null over HTTP) removes an optional value. */
export type NumberPatch = {
    [Key in Exclude<keyof NumberState, "id">]?: NumberState[Key] | null | undefined;
};

/** A WhatsApp Business Account. */
export interface WabaState {
    /** Its ID, a string of digits. */
    id: string;
    /** Its name; default `Jasper's Markets`. */
    name: string;
    /** Meta's review; default APPROVED. Otherwise register is refused. */
    accountReviewStatus: "APPROVED" | "PENDING" | "REJECTED" | "DEFERRED";
    /** `business_verification_status`; default verified. */
    businessVerificationStatus: string;
    /** Whether it has a payment method; default true. */
    payment: boolean;
    /** The most numbers that it may hold; default no limit. Meta: 2, or 20 once the business is verified. */
    maxNumbers?: number;
    /** ISO 3166; default US. */
    country: string;
    /** ISO 4217; default USD. */
    currency: string;
    /** `status`; default ACTIVE. */
    status: string;
    /** The IDs of the apps that are subscribed to it; default none. */
    subscribedApps: string[];
    /** Its webhook override of each app, by the app's ID. */
    webhookOverrides: Record<string, WebhookOverride>;
    /** Node fields under Graph's names, shown instead of the derived values. */
    fields: JsonObject;
}

/** A direct change of a WABA; undefined (null over HTTP) removes an optional value. */
export type WabaPatch = { [Key in Exclude<keyof WabaState, "id">]?: WabaState[Key] | null | undefined };

/** A WABA to add; everything but `id` has a default. */
export type WabaSeed = { readonly id: string } & {
    [Key in Exclude<keyof WabaState, "id">]?: WabaState[Key];
};

/** An access token and its permissions. */
export interface TokenState {
    /** The token itself. */
    readonly token: string;
    /** The app that it belongs to, which is created if it does not exist; default the emulator's own. */
    readonly appId: string;
    /** Of whatsapp_business_management and whatsapp_business_messaging; default both. */
    readonly scopes: string[];
    /** The WABAs that it sees; default all. */
    readonly wabas?: string[];
    /** Default valid. The others get 190 with different subcodes. */
    readonly validity: "valid" | "expired" | "invalid";
    /** If given, each request needs the matching `appsecret_proof`. */
    readonly appSecret?: string;
}

/** A token to add: by default valid, with both scopes, for all WABAs. */
export type TokenSeed = { readonly token: string } & {
    [Key in Exclude<keyof TokenState, "token">]?: TokenState[Key];
};

/** What can be added at the start and at any later time. */
export interface Seed {
    /** Numbers; each replaces the one with the same ID. */
    readonly numbers?: NumberSeed[];
    /** WABAs; each replaces the one with the same ID. */
    readonly wabas?: WabaSeed[];
    /** Tokens besides `EMULATOR-TOKEN`, which has every permission. */
    readonly tokens?: TokenSeed[];
    /** Apps besides the emulator's own; each replaces the one with the same ID. */
    readonly apps?: AppSeed[];
    /** Users whose identity key matters; each replaces the one with the same number. */
    readonly users?: UserState[];
    /** Usernames that others have taken. */
    readonly takenUsernames?: string[];
    /** Sessions of the resumable upload. */
    readonly uploads?: UploadState[];
}

/** Everything that the emulator keeps. */
export interface EmulatorState {
    /** The clock, in milliseconds since 1970. */
    readonly now: number;
    /** All numbers. */
    readonly numbers: NumberState[];
    /** All WABAs. */
    readonly wabas: WabaState[];
    /** All tokens. */
    readonly tokens: TokenState[];
    /** All apps. */
    readonly apps: AppState[];
    /** All users whose identity key matters. */
    readonly users: UserState[];
    /** Usernames that others have taken. */
    readonly takenUsernames: string[];
    /** The newest sessions of the resumable upload. */
    readonly uploads: UploadState[];
    /** All switches. */
    readonly switches: Switches;
}
