/** What is checked where the program runs, because only there are names and secrecy known. */
import { ResourceError, RunError, runtime } from "@pulumi/pulumi";
import { isLoopback, resolveSettings } from "../provider/settings";

/** The resource that declares each number, by program: several programs may run in one process. */
const claims = new WeakMap<object, Map<string, string>>();
const checkedPrograms = new WeakSet<object>();

/**
 * Notes that a resource declares a number.
 * @throws ResourceError when another one of this program declares it too; both are named
 */
export function claim(phoneNumberId: string, name: string): void {
    // One per program run, also under the Automation API; none under mocks, where nothing can clash.
    const program = runtime.getStackResource();
    if (program === undefined) return;
    const owners = claims.get(program) ?? new Map<string, string>();
    claims.set(program, owners);
    const owner = owners.get(phoneNumberId);
    if (owner !== undefined) {
        throw new ResourceError(
            `"${owner}" and "${name}" both declare the phone number ${phoneNumberId}: a number belongs to one resource. ` +
                "Remove one of them, or correct its phoneNumberId",
            program,
            true,
        );
    }
    owners.set(phoneNumberId, name);
}

/**
 * Refuses an access token that stands in the stack's config in clear text: the engine would keep it in state
 * as it is. Once per program.
 * @throws RunError with the command that mends it
 */
export function refusePlainToken(): void {
    const program = runtime.getStackResource();
    if (program === undefined || checkedPrograms.has(program)) return;
    checkedPrograms.add(program);
    for (const key of ["accessToken", "appSecret"]) {
        const value = runtime.getConfig(`whatsapp:${key}`);
        if (value === undefined || isSecret(`whatsapp:${key}`) || staysHere()) continue;
        throw new RunError(
            `whatsapp:${key} is in the stack's config in clear text, and would be so in its state. ` +
                `Next: pulumi config set --secret whatsapp:${key}, or leave it out of the config and export ` +
                `${key === "accessToken" ? "WHATSAPP_ACCESS_TOKEN" : "WHATSAPP_APP_SECRET"}`,
        );
    }
}

function isSecret(key: string): boolean {
    // Not in Pulumi's published types, but what its own Config class asks.
    const { isConfigSecret } = runtime as { isConfigSecret?: (key: string) => boolean };
    return isConfigSecret?.(key) ?? true;
}

function staysHere(): boolean {
    return isLoopback(resolveSettings(process.env, (key) => runtime.getConfig(key)).graph.graphUrl);
}
