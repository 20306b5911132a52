/** How the endpoint functions call Graph, and how they read its answers. */
import type { GraphClient } from "./client";
import { GraphError, NoAnswerError, WrongIdError } from "./errors";
import type { Fix } from "./fix";
import type { RequestKind } from "./refusals/row";
import { type Json, json } from "./wire";

export { count, flag, idFrom, isId, type Json, json, text } from "./wire";

/** What every endpoint function needs. */
export interface Call {
    readonly client: GraphClient;
    /** The operation's deadline. */
    readonly signal?: AbortSignal | undefined;
}

/** Reads; temporary failures are retried. */
export async function get(
    { client, signal }: Call,
    request: string,
    path: string,
    params: Readonly<Record<string, string | number | boolean>> = {},
    kind?: RequestKind,
): Promise<Json> {
    return json(await client.send({ request, kind, method: "GET", path, params, repeatable: true, signal }));
}

/** How to treat a request that changes something. */
interface HowToPost {
    readonly repeatable: boolean;
    readonly secrets?: readonly string[];
    readonly kind?: RequestKind;
}

/** Changes something, and returns Graph's JSON. */
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
    expectSuccess(request, await send(call, request, path, body, how));
}

/** Takes something away. */
export async function remove(
    { client, signal }: Call,
    request: string,
    path: string,
    kind?: RequestKind,
): Promise<void> {
    const asked = { request, kind, method: "DELETE", path, repeatable: true, signal } as const;
    expectSuccess(request, json(await client.send(asked)));
}

/** Graph says the boolean; an old collection of Meta's shows the text once (graph-api.md §2.3, §6a). */
function expectSuccess(request: string, { success }: Json): void {
    if (success !== true && success !== 1 && String(success).toLowerCase() !== "true")
        throw unexpected(request);
}

/** What kind of object a request needs. */
export type NodeKind = "phone number" | "WABA";

/** Graph's type of a node, by the kind of object. */
const NODE_TYPES: Readonly<Record<NodeKind, RegExp>> = {
    "phone number": /PhoneNumber|NumberCurrentStatus/,
    WABA: /^WhatsAppBusinessAccount$/,
};

/**
 * Reads fields by their Graph names. A field that Graph no longer knows is left out of a further read, so that
 * one retired field does not fail the others (graph-api.md §2.1, §5 on `platform_type`).
 * @param ask reads these fields; without any, `id` alone
 * @param wanted what kind of object the ID must name: the answer for a missing field says which kind it is
 * @throws WrongIdError at the first answer that names another kind
 */
export async function askForFields<T>(
    fields: readonly string[],
    ask: (fields: string) => Promise<T>,
    wanted?: { readonly kind: NodeKind; readonly id: string },
): Promise<{ readonly answer: T; readonly known: readonly string[] }> {
    let known = fields;
    for (;;) {
        try {
            return { answer: await ask(known.join(",") || "id"), known };
        } catch (error) {
            const missing = missingField(error);
            if (missing === undefined) throw error;
            const { field, type } = missing;
            if (wanted !== undefined && type !== undefined && !NODE_TYPES[wanted.kind].test(type)) {
                throw wrongKind(error as GraphError, wanted, type);
            }
            if (!known.includes(field)) throw error;
            known = known.filter((each) => each !== field);
        }
    }
}

/** The field that Graph does not know, and the type of the node that was read. */
export function missingField(error: unknown): { readonly field: string; readonly type?: string } | undefined {
    if (!(error instanceof GraphError) || error.code !== 100) return undefined;
    const [, field, type] = /nonexisting field \((\w+)\)(?: on node type \((\w+)\))?/.exec(error.said) ?? [];
    if (field === undefined) return undefined;
    return type === undefined ? { field } : { field, type };
}

/** What kind of object an ID names, in words, by Graph's node type. */
function kindOf(type: string): string {
    if (NODE_TYPES["phone number"].test(type)) return "a phone number";
    if (type === "WhatsAppBusinessAccount") return "a WhatsApp Business Account (WABA)";
    return { Business: "a business portfolio", Application: "an app", User: "a user" }[type] ?? `a ${type}`;
}

/** The error for an ID of another kind of object (graph-api.md §2.1). */
export function wrongKind(
    { request, code, said, status }: GraphError,
    { kind, id }: { readonly kind: NodeKind; readonly id: string },
    type: string,
): WrongIdError {
    const fix: Fix =
        kind === "phone number"
            ? { kind: "idOfNumber", ...(type === "WhatsAppBusinessAccount" ? { wabaId: id } : {}) }
            : {
                  todo: "give the WABA's ID: WhatsApp Manager shows it under Account tools > Phone numbers, and in the address of the page",
              };
    return new WrongIdError({
        verdict: "refused",
        request,
        message: `${request} failed: ${id} is the ID of ${kindOf(type)}, not of a ${kind}`,
        fix,
        code,
        said,
        status,
        tellsCause: true,
    });
}

/** The error for an answer in a shape that Graph never uses. */
export function unexpected(request: string): NoAnswerError {
    return new NoAnswerError({
        verdict: "unclear",
        request,
        message: `${request} got an answer that says neither success nor failure`,
        fix: { besides: "if it happens again, report it with the API version in use" },
    });
}
