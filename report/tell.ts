/** What happens to a declared number, if everything that a plan needs is known. Pure. */

import { type Creation, previewCreate } from "../provider/number/decide/creation";
import { type Decision, decide } from "../provider/number/decide/decide";
import type { Facts } from "../provider/number/decide/gates";
import {
    type Desired,
    desiredFromInputs,
    type Known,
    knownFromObservation,
    knownFromState,
    type Observation,
} from "../provider/number/decide/known";
import { plan } from "../provider/number/decide/plan";
import { newState, type PhoneNumberInputs } from "../provider/number/model/inputs";
import { blankState, type PhoneNumberState } from "../provider/number/model/state";
import { adopts, describeComing, NOTHING_TO_SEND } from "../provider/number/say/creation";
import { describeEnd, describePlan } from "../provider/number/say/decision";
import { describeCreation } from "../provider/number/say/preview";
import type { GuessedNumber } from "./hidden";
import type { Circumstances, Told } from "./outcome";
import type { Action } from "./report";

/** A resource that is new to the number: the provider reads it, then registers or adopts it. */
export function creation(
    { inputs, state }: GuessedNumber,
    seen: Observation | undefined,
    circumstances: Circumstances,
): Told {
    const { now, memory } = circumstances;
    const blank = blankState(inputs.phoneNumberId);
    const desired = desiredFromInputs(inputs);
    const { refusedPin: _, ...remembered } = state ?? memory?.recall(blank) ?? blank;
    const facts = factsOf(remembered, undefined, seen, circumstances);
    if (seen !== undefined) return coming(previewCreate(seen, inputs, remembered, facts), now);
    if (state !== undefined) {
        // The number of a renamed or swapped resource is known; that the new one has accepted no PIN, too.
        const { unsentPin } = newState(inputs);
        const known = { ...knownFromState(state, now), pin: undefined, unsentPin };
        return coming({ known, decision: decide(known, desired, facts) }, now);
    }
    return unseen(desired, inputs, facts);
}

/** Neither state nor Graph shows how the number stands. */
function unseen(desired: Desired, inputs: PhoneNumberInputs, facts: Facts): Told {
    const off: Known = {
        registered: false,
        isOnBizApp: false,
        pin: undefined,
        unsentPin: newState(inputs).unsentPin,
        region: "unknown",
        identityKeyCheck: "unknown",
    };
    const { steps, left } = decide(off, desired, facts);
    return {
        action: "registerOrAdopt",
        words: describeCreation(inputs),
        sent: steps,
        ifLive: plan({ ...off, registered: true }, desired),
        left,
    };
}

function coming(creation: Creation, now: number): Told {
    const { known, decision } = creation;
    if (known === undefined) return untold(decision, now);
    const told = { ...toldOf(decision, now), words: describeComing(creation) };
    if (!adopts(creation)) return { ...told, action: "register", sent: decision.steps };
    const sent = decision.refused === undefined ? { sent: decision.steps } : {};
    return { ...told, action: "adopt", ...sent };
}

/** A recorded number whose inputs changed, or that has drifted. */
export function change(
    inputs: PhoneNumberInputs,
    state: PhoneNumberState,
    seen: Observation | undefined,
    circumstances: Circumstances,
): Told {
    const { now } = circumstances;
    const recorded = knownFromState(state, now);
    const known = seen === undefined ? recorded : knownFromObservation(seen, state, true, now);
    const desired = desiredFromInputs(inputs, state);
    const decision = decide(known, desired, factsOf(state, recorded, seen, circumstances));
    if (known === undefined) return untold(decision, now);
    const told = toldOf(decision, now);
    if (decision.steps.length === 0) return { ...told, end: "", action: "none", words: NOTHING };
    return {
        ...told,
        action: actionOf(decision, known.registered),
        words: describePlan(decision),
        sent: decision.steps,
        offline: decision.offline,
    };
}

/** The words for a number that is only read. */
const NOTHING = `${NOTHING_TO_SEND}: it is only read again`;

function actionOf({ steps, offline }: Decision, registered: boolean): Action {
    if (offline === "briefly") return "reregister";
    if (steps.some((step) => step.request === "register" && step.again)) return "applyName";
    return registered ? "set" : "register";
}

/** What the gates need. */
function factsOf(
    remembered: PhoneNumberState,
    recorded: Known | undefined,
    seen: Observation | undefined,
    { now, ignoreLocks, memory }: Circumstances,
): Facts {
    return {
        remembered,
        recorded,
        observed: seen?.node,
        settingsError: seen?.settingsError?.message,
        now,
        ignoreLocks,
        ...memory?.known(remembered),
    };
}

/** What a decision shows, independent of the action's name. */
function toldOf(decision: Decision, now: number): Omit<Told, "action" | "words"> {
    const { steps, left, refused, notices } = decision;
    return {
        left,
        planned: steps,
        end: describeEnd(decision, now),
        notices,
        ...(refused === undefined ? {} : { refused }),
    };
}

/** Graph does not show whether it is registered: the provider would not act either. */
function untold(decision: Decision, now: number): Told {
    return { ...toldOf(decision, now), action: "none", words: NOTHING_TO_SEND };
}
