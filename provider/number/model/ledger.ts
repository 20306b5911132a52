/**
 * The ledger: the register and deregister requests that this resource sent in the last 72 hours (and the
 * changes of its display name in the last 30 days), as one compact string in state, and what it says about the
 * requests that are left. A lower bound: requests made elsewhere, or by a killed process, are not in it
 * (docs/how-it-works.md, "The ledger, the journal, and settling").
 */
import type { PhoneNumberState } from "./state";

/** Graph's window and the lock-out after it: 72 hours, in milliseconds (graph-api.md §3 row 1). */
export const WINDOW_MS = 72 * 3600_000;
/** How long an accepted register or deregister may take to show in the node, in milliseconds. */
export const SETTLING_MS = 15 * 60_000;

/** The two requests that Graph counts in 72 hours, and locks out after. */
export type CountedRequest = "register" | "deregister";
/** What the ledger keeps: those, and changes of the display name. */
export type LedgerRequest = CountedRequest | "nameChange";

/** How many of each a number may send in which time, in milliseconds (graph-api.md §3 row 1, §2.2). */
export const LIMITS: Readonly<Record<LedgerRequest, { readonly most: number; readonly withinMs: number }>> = {
    register: { most: 10, withinMs: WINDOW_MS },
    deregister: { most: 10, withinMs: WINDOW_MS },
    nameChange: { most: 10, withinMs: 30 * 24 * 3600_000 },
};

/** After this time nothing limits the next request any more. */
export const LONGEST_WINDOW_MS = Math.max(...Object.values(LIMITS).map(({ withinMs }) => withinMs));

/** `ok`: accepted. `?`: not known. Otherwise the Graph error code of the refusal. */
export type Outcome = "ok" | "?" | number;

export interface LedgerEntry {
    readonly request: LedgerRequest;
    /** Seconds since 1970. */
    readonly at: number;
    readonly outcome: Outcome;
}

const LETTERS: Readonly<Record<string, LedgerRequest>> = { r: "register", d: "deregister", n: "nameChange" };
const ENTRY = /^([rdn])(\d{1,12})=(ok|\?|\d{1,10})$/;

/** How far ahead of this clock another machine's may be, in milliseconds: a later entry is ignored. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** The ledger that was read last: one decision reads the same one many times. */
let lastRead: { readonly requests: unknown; readonly entries: readonly LedgerEntry[] } | undefined;

/** Reads the ledger of a state, and leaves out what it can't read (a later version's entry). */
export function parseLedger(requests: unknown): readonly LedgerEntry[] {
    if (lastRead === undefined || lastRead.requests !== requests)
        lastRead = { requests, entries: read(requests) };
    return lastRead.entries;
}

function read(requests: unknown): LedgerEntry[] {
    return (typeof requests === "string" ? requests : "").split(" ").flatMap((text): LedgerEntry[] => {
        const [, kind, at, outcome] = ENTRY.exec(text) ?? [];
        const request = LETTERS[kind ?? ""];
        if (request === undefined || outcome === undefined) return [];
        return [
            {
                request,
                at: Number(at),
                outcome: outcome === "ok" || outcome === "?" ? outcome : Number(outcome),
            },
        ];
    });
}

/**
 * Writes the ledger, e.g. `r1763807405=ok d1763807410=133016`, without what has left the window. The last refusal
 * of the region in register stays: it says what this Graph takes, however long ago (graph-api.md §2.3).
 */
export function formatLedger(entries: readonly LedgerEntry[], now: number): string {
    const regionRefusal = entries.findLast(isRegionRefusal);
    return entries
        .filter((entry) => inWindow(entry, now) || entry === regionRefusal)
        .map(({ request, at, outcome }) => `${request[0]}${at}=${outcome}`)
        .join(" ");
}

function inWindow(entry: LedgerEntry, now: number): boolean {
    const at = entry.at * 1000;
    return at > now - LIMITS[entry.request].withinMs && at <= now + CLOCK_SKEW_MS;
}

/** Graph's answer to a register that names a parameter which its version no longer takes: the region. */
export const DEPRECATED_PARAMETER = 12;

function isRegionRefusal({ request, outcome }: LedgerEntry): boolean {
    return request === "register" && outcome === DEPRECATED_PARAMETER;
}

/** Whether this number's register was refused for naming its region, ever. */
export function refusesRegionParameter({ requests }: Pick<Remembered, "requests">): boolean {
    return parseLedger(requests).some(isRegionRefusal);
}

/** The part of the state that limits the next requests. */
export type Remembered = Pick<PhoneNumberState, "requests" | "registerLockedUntil" | "deregisterLockedUntil">;

/** The state after one more request: in the ledger, and locked for 72 hours if Graph said so (133016). */
export function recordRequest<T extends Remembered>(
    state: T,
    request: LedgerRequest,
    outcome: Outcome,
    now: number,
): T {
    const entry: LedgerEntry = { request, at: Math.floor(now / 1000), outcome };
    const requests = formatLedger([...parseLedger(state.requests), entry], now);
    if (outcome !== 133016 || request === "nameChange") return { ...state, requests };
    const until = new Date(now + WINDOW_MS).toISOString();
    const lock = request === "register" ? { registerLockedUntil: until } : { deregisterLockedUntil: until };
    return { ...state, requests, ...lock };
}

/** Requests of a kind that are left in the window, as far as the state knows. */
export function requestsLeft(state: Remembered, request: LedgerRequest, now: number): number {
    const spent = parseLedger(state.requests).filter((e) => e.request === request && inWindow(e, now));
    return Math.max(0, LIMITS[request].most - spent.length);
}

/**
 * When `needed` requests of a kind are free again, in milliseconds since 1970; now if they are.
 */
export function freeAt(state: Remembered, request: LedgerRequest, needed: number, now: number): number {
    const spent = parseLedger(state.requests)
        .filter((e) => e.request === request && inWindow(e, now))
        .map((e) => e.at * 1000)
        .sort((a, b) => a - b);
    const { most, withinMs } = LIMITS[request];
    const leaving = spent[spent.length - 1 - (most - needed)];
    return leaving === undefined ? now : leaving + withinMs;
}

/** Until when requests of a kind are locked out, in milliseconds since 1970; undefined when they are not. */
export function lockedUntil(state: Remembered, request: CountedRequest, now: number): number | undefined {
    const text: unknown = request === "register" ? state.registerLockedUntil : state.deregisterLockedUntil;
    const until = typeof text === "string" ? Date.parse(text) : Number.NaN;
    // Graph locks for 72 hours: a later time was written by somebody else, or by a wrong clock.
    return until > now && until <= now + WINDOW_MS + CLOCK_SKEW_MS ? until : undefined;
}

/**
 * What an accepted request of the last 15 minutes says about the number, whatever the node shows meanwhile
 * (docs/how-it-works.md, "The ledger, the journal, and settling"; graph-api.md §3 row 14).
 * Undefined: nothing is settling, or a request of unknown outcome came after it.
 */
export function settling(state: Remembered, now: number): { readonly registered: boolean } | undefined {
    const last = parseLedger(state.requests).findLast(
        (entry) =>
            entry.request !== "nameChange" && typeof entry.outcome !== "number" && inWindow(entry, now),
    );
    if (last?.outcome !== "ok" || last.at * 1000 <= now - SETTLING_MS) return undefined;
    return { registered: last.request === "register" };
}
