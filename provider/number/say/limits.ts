/** What Graph lets a number send, in words. Pure. */
import { type LedgerRequest, LIMITS } from "../model/ledger";

const HOUR_MS = 3600_000;

/** `10 in 72 hours`. */
export function describeLimit(request: LedgerRequest): string {
    return `${LIMITS[request].most} in ${describeWindow(request)}`;
}

/** `72 hours`, `30 days`: the time in which Graph counts. */
export function describeWindow(request: LedgerRequest): string {
    const hours = LIMITS[request].withinMs / HOUR_MS;
    return hours > 7 * 24 ? `${hours / 24} days` : `${hours} hours`;
}
