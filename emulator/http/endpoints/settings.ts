/** The endpoints of a number's settings (graph-api.md §2.7). */
import type { RequestKind } from "../../api";
import { toldOf } from "../../rules/events";
import { changeSettings, showSettings } from "../../rules/settings";
import { tellChanges } from "../notify";
import type { IncomingRequest } from "../request";
import { type Endpoint, manage, onNumber, success } from "./endpoint";

export const SETTINGS_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path: "/:id/settings",
        kind: () => "readSettings",
        scopes: manage,
        run: onNumber(({ request, world: { switches }, token: { appId }, now }, number) => {
            const withSipCredentials = request.params.flag("include_sip_credentials");
            return showSettings(number, { appId, withSipCredentials, switches, now });
        }),
    },
    {
        method: "POST",
        path: "/:id/settings",
        kind: kindOfSetting,
        scopes: manage,
        run: onNumber((call, number) => {
            const {
                request: { params },
                world: { switches },
                token: { appId },
                now,
            } = call;
            const features = Object.keys(params.all).map((name) => [name, params.json(name)]);
            const before = toldOf(number);
            changeSettings(number, Object.fromEntries(features), { appId, switches, now });
            tellChanges(call, number, before);
            return success;
        }),
    },
];

const SETTING_KINDS: Readonly<Record<string, RequestKind>> = {
    storage_configuration: "setStorage",
    user_identity_change: "setIdentityKeyCheck",
    calling: "setCalling",
    payload_encryption: "setPayloadEncryption",
};

function kindOfSetting({ params }: IncomingRequest): RequestKind {
    const feature = Object.keys(SETTING_KINDS).find((name) => params.has(name));
    return (feature === undefined ? undefined : SETTING_KINDS[feature]) ?? "other";
}
