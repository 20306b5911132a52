/** The public key of Flows (graph-api-settings.md §9). */
import { createPublicKey } from "node:crypto";
import type { JsonObject, NumberState } from "../state";
import type { Switches } from "../switches";
import { must } from "./checks";

/** Sets the key, or throws the refusal. */
export function setFlowsKey(number: NumberState, key: unknown): void {
    if (typeof key !== "string" || !isRsa2048(key)) {
        throw must("business_public_key", "be an RSA public key of 2048 bits in PEM");
    }
    number.flowsKey = { publicKey: key, status: "VALID" };
}

function isRsa2048(pem: string): boolean {
    // node:crypto would take the public half of a private key.
    if (!/^\s*-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem)) return false;
    try {
        const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(pem);
        return asymmetricKeyType === "rsa" && asymmetricKeyDetails?.modulusLength === 2048;
    } catch {
        return false;
    }
}

/** Answers a read. */
export function readFlowsKey({ flowsKey }: NumberState, switches: Switches): JsonObject {
    if (flowsKey === undefined) {
        const none = { business_public_key_signature_status: "MISMATCH" };
        return { data: switches.noFlowsKey === "empty" ? [] : [none] };
    }
    const key = switches.flowsKeyAnswer === "withKey" ? { business_public_key: flowsKey.publicKey } : {};
    return { data: [{ ...key, business_public_key_signature_status: flowsKey.status }] };
}
