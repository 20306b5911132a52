/** A request to Graph: its path, parameters, token and body. */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { isObject, parseJson } from "../schema/json";
import type { JsonObject } from "../state";
import { nested, Params } from "./params";

/** A request that came by a call, not by a connection. */
export interface ByCall {
    /** What each answer has besides its own. */
    readonly headers: Record<string, string>;
    /** It meets a fault that only a connection can show, so it was not done. */
    needsConnection: boolean;
}

/** Hono's context: node:http's request and response are in `env`, unless the request came by a call. */
export type NodeContext = Context<{ Bindings: HttpBindings | ByCall }>;

/** A request to Graph, in any of the four encodings (graph-api.md §2). */
export interface IncomingRequest {
    /** The verb that counts: that of HTTP, or what a POST names as `method` (graph-api.md §2). */
    readonly method: string;
    /** Without the version. */
    readonly path: string;
    readonly version: string | undefined;
    /** As it came: a name with brackets is one name here. */
    readonly query: Record<string, string>;
    readonly body: unknown;
    /** Query and body together; names with brackets are lists and objects here. */
    readonly params: Params;
    readonly token: string | undefined;
    /** How the header gives the token; absent: it came as a parameter. */
    readonly scheme: "bearer" | "oauth" | undefined;
    /** The header `file_offset`. */
    readonly fileOffset: string | undefined;
    /** The body as it came, of an upload only. */
    readonly bytes: Buffer | undefined;
    readonly proof: string | undefined;
    readonly userAgent: string | undefined;
    /** The body claims to be JSON and is not. */
    readonly malformed: boolean;
}

const VERSIONED = /^\/v(\d+\.\d+)(\/.*)?$/;

/** A path without its version and without a final slash. */
export function splitVersion(path: string): { version: string | undefined; path: string } {
    const [, version, rest] = VERSIONED.exec(path) ?? [];
    const bare = version === undefined ? path : (rest ?? "/");
    return { version, path: bare.length > 1 ? bare.replace(/\/+$/, "") || "/" : bare };
}

/** Reads a whole request. */
export async function readRequest(c: NodeContext): Promise<IncomingRequest> {
    const { pathname, searchParams } = new URL(c.req.url);
    const { version, path } = splitVersion(pathname);
    const bytes = isUpload(c, path) ? Buffer.from(await c.req.arrayBuffer()) : undefined;
    const { body, malformed } =
        bytes === undefined ? await readBody(c) : { body: undefined, malformed: false };
    const params = paramsOf(searchParams, body);
    const [, scheme, given] = /^(Bearer|OAuth)\s+(.+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
    return {
        method: verbOf(c.req.method, params),
        path,
        version,
        query: Object.fromEntries(searchParams),
        body,
        params,
        token: given ?? params.text("access_token"),
        scheme: scheme?.toLowerCase() as IncomingRequest["scheme"],
        fileOffset: c.req.header("file_offset"),
        bytes,
        proof: params.text("appsecret_proof"),
        userAgent: c.req.header("user-agent"),
        malformed,
    };
}

/** What a query and a body say together. The body wins. */
export function paramsOf(query: URLSearchParams, body: unknown): Params {
    return new Params({ ...nested(query), ...(isObject(body) ? body : {}) });
}

/** The verb that counts. A POST may name another one, for clients that can't send it (graph-api.md §2). */
export function verbOf(verb: string, params: Params): string {
    if (verb === "HEAD") return "GET";
    const named = verb === "POST" ? params.text("method") : undefined;
    return named === undefined || named === "" ? verb : named.toUpperCase();
}

/** The bytes of a file are no parameters. */
function isUpload(c: NodeContext, path: string): boolean {
    return c.req.method === "POST" && path.startsWith("/upload:");
}

async function readBody(c: NodeContext): Promise<{ body: unknown; malformed: boolean }> {
    if (c.req.method === "GET" || c.req.method === "HEAD") return { body: undefined, malformed: false };
    const type = c.req.header("content-type") ?? "";
    try {
        if (/^application\/x-www-form-urlencoded/i.test(type)) {
            return { body: formOf(new URLSearchParams(await c.req.text())), malformed: false };
        }
        if (/^multipart\/form-data/i.test(type)) {
            return { body: formOf(await c.req.formData()), malformed: false };
        }
        const text = await c.req.text();
        return { body: text.trim() === "" ? undefined : parseJson(text), malformed: false };
    } catch {
        return { body: undefined, malformed: true };
    }
}

/** A form's values; a form without any is no body. */
export function formOf(entries: Iterable<readonly [string, unknown]>): JsonObject | undefined {
    const form = nested(entries);
    return Object.keys(form).length > 0 ? form : undefined;
}
