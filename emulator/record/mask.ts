/** Masks what goes over the wire: the same value has the same stand-in, in all of a recording. */
import type { JsonObject } from "../state";
import { isFieldName, type Kind, kindOf, kindOfNumber, type Place, plainWords } from "./kinds";

/** Kinds that must not be anywhere in a recording, whatever stands around them. */
const SECRET: readonly Kind[] = ["token", "secret", "pin"];

/** Kinds that a stand-in replaces. */
type Masked = Exclude<Kind, "keep" | "words" | "fields" | "list">;

/** A stand-in has the form of its kind: the emulator takes it where Graph took the value. */
const STAND_IN: Readonly<
    Record<Exclude<Kind, "keep" | "words" | "fields" | "list">, (n: number, of: string) => string>
> = {
    id: (n) => `9${String(n).padStart(14, "0")}`,
    token: (n) => `TOKEN-${n}`,
    secret: (n) => `SECRET-${n}`,
    pin: (n, of) => likePin(n, of),
    code: (n) => `CODE${String(n).padStart(10, "0")}`,
    phone: (n, of) => `${/^\d+$/.test(of) ? "1555" : "+1 555-"}${String(n).padStart(7, "0")}`,
    dial: () => "1",
    country: () => "US",
    name: (n) => `Name ${n}`,
    username: (n) => `user.name.${n}`,
    mail: (n) => `mail-${n}@example.com`,
    url: (n) => `https://url-${n}.example/`,
    host: (n) => `host-${n}.example`,
    address: (n) => `192.0.2.${n % 256}`,
    time: () => "2026-01-01T00:00:00+0000",
    number: (n) => String(9_000_000 + n),
    key: (n) => `PUBLIC-KEY-${n}`,
    text: (n) => `text_${n}`,
};

/** As long as the PIN, and as wrong: a PIN that is none stays none. */
function likePin(n: number, of: string): string {
    if (!/^\d+$/.test(of)) return "x".repeat(of.length);
    return of.length === 6 ? String(100_000 + n) : "1".repeat(of.length);
}

/** Masks values, and knows which stand-in each has. */
export class Masker {
    /** Stand-ins by what they stand for; a phone number also without its signs. */
    private readonly known = new Map<string, string>();
    private readonly counts = new Map<Kind, number>();
    private readonly secrets = new Set<string>();

    /** @param edges names that a path may have; its other parts are masked */
    constructor(private readonly edges: ReadonlySet<string>) {}

    /** A body, a query, or any part of one. Asked twice, so that an error's words come after all names are known. */
    value(value: unknown, place: Place = { key: "", inError: false }): unknown {
        this.walk(value, place);
        return this.walk(value, place);
    }

    path(path: string): string {
        return path
            .split("/")
            .map((part) => (this.edges.has(part) || /^(v\d+\.\d+)?$/.test(part) ? part : this.segment(part)))
            .join("/");
    }

    token(token: string): string {
        return this.standIn("token", token);
    }

    /** The text of a recording, without any secret that slipped through in a place that nobody thought of. */
    without(text: string): string {
        return [...this.secrets].reduce(
            (rest, secret) => replaced(rest, secret, this.known.get(secret) ?? ""),
            text,
        );
    }

    private segment(part: string): string {
        const [, upload, rest] = /^(upload:)(.*)$/.exec(part) ?? [];
        if (upload !== undefined) return upload + this.standIn("code", rest ?? "");
        const raw = decoded(part);
        if (this.known.has(raw)) return encodeURIComponent(this.known.get(raw) ?? "");
        return encodeURIComponent(this.standIn(/^\d+$/.test(raw) ? "id" : "code", raw));
    }

    private walk(value: unknown, place: Place): unknown {
        if (typeof value === "string") return this.text(value, place);
        if (typeof value === "number") return this.number(value, place);
        if (Array.isArray(value)) return value.map((each) => this.walk(each, place));
        if (typeof value !== "object" || value === null) return value;
        return this.object(value as JsonObject, place.inError);
    }

    private object(value: JsonObject, inError: boolean): JsonObject {
        if (typeof value.relative_url === "string") return this.partOfBatch(value, value.relative_url);
        return this.fields(value, inError);
    }

    /** A request inside a batch: its address and its form are texts. */
    private partOfBatch({ body, ...rest }: JsonObject, address: string): JsonObject {
        const [path = "", query] = address.split(/\?(.*)/s);
        return {
            ...this.fields(rest, false),
            relative_url: this.path(path) + (query === undefined ? "" : `?${this.form(query)}`),
            ...(typeof body === "string" ? { body: this.form(body) } : {}),
        };
    }

    private form(text: string): string {
        const fields = this.walk(Object.fromEntries(new URLSearchParams(text)), { key: "", inError: false });
        return new URLSearchParams(fields as Record<string, string>).toString();
    }

    private fields(value: JsonObject, inError: boolean): JsonObject {
        const entries = Object.entries(value).map(([key, each]) => {
            const place = { key, inError: inError || /^errors?$/.test(key) };
            return [
                isFieldName(key) ? key : this.text(key, { key: "id", inError: false }),
                this.walk(each, place),
            ];
        });
        return Object.fromEntries(entries);
    }

    private text(value: string, place: Place): string {
        const json = jsonIn(value);
        // A batch has whole answers as texts.
        if (json !== undefined) return JSON.stringify(this.walk(json, place));
        const kind = kindOf(value, place);
        switch (kind) {
            case "keep":
            case "fields":
                return value;
            case "words":
                return plainWords(this.cleaned(value));
            case "list":
                return value
                    .split(",")
                    .map((each) => (each.trim() === "" ? each : this.standIn("id", each.trim())))
                    .join(",");
            default:
                return this.standIn(kind, value);
        }
    }

    private number(value: number, place: Place): unknown {
        const kind = kindOfNumber(value, place);
        if (kind === "keep") return value;
        return kind === "time" ? 1_767_225_600 : Number(this.standIn(kind, String(value)));
    }

    private standIn(kind: Masked, value: string): string {
        if (SECRET.includes(kind)) this.secrets.add(value);
        const same = kind === "phone" ? `phone ${value.replace(/\D/g, "")} ${/^\d+$/.test(value)}` : value;
        const known = this.known.get(same);
        if (known !== undefined) return known;
        const n = (this.counts.get(kind) ?? 0) + 1;
        this.counts.set(kind, n);
        const made = STAND_IN[kind](n, value);
        this.known.set(same, made);
        this.known.set(value, made);
        return made;
    }

    /** Without everything that is known, the longest first: a name may be a part of another. */
    private cleaned(text: string): string {
        const originals = [...this.known.keys()].filter((each) => each.length >= 4);
        return originals
            .sort((one, other) => other.length - one.length)
            .reduce((rest, original) => replaced(rest, original, this.known.get(original) ?? ""), text);
    }
}

/** Replaces a value where it stands by itself: not inside a longer number or word. */
function replaced(text: string, value: string, by: string): string {
    if (value === "" || !text.includes(value)) return text;
    const escaped = value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    return text.replace(new RegExp(`(?<![A-Za-z\\d])${escaped}(?![A-Za-z\\d])`, "g"), () => by);
}

/** A list or an object that is sent as a text, as forms, queries and batches do. */
export function jsonIn(value: string): object | undefined {
    if (!/^\s*[[{]/.test(value)) return undefined;
    try {
        return JSON.parse(value) as object;
    } catch {
        return undefined;
    }
}

function decoded(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}
