/** The endpoints of the token's app and of the token itself. */
import { invalidParameter } from "../../errors";
import type { JsonObject } from "../../state";
import type { Endpoint, EndpointCall } from "./endpoint";

/** These come before the nodes: neither is an ID. */
export const APP_ENDPOINTS: readonly Endpoint[] = [
    { method: "GET", path: "/app", kind: () => "readApp", scopes: [], run: readApp },
    { method: "GET", path: "/debug_token", kind: () => "readToken", scopes: [], run: readToken },
];

function readApp({ world, token }: EndpointCall): JsonObject {
    const { id, name, link } = world.app(token.appId);
    return { id, name, ...(link === undefined ? {} : { link }) };
}

function readToken({ request, world }: EndpointCall): JsonObject {
    const token = world.tokens.get(request.params.text("input_token") ?? "");
    if (token === undefined) throw invalidParameter("Param input_token must be an access token");
    // No expiry and no scopes: Meta does not document them for these tokens.
    return { data: { app_id: token.appId, application: world.app(token.appId).name, type: "SYSTEM_USER" } };
}
