/** The endpoints of the token's app, of its user and of the token itself. */
import { invalidParameter } from "../../errors";
import { describeToken, showApp, showUser } from "../../rules/token";
import type { JsonObject } from "../../state";
import type { Endpoint, EndpointCall } from "./endpoint";

/** These come before the nodes: none is an ID. */
export const APP_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path: "/app",
        kind: () => "readApp",
        scopes: [],
        run: ({ world, token, request }) => showApp(world.app(token.appId), request.params.names("fields")),
    },
    {
        method: "GET",
        path: "/me",
        kind: () => "readMe",
        scopes: [],
        run: ({ token, request }) => showUser(token, request.params.names("fields")),
    },
    { method: "GET", path: "/debug_token", kind: () => "readToken", scopes: [], run: readToken },
];

function readToken({ request, world }: EndpointCall): JsonObject {
    const token = world.tokens.get(request.params.text("input_token") ?? "");
    if (token === undefined) throw invalidParameter("Param input_token must be an access token");
    return { data: describeToken(token, world.app(token.appId), world.switches) };
}
