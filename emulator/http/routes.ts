/** Which endpoint a request is for. */
import { TrieRouter } from "hono/router/trie-router";
import { type GraphRefusal, unknownObject } from "../errors";
import type { EmulatorWorld } from "../world";
import { ENDPOINTS } from "./endpoints";
import type { Endpoint } from "./endpoints/endpoint";
import { notEmulated } from "./notEmulated";
import type { IncomingRequest } from "./request";

/** An endpoint, and the ID in its path. */
export interface Route {
    /** Absent: not emulated. */
    readonly endpoint: Endpoint | undefined;
    readonly id: string;
}

const DIGITS = /^\d+$/;
const VERBS: readonly Endpoint["method"][] = ["GET", "POST", "DELETE"];

const router = new TrieRouter<Endpoint>();
for (const endpoint of ENDPOINTS) router.add(endpoint.method, endpoint.path, endpoint);

/**
 * Finds the endpoint; the first one that fits counts. A name at the root is Graph's own, and no ID; of these only `/me`,
 * `/app` and `/debug_token` are emulated, without what belongs to them.
 */
export function routeOf({ method, path }: Pick<IncomingRequest, "method" | "path">): Route {
    const [[endpoint, params] = []] = router.match(method, path)[0];
    const id = decoded((params as Record<string, string> | undefined)?.id ?? "");
    const isName = endpoint?.path === "/:id" ? !DIGITS.test(id) : id === "me";
    return isName ? { endpoint: undefined, id: "" } : { endpoint, id };
}

function decoded(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

/**
 * The answer where no endpoint fits: 100/33 for a verb that Graph does not have there either (graph-api.md §4), else
 * 501.
 */
export function noEndpoint(request: IncomingRequest, { wabas, apps }: EmulatorWorld): GraphRefusal {
    const { method, path } = request;
    const [first = "", ...edges] = path.slice(1).split("/");
    const id = decoded(first);
    // Graph changes these nodes too.
    const isOther = edges.length === 0 && (wabas.has(id) || apps.has(id));
    const hasOtherVerbs = VERBS.some((verb) => router.match(verb, path)[0].length > 0);
    const isRefused = DIGITS.test(id) && hasOtherVerbs && !isOther;
    return isRefused ? unknownObject(method, id) : notEmulated(request);
}
