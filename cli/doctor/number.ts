/**
 * What doctor says of a number: what would refuse its registration, or an outage. Pure; the plan and the gates
 * are the provider's own, asked what they would say.
 */

import { nameWarning } from "../../provider/displayName.js";
import { budgetRefusal, type GateFacts, type GateRefusal, refusal } from "../../provider/gates.js";
import { isRegion, type ObservedNumber, type RegionOrNone } from "../../provider/number.js";
import { knownFromObservation, type Observation, stateFromObservation } from "../../provider/observe.js";
import { blankState } from "../../provider/operation.js";
import {
    type Desired,
    describeStep,
    desiredFromInputs,
    type Known,
    plan,
    planWithin,
} from "../../provider/plan.js";
import type { KnownOfGraph } from "../../provider/preview.js";
import { requestsLeft } from "../../provider/quota.js";
import type { StackNumber } from "../stack.js";
import type { Check } from "./check.js";

/** What is known of a number. */
export interface NumberFacts {
    readonly phoneNumberId: string;
    readonly seen: Observation;
    /** Undefined: the stack does not have it. */
    readonly inStack: StackNumber | undefined;
    readonly now: number;
    readonly ignoreLocks: boolean;
    /** What this machine knows besides state. */
    readonly known?: KnownOfGraph;
}

/** Stands for a PIN that nobody told: no gate but that of a refused PIN looks at it. */
const ANY_PIN = "";

export function numberChecks(facts: NumberFacts): Check[] {
    const { seen, inStack, now } = facts;
    const state = inStack?.state ?? blankState(facts.phoneNumberId, 1);
    const known = knownFromObservation(seen, state, inStack !== undefined, now);
    if (known === undefined) {
        return [
            {
                verdict: "unseen",
                found: `Graph shows neither platform_type nor a telling status (${seen.node.status ?? "none"})`,
                next: "try another WHATSAPP_API_VERSION, or look at the number in WhatsApp Manager",
            },
        ];
    }
    const { ignoreLocks, known: ofGraph = {} } = facts;
    const { allowUnverifiedOutage } = desiredOf(facts, known);
    const gate: GateFacts = {
        state,
        observed: seen.node,
        now,
        ignoreLocks,
        allowUnverifiedOutage,
        ...ofGraph,
    };
    const main = known.registered ? outage(facts, known, gate) : registration(facts, known, gate);
    return [main, ...nextUp(facts, known, gate), name(seen.node), ...newName(facts), ...ledger(facts)];
}

/** What the program wants of it; where no program does, to be as it is. */
function desiredOf({ inStack }: NumberFacts, known: Known): Desired {
    const pin = inStack?.inputs.pin ?? known.pin ?? ANY_PIN;
    if (inStack !== undefined) return desiredFromInputs({ ...inStack.inputs, pin }, inStack.state);
    return { pin, region: known.region === "unknown" ? "none" : known.region, identityKeyCheck: undefined };
}

function registration(facts: NumberFacts, known: Known, gate: GateFacts): Check {
    const desired = desiredOf(facts, known);
    const steps = plan(known, desired);
    // As at a create: the gate of coexistence is asked then only.
    const refused = refusal({ steps, known, desired, recorded: undefined }, gate);
    if (refused !== undefined) return refusing("not registered; registering it would be refused", refused);
    return { verdict: "ok", found: `not registered; it can be: ${steps.map(describeStep).join(", ")}` };
}

function outage(facts: NumberFacts, known: Known, gate: GateFacts): Check {
    if (known.isOnBizApp) {
        const found = "registered, and on the WhatsApp Business app too: it is left as it is";
        return { verdict: "ok", found };
    }
    if (known.region === "unknown") {
        const { settingsError } = facts.seen;
        const found = `registered; its region is not known: ${settingsError?.message ?? "Graph does not say"}`;
        return settingsError === undefined
            ? { verdict: "unknown", found }
            : { verdict: "unseen", found, next: settingsError.remedy };
    }
    const elsewhere = { ...desiredOf(facts, known), region: otherThan(known.region) };
    const refused = budgetRefusal(plan(known, elsewhere), gate);
    return refused === undefined
        ? { verdict: "ok", found: "registered; a change of its region, which is an outage, could run" }
        : refusing("registered; a change of its region, which is an outage, would be refused", refused);
}

function otherThan(region: RegionOrNone): RegionOrNone {
    return isRegion(region) ? "none" : "DE";
}

/** What the program's next pulumi up would do to it, where that is refused. */
function nextUp(facts: NumberFacts, known: Known, gate: GateFacts): Check[] {
    const { inStack, seen } = facts;
    if (inStack === undefined || !known.registered) return [];
    const desired = desiredOf(facts, known);
    const settingsError = seen.settingsError?.message;
    // As pulumi up does it: a name that can't be applied now keeps nothing else from being done.
    const { steps } = planWithin(known, desired, (all) => budgetRefusal(all, gate));
    const refused = refusal({ steps, known, desired, recorded: inStack.state, settingsError }, gate);
    return refused === undefined
        ? []
        : [refusing(`pulumi up would be refused for "${inStack.name}"`, refused)];
}

function name({ nameStatus, verifiedName }: ObservedNumber): Check {
    const found = `display name "${verifiedName ?? ""}": ${nameStatus ?? "Graph does not say"}`;
    if (nameStatus === undefined) return { verdict: "unknown", found };
    if (nameStatus === "APPROVED" || nameStatus === "AVAILABLE_WITHOUT_REVIEW")
        return { verdict: "ok", found };
    return {
        verdict: "warning",
        found,
        next:
            nameStatus === "PENDING_REVIEW"
                ? "wait for the review: an approved name shows once the number is registered again"
                : "ask for another display name in WhatsApp Manager (Account tools > Phone numbers)",
    };
}

/** A name under way: declined, expired, or approved and not declared. */
function newName({ phoneNumberId, seen, inStack, now }: NumberFacts): Check[] {
    const state = stateFromObservation(seen, inStack?.state ?? blankState(phoneNumberId, 1), false, now);
    const warning = nameWarning(state, inStack?.inputs ?? {}, now);
    return warning === undefined ? [] : [{ verdict: "warning", found: warning }];
}

function ledger({ inStack, now }: NumberFacts): Check[] {
    if (inStack === undefined) {
        const found = "not in this stack: how many of its requests are used up is not known";
        return [{ verdict: "unknown", found }];
    }
    const left = (request: "register" | "deregister") => requestsLeft(inStack.state, request, now);
    const found = `as "${inStack.name}" in this stack: ${left("register")} register and ${left("deregister")} deregister requests left of 10 in 72 hours`;
    return [{ verdict: "ok", found }];
}

function refusing(what: string, { why, remedy }: GateRefusal): Check {
    return { verdict: "refuses", found: `${what}: ${why}`, next: remedy };
}
