/** Carrying out a plan's steps on Graph, and recording each one. */
import { GraphError, ParameterError } from "../../../graph/errors";
import { setDisplayName, setIdentityKeyCheck, setPin, setStorage } from "../../../graph/numbers";
import {
    type ObservedNumber,
    type ObservedSettings,
    type RegionOrNone,
    regionOfStorage,
    type Storage,
    showsRegistered,
} from "../../../graph/observed";
import { messageOf } from "../../../graph/wire";
import { LockLost } from "../../run/lock";
import type { Desired } from "../decide/known";
import { goesOffline, type Step } from "../decide/plan";
import { isFinal } from "../decide/remedy";
import { parseLedger, recordRequest } from "../model/ledger";
import { describeComeBack, describeOtherRegion, describePinRetired } from "../say/progress";
import { restoreLater, restoreSettings, surveyBefore } from "./keepSettings";
import { settingsOf } from "./observe";
import type { Operation } from "./operation";
import { lookOnce, pollNumber } from "./poll";
import {
    deregisterNumber,
    type RegisterStep,
    recordRegion,
    registerNumber,
    restoreStorage,
} from "./register";

/** What the steps are run for. */
interface Aim {
    /** The settings that were observed before the first step. */
    readonly before: ObservedSettings;
    readonly desired: Desired;
    /** Whether the program declares the identity key check: state keeps it exactly then. */
    readonly declaresCheck: boolean;
}

/** Runs the steps in order. After a registration the number is read back, and what it lost is restored. */
export async function runSteps(operation: Operation, steps: readonly Step[], aim: Aim): Promise<void> {
    const former = goesOffline(steps) ? (aim.before.storage ?? { kind: "default" as const }) : undefined;
    const register = steps.find((step) => step.request === "register");
    for (const step of steps) {
        // After a registration the read-back decides on the check: deregistering may have reset it.
        if (register !== undefined && step.request === "setIdentityKeyCheck") continue;
        try {
            await runStep(operation, step, aim, former);
        } catch (error) {
            if (former !== undefined && register !== undefined)
                await comeBack(operation, step, register, aim, { error, former });
            throw error;
        }
        if (step === register) await readBack(operation, aim, former !== undefined, aim.desired.region);
    }
}

async function runStep(
    operation: Operation,
    step: Step,
    aim: Aim,
    former: Storage | undefined,
): Promise<void> {
    switch (step.request) {
        case "setPin":
            return changePin(operation, step.pin);
        case "deregister":
            await surveyBefore(operation, aim.before.calling);
            try {
                await deregisterNumber(operation);
            } catch (error) {
                // It was not done: nothing was taken, and what changes from now on was changed on purpose.
                if (error instanceof GraphError && error.verdict !== "unclear")
                    operation.recorder.keepSettings(undefined);
                throw error;
            }
            if (!aim.declaresCheck && aim.before.identityKeyCheck !== undefined) {
                operation.recorder.record({ identityKeyCheckToRestore: aim.before.identityKeyCheck });
            }
            return;
        case "setStorage":
            return changeStorage(operation, step.region);
        case "register":
            return registerNumber(operation, step, former);
        case "setDisplayName":
            return askForName(operation, step.name, aim.declaresCheck);
        case "setIdentityKeyCheck":
            return changeIdentityKeyCheck(operation, step.enable, aim.declaresCheck);
        case "restoreSettings":
            return restoreLater(operation);
    }
}

/**
 * A step failed in an outage: unless the number is live, or what failed is final, it is registered as it was
 * before (docs/how-it-works.md, "An outage's last resort"). The failure itself is thrown by the caller.
 */
async function comeBack(
    operation: Operation,
    failed: Step,
    register: RegisterStep,
    aim: Aim,
    { error, former }: { readonly error: unknown; readonly former: Storage },
): Promise<void> {
    // Another process has the number now; that one decides.
    if (error instanceof LockLost) return;
    try {
        const mustRegister =
            failed.request === "setStorage" ||
            (failed.request === "deregister" && (await mayBeOff(operation)));
        if (mustRegister && !(error instanceof GraphError && isFinal(error))) {
            operation.log(describeComeBack(messageOf(error)));
            await restoreStorage(operation, former);
            await registerNumber(
                operation,
                { ...register, region: regionOfStorage(former) },
                former,
                "comeBack",
            );
        }
        const isBack = operation.state.registered && (mustRegister || failed.request === "register");
        if (isBack) await readBack(operation, aim, true, operation.state.dataLocalizationRegion ?? "none");
    } catch (further) {
        operation.log(messageOf(further));
    }
}

/** Whether a failed deregister may have taken effect: neither the answer nor the number tells. */
async function mayBeOff(operation: Operation): Promise<boolean> {
    if (parseLedger(operation.state.requests).at(-1)?.outcome !== "?") return false;
    const node = await lookOnce(operation);
    return node === undefined || showsRegistered(node) !== true;
}

/** Words of a refusal because PINs are retired, which Meta is said to be doing for eligible numbers (§3 row 5). */
const PIN_RETIRED =
    /\b(pins?|two.?step verification)\b[^.]*\b(no longer|not (needed|required|supported|used)|retired|deprecated)\b/i;

function saysPinsAreRetired(error: unknown): error is GraphError {
    // A parameter that Graph no longer takes; never a permission, a token or a wrong PIN, whatever their words.
    const kind =
        error instanceof ParameterError || (error instanceof GraphError && error.name === "GraphError");
    return kind && error.verdict === "refused" && PIN_RETIRED.test(error.said);
}

/**
 * Sets the PIN. Before an outage a refusal stops the operation while the number is still live. Where PINs are
 * retired, the declared one counts as accepted: register no longer checks it, but still requires one.
 */
async function changePin(operation: Operation, pin: string): Promise<void> {
    try {
        await setPin(operation.call, operation.id, pin);
    } catch (error) {
        if (!saysPinsAreRetired(error)) throw error;
        operation.warn(describePinRetired(error.message));
    }
    operation.recorder.record({ pin }, ["refusedPin", "unsentPin"]);
}

/** Sets the storage; if the answer does not tell whether that worked, the settings are read, and that decides. */
async function changeStorage(operation: Operation, region: RegionOrNone): Promise<void> {
    const storage: Storage = region === "none" ? { kind: "default" } : { kind: "inCountry", region };
    try {
        await setStorage(operation.call, operation.id, storage);
    } catch (error) {
        if (!(error instanceof GraphError) || error.verdict !== "unclear") throw error;
        const { settings } = await settingsOf(operation.call, operation.id);
        if (settings.storage === undefined || regionOfStorage(settings.storage) !== region) throw error;
    }
    recordRegion(operation, region);
}

/** Asks for a review of a display name, and records the review's status. */
async function askForName(operation: Operation, name: string, declaresCheck: boolean): Promise<void> {
    const at = operation.now;
    try {
        await setDisplayName(operation.call, operation.id, name);
    } catch (error) {
        if (error instanceof GraphError && error.verdict !== "notSent") {
            operation.recorder.record(recordRequest(operation.state, "nameChange", error.code ?? "?", at));
        }
        throw error;
    }
    operation.recorder.record({
        ...recordRequest(operation.state, "nameChange", "ok", at),
        displayName: name,
    });
    const node = await lookOnce(operation);
    // If the read fails, the next refresh records the review's progress.
    if (node !== undefined) operation.recorder.observed({ node, settings: {} }, declaresCheck);
}

async function changeIdentityKeyCheck(
    operation: Operation,
    enable: boolean,
    declared: boolean,
): Promise<void> {
    await setIdentityKeyCheck(operation.call, operation.id, enable);
    operation.recorder.record(declared ? { enableIdentityKeyCheck: enable } : {}, [
        "identityKeyCheckToRestore",
    ]);
}

/** Visibly registered: the state that a new registration waits for. */
function isConnected(node: ObservedNumber): boolean {
    return node.status === "CONNECTED" && (node.platformType ?? "CLOUD_API") === "CLOUD_API";
}

/** After a registration: waits for it to show, reads the settings back and restores what deregistering reset. */
async function readBack(
    operation: Operation,
    aim: Aim,
    wasOffline: boolean,
    wanted: RegionOrNone,
): Promise<void> {
    const node = await pollNumber(operation, isConnected, operation.ports.limits.waitForConnectedMs);
    const check = aim.desired.identityKeyCheck ?? (wasOffline ? aim.before.identityKeyCheck : undefined);
    const hasSettings = operation.state.settingsToRestore !== undefined;
    const isUnread = operation.state.regionUnread === true;
    const needed = wasOffline || wanted !== "none" || check !== undefined || hasSettings || isUnread;
    const { settings } = needed ? await settingsOf(operation.call, operation.id) : { settings: {} };
    const seen = { node: node ?? {}, settings };
    operation.recorder.observed(seen, aim.declaresCheck);
    if (check !== undefined && settings.identityKeyCheck !== check) {
        await changeIdentityKeyCheck(operation, check, aim.declaresCheck);
    }
    operation.recorder.record({}, ["identityKeyCheckToRestore"]);
    await restoreSettings(operation, settings.calling);
    const region = settings.storage === undefined ? wanted : regionOfStorage(settings.storage);
    if (region !== wanted) throw new Error(describeOtherRegion(wanted, region));
}
