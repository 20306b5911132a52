/** The endpoints of a WABA's subscribed apps (graph-api-settings.md §3). */
import { checkedOverride, keepOverride, listSubscribed, subscribe, unsubscribe } from "../../rules/overrides";
import type { JsonObject, WabaState } from "../../state";
import { type Endpoint, type EndpointCall, manage, onWaba, overrideFacts, success } from "./endpoint";

const path = "/:id/subscribed_apps";

export const SUBSCRIBED_APPS_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path,
        kind: () => "readSubscribedApps",
        scopes: manage,
        run: onWaba(({ world }, waba) => listSubscribed(waba, world.apps)),
    },
    { method: "POST", path, kind: () => "subscribeApp", scopes: manage, run: onWaba(subscribeApp) },
    {
        method: "DELETE",
        path,
        kind: () => "unsubscribeApp",
        scopes: manage,
        run: onWaba(({ token }, waba) => {
            unsubscribe(waba, token.appId);
            return success;
        }),
    },
];

/** Without a URI it removes the override of the WABA; with one it needs an app that is subscribed already. */
async function subscribeApp(call: EndpointCall, waba: WabaState): Promise<JsonObject> {
    const { override_callback_uri: uri = "", verify_token: verifyToken } = call.request.params.all;
    const override = await checkedOverride(uri, verifyToken, overrideFacts(call, waba));
    subscribe(waba, call.token.appId);
    keepOverride(waba, call.token.appId, override);
    return success;
}
