/** The public key that Flows encrypt with (graph-api-settings.md §9). */
import { createPublicKey } from "node:crypto";
import { FLOWS_KEY_SOURCE, flowsKeyFrom, pem, setFlowsKey } from "../../../graph/settings/flowsKey";
import { readSource } from "../../../graph/settings/source";
import { setting, type Values } from "../setting";

/** What a program declares of a number's key. */
export interface FlowsPublicKeyInputs {
    /** An RSA public key of 2,048 bits as PEM text. Only the public half: the private one stays with the endpoint. */
    readonly businessPublicKey: string;
}

function keyRule(value: unknown): string | undefined {
    const wanted = "give the PEM text of an RSA public key of 2,048 bits";
    if (typeof value !== "string") return `businessPublicKey is not text: ${wanted}`;
    // Never quoted: it may be the private half, which belongs nowhere.
    if (/PRIVATE KEY/.test(value)) return `businessPublicKey holds a private key: ${wanted}`;
    try {
        const key = createPublicKey(value);
        const bits = key.asymmetricKeyDetails?.modulusLength;
        if (key.asymmetricKeyType === "rsa" && bits === 2048) return undefined;
        return `businessPublicKey is ${key.asymmetricKeyType ?? "another kind of key"} with ${bits ?? "an unknown number of"} bits: ${wanted}`;
    } catch {
        return `businessPublicKey can't be read as a key: ${wanted}`;
    }
}

/** A key whose signature is of another registration does not count as set. */
function keyFrom(answer: unknown): Values {
    const { businessPublicKey, signatureStatus } = flowsKeyFrom(answer);
    const isOurs = signatureStatus !== "MISMATCH" && businessPublicKey !== undefined;
    return {
        ...(isOurs ? { businessPublicKey } : {}),
        ...(signatureStatus === undefined ? {} : { signatureStatus }),
    };
}

export const flowsPublicKey = setting<FlowsPublicKeyInputs>({
    name: "FlowsPublicKey",
    noun: "Flows public key",
    of: "phoneNumberId",
    fields: {
        businessPublicKey: {
            rule: keyRule,
            required: "businessPublicKey is missing: the PEM text of an RSA public key",
            same: (shown, declared) => typeof shown === "string" && pem(shown) === pem(String(declared)),
            says: "set businessPublicKey",
        },
    },
    outputs: ["signatureStatus"],
    source: FLOWS_KEY_SOURCE,
    from: keyFrom,
    async read(call, id, recorded) {
        const shown = keyFrom(await readSource(call, id, FLOWS_KEY_SOURCE, "Flows public key"));
        // Meta's own example shows a valid signature without its key: what is not shown is not different.
        const { businessPublicKey } = recorded;
        const isSilent = shown.businessPublicKey === undefined && shown.signatureStatus === "VALID";
        return isSilent && businessPublicKey !== undefined ? { ...shown, businessPublicKey } : shown;
    },
    async write(call, id, { declared }) {
        await setFlowsKey(call, id, pem(declared.businessPublicKey));
        return {};
    },
    removal: { kind: "leave", why: "Graph has no way to take a key away" },
    restore: {
        also: ["signatureStatus"],
        putBack: (call, id, _lost, before) => setFlowsKey(call, id, String(before.businessPublicKey)),
        // Meta's own example shows a valid signature without its key.
        cannot: ({ businessPublicKey, signatureStatus }) =>
            businessPublicKey !== undefined || signatureStatus === undefined
                ? undefined
                : {
                      why: "the Flows public key can't be put back: Graph shows that there is one, and not the key",
                      next: "declare it in a FlowsPublicKey resource that depends on the number, so that the same run sets it again, or upload it again",
                      values: ["signatureStatus"],
                      fields: ["businessPublicKey"],
                  },
    },
});
