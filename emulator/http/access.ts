/** Who may do what: the steps before an endpoint's own rules. */
import { createHmac } from "node:crypto";
import { GraphRefusal, unknownObject } from "../errors";
import { refusalOf, unknownToken } from "../rules/tokenRefusal";
import type { NumberState, TokenState, WabaState } from "../state";
import type { EmulatorWorld } from "../world";
import type { IncomingRequest } from "./request";

/** The first step: the token must be known and valid (graph-api.md §4: 104, 190). */
export function authenticate({ token: given, proof }: IncomingRequest, world: EmulatorWorld): TokenState {
    if (given === undefined || given === "") {
        throw new GraphRefusal(104, { message: "An access token is required to request this resource." });
    }
    const token = world.tokens.get(given);
    if (token === undefined) throw unknownToken();
    const refusal = refusalOf(token);
    if (refusal !== undefined) throw refusal;
    if (token.appSecret !== undefined && proof !== proofOf(token.token, token.appSecret)) {
        throw new GraphRefusal(100, {
            type: "GraphMethodException",
            message: "Invalid appsecret_proof provided in the API argument",
        });
    }
    return token;
}

function proofOf(token: string, secret: string): string {
    return createHmac("sha256", secret).update(token).digest("hex");
}

/** The second step: the token must have the scopes. */
export function authorize(token: TokenState, scopes: readonly string[]): void {
    const missing = scopes.find((scope) => !token.scopes.includes(scope));
    if (missing !== undefined) {
        throw new GraphRefusal(200, { details: `The permission ${missing} is needed` });
    }
}

/** The third step: the number must exist, and the token must see it. Else it is 100/33 (§4). */
export function visibleNumber(
    world: EmulatorWorld,
    token: TokenState,
    method: string,
    id: string,
): NumberState {
    const number = world.numbers.get(id);
    if (number === undefined || !sees(token, number.wabaId)) throw unknownObject(method, id);
    if (number.status === "DELETED") {
        const { deletedNumber } = world.switches;
        if (deletedNumber === "error100/33") throw unknownObject(method, id);
        if (deletedNumber === "error33" || method !== "GET") throw new GraphRefusal(33);
    }
    return number;
}

/** The same for a WABA. */
export function visibleWaba(world: EmulatorWorld, token: TokenState, method: string, id: string): WabaState {
    const waba = world.wabas.get(id);
    if (waba === undefined || !sees(token, id)) throw unknownObject(method, id);
    return waba;
}

function sees(token: TokenState, wabaId: string): boolean {
    return token.wabas === undefined || token.wabas.includes(wabaId);
}
