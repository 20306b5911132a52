/** What reads show of a number's status. */
import type { NumberState } from "../state";

/** Makes reads show the present values for a while: status lags behind (graph-api.md §3 row 14). */
export function settle(number: NumberState, now: number, ms: number): void {
    const shown = shownStatus(number, now);
    delete number.settling;
    if (ms > 0) number.settling = { until: now + ms, ...shown };
}

/** status and platform_type as a read shows them now. */
export function shownStatus(number: NumberState, now: number): { platformType: string; status: string } {
    if (number.settling !== undefined && now < number.settling.until) {
        const { platformType, status } = number.settling;
        return { platformType, status };
    }
    return {
        platformType: number.platformType ?? (number.registered ? "CLOUD_API" : "NOT_APPLICABLE"),
        status: number.status,
    };
}
