/**
 * Registering a number, and what to do when Graph refuses: at most one remedy of each kind, each paid from the
 * requests that are left. The rules are a pure function; the rest sends.
 */
import { messageOf } from "./errors";
import { AccountError, GraphError, ParameterError, RateLimitError } from "./graph/errors";
import { deregister, register, setStorage } from "./graph/numbers";
import {
    defined,
    isRegion,
    type ObservedNumber,
    type Region,
    type RegionOrNone,
    regionOf,
    type Storage,
    showsRegistered,
} from "./number";
import type { Operation } from "./operation";
import type { Step } from "./plan";

/** What may follow a refused register. */
export type Remedy =
    /** Once more without naming the region: since v21 storage is set through /settings (graph-api.md §3 row 18). */
    | { readonly kind: "withoutRegion" }
    /** 133000: an earlier deregistration ended half-way; finish it, then register (§3 row 21). */
    | { readonly kind: "deregisterFirst" }
    /** The number was live before: come back in the region that Graph says it is bound to (§3 row 19). */
    | { readonly kind: "boundRegion"; readonly region: Region }
    /** The number was live before: come back with the storage that it had. */
    | { readonly kind: "formerStorage" }
    /** The number was live before, and the refusal passes: once more after a pause. */
    | { readonly kind: "again" };

/** What the choice of a remedy depends on. */
export interface Attempt {
    readonly error: GraphError;
    /** Whether the refused register named a region. */
    readonly namedRegion: boolean;
    /** Whether this operation took the number offline: then it must come back. */
    readonly wasLive: boolean;
    /** Remedies that were tried already. */
    readonly tried: ReadonlySet<Remedy["kind"]>;
    readonly registersLeft: number;
    readonly deregistersLeft: number;
}

const BOUND = /expected data localization region:?\s*'?"?([A-Z]{2})\b/i;
const PARAMETER_REFUSED =
    /data_localization_region.*(unknown|unexpected|unrecogni[sz]ed|deprecated|unsupported|not supported|no longer)|(unknown|unexpected|unrecogni[sz]ed|deprecated|unsupported|not supported).*data_localization_region/i;

/** The remedy for a refused register, or undefined: then the refusal stands. Pure. */
export function remedyFor(attempt: Attempt): Remedy | undefined {
    if (attempt.registersLeft < 1) return undefined;
    const remedy = candidate(attempt);
    return remedy === undefined || attempt.tried.has(remedy.kind) ? undefined : remedy;
}

function candidate({ error, namedRegion, wasLive, deregistersLeft }: Attempt): Remedy | undefined {
    const text = error.said;
    if (error.code === 133000) return deregistersLeft < 1 ? undefined : { kind: "deregisterFirst" };
    if (error instanceof ParameterError) {
        const bound = BOUND.exec(text)?.[1]?.toUpperCase();
        if (bound !== undefined)
            return wasLive && isRegion(bound) ? { kind: "boundRegion", region: bound } : undefined;
        if (namedRegion && PARAMETER_REFUSED.test(text)) return { kind: "withoutRegion" };
        return wasLive ? { kind: "formerStorage" } : undefined;
    }
    if (!wasLive) return undefined;
    if (error instanceof AccountError) return { kind: "formerStorage" };
    const passes = error.verdict === "unclear" || error instanceof RateLimitError;
    return passes ? { kind: "again" } : undefined;
}

type RegisterStep = Extract<Step, { request: "register" }>;

/** How long to let a refusal pass before the one repetition, in milliseconds. */
const AGAIN_AFTER_MS = 5_000;

/**
 * Runs a register step. `former` is the storage of a number that this operation took offline: such a number is
 * brought back even where the wanted region is refused, and the refusal is thrown after that.
 */
export async function registerNumber(
    operation: Operation,
    step: RegisterStep,
    former?: Storage,
): Promise<void> {
    const tried = new Set<Remedy["kind"]>();
    let region: RegionOrNone = step.region;
    let named = region;
    let compromise: unknown;
    for (;;) {
        try {
            await sendRegister(operation, { ...step, region: named }, region);
            break;
        } catch (error) {
            if (!(error instanceof GraphError)) throw error;
            const remedy = remedyFor({
                error,
                namedRegion: named !== "none",
                wasLive: former !== undefined,
                tried,
                registersLeft: operation.left("register"),
                // A live number that is registered once more must not be taken offline for that.
                deregistersLeft: step.again ? 0 : operation.left("deregister"),
            });
            if (remedy === undefined) throw compromise ?? error;
            tried.add(remedy.kind);
            operation.log(`${messageOf(error)}; ${DESCRIBED[remedy.kind]}`);
            switch (remedy.kind) {
                case "withoutRegion":
                    named = "none";
                    break;
                case "deregisterFirst":
                    await deregisterNumber(operation);
                    // Deregistering switches local storage off, and the number must not be live without it.
                    if (region !== "none") await restoreStorage(operation, { kind: "inCountry", region });
                    break;
                case "boundRegion":
                    compromise = error;
                    region = remedy.region;
                    named = region;
                    await restoreStorage(operation, { kind: "inCountry", region });
                    break;
                case "formerStorage":
                    compromise = error;
                    region = former === undefined ? "none" : regionOf(former);
                    named = region;
                    await restoreStorage(operation, former ?? { kind: "default" });
                    break;
                case "again":
                    await operation.ports.sleep(AGAIN_AFTER_MS);
                    break;
            }
        }
    }
    if (compromise !== undefined) throw compromise;
}

const DESCRIBED: Record<Remedy["kind"], string> = {
    withoutRegion: "registering once more without naming the region, which the settings hold",
    deregisterFirst: "finishing the deregistration, then registering again",
    boundRegion: "bringing the number back in the region it is bound to",
    formerStorage: "bringing the number back with its former storage",
    again: "the number is offline, so registering once more",
};

const NOT_REGISTERED = /not (currently )?(linked|registered)/i;

/** Deregisters; a number that is off already counts as done once a read confirms it (graph-api.md §3 row 13). */
export async function deregisterNumber(operation: Operation): Promise<void> {
    try {
        await operation.counted("deregister", () => deregister(operation.call, operation.id));
    } catch (error) {
        const off = error instanceof GraphError && error.code === 100 && NOT_REGISTERED.test(error.said);
        if (!off || !(await operation.comesToShow((node) => showsRegistered(node) === false, 0))) throw error;
    }
    // What was observed before no longer holds, and must not pass for what is shown now.
    operation.record({ registered: false }, ["dataLocalizationRegion", "platformType", "status"]);
}

async function sendRegister(operation: Operation, step: RegisterStep, region: RegionOrNone): Promise<void> {
    const { pin, appliesName } = step;
    // A number that is live shows by its name alone whether it was registered once more.
    const shows = step.again ? (node: ObservedNumber) => node.verifiedName === appliesName : undefined;
    try {
        await operation.counted(
            "register",
            () => register(operation.call, operation.id, pin, step.region),
            shows,
        );
    } catch (error) {
        // The PIN outlives deregistration, and Graph says that it is another one.
        if (error instanceof GraphError && error.code === 133005)
            operation.record({ refusedPin: pin }, ["pin"]);
        throw error;
    }
    operation.record({ registered: true, pin, ...defined({ appliedName: appliesName }) }, ["refusedPin"]);
    recordRegion(operation, region);
}

/** Puts storage back; a refusal must not keep the number offline. */
export async function restoreStorage(operation: Operation, storage: Storage): Promise<void> {
    try {
        await setStorage(operation.call, operation.id, storage);
        recordRegion(operation, regionOf(storage));
    } catch (error) {
        operation.log(`${messageOf(error)}; registering all the same, so that the number comes back`);
    }
}

/** Records the region that the number has now. */
export function recordRegion(operation: Operation, region: RegionOrNone): void {
    if (region === "none") operation.record({}, ["dataLocalizationRegion"]);
    else operation.record({ dataLocalizationRegion: region });
}
