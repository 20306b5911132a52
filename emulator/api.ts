/** How to start and control an emulator: options, controls, the request log and faults. */
import type { Fault } from "./schema/fault";
import type { RequestKind } from "./schema/requestKinds";
import type { SomeSwitches } from "./schema/switches";
import type {
    AppPatch,
    Delivery,
    EmulatorState,
    NumberPatch,
    NumberSeed,
    NumberState,
    Seed,
    WabaPatch,
} from "./state";

export type { Fault, FaultAction, FaultError, FaultMatch, RawAnswer } from "./schema/fault";
export type { RequestKind } from "./schema/requestKinds";

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

/** How to start an emulator. */
export interface StartOptions extends Seed {
    /** Default 0: a free port. */
    readonly port?: number;
    /** Loopback only; default 127.0.0.1. */
    readonly host?: string;
    /** Speak TLS, with a certificate that is made at the start; see {@link Emulator.ca}. Default: plain HTTP. */
    readonly tls?: boolean;
    /** The state file; default none: the state stays in memory. */
    readonly file?: string;
    /** Switches to change from their defaults. */
    readonly switches?: SomeSwitches;
    /** Numbers of a new state only: a state file that is there keeps its own. {@link Emulator.reset} brings them back. */
    readonly firstNumbers?: readonly NumberSeed[];
    /** Wait this long before each answer. */
    readonly latencyMs?: number;
    /** The clock's start, in milliseconds since 1970; default the real time. */
    readonly now?: number;
    /** Receives one line per event, such as a verification code. */
    readonly log?: (line: string) => void;
}

/** A running emulator. */
export interface Emulator extends AsyncDisposable {
    /** Its URL without a final slash, for WHATSAPP_GRAPH_URL. */
    readonly url: string;
    /** With `tls`: the authority of its certificate, in PEM, for NODE_EXTRA_CA_CERTS and the like. */
    readonly ca?: string;
    /** A token with every permission. */
    readonly token: string;
    /** The ID of this world, sent with each answer as `x-emulator-world`. A state file keeps it; a reset changes it. */
    readonly world: string;
    /** Adds or replaces numbers, WABAs, tokens, apps, users, taken usernames and uploads. */
    seed(seed: Seed): void;
    /** Everything as at the start: what was given then, the switches, the clock; no faults, no requests, no webhooks. */
    reset(): void;
    /** Removes a number, as if there had never been one. */
    remove(id: string): void;
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
    /** Sets the clock to the real time. */
    resetClock(): void;
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
    /** Changes switches at run time; null brings the default back. */
    set(switches: SomeSwitches): void;
    /**
     * Answers in this process, without a connection: several times faster, for tests that ask much. Nothing where
     * the request meets a fault that only a connection can show: send it to {@link url}, where the fault waits.
     */
    fetch(request: Request): Promise<Response | undefined>;
    /** Stops it, once the state is saved. `await using` does the same. */
    close(): Promise<void>;
}
