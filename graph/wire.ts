/**
 * Values from the wire: checked here once, so that behind graph/ types are true. A text is well-formed, on one line,
 * without control characters, and bounded; an ID is digits (graph-api.md §6a).
 */

/** A JSON object of unknown content. */
export type Json = Readonly<Record<string, unknown>>;

/** The longest text that is kept, in characters: names and fields are far shorter. */
const LONGEST_TEXT = 4_096;
/** The longest of Graph's own words in an error. */
export const LONGEST_WORDS = 600;

/** What starts a terminal escape sequence. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const ESCAPES = /\u001b\[[0-?]{0,64}[ -/]{0,8}[@-~]/g;
/**
 * Characters that are invisible or move others: controls, line ends, bidirectional marks and overrides, zero-width
 * characters. The two joiners stay: scripts and emoji need them.
 */
const UNSEEN =
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
    /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text on one line that can be printed and stored anywhere. */
export function clean(text: string): string {
    return text.replace(ESCAPES, "").replace(UNSEEN, " ").replace(LONE_SURROGATE, "\ufffd").trim();
}

/** A text cut to this length, with a mark where it was cut. */
export function cut(text: string, longest: number): string {
    if (text.length <= longest) return text;
    return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The text that a value is. */
export function text(value: unknown): string | undefined {
    return typeof value === "string" ? cut(clean(value), LONGEST_TEXT) : undefined;
}

/** A text that somebody wrote, as it is: it may have several lines. To be cleaned where it is printed. */
export function prose(value: unknown): string | undefined {
    return typeof value === "string" ? cut(value.replaceAll("\r\n", "\n"), LONGEST_TEXT) : undefined;
}

/** A word of a set, in the case that Meta's pages write it in; an empty one says nothing. */
export function word(value: unknown): string | undefined {
    return text(value)?.toUpperCase() || undefined;
}

/** The boolean that a value is. */
export function flag(value: unknown): boolean | undefined {
    return typeof value === "boolean" ? value : undefined;
}

/** The number that a value is. */
export function count(value: unknown): number | undefined {
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** The whole number that a value is, also as text: some clients and proxies turn codes into text. */
export function whole(value: unknown): number | undefined {
    const number = typeof value === "string" && /^\d{1,12}$/.test(value) ? Number(value) : value;
    return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** The ID that a value is: digits only, so that it can't be a path or a URL. */
export function idFrom(value: unknown): string | undefined {
    const id = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
    return isId(id) ? id : undefined;
}

/** Whether a text can be the ID of one of Graph's objects. */
export function isId(value: unknown): value is string {
    return typeof value === "string" && /^\d{1,30}$/.test(value);
}

/** The object that a value is, or an empty one. */
export function json(value: unknown): Json {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The list that a value is, or an empty one. */
export function list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

/** A value in JSON, or its type if it can't be written as JSON. */
export function asJson(value: unknown): string {
    try {
        return JSON.stringify(value) ?? String(value);
    } catch {
        return typeof value;
    }
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
