/** The public key that Flows encrypt with (graph-api-settings.md §9). */
import { type Call, post } from "../call";
import { text, word } from "../wire";
import { firstOf, type Source } from "./source";

interface FlowsKey {
    readonly businessPublicKey?: string;
    /** `VALID`, or `MISMATCH`: it was signed by another registration. */
    readonly signatureStatus?: string;
}

export const FLOWS_KEY_SOURCE: Source = { edge: "whatsapp_business_encryption" };

export function flowsKeyFrom(answer: unknown): FlowsKey {
    const { business_public_key, business_public_key_signature_status } = firstOf(answer);
    const key = typeof business_public_key === "string" ? pem(business_public_key) : undefined;
    const status = text(business_public_key_signature_status);
    return {
        ...(key === undefined || key === "" ? {} : { businessPublicKey: key }),
        ...(status === undefined ? {} : { signatureStatus: word(status) ?? "" }),
    };
}

/** A PEM text as it is compared: line ends and space around it say nothing. */
export function pem(value: string): string {
    return value.replaceAll("\r\n", "\n").trim();
}

/** POST /{phone-number-id}/whatsapp_business_encryption: replaces the key. There is no way to take one away. */
export async function setFlowsKey(call: Call, id: string, key: string): Promise<void> {
    const path = `${id}/whatsapp_business_encryption`;
    await post(
        call,
        "setting the Flows public key",
        path,
        { business_public_key: key },
        { repeatable: true },
    );
}
