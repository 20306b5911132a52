import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import { invalidParameter, Refusal } from "../errors.js";
import { answers, appliesWork, type Faults } from "../faults.js";
import type { World } from "../world.js";
import { authenticate, authorize } from "./access.js";
import { type Answer, deliver, disturbed } from "./deliver.js";
import type { Endpoint } from "./endpoints/endpoint.js";
import { ENDPOINTS, notEmulated } from "./endpoints.js";
import { challenge, graphHeaders } from "./headers.js";
import type { RequestLog } from "./log.js";
import { type GraphRequest, type NodeContext, readRequest, splitVersion } from "./request.js";
import { Usage } from "./usage.js";

/** What the Graph side works with. */
export interface GraphDeps {
    world: World;
    faults: Faults;
    requests: RequestLog;
    latencyMs: number;
    log: (line: string) => void;
    /** Resolves when what happened so far is kept. */
    saved: () => Promise<void>;
}

/** The Graph API: each endpoint under any version and under none. */
export function graphApp(deps: GraphDeps): Hono<{ Bindings: HttpBindings }> {
    const app = new Hono<{ Bindings: HttpBindings }>({
        getPath: (request) => splitVersion(getPath(request)).path,
    });
    const usage = new Usage();
    for (const endpoint of ENDPOINTS) {
        app.on(endpoint.method, endpoint.path, (c) =>
            serve(c, endpoint, c.req.param("id") ?? "", deps, usage),
        );
    }
    app.all("*", (c) => serve(c, undefined, "", deps, usage));
    return app;
}

/** From the request to the answer on the wire; the work itself is one synchronous step in the middle. */
async function serve(
    c: NodeContext,
    endpoint: Endpoint | undefined,
    id: string,
    deps: GraphDeps,
    usage: Usage,
): Promise<Response> {
    const { world, faults, requests } = deps;
    const request = await readRequest(c);
    const kind = endpoint?.kind(request, id, world) ?? "other";
    const phoneNumberId = id !== "" && !world.wabas.has(id) ? id : undefined;
    const fault = faults.take({ kind, method: request.method, path: request.path, phoneNumberId });
    const action = fault?.action;
    const delay = deps.latencyMs + (action !== undefined && "delayMs" in action ? action.delayMs : 0);
    if (delay > 0) {
        await sleep(delay);
    }

    const at = world.clock.now();
    const work = action === undefined || appliesWork(action);
    const origin = new URL(c.req.url).origin;
    const done = work ? perform({ request, endpoint, id, origin, at, deps, usage }) : undefined;
    const answer = disturbed(done ?? { ...empty, headers: headersOf(request, id, world, usage, at) }, action);
    requests.add({
        at,
        kind,
        method: request.method,
        path: request.path,
        ...(request.version === undefined ? {} : { version: request.version }),
        ...(phoneNumberId === undefined ? {} : { phoneNumberId }),
        ...(id !== "" && phoneNumberId === undefined ? { wabaId: id } : {}),
        query: request.query,
        body: request.body,
        ...(request.userAgent === undefined ? {} : { userAgent: request.userAgent }),
        status: action === undefined || answers(action) ? answer.status : 0,
        ...(answer.code === undefined ? {} : { code: answer.code }),
        applied: request.method !== "GET" && done?.code === undefined && done !== undefined,
        ...(fault === undefined ? {} : { fault: fault.id }),
    });
    await deps.saved();
    return deliver(c, answer, action);
}

const empty: Answer = { status: 200, headers: {}, body: "" };

function headersOf(request: GraphRequest, id: string, world: World, usage: Usage, at: number) {
    const waba = world.numbers.get(id)?.wabaId ?? (world.wabas.has(id) ? id : undefined);
    const percent = waba === undefined ? 0 : usage.percent(world, waba, at);
    return graphHeaders(request.version, waba, percent);
}

interface Work {
    request: GraphRequest;
    endpoint: Endpoint | undefined;
    id: string;
    origin: string;
    at: number;
    deps: GraphDeps;
    usage: Usage;
}

/** Does what is asked: token, permission, object, then the endpoint's own rules (graph-api.md §6). */
function perform({ request, endpoint, id, origin, at, deps, usage }: Work): Answer {
    const { world, log } = deps;
    try {
        const token = authenticate(request, world);
        if (endpoint === undefined) {
            throw notEmulated(request);
        }
        authorize(token, endpoint.scopes);
        if (request.malformed) {
            throw invalidParameter("The request body is not valid JSON");
        }
        if (request.method === "GET") {
            usage.count(world, id, at);
        }
        const result = endpoint.run({ request, world, token, now: at, origin, log }, id);
        const body =
            result.success === true && world.switches.successAs === "string"
                ? { ...result, success: "true" }
                : result;
        return {
            status: 200,
            headers: headersOf(request, id, world, usage, at),
            body: JSON.stringify(body),
        };
    } catch (error) {
        if (!(error instanceof Refusal)) {
            throw error;
        }
        return {
            status: error.status,
            headers: {
                ...headersOf(request, id, world, usage, at),
                ...challenge(error.message),
                ...error.more.headers,
            },
            body: JSON.stringify(error.body(world.switches.refusalText)),
            code: error.code,
        };
    } finally {
        // A refused request leaves traces too: it counts towards the quota.
        if (request.method !== "GET" && world.numbers.has(id)) {
            world.changed(id);
        }
    }
}
