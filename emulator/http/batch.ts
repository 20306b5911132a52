/** Batch requests: several requests in one (graph-api.md §2). */
import { GraphRefusal, invalidParameter } from "../errors";
import { isObject } from "../schema/json";
import type { JsonObject } from "../state";
import type { Answer } from "./deliver";
import { notEmulated } from "./notEmulated";
import { formOf, type IncomingRequest, paramsOf, splitVersion, verbOf } from "./request";

/** One request of a batch. */
interface Operation {
    readonly request: IncomingRequest;
    /** Whether the answer is left out if it is 200. */
    readonly omitted: boolean;
}

/** Where batches go: Meta's own examples send one to `/me` too. */
export const BATCH_PATHS: readonly string[] = ["/", "/me"];

const MOST = 50;

/** Reads the requests of a batch, all before any is done. */
export function operationsOf(batch: IncomingRequest): Operation[] {
    const list = batch.params.json("batch");
    if (!Array.isArray(list)) throw invalidParameter("Param batch must be a JSON array of requests");
    if (list.length === 0) throw invalidParameter("Param batch must have at least one request");
    if (list.length > MOST) {
        throw new GraphRefusal(100, {
            message: `(#100) Too many requests in batch message. Maximum batch size is ${MOST}`,
        });
    }
    return list.map((each: unknown, index) => operationOf(batch, `batch[${index}]`, each));
}

function operationOf(batch: IncomingRequest, param: string, given: unknown): Operation {
    if (!isObject(given)) throw invalidParameter(`Param ${param} must be an object`);
    const { method, relative_url: url, body, omit_response_on_success: omitted } = given;
    if (typeof method !== "string" || method === "") {
        throw invalidParameter(`Param ${param}[method] is required`);
    }
    if (typeof url !== "string") throw invalidParameter(`Param ${param}[relative_url] is required`);
    if (
        body !== undefined &&
        body !== null &&
        (typeof body !== "string" || body.trimStart().startsWith("{"))
    ) {
        throw invalidParameter(`Param ${param}[body] must be URL-encoded text, such as pin=123456`);
    }
    const needed = dependencyOf(given);
    if (needed !== undefined) throw notEmulated(batch, `${needed} in a batch (${param})`);
    const request = requestOf(batch, method.toUpperCase(), url, body ?? "");
    if (BATCH_PATHS.includes(request.path) && request.params.has("batch"))
        throw notEmulated(batch, "a batch in a batch");
    return { request, omitted: omitted === true || omitted === "true" };
}

/** Another request's answer as a parameter: `{result=first:$.id}`. */
const REFERENCE = /\{result=[^}]*\}/;

/** What makes a request depend on another one, or on a file. */
function dependencyOf({ depends_on: on, attached_files: files, relative_url: url, body }: JsonObject) {
    if (on !== undefined && on !== null) return "depends_on";
    if (files !== undefined && files !== null) return "attached_files";
    const texts = [url, body].filter((text) => typeof text === "string");
    // The braces may be encoded.
    const refers = texts.some((text) => REFERENCE.test(text) || REFERENCE.test(decoded(text)));
    return refers ? "{result=…}, which refers to another request," : undefined;
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

/** The request that an operation stands for. Without a token of its own it has the batch's. */
function requestOf(batch: IncomingRequest, verb: string, url: string, text: string): IncomingRequest {
    const [address = "", ...search] = url.split("?");
    const { version = batch.version, path } = splitVersion(`/${address.replace(/^\/+/, "")}`);
    const query = new URLSearchParams(search.join("?"));
    const body = formOf(new URLSearchParams(text));
    const params = paramsOf(query, body);
    const own = params.text("access_token");
    return {
        method: verbOf(verb, params),
        path,
        version,
        query: Object.fromEntries(query),
        body,
        params,
        token: own ?? batch.token,
        scheme: own === undefined ? batch.scheme : undefined,
        fileOffset: undefined,
        bytes: undefined,
        // The proof belongs to a token.
        proof: params.text("appsecret_proof") ?? (own === undefined ? batch.proof : undefined),
        userAgent: batch.userAgent,
        malformed: false,
    };
}

/** An answer as a batch has it: its body is a text. */
export function asEntry({ status, headers, body }: Answer, withHeaders: boolean): JsonObject {
    const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
    return { code: status, ...(withHeaders ? { headers: list } : {}), body };
}
