/** The endpoint that sends messages: enough to see where webhooks go. */
import { MESSAGING } from "../../defaults";
import { sendText } from "../../rules/messages";
import type { JsonObject, NumberState } from "../../state";
import { notEmulated } from "../notEmulated";
import { tell } from "../notify";
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
    const { request, world, now } = call;
    const what = otherThanText(request.params.all);
    if (what !== undefined) throw notEmulated(request, what);
    // In a form, objects are JSON texts.
    const given = { ...request.params.all, text: request.params.json("text") };
    const { answer, event } = sendText(number, given, world.users, now);
    tell(call, number, event);
    return answer;
}

/** What Graph sends besides texts. */
function otherThanText({ type, status }: JsonObject): string | undefined {
    if (typeof status === "string") return "the marking of messages as read";
    return typeof type === "string" && type !== "text" ? `messages of type ${type.slice(0, 40)}` : undefined;
}
