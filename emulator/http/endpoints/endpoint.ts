import type { RequestKind } from "../../api";
import type { JsonObject, NumberState, TokenState, WabaState } from "../../state";
import type { EmulatorWorld } from "../../world";
import { MANAGEMENT } from "../../world";
import { visibleNumber, visibleWaba } from "../access";
import type { IncomingRequest } from "../request";

/** A request whose token has been accepted, and everything it can be answered from. */
export interface EndpointCall {
    readonly request: IncomingRequest;
    readonly world: EmulatorWorld;
    readonly token: TokenState;
    readonly now: number;
    /** Where the client reached us, for links to further pages. */
    readonly origin: string;
    readonly log: (line: string) => void;
}

/** One thing that Graph does; `run` answers, or throws the refusal. */
export interface Endpoint {
    readonly method: "GET" | "POST";
    readonly path: string;
    readonly kind: (request: IncomingRequest, id: string, world: EmulatorWorld) => RequestKind;
    readonly scopes: readonly string[];
    readonly run: (call: EndpointCall, id: string) => JsonObject;
}

/** The answer of most writes. */
export const success = { success: true };

/** The scope that everything needs. */
export const manage = [MANAGEMENT];

/** An endpoint of numbers: finds the number first. */
export const onNumber =
    (run: (call: EndpointCall, number: NumberState) => JsonObject): Endpoint["run"] =>
    (call, id) =>
        run(call, visibleNumber(call.world, call.token, call.request.method, id));

/** An endpoint of WABAs. */
export const onWaba =
    (run: (call: EndpointCall, waba: WabaState) => JsonObject): Endpoint["run"] =>
    (call, id) =>
        run(call, visibleWaba(call.world, call.token, call.request.method, id));

/** Graph without a version means a supported one, so none below v21. */
export function versionOf({ version }: IncomingRequest): number {
    return version === undefined ? 25 : Number(version);
}
