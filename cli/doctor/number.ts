/**
 * What doctor says about a number: what would refuse its registration, or an outage. Pure; it asks the provider's own
 * decisions about possible changes.
 */
import { nextStep } from "../../graph/fix";
import { isRegion, type ObservedNumber, type RegionOrNone } from "../../graph/observed";
import { decide } from "../../provider/number/decide/decide";
import { isApproved, nameNotice } from "../../provider/number/decide/displayName";
import type { Facts } from "../../provider/number/decide/gates";
import {
    type Desired,
    desiredFromInputs,
    type Known,
    knownFromObservation,
    knownFromState,
    type Observation,
} from "../../provider/number/decide/known";
import type { KnownOfGraph } from "../../provider/number/decide/preview";
import type { Reason } from "../../provider/number/decide/reasons";
import { requestsLeft } from "../../provider/number/model/ledger";
import { blankState } from "../../provider/number/model/state";
import { describeLimit } from "../../provider/number/say/limits";
import { describeNotice, tell } from "../../provider/number/say/reasons";
import { describeSteps } from "../../provider/number/say/steps";
import { type Command, PULUMI_UP, SAME_COMMAND } from "../../provider/say/command";
import { nextOf } from "../errors";
import type { StackNumber } from "../stack";
import type { Check } from "./check";

/** What is known about a number. */
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

/** Stands for an unknown PIN: only the gate for a refused PIN looks at it. */
const ANY_PIN = "";

export function numberChecks(number: NumberFacts): Check[] {
    const { seen, inStack, now } = number;
    const state = inStack?.state ?? blankState(number.phoneNumberId);
    const known = knownFromObservation(seen, state, inStack !== undefined, now);
    const facts: Facts = {
        remembered: state,
        recorded: undefined,
        observed: seen.node,
        settingsError: seen.settingsError?.message,
        now,
        ignoreLocks: number.ignoreLocks,
        ...number.known,
    };
    if (known === undefined) {
        const { refused } = decide(undefined, NOTHING_WANTED, facts);
        return refused === undefined ? [] : [{ ...refusing("", refused, now), verdict: "unseen" }];
    }
    const desired = desiredOf(number, known);
    const main = known.registered
        ? outage(number, known, desired, facts)
        : registration(known, desired, facts);
    return [
        main,
        ...nextUp(number, known, desired, facts),
        name(seen.node),
        ...newName(known, desired, now),
        ...ledger(number),
    ];
}

const NOTHING_WANTED: Desired = { pin: ANY_PIN, region: "none", identityKeyCheck: undefined };

/** What the program declares for it; without a program, its current state. */
function desiredOf({ inStack }: NumberFacts, known: Known): Desired {
    const pin = inStack?.inputs.pin ?? known.pin ?? ANY_PIN;
    if (inStack === undefined) {
        return { ...NOTHING_WANTED, pin, region: known.region === "unknown" ? "none" : known.region };
    }
    return desiredFromInputs({ ...inStack.inputs, pin }, inStack.state);
}

function registration(known: Known, desired: Desired, facts: Facts): Check {
    // As at a create: the gate of coexistence is asked then only.
    const { steps, refused } = decide(known, desired, facts);
    if (refused !== undefined) {
        return refusing("not registered; registering it would be refused: ", refused, facts.now);
    }
    return { verdict: "ok", found: `not registered; it can be: ${describeSteps(steps)}` };
}

function outage({ seen }: NumberFacts, known: Known, desired: Desired, facts: Facts): Check {
    if (known.isOnBizApp) {
        const found = "registered, and on the WhatsApp Business app too: it is left as it is";
        return { verdict: "ok", found };
    }
    if (known.region === "unknown") {
        const { settingsError } = seen;
        const found = `registered; its region is not known: ${settingsError?.message ?? "Graph does not say"}`;
        return settingsError === undefined
            ? { verdict: "unknown", found }
            : { verdict: "unseen", found, next: nextOf(settingsError) };
    }
    // As if a preview had shown it.
    const elsewhere = { ...desired, region: otherThan(known.region) };
    const { refused } = decide(known, elsewhere, { ...facts, recorded: known });
    return refused === undefined
        ? { verdict: "ok", found: "registered; a change of its region, which is an outage, could run" }
        : refusing(
              "registered; a change of its region, which is an outage, would be refused: ",
              refused,
              facts.now,
          );
}

function otherThan(region: RegionOrNone): RegionOrNone {
    return isRegion(region) ? "none" : "DE";
}

/** What the program's next pulumi up would be refused for, if anything. */
function nextUp({ inStack }: NumberFacts, known: Known, desired: Desired, facts: Facts): Check[] {
    if (inStack === undefined || !known.registered) return [];
    const recorded = knownFromState(inStack.state, facts.now);
    const { refused } = decide(known, desired, { ...facts, recorded });
    return refused === undefined
        ? []
        : [
              {
                  ...refusing(
                      `pulumi up would be refused for "${inStack.name}": `,
                      refused,
                      facts.now,
                      PULUMI_UP,
                  ),
                  names: [inStack.name],
              },
          ];
}

function name({ nameStatus, verifiedName }: ObservedNumber): Check {
    const found = `display name "${verifiedName ?? ""}": ${nameStatus ?? "Graph does not say"}`;
    if (nameStatus === undefined) return { verdict: "unknown", found };
    if (isApproved(nameStatus)) return { verdict: "ok", found };
    return {
        verdict: "warning",
        found,
        names: [verifiedName ?? ""],
        next:
            nameStatus === "PENDING_REVIEW"
                ? "wait for the review: an approved name shows once the number is registered again"
                : "ask for another display name in WhatsApp Manager (Account tools > Phone numbers)",
    };
}

/** A name under way: declined, expired, or approved and not declared. */
function newName(known: Known, desired: Desired, now: number): Check[] {
    const notice = nameNotice(known.name ?? {}, desired.displayName, desired.applyApprovedName ?? false);
    if (notice === undefined) return [];
    const { warns, text } = describeNotice(notice, now, SAME_COMMAND);
    const names = "name" in notice ? [notice.name] : [];
    return warns ? [{ verdict: "warning", found: text, names }] : [];
}

function ledger({ inStack, now }: NumberFacts): Check[] {
    if (inStack === undefined) {
        const found = "not in this stack: how many of its requests are used up is not known";
        return [{ verdict: "unknown", found }];
    }
    const left = (request: "register" | "deregister") => requestsLeft(inStack.state, request, now);
    const found = `as "${inStack.name}" in this stack: ${left("register")} register and ${left("deregister")} deregister requests left of ${describeLimit("register")}`;
    return [{ verdict: "ok", found }];
}

function refusing(what: string, reason: Reason, now: number, command: Command = SAME_COMMAND): Check {
    const { why, fix } = tell(reason, now);
    return { verdict: "refuses", found: what + why, next: nextStep(fix, command) };
}
