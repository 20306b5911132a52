/** The Graph API: reads a request, does it, logs it and answers. */
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import type { FaultAction, LoggedRequest } from "../api";
import { answers, appliesWork, type Faults, needsConnection } from "../faults";
import type { EmulatorWorld } from "../world";
import { type Answer, deliver, disturbed } from "./deliver";
import { ENDPOINTS } from "./endpoints";
import type { Endpoint } from "./endpoints/endpoint";
import { graphHeaders } from "./headers";
import type { RequestLog } from "./log";
import { nothing, perform, refused, type Work } from "./perform";
import { type ByCall, type NodeContext, readRequest, splitVersion } from "./request";
import { ReadUsage } from "./usage";
import type { Webhooks } from "./webhooks";

/** What the Graph API needs. */
interface GraphDeps {
    readonly world: EmulatorWorld;
    readonly faults: Faults;
    readonly requests: RequestLog;
    readonly webhooks: Webhooks;
    readonly latencyMs: number;
    readonly log: (line: string) => void;
    /** Resolves when everything so far is saved. */
    readonly saved: () => Promise<void>;
}

/** The app: each endpoint under any version and under none. */
export function graphApp(deps: GraphDeps): Hono<{ Bindings: HttpBindings | ByCall }> {
    const app = new Hono<{ Bindings: HttpBindings | ByCall }>({
        getPath: (request) => splitVersion(getPath(request)).path,
    });
    const usage = new ReadUsage();
    let underWay = 0;
    const counted = async (c: NodeContext, endpoint: Endpoint | undefined, id: string) => {
        underWay += 1;
        try {
            return await serve(c, endpoint, id, deps, usage, underWay);
        } catch (error) {
            return failed(c, error, deps, underWay);
        } finally {
            underWay -= 1;
        }
    };
    for (const endpoint of ENDPOINTS) {
        app.on(endpoint.method, endpoint.path, (c) => counted(c, endpoint, c.req.param("id") ?? ""));
    }
    app.all("*", (c) => counted(c, undefined, ""));
    return app;
}

/** From request to answer. */
async function serve(
    c: NodeContext,
    endpoint: Endpoint | undefined,
    id: string,
    deps: GraphDeps,
    usage: ReadUsage,
    atOnce: number,
): Promise<Response> {
    const { world, faults, requests } = deps;
    const request = await readRequest(c);
    const about: About = {
        kind: endpoint?.kind(request, id, world) ?? "other",
        ...subjectOf(id, world),
    };
    const target = { ...about, method: request.method, path: request.path };
    const next = faults.next(target);
    if ("needsConnection" in c.env && next !== undefined && needsConnection(next)) {
        c.env.needsConnection = true;
        return c.body(null);
    }
    const fault = faults.take(target);
    const action = fault?.action;
    const delay = deps.latencyMs + (action !== undefined && "delayMs" in action ? action.delayMs : 0);
    if (delay > 0) await sleep(delay);

    const work = {
        request,
        endpoint,
        id,
        origin: new URL(c.req.url).origin,
        at: world.clock.now(),
        usage,
        ...deps,
    };
    const done = action === undefined || appliesWork(action) ? await perform(work) : undefined;
    const said = disturbed(done ?? nothing(work), action);
    const answer = await deps.saved().then(
        () => said,
        (error: unknown) => refused(error, said.headers, deps),
    );
    requests.add({ ...entry(work, about, done, answer, fault), atOnce });
    return deliver(c, answer, action);
}

/** The answer to what went wrong before a request was done. The log has it, as it has every request. */
function failed(c: NodeContext, error: unknown, deps: GraphDeps, atOnce: number): Response {
    const { version, path } = splitVersion(c.req.path);
    const answer = refused(error, graphHeaders(version, undefined, 0), deps);
    const { status, code, headers, body } = answer;
    deps.requests.add({
        at: deps.world.clock.now(),
        kind: "other",
        method: c.req.method,
        path,
        query: {},
        body: undefined,
        status,
        ...(code === undefined ? {} : { code }),
        applied: false,
        atOnce,
    });
    return new Response(body, { status, headers });
}

type About = Pick<LoggedRequest, "kind" | "phoneNumberId" | "wabaId" | "appId">;

/** What a request is about. An upload session is none of these. */
function subjectOf(id: string, world: EmulatorWorld): Omit<About, "kind"> {
    if (id === "" || id.startsWith("upload:")) return {};
    if (world.wabas.has(id)) return { wabaId: id };
    return world.apps.has(id) ? { appId: id } : { phoneNumberId: id };
}

/** What the log keeps of a request. */
function entry(
    { request: { method, path, version, query, body, userAgent }, at }: Work,
    about: About,
    done: Answer | undefined,
    answer: Answer,
    fault: { id: string; action: FaultAction } | undefined,
): Omit<LoggedRequest, "seq" | "atOnce"> {
    return {
        at,
        ...about,
        method,
        path,
        ...(version === undefined ? {} : { version }),
        query,
        body,
        ...(userAgent === undefined ? {} : { userAgent }),
        status: fault === undefined || answers(fault.action) ? answer.status : 0,
        ...(answer.code === undefined ? {} : { code: answer.code }),
        applied: method !== "GET" && done !== undefined && done.code === undefined,
        ...(fault === undefined ? {} : { fault: fault.id }),
    };
}
