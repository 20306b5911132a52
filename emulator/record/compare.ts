/** What an answer of the emulator has otherwise than the recorded one, field by field. */
import { isObject } from "../schema/json";
import { type Kind, kindOf, kindOfNumber, type Place, plainWords } from "./kinds";
import { jsonIn } from "./mask";
import type { Pair, RecordedAnswer } from "./recording";

/** How two answers differ at a place. */
type How =
    | "status"
    | "missing field"
    | "extra field"
    | "type"
    | "value"
    | "length"
    | "code"
    | "subcode"
    | "words"
    | "header";

/** One difference. */
export interface Difference {
    /** The place of the request in the recording. */
    readonly seq: number;
    /** The request: method and path, with stand-ins. */
    readonly request: string;
    /** Where, for example `error.code` or `data[0].status`. */
    readonly field: string;
    readonly how: How;
    /** Absent: it has no such field. */
    readonly recorded?: unknown;
    readonly emulated?: unknown;
}

type Found = Omit<Difference, "seq" | "request">;

/** Headers that two answers both have, or both have not. */
const COMPARED_HEADERS = ["retry-after"];
/** Fields of an error that have a name of their own in a difference. */
const OF_ERROR: Readonly<Record<string, How>> = { code: "code", error_subcode: "subcode" };
/** New with each answer, or different for each client. */
const VOLATILE = /^(fbtrace_id|paging)$/;

/** The differences of two answers to one request. */
export function compared(pair: Pair, emulated: RecordedAnswer): Difference[] {
    const { seq, request, answer } = pair;
    const found: Found[] = [...statusOf(answer, emulated), ...headersOf(answer, emulated)];
    if (answer.status !== 0) found.push(...bodiesOf(answer, emulated));
    return found.map((each) => ({ seq, request: `${request.method} ${request.path}`, ...each }));
}

function statusOf({ status: recorded }: RecordedAnswer, { status: emulated }: RecordedAnswer): Found[] {
    return recorded === emulated ? [] : [{ field: "HTTP status", how: "status", recorded, emulated }];
}

function headersOf(recorded: RecordedAnswer, emulated: RecordedAnswer): Found[] {
    return COMPARED_HEADERS.flatMap((name): Found[] => {
        const [one, other] = [recorded.headers[name], emulated.headers[name]];
        return (one === undefined) === (other === undefined)
            ? []
            : [{ field: name, how: "header", ...sides(one, other) }];
    });
}

function bodiesOf(recorded: RecordedAnswer, emulated: RecordedAnswer): Found[] {
    if (recorded.bytes !== undefined || emulated.bytes !== undefined) {
        const same = (recorded.bytes === undefined) === (emulated.bytes === undefined);
        return same ? [] : [{ field: "body", how: "type", ...sides(formOf(recorded), formOf(emulated)) }];
    }
    return values(recorded.body, emulated.body, "", { key: "", inError: false });
}

function formOf({ bytes }: RecordedAnswer): string {
    return bytes === undefined ? "JSON" : "no JSON";
}

/** Two values at the same place. */
function values(recorded: unknown, emulated: unknown, at: string, place: Place): Found[] {
    const [one, other] = [typeOf(recorded), typeOf(emulated)];
    if (one !== other) return [{ field: at, how: "type", recorded: one, emulated: other }];
    if (Array.isArray(recorded) && Array.isArray(emulated)) return lists(recorded, emulated, at, place);
    if (isObject(recorded) && isObject(emulated)) return objects(recorded, emulated, at, place);
    const [text, otherText] = [jsonOf(recorded), jsonOf(emulated)];
    if (text !== undefined && otherText !== undefined) return values(text, otherText, at, place);
    const [shown, is] = [shownAs(recorded, place), shownAs(emulated, place)];
    if (shown === is) return [];
    const ofError = place.inError ? OF_ERROR[place.key] : undefined;
    const how = ofError ?? (typeof recorded === "string" && place.inError ? "words" : "value");
    return [{ field: at, how, recorded: shown, emulated: is }];
}

/** What a text has in it, for a batch's answers. */
function jsonOf(value: unknown): object | undefined {
    return typeof value === "string" ? jsonIn(value) : undefined;
}

function lists(recorded: unknown[], emulated: unknown[], at: string, place: Place): Found[] {
    const longest = Math.min(recorded.length, emulated.length);
    const length: Found[] =
        recorded.length === emulated.length
            ? []
            : [{ field: at, how: "length", recorded: recorded.length, emulated: emulated.length }];
    const each = Array.from({ length: longest }, (_, index) =>
        values(recorded[index], emulated[index], `${at}[${index}]`, place),
    );
    return [...length, ...each.flat()];
}

function objects(
    recorded: Record<string, unknown>,
    emulated: Record<string, unknown>,
    at: string,
    { inError }: Place,
): Found[] {
    const keys = [...new Set([...Object.keys(recorded), ...Object.keys(emulated)])];
    return keys.flatMap((key): Found[] => {
        if (VOLATILE.test(key)) return [];
        const field = at === "" ? key : `${at}.${key}`;
        const place = { key, inError: inError || /^errors?$/.test(key) };
        if (!Object.hasOwn(emulated, key)) {
            return [{ field, how: "missing field", recorded: shownAs(recorded[key], place) }];
        }
        if (!Object.hasOwn(recorded, key)) {
            return [{ field, how: "extra field", emulated: shownAs(emulated[key], place) }];
        }
        return values(recorded[key], emulated[key], field, place);
    });
}

/** A value as far as it can be compared: of what a recording masks only its kind. */
function shownAs(value: unknown, place: Place): unknown {
    if (typeof value === "string") {
        const kind = kindOf(value, place);
        if (kind === "words") return plainWords(value);
        return kind === "keep" || kind === "fields" ? value : masked(kind);
    }
    if (typeof value === "number") {
        const kind = kindOfNumber(value, place);
        return kind === "keep" ? value : masked(kind);
    }
    return typeof value === "object" && value !== null ? typeOf(value) : value;
}

/** Kinds that the stand-in's form tells apart no further. */
const ALIKE: Partial<Record<Kind, string>> = {
    token: "secret",
    name: "text",
    username: "text",
    code: "text",
    key: "text",
};

function masked(kind: Kind): string {
    return `(${ALIKE[kind] ?? kind})`;
}

function typeOf(value: unknown): string {
    if (value === null) return "null";
    return Array.isArray(value) ? "list" : typeof value;
}

function sides(recorded: unknown, emulated: unknown): Pick<Found, "recorded" | "emulated"> {
    return {
        ...(recorded === undefined ? {} : { recorded }),
        ...(emulated === undefined ? {} : { emulated }),
    };
}
