/** Whether a number's messaging limit has dropped: Graph shows what it is, and this machine's journal what it was. Pure. */
import { LONGEST_WINDOW_MS } from "../../provider/number/model/ledger";
import type { JournalRecord } from "../../provider/run/journal";
import { customersOf } from "../numbers";
import { type Check, SEE_MANAGER } from "./check";

type Seen = NonNullable<JournalRecord["highestLimit"]>;

/** How long a drop is told: the journal keeps nothing longer. */
const TOLD_FOR_MS = LONGEST_WINDOW_MS;
const DAY_MS = 24 * 3600_000;

/**
 * What to say of a limit, and what to remember from now on.
 * @param before the highest that was seen; undefined: none
 * @param limit what Graph shows now, for example TIER_1K; a limit that is no tier is neither said nor remembered
 * @param now milliseconds since 1970
 */
export function limitSeen(
    before: Seen | undefined,
    limit: string,
    now: number,
): { readonly checks: Check[]; readonly remember?: Seen } {
    const customers = customersOf(limit);
    if (customers < 0) return { checks: [] };
    const plain: Check = { verdict: "ok", found: `messaging limit: ${limit}` };
    const seen = { limit, at: new Date(now).toISOString() };
    const age = before === undefined ? Number.POSITIVE_INFINITY : now - Date.parse(before.at);
    if (before === undefined || age > TOLD_FOR_MS) return { checks: [plain], remember: seen };
    if (customers < customersOf(before.limit)) {
        const found = `messaging limit: ${limit}, down from ${before.limit} (seen here on ${before.at.slice(0, 10)})`;
        return { checks: [{ verdict: "warning", found, next: SEE_MANAGER }] };
    }
    const isNews = limit !== before.limit || age > DAY_MS;
    return { checks: [plain], ...(isNews ? { remember: seen } : {}) };
}
