/** Moments in words. Pure. */

/** A moment in UTC, and the hours until then. */
export function when(moment: number, now: number): string {
    const hours = Math.max(0, (moment - now) / 3600_000);
    const utc = new Date(moment).toISOString().slice(0, 16).replace("T", " ");
    return `${utc} UTC (in ${hours < 10 ? hours.toFixed(1) : Math.round(hours)} hours)`;
}

/** A day in UTC. */
export function dayOf(moment: number): string {
    return `${new Date(moment).toISOString().slice(0, 10)} (UTC)`;
}
