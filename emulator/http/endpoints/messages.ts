/** The endpoint that sends messages: enough to see where webhooks go. */
import { MESSAGING } from "../../defaults";
import { sendText } from "../../rules/messages";
import { urlThatApplies } from "../../rules/overrides";
import type { JsonObject, NumberState } from "../../state";
import { type Endpoint, type EndpointCall, onNumber } from "./endpoint";

export const MESSAGE_ENDPOINTS: readonly Endpoint[] = [
    {
        method: "POST",
        path: "/:id/messages",
        kind: () => "sendMessage",
        scopes: [MESSAGING],
        run: onNumber(sendMessage),
    },
];

function sendMessage(call: EndpointCall, number: NumberState): JsonObject {
    const { request, world, now, webhooks } = call;
    // In a form, objects are JSON texts.
    const given = { ...request.params.all, text: request.params.json("text") };
    const { answer, webhook } = sendText(number, given, world.users, now);
    const waba = world.waba(number.wabaId);
    for (const app of world.apps.values()) {
        const target = urlThatApplies(number, waba, app);
        if (target === undefined) continue;
        const about = { at: now, appId: app.id, wabaId: waba.id, phoneNumberId: number.id };
        webhooks.send({ ...about, ...target, body: webhook });
    }
    return answer;
}
