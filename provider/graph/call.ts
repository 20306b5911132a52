/** How the endpoint functions ask Graph, and how they read what it answers. */
import type { GraphClient } from "./client";
import { GraphError, NoAnswerError } from "./errors";

/** What every endpoint function needs. */
export interface Call {
    readonly client: GraphClient;
    /** The operation's deadline. */
    readonly signal?: AbortSignal | undefined;
}

/** A JSON object that nothing is known of. */
export type Json = Readonly<Record<string, unknown>>;

/** Reads; what fails in passing is tried again. */
export async function get(
    { client, signal }: Call,
    request: string,
    path: string,
    params: Readonly<Record<string, string | number>> = {},
): Promise<Json> {
    return json(await client.send({ request, method: "GET", path, params, repeatable: true, signal }));
}

/** How a request that changes something may be treated. */
export interface HowToPost {
    readonly repeatable: boolean;
    readonly secrets?: readonly string[];
}

/** Changes something, and answers with Graph's JSON. */
export async function send(
    { client, signal }: Call,
    request: string,
    path: string,
    body: unknown,
    how: HowToPost,
): Promise<Json> {
    return json(await client.send({ request, method: "POST", path, body, signal, ...how }));
}

/** Changes something that Graph answers with success alone. */
export async function post(
    call: Call,
    request: string,
    path: string,
    body: unknown,
    how: HowToPost,
): Promise<void> {
    const answer = await send(call, request, path, body, how);
    // Graph says the boolean; an old collection of Meta's shows the text once (graph-api.md §2.3).
    if (answer.success !== true && answer.success !== "true") throw unexpected(request);
}

/**
 * Reads fields by their Graph names. A field that Graph no longer knows is left out of a further read, so that
 * one retired field does not take the others along (graph-api.md §2.1, §5 on `platform_type`).
 * @param ask reads these fields; without any, `id` alone
 */
export async function askForFields<T>(
    fields: readonly string[],
    ask: (fields: string) => Promise<T>,
): Promise<{ readonly answer: T; readonly known: readonly string[] }> {
    let known = fields;
    for (;;) {
        try {
            return { answer: await ask(known.join(",") || "id"), known };
        } catch (error) {
            const gone = unknownField(error);
            if (gone === undefined || !known.includes(gone)) throw error;
            known = known.filter((field) => field !== gone);
        }
    }
}

function unknownField(error: unknown): string | undefined {
    if (!(error instanceof GraphError) || error.code !== 100) return undefined;
    return /nonexisting field \((\w+)\)/.exec(error.said)?.[1];
}

/** The error for an answer in a shape that Graph's has not. */
export function unexpected(request: string): NoAnswerError {
    return new NoAnswerError({
        verdict: "unclear",
        request,
        message: `${request} got an answer that says neither yes nor no`,
        remedy: "run the command again; if it stays so, report it with the API version in use",
    });
}

/** The object that a value is, or an empty one. */
export function json(value: unknown): Json {
    return typeof value === "object" && value !== null ? (value as Json) : {};
}

/** The text that a value is. */
export function text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

/** The boolean that a value is. */
export function flag(value: unknown): boolean | undefined {
    return typeof value === "boolean" ? value : undefined;
}

/** The number that a value is. */
export function count(value: unknown): number | undefined {
    return typeof value === "number" ? value : undefined;
}

/** Whether a text can be the ID of one of Graph's objects: digits only, so that it can't be a path. */
export function isId(text: unknown): text is string {
    return typeof text === "string" && /^\d+$/.test(text);
}
