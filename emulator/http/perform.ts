/** Does a request and writes the answer. */
import { GraphRefusal, invalidParameter } from "../errors";
import type { JsonObject } from "../state";
import type { EmulatorWorld } from "../world";
import { authenticate, authorize } from "./access";
import type { Answer } from "./deliver";
import type { Again, Endpoint, Result } from "./endpoints/endpoint";
import { challenge, graphHeaders } from "./headers";
import type { IncomingRequest } from "./request";
import { noEndpoint } from "./routes";
import type { ReadUsage } from "./usage";
import type { Webhooks } from "./webhooks";

/** A request, and what is needed to do it. */
export interface Work {
    readonly request: IncomingRequest;
    /** Absent: an endpoint that is not emulated. */
    readonly endpoint: Endpoint | undefined;
    readonly id: string;
    readonly origin: string;
    readonly at: number;
    readonly world: EmulatorWorld;
    readonly usage: ReadUsage;
    readonly webhooks: Webhooks;
    readonly log: (line: string) => void;
    /** Does another request as this one is done. */
    readonly again: Again;
}

/** Does a request: token, permission, object, then the endpoint's own rules (graph-api.md §6). */
export async function perform(work: Work): Promise<Answer> {
    const { request, id, world } = work;
    try {
        // Not awaited if there is nothing to wait for: most requests are one step, which no other comes between.
        const result = resultOf(work);
        const body = result instanceof Promise ? await result : result;
        return { status: 200, headers: headersOf(work), body: JSON.stringify(inStyle(body, world)) };
    } catch (error) {
        return refused(error, headersOf(work), work);
    } finally {
        // A refused request changes the number too: it counts towards the quota.
        if (request.method !== "GET") world.changed(world.numbers.has(id) ? id : undefined);
    }
}

/** The answer that tells an error: what went wrong inside is Graph's error too, for a client knows no other. */
export function refused(
    error: unknown,
    headers: Record<string, string>,
    { world, log }: Pick<Work, "world" | "log">,
): Answer {
    const refusal = error instanceof GraphRefusal ? error : internal(error, log);
    return {
        status: refusal.status,
        headers: { ...headers, ...challenge(refusal.message), ...refusal.more.headers },
        body: JSON.stringify(refusal.body(world.switches.refusalText)),
        code: refusal.code,
    };
}

/** Where it went wrong is for the console. */
function internal(error: unknown, log: (line: string) => void): GraphRefusal {
    const { stack, message } = error instanceof Error ? error : new Error(String(error));
    log(`the emulator failed: ${stack ?? message}`);
    return new GraphRefusal(1, { status: 500, message: "An unknown error occurred", details: message });
}

function inStyle(result: Awaited<Result>, { switches }: EmulatorWorld): typeof result {
    if (Array.isArray(result)) return result;
    const asText = (result as JsonObject).success === true && switches.successAs === "string";
    return asText ? { ...result, success: "true" } : result;
}

/** The answer to a request that is not done. */
export function nothing(work: Work): Answer {
    return { status: 200, headers: headersOf(work), body: "" };
}

function resultOf(work: Work): Result {
    const { request, endpoint, id, origin, at, world, usage, log, webhooks, again } = work;
    const missing = endpoint === undefined ? noEndpoint(request, world) : undefined;
    // Some of it, such as the OAuth flow, needs no token in Graph.
    if (missing?.status === 501 && request.token === undefined) throw missing;
    const token = authenticate(request, world);
    if (endpoint === undefined) throw missing;
    authorize(token, endpoint.scopes);
    if (request.malformed) throw invalidParameter("The request body is not valid JSON");
    if (request.method === "GET") usage.count(world, id, at);
    return endpoint.run({ request, world, token, now: at, origin, log, webhooks, again }, id);
}

function headersOf({ request, id, world, usage, at }: Work): Record<string, string> {
    const waba = world.numbers.get(id)?.wabaId ?? (world.wabas.has(id) ? id : undefined);
    const percent = waba === undefined ? 0 : usage.percent(world, waba, at);
    return graphHeaders(request.version, waba, percent);
}
