import type { GraphClient, GraphRequest } from "../../../graph/client";
import { graphError } from "../../../graph/errorTable";

/** A client that answers from a list (its last answer again and again) and keeps what it was sent. */
export function scripted(...answers: unknown[]): { client: GraphClient; sent: GraphRequest[] } {
    const sent: GraphRequest[] = [];
    const client: GraphClient = {
        async send(request) {
            sent.push(request);
            const answer = answers[Math.min(sent.length, answers.length) - 1];
            if (answer instanceof Error) throw answer;
            return answer;
        },
    };
    return { client, sent };
}

/** Graph's refusal with this code and these words. */
export const refused = (code: number, message: string) =>
    graphError("reading", 400, { code, message }, (text) => text);

/** Graph's refusal of a field that it does not know. */
export const unknownField = (field: string, type = "WhatsAppBusinessPhoneNumber") =>
    refused(100, `(#100) Tried accessing nonexisting field (${field}) on node type (${type})`);
