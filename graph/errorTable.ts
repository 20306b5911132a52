/**
 * What Graph refuses, and what that means: one table of error codes (graph-api.md §4) and one function that
 * builds errors from it. Meta says to decide by `code` and `details`, never by HTTP status, subcode or
 * `is_transient` alone.
 */
import { type GraphErrorBody, readErrorBody } from "./errorBody";
import { GraphError, PermissionError } from "./errors";
import { CODES } from "./refusals/codes";
import { PRECISE } from "./refusals/precise";
import { GRANT, type RequestKind, type Row, WORDS } from "./refusals/row";

const OTHER: Row = {
    kind: GraphError,
    cause: "Graph refused the request",
    fix: WORDS,
};
const PERMISSION: Row = {
    kind: PermissionError,
    cause: "the token lacks a permission or the asset",
    fix: { todo: GRANT },
};

function preciseRow(
    kind: RequestKind | undefined,
    { code, subcode, words }: GraphErrorBody,
): Row | undefined {
    return PRECISE.find(
        (precise) =>
            precise.code === code &&
            (precise.subcode === undefined || precise.subcode === subcode) &&
            (precise.words === undefined || precise.words.test(words)) &&
            (precise.request === undefined || precise.request === kind),
    )?.row;
}

function rowOf(code: number | undefined): Row | undefined {
    if (code === undefined) return undefined;
    return CODES[code] ?? (code >= 200 && code <= 299 ? PERMISSION : undefined);
}

/** Whether a read that was answered with this code may be tried again. */
export function mayReadAgain(code: number): boolean {
    return rowOf(code)?.readAgain === true;
}

/**
 * The error for an answer that carries Graph's error body.
 * @param clean removes secrets from Graph's own words
 */
export function graphError(
    request: string,
    status: number,
    error: unknown,
    clean: (text: string) => string,
    kind?: RequestKind,
): GraphError {
    const body = readErrorBody(error, clean);
    const { code, subcode, words, details, fbtraceId } = body;
    const precise = preciseRow(kind, body);
    const row = precise ?? rowOf(code);
    const { kind: Kind, cause, fix } = row ?? OTHER;
    const number =
        code === undefined ? `HTTP ${status}` : `${code}${subcode === undefined ? "" : `/${subcode}`}`;
    const quote = words === "" ? "" : `; Graph said: ${words}`;
    // Without a row, an answer whose status is no refusal does not tell for sure whether the request was done.
    const unsure = status >= 500 || (code === undefined && status < 400);
    return new Kind({
        verdict: row === undefined && unsure ? "unclear" : (row?.verdict ?? "refused"),
        request,
        message: `${request} was refused: ${cause} (${clean(number)}${quote})`,
        fix,
        code,
        subcode,
        said: words,
        details,
        fbtraceId,
        status,
        tellsCause: precise !== undefined,
    });
}
