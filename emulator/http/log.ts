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
    if (typeof value === "string") return maskedText(value);
    if (Array.isArray(value)) return value.map(masked);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, MASKS[lastPart(key)] ?? maskedValue(key, each)]),
    );
}

/** `whatsapp_business_api_data[pin]` is a pin. */
function lastPart(key: string): string {
    return /\[([^[\]]+)\]$/.exec(key)?.[1] ?? key;
}

function maskedValue(key: string, value: unknown): unknown {
    // These are parts of a batch's requests.
    if (key === "body" && typeof value === "string") return maskedForm(value);
    if (key === "relative_url" && typeof value === "string") {
        const [path = "", ...query] = value.split("?");
        return query.length === 0 ? value : `${path}?${maskedForm(query.join("?"))}`;
    }
    return masked(value);
}

/** A text that is JSON may hold secrets too. */
function maskedText(text: string): string {
    if (!/^\s*[[{]/.test(text)) return text;
    try {
        return JSON.stringify(masked(JSON.parse(text)));
    } catch {
        return text;
    }
}

function maskedForm(text: string): string {
    const form = new URLSearchParams(text);
    const entries = [...form].map(([name, value]) => [name, MASKS[lastPart(name)] ?? maskedText(value)]);
    return entries.map(([name, value]) => `${name}=${value}`).join("&");
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
