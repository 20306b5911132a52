/** A request to Graph: its path, parameters, token and body. */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { parseJson } from "../schema/json";
import type { JsonObject } from "../state";

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
    readonly method: string;
    /** Without the version. */
    readonly path: string;
    readonly version: string | undefined;
    readonly query: Record<string, string>;
    readonly body: unknown;
    /** Query and body together. */
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

/** Parameters by name. Forms and queries have texts, JSON has values; both mean the same. */
class Params {
    constructor(readonly all: JsonObject) {}

    text(name: string): string | undefined {
        const value = this.all[name];
        return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
    }

    flag(name: string): boolean {
        return this.text(name) === "true";
    }

    /** A value, or what its JSON text says. */
    json(name: string): unknown {
        const value = this.all[name];
        if (typeof value !== "string") return value;
        try {
            return parseJson(value);
        } catch {
            return value;
        }
    }

    has(name: string): boolean {
        return Object.hasOwn(this.all, name) && this.all[name] !== undefined;
    }
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
    const { version, path } = splitVersion(new URL(c.req.url).pathname);
    // The last one of a name counts, as in Graph.
    const query = Object.fromEntries(new URL(c.req.url).searchParams);
    const bytes = isUpload(c, path) ? Buffer.from(await c.req.arrayBuffer()) : undefined;
    const { body, malformed } =
        bytes === undefined ? await readBody(c) : { body: undefined, malformed: false };
    const params = new Params({ ...query, ...(isObject(body) ? body : {}) });
    const [, scheme, given] = /^(Bearer|OAuth)\s+(.+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
    return {
        method: c.req.method,
        path,
        version,
        query,
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

/** The bytes of a file are no parameters. */
function isUpload(c: NodeContext, path: string): boolean {
    return c.req.method === "POST" && path.startsWith("/upload:");
}

function isObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function readBody(c: NodeContext): Promise<{ body: unknown; malformed: boolean }> {
    if (c.req.method === "GET" || c.req.method === "HEAD") return { body: undefined, malformed: false };
    const type = c.req.header("content-type") ?? "";
    try {
        if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) {
            const form = await c.req.parseBody();
            return { body: Object.keys(form).length > 0 ? form : undefined, malformed: false };
        }
        const text = await c.req.text();
        return { body: text.trim() === "" ? undefined : parseJson(text), malformed: false };
    } catch {
        return { body: undefined, malformed: true };
    }
}
