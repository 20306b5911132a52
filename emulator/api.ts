/** How an emulator is started and driven: its options, its controls, the request log, and faults. */
import type { Switches } from "./switches.js";
import type { EmulatorState, NumberPatch, NumberState, Seed, WabaState } from "./types.js";

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
    seq: number;
    /** Milliseconds of the emulator's clock. */
    at: number;
    /** What it is about. */
    kind: RequestKind;
    /** GET or POST. */
    method: string;
    /** Without the version. */
    path: string;
    /** Of the Graph API, for example `v25.0`. */
    version?: string;
    /** The number that it is about. */
    phoneNumberId?: string;
    /** The WABA that it is about. */
    wabaId?: string;
    /** Its query parameters. */
    query: Record<string, string>;
    /** Its body, whatever the encoding it came in. */
    body: unknown;
    /** The `User-Agent` header. */
    userAgent?: string;
    /** The HTTP status, 0 if no answer was given. */
    status: number;
    /** The Graph error code of the answer. */
    code?: number;
    /** Did it change what it asked to change? */
    applied: boolean;
    /** The fault that met it. */
    fault?: string;
    /** How many Graph requests were under way when it came, itself included. */
    atOnce: number;
}

/** Which requests a fault meets; what is absent matches everything. */
export interface FaultMatch {
    /** What the request is about. */
    kind?: RequestKind;
    /** The number that it is about. */
    phoneNumberId?: string;
    /** GET or POST. */
    method?: string;
    /** The exact path without version; in process also a pattern. */
    path?: string | RegExp;
}

/** An error to answer with; what is absent comes from the emulator's error table. */
export interface FaultError {
    /** The Graph error code. */
    code: number;
    /** `error_subcode`. */
    subcode?: number;
    /** The HTTP status. */
    status?: number;
    /** `message`. */
    message?: string;
    /** `error_data.details`. */
    details?: string;
    /** `is_transient`. */
    isTransient?: boolean;
    /** `error_user_title`. */
    userTitle?: string;
    /** `error_user_msg`. */
    userMsg?: string;
}

/** An answer that is given as it is: any status, any text, whether Graph would write it or not. */
export interface RawAnswer {
    /** 100 to 999; 101 as well, which ends the request without a body. */
    status: number;
    /** The body, byte for byte in UTF-8; absent: empty. */
    body?: string;
    /** On top of the headers of a true answer, or over them; its content type is JSON's. */
    headers?: Record<string, string>;
}

/** What a fault does. `applied`: is the work done nevertheless? (default no, for truncate yes) */
export type FaultAction =
    | { error: FaultError; headers?: Record<string, string>; applied?: boolean }
    /** This very answer. */
    | { respond: RawAnswer; applied?: boolean }
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
    /** Which requests it meets; absent: all. */
    match?: FaultMatch;
    /** Let this many matching requests pass first. */
    after?: number;
    /** How many it meets; default 1. */
    times?: number;
    /** What happens to them. */
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
    /** Switches that are not at their defaults. */
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
