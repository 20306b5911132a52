/**
 * What happens to one number: a reading of the plan that is carried out (provider/plan.ts), from what is
 * recorded, or with `--live` from what the number shows. Pure.
 */
import { UNKNOWN } from "../provider/check";
import { nameOf } from "../provider/errors";
import { budgetRefusal, type GateFacts, type PlanFacts, quotaGate, refusal } from "../provider/gates";
import { defined, type PhoneNumberInputs, type PhoneNumberState } from "../provider/number";
import { knownFromObservation, type Observation } from "../provider/observe";
import { blankState } from "../provider/operation";
import {
    desiredFromInputs,
    type Known,
    knownFromState,
    plan,
    planRemoval,
    planWithin,
    type Step,
} from "../provider/plan";
import {
    describeForecast,
    describeLeft,
    describeRefusal,
    type Forecast,
    forecast,
    previewCreate,
    previewUpdate,
    unknownInputs,
} from "../provider/preview";
import type { Declaration, Intent, Intents, Removal } from "./intents";
import type { Action, NumberEntry, ResourceEntry } from "./report";
import { requestEntries } from "./requests";
import { type Told, warningsOf } from "./warnings";

/** What a report is made with, besides the preview. */
export interface Circumstances {
    readonly now: number;
    /** WHATSAPP_IGNORE_LOCKS=1. */
    readonly ignoreLocks: boolean;
    /** What `--live` read, by ID: the number, or why it could not be read. */
    readonly live?: ReadonlyMap<string, Observation | { readonly unread: string }>;
}

/** Which numbers a live report needs to see: those that something may be sent to. */
export function toObserve({ numbers, declared }: Intents): string[] {
    return numbers.flatMap(({ phoneNumberId, declaration, removals }) => {
        if (phoneNumberId === undefined) return [];
        const leaves = removals.some(({ retained }) => !retained) && !declared.stillDeclared(phoneNumberId);
        return declaration !== undefined || leaves ? [phoneNumberId] : [];
    });
}

/** The entry of one number. */
export function entryOf(intent: Intent, intents: Intents, circumstances: Circumstances): NumberEntry {
    const { phoneNumberId, declaration, removals } = intent;
    const read = phoneNumberId === undefined ? undefined : circumstances.live?.get(phoneNumberId);
    const seen = read !== undefined && "node" in read ? read : undefined;
    const recorded = declaration?.recorded ?? removals[0]?.state;
    const display = seen?.node.displayPhoneNumber ?? recorded?.displayPhoneNumber;
    const told =
        declaration === undefined
            ? removal(intent, intents, seen, circumstances)
            : declaration.recorded === undefined
              ? creation(declaration, removals, seen, circumstances)
              : change(declaration.recorded, declaration.inputs, seen, circumstances);
    const resources = resourcesOf(intent);
    const name =
        phoneNumberId === undefined
            ? "a phone number whose ID is not known until apply"
            : nameOf({ phoneNumberId, displayPhoneNumber: display });
    const leaves = declaration === undefined ? "" : leaveTaking(declaration, removals);
    const words = told.words + leaves;
    return {
        phoneNumberId: phoneNumberId ?? null,
        ...(display === undefined ? {} : { displayPhoneNumber: display }),
        resources,
        action: told.action,
        offline: told.offline ?? "no",
        words,
        line: `${name}: ${words}`,
        requests: requestEntries(phoneNumberId, told.sent ?? []),
        ...(told.ifLive === undefined ? {} : { requestsIfLive: requestEntries(phoneNumberId, told.ifLive) }),
        ...(told.forecast === undefined ? {} : { left: told.forecast.left }),
        warnings: warningsOf(told, { intent, recorded, circumstances, read }),
    };
}

function resourcesOf({ declaration, removals }: Intent): ResourceEntry[] {
    const steps = [
        ...(declaration === undefined ? [] : [declaration.step]),
        ...removals.map(({ step }) => step),
    ];
    const byUrn = new Map(steps.map(({ name, urn, op }) => [urn, { name, urn, op }]));
    return [...byUrn.values()];
}

/** `; only forgotten by support: …`, when a number changes resources. */
function leaveTaking({ step }: Declaration, removals: readonly Removal[]): string {
    const others = removals.filter((removal) => removal.step.urn !== step.urn);
    if (others.length > 0) {
        const names = others.map((removal) => removal.step.name).join(" and ");
        return `; only forgotten by ${names}: ${step.name} declares it now`;
    }
    return removals.length > 0 ? "; its resource is replaced, and it is not deregistered" : "";
}

/** A resource that is new to the number: the provider reads it, then registers or adopts it. */
function creation(
    { inputs }: Declaration,
    removals: readonly Removal[],
    seen: Observation | undefined,
    circumstances: Circumstances,
): Told {
    const registerOrAdopt = previewCreate(inputs).replace(/^.*?: /, "");
    const unknown = unknownInputs(inputs);
    if (inputs.phoneNumberId === UNKNOWN || unknown.length > 0) {
        return { action: "unknown", words: registerOrAdopt, unknown };
    }
    const { now } = circumstances;
    const state = removals[0]?.state;
    const blank = blankState(String(inputs.phoneNumberId), 1);
    const desired = desiredFromInputs(inputs as PhoneNumberInputs);
    // The number of a renamed or swapped resource is known; that the new one has accepted no PIN, too.
    const fromState = state === undefined ? undefined : { ...knownFromState(state, now), pin: undefined };
    const known = seen === undefined ? fromState : knownFromObservation(seen, blank, false, now);
    if (known !== undefined) return comingTo(known, inputs as PhoneNumberInputs, state, seen, circumstances);
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
        words: registerOrAdopt,
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
    { now, ignoreLocks }: Circumstances,
): Told {
    const desired = desiredFromInputs(inputs);
    const { refusedPin: _, ...remembered } = state ?? blankState(inputs.phoneNumberId, 1);
    const facts = { state: remembered, observed: seen?.node, now, ignoreLocks };
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
function change(
    state: PhoneNumberState,
    inputs: Declaration["inputs"],
    seen: Observation | undefined,
    { now, ignoreLocks }: Circumstances,
): Told {
    const preview = previewUpdate(state, inputs, now, ignoreLocks);
    if (preview.unknown !== undefined) {
        const mayGoOffline = preview.unknown.includes("dataLocalizationRegion") && state.registered;
        return {
            action: "unknown",
            words: wordsOf(preview.line, state),
            unknown: preview.unknown,
            ...(mayGoOffline ? { offline: "maybe" } : {}),
        };
    }
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
    const desired = desiredFromInputs(inputs as PhoneNumberInputs, state);
    const facts = { state, observed: seen.node, now, ignoreLocks };
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

/** Only taken leave of: deregistered, unless somebody still declares it. */
function removal(
    { removals }: Intent,
    { declared, unknownIds }: Intents,
    seen: Observation | undefined,
    { now, ignoreLocks }: Circumstances,
): Told {
    const { state, step, replacedBy } =
        removals.find(({ retained }) => !retained) ?? (removals[0] as Removal);
    const still = declared.stillDeclared(state.phoneNumberId, state.displayPhoneNumber);
    const forgotten = (why: string): Told => ({
        action: "forget",
        words: `only forgotten by ${step.name}: ${why}`,
    });
    if (still !== undefined) return forgotten(still);
    if (removals.every(({ retained }) => retained)) return forgotten("retainOnDelete leaves it as it is");
    const known = (seen && knownFromObservation(seen, state, true, now)) ?? knownFromState(state, now);
    if (known.isOnBizApp) {
        return forgotten("it is on the WhatsApp Business app too, and only the app can take it off");
    }
    const steps: Step[] = planRemoval(known);
    if (steps.length === 0) return forgotten("it is not registered");
    const refused = quotaGate("deregister", 1, { state, observed: seen?.node, now, ignoreLocks });
    const ahead = forecast(steps, refused, state, now);
    const unless = unknownIds ? ", unless an ID that is not known yet turns out to be this one" : "";
    const end = refused === undefined ? describeLeft(ahead.left) : `. ${describeRefusal(refused)}`;
    return {
        action: "deregister",
        words: `DEREGISTERED for good: ${reason(replacedBy)}${unless}${end}`,
        sent: steps,
        forecast: ahead,
        offline: unknownIds ? "maybe" : "forGood",
    };
}

function reason(replacedBy: unknown): string {
    if (replacedBy === undefined) return "nothing declares it any more";
    return `replaced by ${replacedBy === UNKNOWN ? "an ID that is not known until apply" : String(replacedBy)}`;
}

function wordsOf(line: string | undefined, state: PhoneNumberState): string {
    return (line ?? "").slice(`${nameOf(state)}: `.length);
}
