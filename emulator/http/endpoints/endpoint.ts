import type { JsonObject, NumberState, RequestKind, TokenState, WabaState } from "../../types.js";
import type { World } from "../../world.js";
import { MANAGEMENT } from "../../world.js";
import { visibleNumber, visibleWaba } from "../access.js";
import type { GraphRequest } from "../request.js";

/** A request whose token has been accepted, and everything it can be answered from. */
export interface Call {
    request: GraphRequest;
    world: World;
    token: TokenState;
    now: number;
    /** Where the client reached us, for links to further pages. */
    origin: string;
    log: (line: string) => void;
}

/** One thing that Graph does; `run` answers, or throws the refusal. */
export interface Endpoint {
    method: "GET" | "POST";
    path: string;
    kind: (request: GraphRequest, id: string, world: World) => RequestKind;
    scopes: readonly string[];
    run: (call: Call, id: string) => JsonObject;
}

/** The answer of most writes. */
export const success = { success: true };

/** The scope that everything needs. */
export const manage = [MANAGEMENT];

/** An endpoint of numbers: finds the number first. */
export const onNumber =
    (run: (call: Call, number: NumberState) => JsonObject): Endpoint["run"] =>
    (call, id) =>
        run(call, visibleNumber(call.world, call.token, call.request.method, id));

/** An endpoint of WABAs. */
export const onWaba =
    (run: (call: Call, waba: WabaState) => JsonObject): Endpoint["run"] =>
    (call, id) =>
        run(call, visibleWaba(call.world, call.token, call.request.method, id));

/** Graph without a version means a supported one, so none below v21. */
export function versionOf({ version }: GraphRequest): number {
    return version === undefined ? 25 : Number(version);
}
