/** The endpoints of a number's settings (graph-api.md §2.7). */
import type { RequestKind } from "../../api";
import { changeSettings, showSettings } from "../../rules/settings";
import type { IncomingRequest } from "../request";
import { type Endpoint, manage, onNumber, success } from "./endpoint";

export const SETTINGS_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path: "/:id/settings",
        kind: () => "readSettings",
        scopes: manage,
        run: onNumber(({ request, world, now }, number) =>
            showSettings(number, request.params.flag("include_sip_credentials"), world.switches, now),
        ),
    },
    {
        method: "POST",
        path: "/:id/settings",
        kind: kindOfSetting,
        scopes: manage,
        run: onNumber(({ request: { params }, world, now }, number) => {
            const features = Object.keys(params.all).map((name) => [name, params.json(name)]);
            changeSettings(number, Object.fromEntries(features), world.switches, now);
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
