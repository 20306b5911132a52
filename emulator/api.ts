/** How an emulator is started and driven: its options, its controls, the request log, and faults. */

import type { EmulatorState, NumberPatch, NumberState, Seed, WabaState } from "./state";
import type { Switches } from "./switches";

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
    /** 1 for the first request, and so on. */
    readonly seq: number;
    /** Milliseconds of the emulator's clock. */
    readonly at: number;
    /** What it is about. */
    readonly kind: RequestKind;
    /** GET or POST. */
    readonly method: string;
    /** Without the version. */
    readonly path: string;
    /** Of the Graph API, for example `v25.0`. */
    readonly version?: string;
    /** The number that it is about. */
    readonly phoneNumberId?: string;
    /** The WABA that it is about. */
    readonly wabaId?: string;
    /** Its query parameters. */
    readonly query: Record<string, string>;
    /** Its body, whatever the encoding it came in. */
    readonly body: unknown;
    /** The `User-Agent` header. */
    readonly userAgent?: string;
    /** The HTTP status, 0 if no answer was given. */
    readonly status: number;
    /** The Graph error code of the answer. */
    readonly code?: number;
    /** Did it change what it asked to change? */
    readonly applied: boolean;
    /** The fault that met it. */
    readonly fault?: string;
    /** How many Graph requests were under way when it came, itself included. */
    readonly atOnce: number;
}

/** Which requests a fault meets; what is absent matches everything. */
export interface FaultMatch {
    /** What the request is about. */
    readonly kind?: RequestKind;
    /** The number that it is about. */
    readonly phoneNumberId?: string;
    /** GET or POST. */
    readonly method?: string;
    /** The exact path without version; in process also a pattern. */
    readonly path?: string | RegExp;
}

/** An error to answer with; what is absent comes from the emulator's error table. */
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

/** An answer that is given as it is: any status, any text, whether Graph would write it or not. */
export interface RawAnswer {
    /** 100 to 999; 101 as well, which ends the request without a body. */
    readonly status: number;
    /** The body, byte for byte in UTF-8; absent: empty. */
    readonly body?: string;
    /** On top of the headers of a true answer, or over them; its content type is JSON's. */
    readonly headers?: Record<string, string>;
}

/** What a fault does. `applied`: is the work done nevertheless? (default no, for truncate yes) */
export type FaultAction =
    | { readonly error: FaultError; readonly headers?: Record<string, string>; readonly applied?: boolean }
    /** This very answer. */
    | { readonly respond: RawAnswer; readonly applied?: boolean }
    /** Reset the connection before or after the work is done. */
    | { readonly drop: "before" | "after" }
    /** Never answer; the work is left undone or done. */
    | { readonly hang: "before" | "after" }
    /** A proxy's HTML page with this status. */
    | { readonly html: number; readonly applied?: boolean }
    /** An empty body with this status. */
    | { readonly empty: number; readonly applied?: boolean }
    /** Half of the body, then the connection ends. */
    | { readonly truncate: true; readonly applied?: boolean }
    /** The true answer, this many milliseconds per byte. */
    | { readonly slow: number }
    /** The true answer, later. */
    | { readonly delayMs: number };

/** A disturbance to come. */
export interface Fault {
    /** Which requests it meets; absent: all. */
    readonly match?: FaultMatch;
    /** Let this many matching requests pass first. */
    readonly after?: number;
    /** How many it meets; default 1. */
    readonly times?: number;
    /** What happens to them. */
    readonly do: FaultAction;
}

/** How to start an emulator. */
export interface StartOptions extends Seed {
    /** 0 or absent = a free one. */
    readonly port?: number;
    /** Loopback only; default 127.0.0.1. */
    readonly host?: string;
    /** Where the state is kept; absent = in memory. */
    readonly file?: string;
    /** Switches that are not at their defaults. */
    readonly switches?: Partial<Switches>;
    /** Wait this long before each answer. */
    readonly latencyMs?: number;
    /** The clock's start, in milliseconds since 1970; absent = the real time. */
    readonly now?: number;
    /** Receives a line for each event worth telling, such as a verification code. */
    readonly log?: (line: string) => void;
}

/** A running emulator. */
export interface Emulator {
    /** Where it is, without a slash at its end: a WHATSAPP_GRAPH_URL. */
    readonly url: string;
    /** A token that may do everything. */
    readonly token: string;
    /** Tells this world from others; as `x-emulator-world` on each answer. A state file keeps it. */
    readonly world: string;
    /** Adds or replaces numbers, WABAs and tokens. */
    seed(seed: Seed): void;
    /** A copy of a number's whole state; throws if there is no such number. */
    number(id: string): NumberState;
    /** Edits a number behind everybody's back. */
    change(id: string, patch: NumberPatch): void;
    /** Edits a WABA behind everybody's back. */
    changeWaba(id: string, patch: Partial<WabaState>): void;
    /** A copy of everything. */
    state(): EmulatorState;
    /** The emulator's clock: real time plus what it was moved by, in milliseconds since 1970. */
    now(): number;
    /** Moves the clock on. */
    advance(ms: number): void;
    /** Plans a disturbance and returns its id. */
    fail(fault: Fault): string;
    /** Forgets the disturbances that have not come yet. */
    clearFaults(): void;
    /** Every request since the start, or since they were cleared. */
    readonly requests: readonly LoggedRequest[];
    /** The requests that were not reads. */
    writes(): LoggedRequest[];
    /** Empties the request log. */
    clearRequests(): void;
    /** Changes switches at run time. */
    set(switches: Partial<Switches>): void;
    /** Ends it, once the state is saved. */
    close(): Promise<void>;
}
