/** The endpoints of one number (graph-api.md §2.2 to §2.6, §2.9). */
import type { RequestKind } from "../../api";
import { MANAGEMENT, MESSAGING } from "../../defaults";
import { invalidParameter } from "../../errors";
import { answerDeregister } from "../../rules/deregister";
import { proposeDisplayName } from "../../rules/displayName";
import { checkedOverride, keepOverride } from "../../rules/overrides";
import { checkCode, sendCode } from "../../rules/ownership";
import { changePin } from "../../rules/pin";
import { answerRegister } from "../../rules/register";
import type { JsonObject, NumberState } from "../../state";
import { visibleWaba } from "../access";
import { notEmulated } from "../notEmulated";
import type { IncomingRequest } from "../request";
import {
    type Endpoint,
    type EndpointCall,
    manage,
    onNumber,
    overrideFacts,
    type Result,
    success,
    versionOf,
} from "./endpoint";

export const NUMBER_ENDPOINTS: readonly Endpoint[] = [
    { method: "POST", path: "/:id", kind: kindOfNodeChange, scopes: manage, run: changeAnyNode },
    {
        method: "POST",
        path: "/:id/register",
        kind: () => "register",
        scopes: [MANAGEMENT, MESSAGING],
        run: onNumber(registerNumber),
    },
    {
        method: "POST",
        path: "/:id/deregister",
        kind: () => "deregister",
        scopes: [MANAGEMENT, MESSAGING],
        run: onNumber(({ request, now, world }, number) =>
            answerDeregister(number, versionOf(request), now, world.switches),
        ),
    },
    {
        method: "POST",
        path: "/:id/request_code",
        kind: () => "requestCode",
        scopes: manage,
        run: onNumber(({ request: { params }, now, log }, number) => {
            const language = params.text("language") ?? params.text("locale");
            const code = sendCode(number, params.text("code_method"), language, now);
            log(`verification code of ${number.displayPhoneNumber} (${number.id}): ${code}`);
            return success;
        }),
    },
    {
        method: "POST",
        path: "/:id/verify_code",
        kind: () => "verifyCode",
        scopes: manage,
        run: onNumber(({ request, now }, number) => {
            checkCode(number, request.params.text("code"), now);
            return success;
        }),
    },
];

const NODE_KINDS: Readonly<Record<string, RequestKind>> = {
    pin: "setPin",
    new_display_name: "setDisplayName",
    webhook_configuration: "setWebhookOverride",
    search_visibility: "setSearchVisibility",
};

function kindOfNodeChange({ params }: IncomingRequest): RequestKind {
    const named = Object.keys(NODE_KINDS).find((name) => params.has(name));
    return (named === undefined ? undefined : NODE_KINDS[named]) ?? "setNode";
}

/** Makes a change; a promise is waited for. */
type Change = (call: EndpointCall, number: NumberState, value: unknown) => unknown;

/** The parameters that change something; whatsapp_business_api_data wraps the pin. */
const CHANGES: Readonly<Record<string, Change>> = {
    pin: ({ world }, number, value) => changePin(number, String(value), world.switches),
    whatsapp_business_api_data: ({ world }, number, value) => {
        const { pin } = value as JsonObject;
        if (pin !== undefined) changePin(number, String(pin), world.switches);
    },
    new_display_name: ({ world, now }, number, value) =>
        proposeDisplayName(number, String(value), now, world.switches),
    search_visibility: (_, number, value) => {
        if (value !== "VISIBLE" && value !== "HIDDEN") {
            throw invalidParameter("Param search_visibility must be one of {VISIBLE, HIDDEN}");
        }
        number.searchVisibility = value;
    },
    webhook_configuration: async (call, number, value) => {
        const { override_callback_uri: uri, verify_token: verifyToken } = value as JsonObject;
        const facts = overrideFacts(call, call.world.waba(number.wabaId));
        keepOverride(number, facts.app.id, await checkedOverride(uri, verifyToken, facts));
    },
};
const OBJECTS = ["whatsapp_business_api_data", "webhook_configuration"];

/** Graph changes other nodes too. Of unknown IDs any may be a number's. */
function changeAnyNode(call: EndpointCall, id: string): Result {
    const { request, world, token } = call;
    if (world.wabas.has(id)) {
        visibleWaba(world, token, request.method, id);
        throw notEmulated(request, "changes of a WABA");
    }
    if (world.apps.has(id)) throw notEmulated(request, "changes of an app");
    return onNumber(changeNode)(call, id);
}

function changeNode(call: EndpointCall, number: NumberState): Result {
    const { params } = call.request;
    const named = Object.keys(CHANGES).filter((name) => params.has(name));
    if (named.length === 0) throw invalidParameter(`One of ${Object.keys(CHANGES).join(", ")} is required`);
    // The webhook is the last one, and the only one to wait for.
    let waiting: unknown;
    for (const name of named) {
        const value = params.json(name);
        if (OBJECTS.includes(name) && (typeof value !== "object" || value === null)) {
            throw invalidParameter(`Param ${name} must be an object`);
        }
        // A pin such as "012345" is a text: as JSON it would be a number.
        waiting = CHANGES[name]?.(call, number, OBJECTS.includes(name) ? value : params.text(name));
    }
    return waiting instanceof Promise ? waiting.then(() => success) : success;
}

function registerNumber({ request, world, now }: EndpointCall, number: NumberState): JsonObject {
    const { params } = request;
    return answerRegister(number, {
        messagingProduct: params.text("messaging_product"),
        pin: params.text("pin"),
        region: params.text("data_localization_region"),
        version: versionOf(request),
        now,
        switches: world.switches,
        waba: world.waba(number.wabaId),
    });
}
