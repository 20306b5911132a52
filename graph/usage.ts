/** How much of Graph's hourly limits is used, from the headers of its answers (graph-api.md §2.10). */
import { count, idFrom, type Json, json } from "./wire";

/** How full one limit is. */
export interface Usage {
    /** Percent of what Graph allows in an hour; 100 and more: it refuses, or is about to. */
    readonly percent: number;
    /** How long Graph says that it will refuse from now on, in milliseconds; 0: it does not. */
    readonly regainMs: number;
}

/** The app's own limit, beside those of the WABAs. */
export const APP = "app";

/** The usages in an answer, by WABA (or business) ID, the app's under {@link APP}. */
export type Usages = ReadonlyMap<string, Usage>;

const MINUTE = 60_000;
/** Longer than any limit of Graph lasts: a larger value is wrong (graph-api.md §6a). */
const LONGEST_REGAIN_MS = 72 * 60 * MINUTE;

/**
 * Reads the usage headers, and ignores what it can't read: they are advice, and no reason to fail.
 * @param header a header's text by its lower-case name
 */
export function readUsages(header: (name: string) => unknown): Usages {
    const usages = new Map<string, Usage>();
    const app = parsed(header("x-app-usage"));
    if (app !== undefined) usages.set(APP, usageOf([app]));
    // Which kinds of calls each type counts is not documented, so the fullest one decides.
    for (const [id, types] of Object.entries(parsed(header("x-business-use-case-usage")) ?? {})) {
        if (Array.isArray(types) && idFrom(id) !== undefined) usages.set(id, usageOf(types.map(json)));
    }
    return usages;
}

function usageOf(types: readonly Json[]): Usage {
    const most = (names: readonly string[]) =>
        Math.max(0, ...types.flatMap((type) => names.map((name) => count(type[name]) ?? 0)));
    return {
        percent: most(["call_count", "total_cputime", "total_time"]),
        regainMs: Math.min(most(["estimated_time_to_regain_access"]) * MINUTE, LONGEST_REGAIN_MS),
    };
}

function parsed(text: unknown): Json | undefined {
    try {
        return json(JSON.parse(String(text)));
    } catch {
        return undefined;
    }
}

/** From this percentage on, operations are spread out. */
const SLOW_FROM = 75;
/**
 * The time between two numbers when a limit is full, in milliseconds. One takes about seven requests, so this
 * is about the pace of the 5,000 an hour that a WABA has with a registered number (graph-api.md §2).
 */
const WIDEST_MS = 5_000;

/** The time that should lie between the starts of two numbers' operations, in milliseconds. */
export function spacing({ percent }: Usage): number {
    const share = (Math.min(percent, 100) - SLOW_FROM) / (100 - SLOW_FROM);
    return Math.max(0, Math.round(share * WIDEST_MS));
}
