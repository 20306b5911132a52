import path from "node:path";

const ROOT = path.resolve(__dirname, "../../..");

/** A resource as `pulumi stack export` shows it. */
export interface Resource {
    urn: string;
    type: string;
    id?: string;
    protect?: boolean;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
    initErrors?: string[];
}

/** By this key the engine marks a secret in state, with its ciphertext or, in clear, as JSON text. */
const SECRET = "4dabf18193072939515e22adb298388d";

export function resourcesIn(exported: string): Resource[] {
    const state = JSON.parse(exported) as { deployment: { resources?: Resource[] } };
    return state.deployment.resources ?? [];
}

/**
 * What state takes of each of some resources, in bytes. Where this repository and the program lie is counted as one
 * short folder each: paths in stack traces are as long as the machine has them.
 */
export function bytesOfEach(resources: readonly object[], folder: string): number {
    const text = JSON.stringify(resources).replaceAll(folder, "/app").replaceAll(ROOT, "/app");
    return text.length / resources.length;
}

export function resourceNamed(name: string, resources: Resource[]): Resource {
    const found = resources.find((resource) => resource.urn.endsWith(`::${name}`));
    if (!found) throw new Error(`no resource ${name} in state`);
    return found;
}

/** Whether state keeps a property encrypted. */
export function isEncrypted(value: unknown): boolean {
    return isSecret(value) && typeof value.ciphertext === "string" && value.plaintext === undefined;
}

/** Properties exported with their secrets shown, as plain values. */
export function inClear(properties: Record<string, unknown> = {}): Record<string, unknown> {
    const plain = Object.entries(properties).map(([name, value]) => [
        name,
        isSecret(value) && value.plaintext !== undefined ? JSON.parse(value.plaintext) : value,
    ]);
    return Object.fromEntries(plain);
}

/** The same with each secret in clear, as JSON text. */
export function decrypted(value: unknown, decrypt: (ciphertext: string) => string): unknown {
    if (Array.isArray(value)) return value.map((each) => decrypted(each, decrypt));
    if (typeof value !== "object" || value === null) return value;
    if (isSecret(value) && value.ciphertext !== undefined) {
        const { ciphertext, ...marked } = value;
        return { ...marked, plaintext: decrypt(ciphertext) };
    }
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, decrypted(each, decrypt)]));
}

function isSecret(value: unknown): value is { ciphertext?: string; plaintext?: string } {
    return typeof value === "object" && value !== null && SECRET in value;
}
