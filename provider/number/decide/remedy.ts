/** What may follow a refused register. Pure (docs/how-it-works.md, "An outage's last resort"). */
import {
    type GraphError,
    LockedOutError,
    NumberStateError,
    ParameterError,
    PermissionError,
    RateLimitError,
    TokenError,
} from "../../../graph/errors";
import type { Words } from "../../../graph/fix";
import { isRegion, type Region, type RegionOrNone } from "../../../graph/observed";
import { DEPRECATED_PARAMETER } from "../model/ledger";
import type { RegionParameter } from "./regionParameter";

/** One more register, and what is different about it. */
export type Remedy =
    /** Without naming the region: since v21 storage is set through /settings (graph-api.md §3 row 18). */
    | { readonly kind: "withoutRegion" }
    /** 133000: an earlier deregistration ended half-way; finish it, then register (§3 row 21). */
    | { readonly kind: "deregisterFirst" }
    /** The number was live before: come back in the region that Graph says it is bound to (§3 row 19). */
    | { readonly kind: "boundRegion"; readonly region: Region }
    /** The number was live before: come back with the storage that it had. */
    | { readonly kind: "formerStorage" }
    /** The number was live before, and the refusal is temporary: try again after a moment. */
    | { readonly kind: "again" }
    /** The same, after the wait that Graph asks for (133015). */
    | { readonly kind: "later" };

/** What the choice of a remedy depends on. */
export interface Attempt {
    readonly error: GraphError;
    /** Whether the refused register named a region. */
    readonly namedRegion: boolean;
    /** What is known about this Graph. */
    readonly regionParameter: RegionParameter;
    /** Whether this operation took the number offline: then it must come back. */
    readonly wasLive: boolean;
    /** Remedies that were tried already. */
    readonly tried: ReadonlySet<Remedy["kind"]>;
    readonly registersLeft: number;
    readonly deregistersLeft: number;
}

/** The remedy for a refused register, or undefined: then the refusal stands. */
export function remedyFor(attempt: Attempt): Remedy | undefined {
    if (attempt.registersLeft < 1 || isFinal(attempt.error)) return undefined;
    return candidates(attempt).find(({ kind }) => !attempt.tried.has(kind));
}

/** Refusals that one more register can only make worse: the lock-out, a wrong PIN, lost ownership, a dead token. */
export function isFinal(error: GraphError): boolean {
    return (
        error instanceof LockedOutError ||
        error instanceof TokenError ||
        error.code === 133005 ||
        error.code === 133006
    );
}

/** The remedies that apply, the best first. */
function candidates(attempt: Attempt): Remedy[] {
    const { error, wasLive, deregistersLeft } = attempt;
    const bound = boundRegion(error);
    return [
        ...(mayBeAboutRegion(attempt) ? [{ kind: "withoutRegion" } as const] : []),
        ...(error.code === 133000 && deregistersLeft > 0 ? [{ kind: "deregisterFirst" } as const] : []),
        ...(wasLive && bound !== undefined ? [{ kind: "boundRegion", region: bound } as const] : []),
        ...(wasLive ? [comeBack(attempt)] : []),
    ];
}

/** How a number that was live comes back: as it was before, unless the refusal has nothing to do with that. */
function comeBack({ error, deregistersLeft }: Attempt): Remedy {
    if (error.code === 133015) return { kind: "later" };
    if (passes(error)) return { kind: "again" };
    return error.code === 133000 && deregistersLeft > 0
        ? { kind: "deregisterFirst" }
        : { kind: "formerStorage" };
}

const BOUND = /expected data localization region:?\s*'?"?([A-Z]{2})\b/i;

/** The region that a refusal says the number is bound to. */
function boundRegion(error: GraphError): Region | undefined {
    const bound = BOUND.exec(error.said)?.[1]?.toUpperCase();
    return isRegion(bound) ? bound : undefined;
}

/**
 * Whether a refusal may be about naming the region at all: 12, or 100 with any words that don't give another
 * cause. If this Graph is known to take the parameter, only words that name it count.
 */
function mayBeAboutRegion({ error, namedRegion, regionParameter }: Attempt): boolean {
    if (!namedRegion) return false;
    if (error.code === DEPRECATED_PARAMETER) return true;
    if (!(error instanceof ParameterError) || BOUND.test(error.said)) return false;
    if (/data_localization_region/i.test(error.said)) return true;
    return error.code === 100 && regionParameter === "unknown" && !error.tellsCause;
}

/** Whether a refusal goes away by itself within moments. */
function passes(error: GraphError): boolean {
    return error.verdict === "unclear" || error instanceof RateLimitError || error.code === 131057;
}

/**
 * What has to change before a refused register is sent again: the PIN (133005), something that a person has to fix
 * and that only a counted register would reveal (ownership, permissions), or nothing.
 */
export function holdOf(error: GraphError): "pin" | "person" | undefined {
    if (error.code === 133005) return "pin";
    return error.code === 133006 || error instanceof PermissionError ? "person" : undefined;
}

/** A register that Graph refused, as a run remembers it: in memory only, since it holds a PIN. */
export interface RefusedRegister {
    readonly pin: string;
    readonly region: RegionOrNone;
    /** Whether the number had a PIN then: if two-step verification was switched off since, any PIN works. */
    readonly isPinEnabled: boolean | undefined;
    /** Milliseconds since 1970. */
    readonly at: number;
    /** For how long it is not sent again, in milliseconds. */
    readonly quietMs: number;
    readonly code: number | undefined;
    readonly message: string;
    readonly fix: Words;
}

/**
 * For how long the same register is not sent again within one run, in milliseconds. A dead token is refused by the
 * read before it.
 */
export function quietFor(error: GraphError): number {
    if (error instanceof TokenError) return 0;
    if (error.code === 133015) return 5 * 60_000;
    const passing = passes(error) || error instanceof NumberStateError;
    return passing ? 60_000 : Number.POSITIVE_INFINITY;
}
