/**
 * A number's create, read, update and delete. Each observes, plans, asks the gates, acts and records; the plan
 * decides, this file only carries it out.
 */
import { explained } from "./errors";
import { budgetRefusal, type GateRefusal, quotaGate, refusal } from "./gates";
import { GraphError } from "./graph/errors";
import { defined, type PhoneNumberInputs, type PhoneNumberState } from "./number";
import {
    isGone,
    knownFromObservation,
    type Observation,
    observe,
    observeListed,
    stateFromObservation,
} from "./observe";
import { alone, blankState, type Operation, operate, type Ports } from "./operation";
import { desiredFromInputs, goesOffline, type Known, planRemoval, planWithin, type Step } from "./plan";
import { deregisterNumber } from "./register";
import { withJournal } from "./run/journal";
import { runSteps } from "./steps";

/**
 * Brings a number that is newly declared to what is declared: registers it, or adopts it where it is live.
 * @throws HalfWay when something was done before the failure: it carries the state to keep
 * @throws Refusal when nothing was sent
 */
export async function create(ports: Ports, inputs: PhoneNumberInputs): Promise<PhoneNumberState> {
    return operate(ports, blankState(inputs.phoneNumberId, inputs.pinRevision), (operation) =>
        reconcile(operation, inputs, undefined),
    );
}

/** Brings a recorded number to what is declared now; throws as {@link create} does. */
export async function update(
    ports: Ports,
    state: PhoneNumberState,
    inputs: PhoneNumberInputs,
): Promise<PhoneNumberState> {
    return operate(ports, { ...state, pinRevision: inputs.pinRevision }, (operation) =>
        reconcile(operation, inputs, state),
    );
}

/**
 * What Graph shows of a recorded number now: the new state, or undefined when the number is gone for good.
 * Reads the settings only of a number that declares one of them.
 */
export async function read(ports: Ports, state: PhoneNumberState): Promise<PhoneNumberState | undefined> {
    // Alone too: what another process is in the middle of, such as an outage, is no state to record.
    return alone(ports, state, () => readAlone(ports, state));
}

async function readAlone(ports: Ports, state: PhoneNumberState): Promise<PhoneNumberState | undefined> {
    const call = { client: ports.client, signal: AbortSignal.timeout(ports.limits.operationMs) };
    const declaresCheck = state.enableIdentityKeyCheck !== undefined;
    const withSettings = declaresCheck || state.dataLocalizationRegion !== undefined;
    try {
        const seen = await observeListed(call, ports.listings, state, withSettings, ports.now());
        if (seen.node.status === "DELETED") return undefined;
        const remembered = withJournal(state, ports.journal.read(state.phoneNumberId), ports.now());
        return stateFromObservation(seen, remembered, declaresCheck, ports.now());
    } catch (error) {
        if (await isGone(call, ports.listings, state, error)) return undefined;
        if (!(error instanceof GraphError)) throw error;
        throw new Error(explained(error, state, "State is left as it was"));
    }
}

/** Deregisters a number that is no longer declared, if it is registered. Idempotent. */
export async function remove(ports: Ports, state: PhoneNumberState): Promise<void> {
    await operate(ports, state, async (operation) => {
        const seen = await observeUnlessGone(operation);
        if (seen === undefined || seen.node.status === "DELETED") return;
        operation.recall();
        const known = whatIsKnown(operation, seen, state);
        if (known.isOnBizApp) {
            operation.log(
                "left as it is: it is on the WhatsApp Business app too, and only the app can take it off",
            );
            return;
        }
        if (planRemoval(known).length === 0) return;
        const refused = quotaGate("deregister", 1, operation.facts(seen.node));
        if (refused !== undefined)
            throw operation.refuse(`it is not deregistered: ${refused.why}`, refused.remedy);
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
    const desired = desiredFromInputs(inputs, recorded);
    const declaresCheck = inputs.enableIdentityKeyCheck !== undefined;
    const seen = await observe(operation.call, operation.id, true);
    operation.observed(seen, declaresCheck);
    const known = whatIsKnown(operation, seen, recorded);
    // After that: what this machine deregistered or registered a moment ago says nothing of how a new resource finds it.
    operation.recall();
    const facts = operation.facts(seen.node, inputs.allowUnverifiedOutage);
    const { steps, postponed } = planWithin(known, desired, (all) => budgetRefusal(all, facts));
    if (postponed !== undefined)
        operation.log(`warning: the approved display name is not brought in now: ${postponed.why}`);
    const settingsError = seen.settingsError?.message;
    const refused = refusal({ steps, known, desired, recorded, settingsError }, facts);
    const held = refused ?? refusedInThisRun(operation, steps);
    if (held !== undefined) throw operation.refuse(held.why, held.remedy);
    if (goesOffline(steps) && operation.timeLeft < 0.5) {
        throw operation.refuse("Graph answers too slowly to take it offline now", "run pulumi up again");
    }
    if (known.isOnBizApp && recorded?.isOnBizApp !== true) {
        operation.log(
            "warning: it is on the WhatsApp Business app too: it keeps the PIN and registration that it has",
        );
    }
    const endTurn = await turnToLearn(operation, steps);
    try {
        await runSteps(operation, steps, { before: seen.settings, desired, declaresCheck });
    } finally {
        endTurn();
    }
    return withDeclared(operation.state, inputs);
}

/** An engine may call again at once after a failure (resource hooks): the same register is not sent again then. */
function refusedInThisRun(
    { ports, id, now, seen }: Operation,
    steps: readonly Step[],
): GateRefusal | undefined {
    const register = steps.find((step) => step.request === "register");
    if (register === undefined || ports.ignoreLocks) return undefined;
    const { pin, region } = register;
    return ports.refusals.gate(id, { pin, region, isPinEnabled: seen?.isPinEnabled }, now);
}

/** While nobody knows whether this Graph takes the region in register, one operation at a time finds out. */
async function turnToLearn(operation: Operation, steps: readonly Step[]): Promise<() => void> {
    const mayLearn = steps.some((step) => step.request === "register" && step.region !== "none");
    if (!mayLearn || operation.regionParameter() !== "unknown") return () => undefined;
    const endTurn = await operation.ports.region.turn();
    if (operation.regionParameter() === "unknown") return endTurn;
    endTurn();
    return () => undefined;
}

/** What is declared about the name and asks for no request: kept, so that a refresh can give back the inputs. */
function withDeclared(state: PhoneNumberState, inputs: PhoneNumberInputs): PhoneNumberState {
    const { applyApprovedName: _, allowUnverifiedOutage: __, ...rest } = state;
    const displayName = inputs.displayName === rest.verifiedName ? inputs.displayName : rest.displayName;
    const { applyApprovedName, allowUnverifiedOutage } = inputs;
    return { ...rest, ...defined({ displayName, applyApprovedName, allowUnverifiedOutage }) };
}

function whatIsKnown(operation: Operation, seen: Observation, recorded: PhoneNumberState | undefined): Known {
    const known = knownFromObservation(
        seen,
        recorded ?? operation.state,
        recorded !== undefined,
        operation.now,
    );
    if (known !== undefined) return known;
    throw operation.refuse(
        `Graph shows neither platform_type nor a telling status (${seen.node.status ?? "none"}), so it can't be told whether it is registered`,
        "try another WHATSAPP_API_VERSION, or look at the number in WhatsApp Manager, then run pulumi up again",
    );
}
