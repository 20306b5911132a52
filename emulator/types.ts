import type { Switches } from "./switches.js";

export type { Rung, Switches, SwitchInfo } from "./switches.js";

/** A JSON object as it came in or goes out. */
export type JsonObject = Record<string, unknown>;

/** code_verification_status: has the owner shown that the number is theirs? (graph-api.md §5) */
export type Ownership = "VERIFIED" | "NOT_VERIFIED" | "EXPIRED";

/** A verification code on its way to the owner. */
export interface VerificationCode {
    code: string;
    method: "SMS" | "VOICE";
    expiresAt: number;
    wrongGuesses: number;
}

/** What reads still show of a number whose register or deregister was accepted a moment ago. */
export interface Settling {
    until: number;
    platformType: string;
    status: string;
}

/** Everything the emulator knows of one phone number. Times are milliseconds of its clock. */
export interface NumberState {
    id: string;
    wabaId: string;
    displayPhoneNumber: string;
    verifiedName: string;

    /** Registered on the Cloud API. */
    registered: boolean;
    status: string;
    /** Shown instead of the one that follows from `registered`, for example ON_PREMISE. */
    platformType?: string;
    settling?: Settling;
    /** The true two-step verification PIN; it outlives a deregistration. */
    pin?: string;
    /** This number's own PIN era; absent = the switch. */
    pinMode?: Switches["pinMode"];
    pinGuesses: number[];
    codeVerificationStatus: Ownership;
    code?: VerificationCode;
    codeRequests: number[];

    /** The region of in-country storage; absent = not on. */
    region?: string;
    /** No-storage retention; absent = not on. */
    retentionMinutes?: number;
    /** A migrated number that must come up in this region first (graph-api.md §3 row 19). */
    boundRegion?: string;
    identityKeyCheck: boolean;
    calling?: JsonObject;
    payloadEncryption?: JsonObject;

    /** Also live in the WhatsApp Business app (coexistence). */
    isOnBizApp: boolean;
    nameStatus: string;
    newDisplayName?: string;
    newNameStatus?: string;
    newNameApprovedAt?: number;
    nameChanges: number[];

    registerRequests: number[];
    deregisterRequests: number[];
    registerBlockedUntil?: number;
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

    qualityRating: string;
    accountMode: string;
    isOfficialBusinessAccount: boolean;
    isPreverifiedNumber: boolean;
    messagingLimitTier: string;
    searchVisibility: string;
    lastOnboardedTime?: number;
    webhookConfiguration: JsonObject;
    profile: JsonObject;
    /** Node fields by their Graph name, shown as they are instead of the derived ones. */
    fields: JsonObject;
}

/** A number to begin with; everything but the id has a default. */
export type NumberSeed = { id: string } & { [Key in Exclude<keyof NumberState, "id">]?: NumberState[Key] };

/** A change behind everybody's back; undefined (null over HTTP) removes what is optional. */
export type NumberPatch = {
    [Key in Exclude<keyof NumberState, "id">]?: NumberState[Key] | null | undefined;
};

/** A WhatsApp Business Account. */
export interface WabaState {
    id: string;
    name: string;
    accountReviewStatus: "APPROVED" | "PENDING" | "REJECTED" | "DEFERRED";
    businessVerificationStatus: string;
    /** Has a payment method. */
    payment: boolean;
    /** Most numbers it may hold; absent = no limit. Meta: 2, or 20 once the business is verified. */
    maxNumbers?: number;
    country: string;
    currency: string;
    status: string;
    /** Node fields by their Graph name, shown as they are. */
    fields: JsonObject;
}

/** A WABA to begin with; everything but the id has a default. */
export type WabaSeed = { id: string } & { [Key in Exclude<keyof WabaState, "id">]?: WabaState[Key] };

/** An access token and what it may do. */
export interface TokenState {
    token: string;
    /** whatsapp_business_management, whatsapp_business_messaging. */
    scopes: string[];
    /** The WABAs it sees; absent = all. */
    wabas?: string[];
    validity: "valid" | "expired" | "invalid";
    /** If given, each call must carry the matching appsecret_proof. */
    appSecret?: string;
}

/** A token to begin with: by default valid, with both scopes, for all WABAs. */
export type TokenSeed = { token: string } & { [Key in Exclude<keyof TokenState, "token">]?: TokenState[Key] };

/** What can be put in at the start and at any time later. */
export interface Seed {
    numbers?: NumberSeed[];
    wabas?: WabaSeed[];
    tokens?: TokenSeed[];
}

/** Everything. */
export interface EmulatorState {
    now: number;
    numbers: NumberState[];
    wabas: WabaState[];
    tokens: TokenState[];
    switches: Switches;
}

/** What a request is about, whatever its wire form. */
export type RequestKind =
    | "read"
    | "readMany"
    | "readSettings"
    | "readProfile"
    | "readWaba"
    | "list"
    | "register"
    | "deregister"
    | "setPin"
    | "setDisplayName"
    | "setNode"
    | "setStorage"
    | "setIdentityKeyCheck"
    | "setCalling"
    | "setPayloadEncryption"
    | "requestCode"
    | "verifyCode"
    | "profile"
    | "addNumber"
    | "other";

/** One request as the log keeps it; PIN, token and proof are masked. */
export interface LoggedRequest {
    seq: number;
    /** Milliseconds of the emulator's clock. */
    at: number;
    kind: RequestKind;
    method: string;
    /** Without the version. */
    path: string;
    version?: string;
    phoneNumberId?: string;
    wabaId?: string;
    query: Record<string, string>;
    body: unknown;
    userAgent?: string;
    /** The HTTP status, 0 if no answer was given. */
    status: number;
    /** The Graph error code of the answer. */
    code?: number;
    /** Did it change what it asked to change? */
    applied: boolean;
    /** The fault that met it. */
    fault?: string;
}

/** Which requests a fault meets; what is absent matches everything. */
export interface FaultMatch {
    kind?: RequestKind;
    phoneNumberId?: string;
    method?: string;
    /** The exact path without version; in process also a pattern. */
    path?: string | RegExp;
}

/** An error to answer with; what is absent comes from the emulator's error table. */
export interface FaultError {
    code: number;
    subcode?: number;
    status?: number;
    message?: string;
    details?: string;
    isTransient?: boolean;
    userTitle?: string;
    userMsg?: string;
}

/** What a fault does. `applied`: is the work done nevertheless? (default no, for truncate yes) */
export type FaultAction =
    | { error: FaultError; headers?: Record<string, string>; applied?: boolean }
    /** Reset the connection before or after the work is done. */
    | { drop: "before" | "after" }
    /** Never answer; the work is left undone or done. */
    | { hang: "before" | "after" }
    /** A proxy's HTML page with this status. */
    | { html: number; applied?: boolean }
    /** An empty body with this status. */
    | { empty: number; applied?: boolean }
    /** Half of the body, then the connection ends. */
    | { truncate: true; applied?: boolean }
    /** The true answer, this many milliseconds per byte. */
    | { slow: number }
    /** The true answer, later. */
    | { delayMs: number };

/** A disturbance to come. */
export interface Fault {
    match?: FaultMatch;
    /** Let this many matching requests pass first. */
    after?: number;
    /** How many it meets; default 1. */
    times?: number;
    do: FaultAction;
}

/** How to start an emulator. */
export interface StartOptions extends Seed {
    /** 0 or absent = a free one. */
    port?: number;
    /** Loopback only; default 127.0.0.1. */
    host?: string;
    /** Where the state is kept; absent = in memory. */
    file?: string;
    switches?: Partial<Switches>;
    /** Wait this long before each answer. */
    latencyMs?: number;
    /** The clock's start, in milliseconds since 1970; absent = the real time. */
    now?: number;
    /** Receives a line for each event worth telling, such as a verification code. */
    log?: (line: string) => void;
}

/** A running emulator. */
export interface Emulator {
    readonly url: string;
    /** A token that may do everything. */
    readonly token: string;
    /** Adds or replaces numbers, WABAs and tokens. */
    seed(seed: Seed): void;
    /** A copy of a number's whole state; throws if there is no such number. */
    number(id: string): NumberState;
    /** Edits a number behind everybody's back. */
    change(id: string, patch: NumberPatch): void;
    /** Edits a WABA behind everybody's back. */
    changeWaba(id: string, patch: Partial<WabaState>): void;
    state(): EmulatorState;
    now(): number;
    advance(ms: number): void;
    /** Plans a disturbance and returns its id. */
    fail(fault: Fault): string;
    clearFaults(): void;
    readonly requests: readonly LoggedRequest[];
    /** The requests that were not reads. */
    writes(): LoggedRequest[];
    clearRequests(): void;
    /** Changes switches at run time. */
    set(switches: Partial<Switches>): void;
    close(): Promise<void>;
}
