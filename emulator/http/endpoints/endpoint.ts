/** What an endpoint is. */
import type { RequestKind } from "../../api";
import { MANAGEMENT } from "../../defaults";
import type { OverrideFacts } from "../../rules/overrides";
import type { JsonObject, NumberState, TokenState, WabaState } from "../../state";
import type { EmulatorWorld } from "../../world";
import { visibleNumber, visibleWaba } from "../access";
import type { Answer } from "../deliver";
import type { IncomingRequest } from "../request";
import type { Webhooks } from "../webhooks";

/** A request with an accepted token, and everything that its answer needs. */
export interface EndpointCall {
    readonly request: IncomingRequest;
    readonly world: EmulatorWorld;
    readonly token: TokenState;
    readonly now: number;
    /** The origin of the request's URL, for links to more pages. */
    readonly origin: string;
    readonly log: (line: string) => void;
    /** Sends webhooks. */
    readonly webhooks: Webhooks;
    /** Does another request as this one is done: a batch has several. */
    readonly again: Again;
}

/** Does a request and resolves to its answer; undefined: it met a fault that leaves none. */
export type Again = (request: IncomingRequest) => Promise<Answer | undefined>;

/** The body of an answer. */
type Body = JsonObject | readonly unknown[];

/** What an endpoint answers; a promise where it asks another server first, or does other requests. */
export type Result = Body | Promise<Body>;

/** One endpoint; `run` answers or throws the refusal. */
export interface Endpoint {
    readonly method: "GET" | "POST" | "DELETE";
    readonly path: string;
    readonly kind: (request: IncomingRequest, id: string, world: EmulatorWorld) => RequestKind;
    readonly scopes: readonly string[];
    readonly run: (call: EndpointCall, id: string) => Result;
}

/** The answer of most writes. */
export const success = { success: true };

/** The scope that every endpoint needs. */
export const manage = [MANAGEMENT];

/** An endpoint of numbers: it finds the number first. */
export const onNumber =
    (run: (call: EndpointCall, number: NumberState) => Result): Endpoint["run"] =>
    (call, id) =>
        run(call, visibleNumber(call.world, call.token, call.request.method, id));

/** An endpoint of WABAs: it finds the WABA first. */
export const onWaba =
    (run: (call: EndpointCall, waba: WabaState) => Result): Endpoint["run"] =>
    (call, id) =>
        run(call, visibleWaba(call.world, call.token, call.request.method, id));

/** The numbers that a WABA's list has. A deleted number is not listed, unless its node still answers. */
export function listedNumbers({ numbers, switches }: EmulatorWorld, waba: WabaState): NumberState[] {
    const isListed = ({ wabaId, status }: NumberState): boolean =>
        wabaId === waba.id && (status !== "DELETED" || switches.deletedNumber === "status");
    return [...numbers.values()].filter(isListed);
}

/** What a webhook override of the token's app depends on. */
export function overrideFacts({ world, token, webhooks }: EndpointCall, waba: WabaState): OverrideFacts {
    return {
        app: world.app(token.appId),
        waba,
        switches: world.switches,
        handshake: (uri, verifyToken) => webhooks.handshake(uri, verifyToken),
    };
}

/** The same request for another page of a list. A read that came as a POST has its parameters in the body. */
export function linkTo({ request, origin }: EndpointCall, place: Readonly<Record<string, string>>): string {
    const { params, version, path } = request;
    const inBody = Object.entries(params.all).map(([name, value]) => [
        name,
        params.text(name) ?? jsonOf(value),
    ]);
    const texts = Object.fromEntries(inBody.filter(([, text]) => text !== undefined)) as Record<
        string,
        string
    >;
    const { after: _, before: __, method: ___, ...rest } = { ...texts, ...request.query };
    const prefix = version === undefined ? "" : `/v${version}`;
    return `${origin}${prefix}${path}?${new URLSearchParams({ ...rest, ...place })}`;
}

const jsonOf = (value: unknown): string | undefined =>
    typeof value === "object" && value !== null ? JSON.stringify(value) : undefined;

/** The version of a request. Without one Graph takes a supported one, which is not below v21. */
export function versionOf({ version }: IncomingRequest): number {
    return version === undefined ? 25 : Number(version);
}
