/** What is checked in the program's process, because only there names, options and secrecy are known. */
import { type CustomResourceOptions, createUrn, ResourceError, RunError, runtime } from "@pulumi/pulumi";
import { isLoopback } from "../graph/url";
import { clean } from "../graph/wire";
import { DRY_RUN, URN } from "../provider/passed";
import { fileRunRegistry, type RunRegistry } from "../provider/run/runRegistry";
import { resolveSettings } from "../provider/run/settings";
import { engineAddress, engineCallsBack } from "./engine";

/** One run of a program: several may run in one process, under the Automation API. */
interface ProgramRun {
    /** The resource that declares each number, by ID. */
    readonly owners: Map<string, { readonly resource: object; readonly name: string }>;
    /** Tells the providers of this run what it declares, including what --target leaves out. */
    readonly registry: RunRegistry;
}

/** Shared by every copy of this package in the process: two copies may declare one number. */
const RUNS = Symbol.for("pulumi-whatsapp/runs");

function runOf(program: object): ProgramRun {
    const shared = globalThis as { [RUNS]?: WeakMap<object, ProgramRun> };
    shared[RUNS] ??= new WeakMap();
    const known = shared[RUNS].get(program);
    if (known !== undefined) return known;
    const registry = fileRunRegistry(engineAddress(), process.env);
    const run: ProgramRun = { owners: new Map(), registry };
    shared[RUNS].set(program, run);
    return run;
}

const checkedPrograms = new WeakSet<object>();

/** What a resource declares: a number, or one of its settings. */
interface Claim {
    /** As the run registry has it. */
    readonly key: string;
    /** `the phone number 106540352242922`. */
    readonly what: string;
    /** The input that tells one from another. */
    readonly input: string;
}

/** The claim on a number. */
export function claimOn(phoneNumberId: string): Claim {
    return { key: phoneNumberId, what: `the phone number ${phoneNumberId}`, input: "phoneNumberId" };
}

/**
 * An error of which Pulumi shows the message alone. It formats the whole stack trace first, in colours, and there Node.js
 * 20.20 runs out of memory, after half a minute, on a frame of Pulumi's SDK (`node_modules/@pulumi/resource.ts:475`).
 */
export function withoutFrames<E extends Error>(error: E): E {
    error.stack = String(error);
    return error;
}

/**
 * Notes that a resource declares a number, or a setting.
 * @throws ResourceError when another one of this program declares it too; both are named
 */
export function claim({ key, what, input }: Claim, resource: object, name: string): void {
    // One per program run, also under the Automation API; none under mocks, where nothing can clash.
    const program = runtime.getStackResource();
    if (program === undefined) return;
    const { owners, registry } = runOf(program);
    const owner = owners.get(key);
    if (owner !== undefined && owner.resource !== resource) {
        throw withoutFrames(
            new ResourceError(
                `"${clean(owner.name)}" and "${clean(name)}" both declare ${what}: ${input === "phoneNumberId" && !key.includes("/") ? "a number" : "it"} belongs to one resource. ` +
                    `Remove one of them, or correct its ${input}`,
                program,
                true,
            ),
        );
    }
    owners.set(key, { resource, name });
    registry.declare(key, undefined, "program");
}

/**
 * Whether the engine may still change the arguments of a resource (transforms): then its number is claimed once
 * they are final.
 */
export function mayBeTransformed(opts: CustomResourceOptions | undefined): boolean {
    return (opts?.transforms?.length ?? 0) > 0 || engineCallsBack();
}

/** What the provider gets beside the inputs: what it can't know, for the lines that it says. */
export function passedBeside(
    type: string,
    name: string,
    opts: CustomResourceOptions | undefined,
): Readonly<Record<string, unknown>> {
    const dryRun = runtime.isDryRun() ? { [DRY_RUN]: true } : {};
    // Under mocks there is nobody who would show a line.
    if ((engineAddress() ?? "") === "") return dryRun;
    const urn = createUrn(name, type, opts?.parent) as unknown as { promise(): Promise<string> };
    // A promise, and no output: that would make the resource depend on its parent's other children.
    return { [URN]: urn.promise(), ...dryRun };
}

/**
 * Refuses `import:`: the engine would read the number without knowing how, and create adopts it anyway.
 * @throws ResourceError with what to write instead
 */
export function refuseImport(
    name: string,
    opts: CustomResourceOptions | undefined,
    instead = "a number that is live is adopted, and spends no registration",
): void {
    if (opts?.import === undefined) return;
    throw withoutFrames(
        new ResourceError(
            `"${clean(name)}" can't be imported. Declare it without the option \`import\`: ${instead}`,
            opts.parent,
            true,
        ),
    );
}

/**
 * Refuses an access token in clear text in the stack's config: the engine would keep it in state
 * as it is. Once per program.
 * @throws RunError with the command that fixes it
 */
export function refusePlainToken(): void {
    const program = runtime.getStackResource();
    if (program === undefined || checkedPrograms.has(program)) return;
    checkedPrograms.add(program);
    for (const key of ["accessToken", "appSecret"]) {
        const value = runtime.getConfig(`whatsapp:${key}`);
        if (value === undefined || isSecret(`whatsapp:${key}`) || staysHere()) continue;
        throw withoutFrames(
            new RunError(
                `whatsapp:${key} is in the stack's config in clear text, and would be in its state too. ` +
                    `Next: pulumi config set --secret whatsapp:${key}, or leave it out of the config and export ` +
                    `${key === "accessToken" ? "WHATSAPP_ACCESS_TOKEN" : "WHATSAPP_APP_SECRET"}`,
            ),
        );
    }
}

function isSecret(key: string): boolean {
    // Not in Pulumi's published types, but Pulumi's own Config class uses it.
    const { isConfigSecret } = runtime as { isConfigSecret?: (key: string) => boolean };
    return isConfigSecret?.(key) ?? true;
}

function staysHere(): boolean {
    return isLoopback(resolveSettings(process.env, (key) => runtime.getConfig(key)).graph.graphUrl);
}
