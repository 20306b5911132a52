/** The Graph API: reads a request, does it, logs it and answers. */
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { FaultAction, LoggedRequest } from "../api";
import { answers, appliesWork, type Faults, needsConnection } from "../faults";
import type { EmulatorWorld } from "../world";
import type { Call } from "./calls";
import { type Answer, deliver, disturbed } from "./deliver";
import { graphHeaders } from "./headers";
import type { RequestLog } from "./log";
import { nothing, perform, refused, type Work } from "./perform";
import { type Asked, type IncomingRequest, type NodeContext, readRequest, splitVersion } from "./request";
import { type Route, routeOf } from "./routes";
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

/** What a request is done with, alone or in a batch. */
interface Around extends GraphDeps {
    readonly usage: ReadUsage;
    readonly origin: string;
    /** How many requests are in progress, including this one. */
    readonly atOnce: number;
}

/** Graph: for connections, and for calls of this process. */
interface Graph {
    /** Every path under any version and under none. */
    readonly app: Hono<{ Bindings: HttpBindings }>;
    readonly call: Call;
}

/** Answers requests to Graph. */
export function graphOf(deps: GraphDeps): Graph {
    const app = new Hono<{ Bindings: HttpBindings }>();
    const usage = new ReadUsage();
    let underWay = 0;
    const counted = async <Told>(
        asked: Asked,
        work: (around: Around) => Promise<Told>,
        tell: (answer: Answer) => Told,
    ): Promise<Told> => {
        underWay += 1;
        try {
            const { origin } = new URL(asked.url);
            return await work({ ...deps, usage, origin, atOnce: underWay });
        } catch (error) {
            return tell(failed(asked, error, deps, underWay));
        } finally {
            underWay -= 1;
        }
    };
    app.all("*", (c) =>
        counted(
            c.req,
            (around) => serve(c, around),
            ({ body, ...init }) => new Response(body, init),
        ),
    );
    return {
        app,
        call: (asked) =>
            counted<Answer | undefined>(
                asked,
                (around) => answerTo(asked, around),
                (answer) => answer,
            ),
    };
}

/** From a connection's request to its answer. */
async function serve(c: NodeContext, around: Around): Promise<Response> {
    const request = await readRequest(c.req);
    const { answer, action } = await answered(request, around);
    return deliver(c.env, answer, action);
}

/** The answer to a call; none if it meets a fault that only a connection can show: then nothing is done. */
async function answerTo(asked: Asked, around: Around): Promise<Answer | undefined> {
    const request = await readRequest(asked);
    const target = targetOf(request, around.world);
    const next = around.faults.next(target.target);
    if (next !== undefined && needsConnection(next)) return undefined;
    return (await answered(request, around, target)).answer;
}

/** Does a request, with the fault that it meets, and logs it. */
async function answered(
    request: IncomingRequest,
    around: Around,
    { route, about, target } = targetOf(request, around.world),
): Promise<{ answer: Answer; action: FaultAction | undefined }> {
    const { world, faults, requests, latencyMs, atOnce } = around;
    const fault = faults.take(target);
    const action = fault?.action;
    const delay = latencyMs + (action !== undefined && "delayMs" in action ? action.delayMs : 0);
    if (delay > 0) await sleep(delay);

    const work = { ...around, ...route, request, at: world.clock.now(), again: inBatch(around) };
    const done = action === undefined || appliesWork(action) ? await perform(work) : undefined;
    const said = disturbed(done ?? nothing(work), action);
    const answer = await around.saved().then(
        () => said,
        (error: unknown) => refused(error, said.headers, around),
    );
    requests.add({ ...entry(work, about, done, answer, fault), atOnce });
    return { answer, action };
}

/** A request of a batch meets its own faults. What breaks a connection leaves it without an answer. */
function inBatch(around: Around): Work["again"] {
    // The batch has waited already, and is saved as a whole.
    const inside = { ...around, latencyMs: 0, saved: () => Promise.resolve() };
    return async (request) => {
        const { answer, action } = await answered(request, inside);
        const isLost = action !== undefined && ("truncate" in action || !answers(action));
        return isLost ? undefined : answer;
    };
}

/** The answer to what went wrong before a request was done. The log has it, as it has every request. */
function failed(asked: Asked, error: unknown, deps: GraphDeps, atOnce: number): Answer {
    const { version, path } = splitVersion(asked.path);
    const answer = refused(error, graphHeaders(version, undefined, 0), deps);
    const { status, code } = answer;
    deps.requests.add({
        at: deps.world.clock.now(),
        kind: "other",
        method: asked.method,
        path,
        query: {},
        body: undefined,
        status,
        ...(code === undefined ? {} : { code }),
        applied: false,
        atOnce,
    });
    return answer;
}

type About = Pick<LoggedRequest, "kind" | "phoneNumberId" | "wabaId" | "appId">;

/** Where a request goes, what it is about, and what a fault is matched against. */
function targetOf(request: IncomingRequest, world: EmulatorWorld) {
    const route: Route = routeOf(request);
    const about: About = {
        kind: route.endpoint?.kind(request, route.id, world) ?? "other",
        ...subjectOf(route.id, world),
    };
    return { route, about, target: { ...about, method: request.method, path: request.path } };
}

/** What a request is about. An upload session is none of these. */
function subjectOf(id: string, world: EmulatorWorld): Omit<About, "kind"> {
    if (id === "" || id.startsWith("upload:")) return {};
    if (world.wabas.has(id)) return { wabaId: id };
    if (world.apps.has(id)) return { appId: id };
    return /^\d+$/.test(id) ? { phoneNumberId: id } : {};
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
        // A batch changes nothing itself: its requests do.
        applied: method !== "GET" && about.kind !== "batch" && done !== undefined && done.code === undefined,
        ...(fault === undefined ? {} : { fault: fault.id }),
    };
}
