/** Sending a text, and the webhook that says what became of it. */
import { randomBytes } from "node:crypto";
import { GraphRefusal } from "../errors";
import { isObject } from "../schema/json";
import type { JsonObject, NumberState, UserState } from "../state";
import { must } from "./checks";
import type { NumberEvent } from "./events";

const LONGEST = 4096;

/** A text that was accepted. */
interface SentMessage {
    readonly answer: JsonObject;
    /** What the webhook says. */
    readonly event: NumberEvent;
}

/** Answers a POST to /messages, or throws the refusal. */
export function sendText(
    number: NumberState,
    given: JsonObject,
    users: ReadonlyMap<string, UserState>,
    now: number,
): SentMessage {
    if (given.messaging_product !== "whatsapp") throw must("messaging_product", "be whatsapp");
    const to = typeof given.to === "string" || typeof given.to === "number" ? String(given.to) : "";
    if (!/^\+?[\d ()-]{5,25}$/.test(to)) throw must("to", "be a phone number");
    if ((given.type ?? "text") !== "text") throw must("type", "be text");
    const body = isObject(given.text) ? given.text.body : undefined;
    if (typeof body !== "string" || body === "" || body.length > LONGEST) {
        throw must("text[body]", `be a string of 1 to ${LONGEST} characters`);
    }
    if (!number.registered) throw new GraphRefusal(133010);

    const waId = to.replace(/\D/g, "");
    const id = `wamid.${randomBytes(30).toString("base64")}`;
    const known = users.get(waId)?.identityKeyHash;
    const hash = given.recipient_identity_key_hash;
    const hasOtherKey =
        number.identityKeyCheck && hash !== undefined && known !== undefined && hash !== known;
    return {
        answer: {
            messaging_product: "whatsapp",
            contacts: [{ input: to, wa_id: waId }],
            messages: [{ id }],
        },
        event: eventOf(number, {
            id,
            status: hasOtherKey ? "failed" : "sent",
            timestamp: String(Math.floor(now / 1000)),
            recipient_id: waId,
            ...(hasOtherKey ? { errors: [WRONG_KEY] } : {}),
        }),
    };
}

const WRONG_KEY = {
    code: 137000,
    title: "Recipient identity key hash mismatch",
    message: "Recipient identity key hash mismatch",
    error_data: { details: "The recipient's identity key hash is not the one that the message names" },
};

function eventOf(number: NumberState, status: JsonObject): NumberEvent {
    const metadata = {
        display_phone_number: number.displayPhoneNumber.replace(/\D/g, ""),
        phone_number_id: number.id,
    };
    return { field: "messages", value: { messaging_product: "whatsapp", metadata, statuses: [status] } };
}
