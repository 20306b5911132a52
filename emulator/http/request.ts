/** A request to Graph: its path, parameters, token and body. */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { isObject, parseJson } from "../schema/json";
import type { JsonObject } from "../state";
import { nested, Params } from "./params";

/** Hono's context of a connection: node:http's request and response are in `env`. */
export type NodeContext = Context<{ Bindings: HttpBindings }>;

/** A request as it comes: by a connection, or by a call of this process. */
export interface Asked {
    readonly method: string;
    readonly url: string;
    /** Below the host, without the query. */
    readonly path: string;
    header(name: string): string | undefined;
    text(): Promise<string>;
    formData(): Promise<FormData>;
    arrayBuffer(): Promise<ArrayBuffer>;
}

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
export async function readRequest(asked: Asked): Promise<IncomingRequest> {
    const { pathname, searchParams } = new URL(asked.url);
    const { version, path } = splitVersion(pathname);
    const bytes = isUpload(asked, path) ? Buffer.from(await asked.arrayBuffer()) : undefined;
    const { body, malformed } =
        bytes === undefined ? await readBody(asked) : { body: undefined, malformed: false };
    const params = paramsOf(searchParams, body);
    const [, scheme, given] = /^(Bearer|OAuth)\s+(.+)$/i.exec(asked.header("authorization") ?? "") ?? [];
    return {
        method: verbOf(asked.method, params),
        path,
        version,
        query: Object.fromEntries(searchParams),
        body,
        params,
        token: given ?? params.text("access_token"),
        scheme: scheme?.toLowerCase() as IncomingRequest["scheme"],
        fileOffset: asked.header("file_offset"),
        bytes,
        proof: params.text("appsecret_proof"),
        userAgent: asked.header("user-agent"),
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
function isUpload(asked: Asked, path: string): boolean {
    return asked.method === "POST" && path.startsWith("/upload:");
}

async function readBody(asked: Asked): Promise<{ body: unknown; malformed: boolean }> {
    if (asked.method === "GET" || asked.method === "HEAD") return { body: undefined, malformed: false };
    const type = asked.header("content-type") ?? "";
    try {
        if (/^application\/x-www-form-urlencoded/i.test(type)) {
            return { body: formOf(new URLSearchParams(await asked.text())), malformed: false };
        }
        if (/^multipart\/form-data/i.test(type)) {
            return { body: formOf(await asked.formData()), malformed: false };
        }
        const text = await asked.text();
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
