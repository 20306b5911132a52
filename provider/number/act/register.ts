/**
 * Registering a number, and what to do when Graph refuses. A number that this operation took offline comes back, unless
 * the answer is known to be final. The rules are in remedy.ts; this file sends the requests.
 */
import { defined } from "../../../graph/defined";
import { GraphError } from "../../../graph/errors";
import { deregister, register, setStorage } from "../../../graph/numbers";
import {
    type ObservedNumber,
    type RegionOrNone,
    regionOfStorage,
    type Storage,
    showsRegistered,
} from "../../../graph/observed";
import { messageOf } from "../../../graph/wire";
import { wordsOf } from "../../say/fixes";
import type { Step } from "../decide/plan";
import { namesRegion } from "../decide/regionParameter";
import { holdOf, quietFor, type Remedy, remedyFor } from "../decide/remedy";
import { DEPRECATED_PARAMETER } from "../model/ledger";
import { NUMBER_FIXES } from "../say/failures";
import { describeRemedy, describeStorageRefused } from "../say/progress";
import { sendCounted } from "./counted";
import type { Operation } from "./operation";
import { comesToShow } from "./poll";

export type RegisterStep = Extract<Step, { request: "register" }>;

/** How long to wait after a refusal before the one repetition, in milliseconds. */
const AGAIN_AFTER_MS = 5_000;
/** Graph asks for five minutes after a number was deleted (133015, graph-api.md §3 row 22). */
const DELETED_PAUSE_MS = 5 * 60_000;
/** The part of the operation's deadline that a pause leaves for the register after it, in milliseconds. */
const LEFT_FOR_REGISTER_MS = 60_000;

/**
 * Runs a register step. `former` is the storage of a number that this operation took offline: such a number is
 * brought back even if the declared region is refused; the refusal is thrown after that.
 */
export async function registerNumber(
    operation: Operation,
    step: RegisterStep,
    former?: Storage,
    purpose: "asPlanned" | "comeBack" = "asPlanned",
): Promise<void> {
    const tried = new Set<Remedy["kind"]>(purpose === "comeBack" ? ["formerStorage"] : []);
    let region: RegionOrNone = step.region;
    let named =
        purpose === "comeBack"
            ? namesSafely(region, operation)
            : namesRegion(region, operation.regionParameter());
    let compromise: unknown;
    let doubted: GraphError | undefined;
    for (;;) {
        try {
            await sendRegister(operation, step, region, named);
            // Graph refused the request with the region, and accepts it without: the region was the reason.
            if (doubted !== undefined && !named) operation.learnRegionParameter("refuses");
            break;
        } catch (error) {
            if (!(error instanceof GraphError)) throw compromise ?? error;
            const remedy = remedyFor({
                error,
                namedRegion: named,
                regionParameter: operation.regionParameter(),
                wasLive: former !== undefined,
                tried,
                registersLeft: operation.left("register"),
                // A live number that is only registered once more must not be taken offline.
                deregistersLeft: step.again ? 0 : operation.left("deregister"),
            });
            if (remedy === undefined) throw compromise ?? error;
            tried.add(remedy.kind);
            operation.log(describeRemedy(messageOf(error), remedy));
            doubted = undefined;
            switch (remedy.kind) {
                case "withoutRegion":
                    doubted = error;
                    named = false;
                    break;
                case "deregisterFirst":
                    await deregisterNumber(operation);
                    // Deregistering switches local storage off, and the number must not be live without it.
                    if (region !== "none") await restoreStorage(operation, { kind: "inCountry", region });
                    break;
                case "boundRegion":
                    compromise ??= error;
                    region = remedy.region;
                    named = named && namesRegion(region, operation.regionParameter());
                    await restoreStorage(operation, { kind: "inCountry", region });
                    break;
                case "formerStorage":
                    compromise ??= error;
                    region = former === undefined ? "none" : regionOfStorage(former);
                    named = namesSafely(region, operation);
                    await restoreStorage(operation, former ?? { kind: "default" });
                    break;
                case "again":
                    await operation.pause(AGAIN_AFTER_MS, LEFT_FOR_REGISTER_MS);
                    break;
                case "later":
                    // Before that time Graph refuses it again, and counts it.
                    if (!(await operation.pause(DELETED_PAUSE_MS, LEFT_FOR_REGISTER_MS)))
                        throw compromise ?? error;
                    break;
            }
        }
    }
    if (compromise !== undefined) throw compromise;
}

/** On the way back the settings have the region, so a parameter that may be refused is left out. */
function namesSafely(region: RegionOrNone, operation: Operation): boolean {
    return region !== "none" && operation.regionParameter() === "takes";
}

const NOT_REGISTERED = /not (currently )?(linked|registered)/i;

/** Whether a refused deregister says that the number is off already (graph-api.md §3 row 13). */
function saysOff(error: unknown): boolean {
    if (!(error instanceof GraphError)) return false;
    return error.code === 133010 || (error.code === 100 && NOT_REGISTERED.test(error.said));
}

/** Deregisters; a number that is off already counts as done once a read confirms it. */
export async function deregisterNumber(operation: Operation): Promise<void> {
    try {
        await sendCounted(operation, "deregister", () => deregister(operation.call, operation.id));
    } catch (error) {
        const off = saysOff(error) && (await comesToShow(operation, isOff, 0));
        if (!off) throw error;
    }
    // What was observed before no longer applies, and must not count as current.
    operation.recorder.record({ registered: false }, ["dataLocalizationRegion", "platformType", "status"]);
}

function isOff(node: ObservedNumber): boolean {
    return showsRegistered(node) === false;
}

/** @param region what the settings have; @param named whether the request names it */
async function sendRegister(
    operation: Operation,
    { pin, appliesName, again }: RegisterStep,
    region: RegionOrNone,
    named: boolean,
): Promise<void> {
    // For a live number only its name shows whether it was registered once more.
    const shows = again ? (node: ObservedNumber) => node.verifiedName === appliesName : undefined;
    try {
        await sendCounted(
            operation,
            "register",
            () => register(operation.call, operation.id, pin, named ? region : "none"),
            shows,
        );
    } catch (error) {
        if (error instanceof GraphError) refused(operation, error, { pin, region, named });
        throw error;
    }
    if (named) operation.learnRegionParameter("takes");
    operation.recorder.record({ registered: true, pin, ...defined({ appliedName: appliesName }) }, [
        "refusedPin",
        "unsentPin",
        "refusedRegister",
    ]);
    operation.ports.refusals.accepted(operation.id, region);
    // Registering changes no storage: what is not known is still to be read back.
    if (region !== "none" || operation.state.regionUnread !== true) recordRegion(operation, region);
}

/** What to remember of a refused register, so that it is not sent again before something has changed. */
function refused(
    operation: Operation,
    error: GraphError,
    { pin, region, named }: { pin: string; region: RegionOrNone; named: boolean },
): void {
    if (named && error.code === DEPRECATED_PARAMETER) operation.learnRegionParameter("refuses");
    if (error.verdict !== "refused") return;
    const hold = holdOf(error);
    const isPinEnabled = operation.seen?.isPinEnabled;
    const { code, message } = error;
    const fix = wordsOf(error.fix, operation.id, NUMBER_FIXES);
    const refusal = { pin, region, isPinEnabled, at: operation.now, quietMs: quietFor(error) };
    operation.ports.refusals.refused(operation.id, { ...refusal, code, message, fix });
    // The PIN outlives deregistration, and Graph says that it is a different one.
    if (hold === "pin") operation.recorder.record({ refusedPin: pin }, ["pin", "unsentPin"]);
    if (hold === "person") {
        const seen = operation.state.codeVerificationStatus ?? "unknown";
        operation.recorder.record({ refusedRegister: `${error.code ?? 0} ${seen}` });
    }
}

/** Puts storage back; a refusal must not keep the number offline. */
export async function restoreStorage(operation: Operation, storage: Storage): Promise<void> {
    try {
        await setStorage(operation.call, operation.id, storage);
        recordRegion(operation, regionOfStorage(storage));
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        operation.log(describeStorageRefused(messageOf(error)));
    }
}

/** Records the region that the number has now. */
export function recordRegion(operation: Operation, region: RegionOrNone): void {
    if (region === "none") operation.recorder.record({}, ["dataLocalizationRegion", "regionUnread"]);
    else operation.recorder.record({ dataLocalizationRegion: region }, ["regionUnread"]);
}
