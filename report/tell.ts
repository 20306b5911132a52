/** What happens to a number that a resource declares, where everything that a plan needs is known. Pure. */
import { nameOf } from "../provider/errors";
import { budgetRefusal, type GateFacts, type PlanFacts, refusal } from "../provider/gates";
import { defined, type PhoneNumberInputs, type PhoneNumberState } from "../provider/number";
import { knownFromObservation, type Observation } from "../provider/observe";
import { blankState } from "../provider/operation";
import { desiredFromInputs, type Known, knownFromState, plan, planWithin } from "../provider/plan";
import {
    describeForecast,
    describeRefusal,
    type Forecast,
    forecast,
    previewCreate,
    previewUpdate,
} from "../provider/preview";
import type { Circumstances } from "./entry";
import type { World } from "./hidden";
import type { Action } from "./report";
import type { Told } from "./warnings";

/** A resource that is new to the number: the provider reads it, then registers or adopts it. */
export function creation(
    { inputs, state }: World,
    seen: Observation | undefined,
    circumstances: Circumstances,
): Told {
    const { now } = circumstances;
    const blank = blankState(inputs.phoneNumberId, 1);
    const desired = desiredFromInputs(inputs);
    // The number of a renamed or swapped resource is known; that the new one has accepted no PIN, too.
    const fromState = state === undefined ? undefined : { ...knownFromState(state, now), pin: undefined };
    const known = seen === undefined ? fromState : knownFromObservation(seen, blank, false, now);
    if (known !== undefined) return comingTo(known, inputs, state, seen, circumstances);
    if (seen !== undefined) return untold(seen);
    const off: Known = {
        registered: false,
        isOnBizApp: false,
        pin: undefined,
        region: "unknown",
        identityKeyCheck: "unknown",
    };
    const steps = plan(off, desired);
    return {
        action: "registerOrAdopt",
        words: previewCreate(inputs).replace(/^.*?: /, ""),
        sent: steps,
        ifLive: plan({ ...off, registered: true }, desired),
        forecast: forecast(steps, undefined, blank, now),
    };
}

function comingTo(
    known: Known,
    inputs: PhoneNumberInputs,
    state: PhoneNumberState | undefined,
    seen: Observation | undefined,
    circumstances: Circumstances,
): Told {
    const desired = desiredFromInputs(inputs);
    const blank = blankState(inputs.phoneNumberId, 1);
    const { refusedPin: _, ...remembered } = state ?? circumstances.memory?.recall(blank) ?? blank;
    const facts = gateFacts(inputs, remembered, seen, circumstances);
    const { ahead, note } = judged({ known, desired, recorded: undefined }, facts, seen);
    const told = { forecast: ahead, ...defined({ note }) };
    const adopt = known.registered || known.isOnBizApp;
    if (!adopt) return { ...told, action: "register", words: describeForecast(ahead), sent: ahead.steps };
    if (ahead.refused !== undefined) {
        return { ...told, action: "adopt", words: `adopt. ${describeRefusal(ahead.refused)}` };
    }
    const words = ahead.steps.length === 0 ? "adopt as it is" : `adopt: ${describeForecast(ahead)}`;
    return { ...told, action: "adopt", words, sent: ahead.steps };
}

/** What the gates ask. */
function gateFacts(
    { allowUnverifiedOutage }: PhoneNumberInputs,
    state: PhoneNumberState,
    seen: Observation | undefined,
    { now, ignoreLocks, memory }: Circumstances,
): GateFacts {
    return { state, observed: seen?.node, allowUnverifiedOutage, now, ignoreLocks, ...memory?.known(state) };
}

/** The plan and its refusal as create and update come to them (provider/lifecycle.ts, `reconcile`). */
function judged(
    planned: Pick<PlanFacts, "known" | "desired" | "recorded">,
    facts: GateFacts,
    seen: Observation | undefined,
): { readonly ahead: Forecast; readonly note: string | undefined } {
    const { known, desired } = planned;
    const { steps, postponed } = planWithin(known, desired, (all) => budgetRefusal(all, facts));
    const refused = refusal({ ...planned, steps, settingsError: seen?.settingsError?.message }, facts);
    const note =
        postponed &&
        `the approved display name is not brought in now: ${postponed.why}. Next: ${postponed.remedy}`;
    return { ahead: forecast(steps, refused, facts.state, facts.now), note };
}

/** A recorded number whose inputs changed, or that has drifted. */
export function change(
    inputs: PhoneNumberInputs,
    state: PhoneNumberState,
    seen: Observation | undefined,
    circumstances: Circumstances,
): Told {
    const { now, ignoreLocks, memory } = circumstances;
    const preview = previewUpdate(state, inputs, now, ignoreLocks, memory?.known(state));
    const notice = preview.warning && wordsOf(preview.warning, state).replace(/^warning: /, "");
    if (seen === undefined) {
        const told =
            preview.forecast === undefined
                ? ({ action: "none", words: preview.line ? wordsOf(preview.line, state) : NOTHING } as const)
                : carriedOut(preview.forecast, state.registered);
        return { ...told, ...defined({ note: notice }) };
    }
    const known = knownFromObservation(seen, state, true, now);
    if (known === undefined) return untold(seen);
    const desired = desiredFromInputs(inputs, state);
    const facts = gateFacts(inputs, state, seen, circumstances);
    const { ahead, note = notice } = judged({ known, desired, recorded: state }, facts, seen);
    const nothing = ahead.steps.length === 0 && ahead.refused === undefined;
    const told = nothing
        ? ({ action: "none", words: NOTHING } as const)
        : carriedOut(ahead, known.registered);
    return { ...told, ...defined({ note }) };
}

const NOTHING = "nothing to send: it is only read again";

function carriedOut(ahead: Forecast, registered: boolean): Told {
    const outage = ahead.steps.some(({ request }) => request === "deregister");
    const again = ahead.steps.some((step) => step.request === "register" && step.again);
    const action: Action = outage ? "reregister" : again ? "applyName" : registered ? "set" : "register";
    const words = describeForecast(ahead);
    return { action, words, sent: ahead.steps, forecast: ahead, ...(outage ? { offline: "briefly" } : {}) };
}

/** Graph shows neither platform_type nor a telling status: the provider would not act either. */
function untold({ node }: Observation): Told {
    const refused = {
        why: `Graph shows neither platform_type nor a telling status (${node.status ?? "none"})`,
        remedy: "try another WHATSAPP_API_VERSION, or look at the number in WhatsApp Manager",
    };
    return { action: "none", words: describeRefusal(refused), refused };
}

function wordsOf(line: string, state: PhoneNumberState): string {
    return line.slice(`${nameOf(state)}: `.length);
}
