/** The request log. */
import type { LoggedRequest } from "../api";

const MASKS: Readonly<Record<string, string>> = {
    pin: "[pin]",
    access_token: "[token]",
    input_token: "[token]",
    appsecret_proof: "[proof]",
    verify_token: "[token]",
    sip_user_password: "[password]",
};

/** A copy without secrets. */
function masked(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(masked);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, MASKS[key] ?? masked(each)]));
}

/** An emulator that runs for weeks must not fill the memory. */
const MOST = 50_000;

/** The newest 50,000 requests since the start or the last clearing. */
export class RequestLog {
    readonly entries: LoggedRequest[] = [];
    private count = 0;

    add(entry: Omit<LoggedRequest, "seq">): void {
        this.count += 1;
        const query = masked(entry.query) as Record<string, string>;
        this.entries.push({ ...entry, seq: this.count, query, body: masked(entry.body) });
        if (this.entries.length > MOST) this.entries.splice(0, MOST / 10);
    }

    writes(): LoggedRequest[] {
        return this.entries.filter(({ method }) => method !== "GET");
    }

    clear(): void {
        this.entries.length = 0;
    }
}
