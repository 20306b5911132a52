/**
 * A number's create, read, update and delete. Each observes, decides, acts and records; the decision is made in
 * decide/, this file only carries it out.
 */
import { GraphError } from "../../../graph/errors";
import { clean } from "../../../graph/wire";
import { alone } from "../../run/alone";
import { hiding } from "../../run/hiding";
import { withJournal } from "../../run/journal";
import type { Ports } from "../../run/ports";
import { PULUMI_UP, SAME_COMMAND } from "../../say/command";
import { type Decision, decide, decideRemoval } from "../decide/decide";
import {
    desiredFromInputs,
    knownFromObservation,
    newlyObserved,
    type Observation,
    stateFromObservation,
    toRestoreIn,
} from "../decide/known";
import type { Step } from "../decide/plan";
import { keepDeclared, newState, type PhoneNumberInputs } from "../model/inputs";
import { type PhoneNumberState, SECRET_PROPERTIES } from "../model/state";
import { describeCreated, describeRemoval, NOT_DECLARED } from "../say/decision";
import { explained } from "../say/failures";
import { describeKept, NOT_DEREGISTERED } from "../say/progress";
import { describeNotice, NOT_APPLIED, tell } from "../say/reasons";
import { refusalOf } from "./failure";
import { isGone, observe, observeListed } from "./observe";
import { type Operation, operate } from "./operation";
import { deregisterNumber } from "./register";
import { runSteps } from "./steps";

/**
 * Brings a newly declared number to what is declared: registers it, or adopts it if it is live.
 * @throws HalfWay when something was done before the failure: it carries the state to keep
 * @throws Refusal when nothing was sent
 */
export async function create(ports: Ports, inputs: PhoneNumberInputs): Promise<PhoneNumberState> {
    return operate(hiding(ports, [inputs.pin]), newState(inputs), PULUMI_UP, (operation) =>
        reconcile(operation, inputs, undefined),
    );
}

/** Brings a recorded number to what is declared now; throws as {@link create} does. */
export async function update(
    ports: Ports,
    state: PhoneNumberState,
    inputs: PhoneNumberInputs,
): Promise<PhoneNumberState> {
    const begun = { ...state, pinRevision: inputs.pinRevision };
    const hidden = hiding(ports, [inputs.pin, ...pinsIn(state)]);
    return operate(hidden, begun, PULUMI_UP, (operation) => reconcile(operation, inputs, state));
}

/**
 * What Graph shows of a recorded number now: the new state, or undefined when the number is gone for good.
 * Reads the settings only of a number that declares one of them, or whose region is not known.
 */
export async function read(ports: Ports, state: PhoneNumberState): Promise<PhoneNumberState | undefined> {
    // A read takes the lock too: what another process is in the middle of, such as an outage, must not be recorded.
    return alone(ports, state, SAME_COMMAND, () => readAlone(hiding(ports, pinsIn(state)), state));
}

/** The same of a number of which only the ID is known: all that Graph shows, with what this machine remembers. */
export async function readById(ports: Ports, blank: PhoneNumberState): Promise<PhoneNumberState | undefined> {
    return alone(ports, blank, SAME_COMMAND, () => readAlone(ports, blank, true));
}

function pinsIn(state: PhoneNumberState): readonly unknown[] {
    return SECRET_PROPERTIES.map((property) => state[property]);
}

async function readAlone(
    ports: Ports,
    state: PhoneNumberState,
    isNew = false,
): Promise<PhoneNumberState | undefined> {
    const call = { client: ports.client, signal: AbortSignal.timeout(ports.limits.operationMs) };
    const declaresCheck = isNew || state.enableIdentityKeyCheck !== undefined;
    const { dataLocalizationRegion, regionUnread = false } = state;
    const withSettings = declaresCheck || regionUnread || dataLocalizationRegion !== undefined;
    try {
        const seen = await observeListed(call, ports.listings, state, withSettings, ports.now());
        if (seen.node.status === "DELETED") return undefined;
        const read = isNew ? newlyObserved(seen, state) : state;
        const remembered = withJournal(read, ports.journal.read(state.phoneNumberId), ports.now());
        return stateFromObservation(seen, remembered, declaresCheck, ports.now());
    } catch (error) {
        if (await isGone(call, ports.listings, state, error)) return undefined;
        if (!(error instanceof GraphError)) throw error;
        const standing = isNew ? "Nothing is recorded of it" : "State is left as it was";
        throw new Error(clean(explained(error, state, { standing, command: SAME_COMMAND })));
    }
}

/**
 * Deregisters a number that is no longer declared, if it is registered. Idempotent.
 * @param why in words, for the line before it
 */
export async function remove(ports: Ports, state: PhoneNumberState, why = NOT_DECLARED): Promise<void> {
    await operate(hiding(ports, pinsIn(state)), state, SAME_COMMAND, async (operation) => {
        const seen = await observeUnlessGone(operation);
        if (seen === undefined) return;
        operation.recorder.recall();
        const known = knownFromObservation(seen, state, true, operation.now);
        const decision = decideRemoval(known, operation.facts(seen, state));
        const { refused, leftAlone } = decision;
        if (leftAlone === "onBizApp") operation.log(describeKept(leftAlone));
        if (leftAlone !== undefined) return;
        if (refused !== undefined) throw refusalOf(operation, refused, NOT_DEREGISTERED);
        // Given up on purpose: a resource that declares it again starts from what it has then.
        operation.recorder.keepSettings(undefined);
        operation.warn(describeRemoval(decision, why));
        await deregisterNumber(operation);
    });
}

async function observeUnlessGone(operation: Operation): Promise<Observation | undefined> {
    try {
        return await observe(operation.call, operation.id, false);
    } catch (error) {
        const { call, ports, state } = operation;
        if (await isGone(call, ports.listings, state, error)) return undefined;
        throw error;
    }
}

/** The one flow of create and update; `recorded` is the state before, undefined at create. */
async function reconcile(
    operation: Operation,
    inputs: PhoneNumberInputs,
    recorded: PhoneNumberState | undefined,
): Promise<PhoneNumberState> {
    const { recorder } = operation;
    const desired = desiredFromInputs(inputs, recorded);
    const declaresCheck = inputs.enableIdentityKeyCheck !== undefined;
    const seen = await observe(operation.call, operation.id, true);
    operation.seen = seen.node;
    const isRecorded = recorded !== undefined;
    recorder.observed(seen, declaresCheck, !isRecorded);
    const observed = knownFromObservation(seen, recorded ?? operation.state, isRecorded, operation.now);
    // Only now: a recent deregister or register on this machine must not change how a new resource finds the number.
    recorder.recall(seen);
    const known = observed && { ...observed, ...toRestoreIn(operation.state) };
    const decision = decide(known, desired, operation.facts(seen, recorded));
    warn(operation, decision);
    if (decision.refused !== undefined) throw refusalOf(operation, decision.refused);
    const endTurn = await turnToLearn(operation, decision.steps);
    try {
        await runSteps(operation, decision.steps, { before: seen.settings, desired, declaresCheck });
    } finally {
        endTurn();
    }
    if (!isRecorded) {
        const left = { register: operation.left("register"), deregister: operation.left("deregister") };
        operation.log(describeCreated(decision, known?.registered === true, left));
    }
    return withDeclared(operation.state, inputs);
}

/** The preview has shown the other notices; it may not have known what is not done now. */
function warn(operation: Operation, { notices }: Decision): void {
    for (const notice of notices) {
        if (notice.kind === "regionUnread" || notice.kind === "comesOnBizApp") {
            operation.warn(describeNotice(notice, operation.now, operation.command).text);
        }
        if (notice.kind !== "namePostponed") continue;
        const { why } = tell(notice.reason, operation.now);
        operation.warn(NOT_APPLIED + why);
    }
}

/** While it is not known whether this Graph takes the region in register, one operation at a time finds out. */
async function turnToLearn(operation: Operation, steps: readonly Step[]): Promise<() => void> {
    const mayLearn = steps.some((step) => step.request === "register" && step.region !== "none");
    if (!mayLearn || operation.regionParameter() !== "unknown") return () => undefined;
    const endTurn = await operation.ports.region.turn();
    if (operation.regionParameter() === "unknown") return endTurn;
    endTurn();
    return () => undefined;
}

/** What is declared and causes no request: kept, so that a refresh can restore the inputs. */
function withDeclared(state: PhoneNumberState, inputs: PhoneNumberInputs): PhoneNumberState {
    const kept = keepDeclared(state, inputs);
    const isItsName = inputs.displayName !== undefined && inputs.displayName === state.verifiedName;
    return isItsName ? { ...kept, displayName: inputs.displayName } : kept;
}
