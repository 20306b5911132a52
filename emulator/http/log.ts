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
    const inBatch = Object.hasOwn(value, "relative_url");
    return Object.fromEntries(
        Object.entries(value).map(([key, each]) => {
            const form = inBatch && typeof each === "string" ? FORMS[key]?.(each) : undefined;
            return [key, MASKS[lastPart(key)] ?? form ?? masked(each)];
        }),
    );
}

/** `whatsapp_business_api_data[pin]` is a pin. */
function lastPart(key: string): string {
    return /\[([^[\]]+)\]$/.exec(key)?.[1] ?? key;
}

/** What a batch's requests have as URL-encoded text. */
const FORMS: Readonly<Record<string, (text: string) => string>> = {
    body: maskedForm,
    relative_url: (text) => {
        const [path = "", ...query] = text.split("?");
        return query.length === 0 ? text : `${path}?${maskedForm(query.join("?"))}`;
    },
};

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
    /** Called when the log differs. */
    changed: () => void = () => {};
    private count = 0;

    add(entry: Omit<LoggedRequest, "seq">): void {
        this.count += 1;
        const query = masked(entry.query) as Record<string, string>;
        this.entries.push({ ...entry, seq: this.count, query, body: masked(entry.body) });
        if (this.entries.length > MOST) this.entries.splice(0, MOST / 10);
        this.changed();
    }

    /** `seq` of the first entry and of the last; the first is after the last when there is none. */
    range(): { first: number; last: number } {
        return { first: this.entries[0]?.seq ?? this.count + 1, last: this.count };
    }

    writes(): LoggedRequest[] {
        return this.entries.filter(({ method }) => method !== "GET");
    }

    clear(): void {
        this.entries.length = 0;
        this.changed();
    }
}
