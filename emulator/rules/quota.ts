/** The quota: 10 requests of a kind in 72 hours; the next one blocks for 72 hours (graph-api.md §3 row 1). */
import { HOUR } from "../clock";
import { GraphRefusal } from "../errors";
import type { NumberState } from "../state";
import type { Switches } from "../switches";

const LIMIT = 10;
const WINDOW = 72 * HOUR;

/** The two kinds of request that are counted. */
type Counted = "register" | "deregister";

const fields = {
    register: { requests: "registerRequests", blockedUntil: "registerBlockedUntil" },
    deregister: { requests: "deregisterRequests", blockedUntil: "deregisterBlockedUntil" },
} as const;

/** The kinds that one request of this kind counts towards. */
function countedTogether(kind: Counted, switches: Switches): Counted[] {
    return switches.quotaCounters === "shared" ? ["register", "deregister"] : [kind];
}

/** The requests of the last 72 hours. */
export function recent(requests: readonly number[], now: number): number[] {
    return requests.filter((at) => at > now - WINDOW);
}

/** Whether one more request of this kind is allowed. `starts`: it is refused, and starts a block. */
function admits(
    number: NumberState,
    kind: Counted,
    now: number,
    switches: Switches,
): "yes" | "blocked" | "starts" {
    const kinds = countedTogether(kind, switches);
    if (kinds.some((each) => (number[fields[each].blockedUntil] ?? 0) > now)) {
        return switches.blockedRequestsExtend ? "starts" : "blocked";
    }
    const made = kinds.flatMap((each) => recent(number[fields[each].requests], now)).length;
    return made < LIMIT ? "yes" : "starts";
}

/** How many requests of this kind are still allowed. */
export function requestsLeft(number: NumberState, kind: Counted, now: number, switches: Switches): number {
    const kinds = countedTogether(kind, switches);
    if (kinds.some((each) => (number[fields[each].blockedUntil] ?? 0) > now)) return 0;
    const made = kinds.flatMap((each) => recent(number[fields[each].requests], now)).length;
    return Math.max(0, LIMIT - made);
}

/** Counts this request, or refuses it with 133016. */
export function spend(number: NumberState, kind: Counted, now: number, switches: Switches): void {
    const verdict = admits(number, kind, now, switches);
    if (verdict === "yes") {
        const { requests } = fields[kind];
        number[requests] = [...recent(number[requests], now), now];
        return;
    }
    const kinds = countedTogether(kind, switches);
    if (verdict === "starts") {
        for (const each of kinds) number[fields[each].blockedUntil] = now + WINDOW;
    }
    throw tooManyRequests(
        Math.max(...kinds.map((each) => number[fields[each].blockedUntil] ?? 0)) - now,
        switches,
    );
}

/** Removes the last request again, for the switch under which a refused one does not count. */
export function refund(number: NumberState, kind: Counted): void {
    number[fields[kind].requests] = number[fields[kind].requests].slice(0, -1);
}

function tooManyRequests(waitMs: number, switches: Switches): GraphRefusal {
    return new GraphRefusal(133016, {
        ...(switches.quotaTransient === "omitted" ? {} : { isTransient: switches.quotaTransient === "true" }),
        ...(switches.retryAfterHeader
            ? { headers: { "retry-after": String(Math.ceil(waitMs / 1000)) } }
            : {}),
    });
}
