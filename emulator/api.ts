/** How to start and control an emulator: options, controls, the request log and faults. */

import type { AppPatch, Delivery, EmulatorState, NumberPatch, NumberState, Seed, WabaPatch } from "./state";
import type { Switches } from "./switches";

/** What a request asks for, whatever its encoding. */
export type RequestKind =
    | "read"
    | "readMany"
    | "readSettings"
    | "readProfile"
    | "readWaba"
    | "readApp"
    | "readToken"
    | "readSubscribedApps"
    | "readUpload"
    | "readCommerce"
    | "readFlowsKey"
    | "readQrCodes"
    | "readQrCode"
    | "readUsername"
    | "suggestUsernames"
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
    | "setWebhookOverride"
    | "setSearchVisibility"
    | "subscribeApp"
    | "unsubscribeApp"
    | "sendMessage"
    | "setProfile"
    | "upload"
    | "setAutomation"
    | "setCommerce"
    | "setUsername"
    | "releaseUsername"
    | "setFlowsKey"
    | "createQrCode"
    | "changeQrCode"
    | "deleteQrCode"
    | "addNumber"
    | "other";

/** One request in the log. PIN, token and proof are masked. */
export interface LoggedRequest {
    /** 1 for the first request, and so on. */
    readonly seq: number;
    /** Milliseconds of the emulator's clock. */
    readonly at: number;
    /** What it asks for. */
    readonly kind: RequestKind;
    /** GET, POST or DELETE. */
    readonly method: string;
    /** Without the version. */
    readonly path: string;
    /** Of the Graph API, for example `v25.0`. */
    readonly version?: string;
    /** Its number. */
    readonly phoneNumberId?: string;
    /** Its WABA. */
    readonly wabaId?: string;
    /** Its app. */
    readonly appId?: string;
    /** Its query parameters. */
    readonly query: Record<string, string>;
    /** Its body, decoded. */
    readonly body: unknown;
    /** The `User-Agent` header. */
    readonly userAgent?: string;
    /** The HTTP status, 0 without an answer. */
    readonly status: number;
    /** The Graph error code of the answer. */
    readonly code?: number;
    /** Whether its change was made. */
    readonly applied: boolean;
    /** The ID of the fault that it met. */
    readonly fault?: string;
    /** How many Graph requests were in progress when it arrived, including itself. */
    readonly atOnce: number;
}

/** Which requests a fault meets. What is absent matches everything. */
export interface FaultMatch {
    /** What the request asks for. */
    readonly kind?: RequestKind;
    /** Its number. */
    readonly phoneNumberId?: string;
    /** GET, POST or DELETE. */
    readonly method?: string;
    /** The exact path without the version. In process also a pattern. */
    readonly path?: string | RegExp;
}

/** An error to answer with. What is absent comes from the emulator's error table. */
export interface FaultError {
    /** The Graph error code. */
    readonly code: number;
    /** `error_subcode`. */
    readonly subcode?: number;
    /** The HTTP status. */
    readonly status?: number;
    /** `message`. */
    readonly message?: string;
    /** `error_data.details`. */
    readonly details?: string;
    /** `is_transient`. */
    readonly isTransient?: boolean;
    /** `error_user_title`. */
    readonly userTitle?: string;
    /** `error_user_msg`. */
    readonly userMsg?: string;
}

/** An answer that is sent unchanged: any status and any text, also what Graph would never send. */
export interface RawAnswer {
    /** 100 to 999. 101 ends the request without a body. */
    readonly status: number;
    /** The body, byte for byte in UTF-8; absent: empty. */
    readonly body?: string;
    /** Added to the headers of the real answer, or instead of them. The default content type is JSON. */
    readonly headers?: Record<string, string>;
}

/** What a fault does. `applied`: whether the request takes effect (default: only with truncate). */
export type FaultAction =
    | { readonly error: FaultError; readonly headers?: Record<string, string>; readonly applied?: boolean }
    /** Exactly this answer. */
    | { readonly respond: RawAnswer; readonly applied?: boolean }
    /** Reset the connection before or after the request takes effect. */
    | { readonly drop: "before" | "after" }
    /** Never answer, before or after the request takes effect. */
    | { readonly hang: "before" | "after" }
    /** A proxy's HTML page with this status. */
    | { readonly html: number; readonly applied?: boolean }
    /** An empty body with this status. */
    | { readonly empty: number; readonly applied?: boolean }
    /** Send half of the body, then close the connection. */
    | { readonly truncate: true; readonly applied?: boolean }
    /** The real answer, this many milliseconds per byte. */
    | { readonly slow: number }
    /** The real answer, this many milliseconds later. */
    | { readonly delayMs: number };

/** A planned fault. */
export interface Fault {
    /** Which requests it meets; default all. */
    readonly match?: FaultMatch;
    /** Let this many matching requests pass first. */
    readonly after?: number;
    /** How many requests it meets; default 1. */
    readonly times?: number;
    /** What it does to them. */
    readonly do: FaultAction;
}

/** How to start an emulator. */
export interface StartOptions extends Seed {
    /** Default 0: a free port. */
    readonly port?: number;
    /** Loopback only; default 127.0.0.1. */
    readonly host?: string;
    /** The state file; default none: the state stays in memory. */
    readonly file?: string;
    /** Switches to change from their defaults. */
    readonly switches?: Partial<Switches>;
    /** Wait this long before each answer. */
    readonly latencyMs?: number;
    /** The clock's start, in milliseconds since 1970; default the real time. */
    readonly now?: number;
    /** Receives one line per event, such as a verification code. */
    readonly log?: (line: string) => void;
}

/** A running emulator. */
export interface Emulator {
    /** Its URL without a final slash, for WHATSAPP_GRAPH_URL. */
    readonly url: string;
    /** A token with every permission. */
    readonly token: string;
    /** The ID of this world, sent with each answer as `x-emulator-world`. A state file keeps it. */
    readonly world: string;
    /** Adds or replaces numbers, WABAs, tokens, apps, users, taken usernames and uploads. */
    seed(seed: Seed): void;
    /** A copy of a number's whole state; throws if there is no such number. */
    number(id: string): NumberState;
    /** Changes a number directly, without a request. */
    change(id: string, patch: NumberPatch): void;
    /** Changes a WABA directly, without a request. */
    changeWaba(id: string, patch: WabaPatch): void;
    /** Changes an app directly, without a request. */
    changeApp(id: string, patch: AppPatch): void;
    /** A copy of everything. */
    state(): EmulatorState;
    /** The emulator's clock: the real time plus all advances, in milliseconds since 1970. */
    now(): number;
    /** Moves the clock forward. */
    advance(ms: number): void;
    /** Plans a fault and returns its ID. */
    fail(fault: Fault): string;
    /** Removes the planned faults. */
    clearFaults(): void;
    /** Every request since the start or the last clearing. */
    readonly requests: readonly LoggedRequest[];
    /** The requests that were not reads. */
    writes(): LoggedRequest[];
    /** Empties the request log. */
    clearRequests(): void;
    /** The webhooks since the start, oldest first: the newest 1,000. */
    readonly deliveries: readonly Delivery[];
    /** Changes switches at run time. */
    set(switches: Partial<Switches>): void;
    /**
     * Answers in this process, without a connection: several times faster, for tests that ask much. Nothing where
     * the request meets a fault that only a connection can show: send it to {@link url}, where the fault waits.
     */
    fetch(request: Request): Promise<Response | undefined>;
    /** Stops it, once the state is saved. */
    close(): Promise<void>;
}
