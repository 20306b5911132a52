/** `error` of an answer's body (graph-api.md §2.11), whatever shape it comes in (§6a). */
import { asJson, clean, cut, type Json, json, LONGEST_WORDS, list, text, whole } from "./wire";

/** What an error says, checked. */
export interface GraphErrorBody {
    /** Absent: Graph gave none. */
    readonly code?: number | undefined;
    readonly subcode?: number | undefined;
    /** Its own words, each once: message, title and text for users, details. They contain no secret. */
    readonly words: string;
    /** `error_data.details`, where Graph says the most. */
    readonly details?: string | undefined;
    readonly fbtraceId?: string | undefined;
}

/** The error of an answer; undefined: it has none. */
export function errorOf(answer: unknown): unknown {
    const body = json(answer);
    return "error" in body && body.error !== null && body.error !== undefined && body.error !== false
        ? body.error
        : undefined;
}

/**
 * Reads an error.
 * @param redact removes secrets from a text
 */
export function readErrorBody(error: unknown, redact: (text: string) => string): GraphErrorBody {
    // Cleaned first, so that a secret can't hide behind a control character; cut last, so that none is cut in half.
    const words = (value: unknown) =>
        typeof value === "string" && value !== "" ? cut(redact(clean(value)), LONGEST_WORDS) : undefined;
    if (typeof error === "string") return { words: words(error) ?? "" };
    const body = json(error);
    const details = words(detailsOf(body.error_data));
    const said = [body.message, body.error_user_title, body.error_user_msg].map(words).concat(details);
    return {
        code: whole(body.code),
        subcode: whole(body.error_subcode),
        words: cut(unique(said).join(" - "), 2 * LONGEST_WORDS),
        details,
        fbtraceId: words(text(body.fbtrace_id)),
    };
}

function detailsOf(data: unknown): string | undefined {
    const known = typeof data === "string" ? (parsed(data) ?? data) : data;
    if (typeof known === "string") return known;
    const { details, blame_field_specs: blamed } = json(known);
    if (typeof details === "string") return details;
    if (details !== undefined && details !== null) return asJson(details);
    const fields = list(blamed)
        .flat(2)
        .filter((field) => typeof field === "string");
    return fields.length === 0 ? undefined : `about ${fields.join(", ")}`;
}

function parsed(text: string): Json | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === "object" && value !== null ? json(value) : undefined;
    } catch {
        return undefined;
    }
}

/** Each text once; a text that another contains adds nothing. */
function unique(texts: readonly (string | undefined)[]): string[] {
    return texts.filter(
        (text, at, all): text is string =>
            text !== undefined && text !== "" && !all.slice(0, at).some((earlier) => earlier?.includes(text)),
    );
}
