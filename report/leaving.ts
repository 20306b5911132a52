/** What happens to a number that a resource gives up: deregistered, unless there is a reason not to. Pure. */
import { decideRemoval } from "../provider/number/decide/decide";
import { knownFromObservation, knownFromState, type Observation } from "../provider/number/decide/known";
import type { PhoneNumberState } from "../provider/number/model/state";
import { describeEnd, FOR_GOOD, NOT_DECLARED } from "../provider/number/say/decision";
import { describeLeftAlone } from "../provider/number/say/reasons";
import { SAME_COMMAND } from "../provider/say/command";
import { UNKNOWN } from "../provider/unknown";
import { isHidden, SECRET } from "./hidden";
import type { Removal } from "./intents";
import type { Circumstances, Told } from "./outcome";

/** What else the outcome depends on. */
export interface Leaving {
    readonly removal: Removal;
    /** Why its number is left alone: somebody declares it. */
    readonly stillDeclared: string | undefined;
    /** Some resource gets a hidden ID. */
    readonly unknownIds: boolean;
    /** The preview leaves resources out, which may declare it. */
    readonly partial: boolean;
}

/** What happens to it in one guess of all that is hidden. */
export function removal(
    leaving: Leaving,
    state: PhoneNumberState,
    seen: Observation | undefined,
    { now, ignoreLocks }: Circumstances,
): Told {
    const { removal, stillDeclared, unknownIds } = leaving;
    const { step, kept, recorded, mayBeKept } = removal;
    const forgotten = (why: string): Told => ({
        action: "forget",
        words: `${step.name} is only removed from state: ${why}`,
    });
    if (stillDeclared !== undefined) return forgotten(stillDeclared);
    if (kept === "retainOnDelete") return forgotten("retainOnDelete leaves it as it is");
    const before = knownFromState(state, now);
    const known = seen === undefined ? before : knownFromObservation(seen, state, true, now);
    const facts = { remembered: state, recorded: before, observed: seen?.node, now, ignoreLocks };
    const decision = decideRemoval(known, facts);
    const { leftAlone, left, refused, steps } = decision;
    if (kept === "deletedWith")
        return keptRegistered(forgotten, removal, known === undefined || steps.length > 0);
    if (leftAlone !== undefined) return forgotten(describeLeftAlone(leftAlone));
    const unless = unknownIds ? ", unless an ID that is not known yet turns out to be this one" : "";
    const spared = mayBeKept ? ", unless deletedWith keeps Pulumi from it" : "";
    return {
        action: "deregister",
        words: `${FOR_GOOD}: ${reason(leaving)}${unless}${spared}`,
        end: isHidden(recorded.outputs.requests) ? "" : describeEnd(decision, now, SAME_COMMAND),
        planned: steps,
        sent: steps,
        left,
        ...(refused === undefined ? {} : { refused }),
        offline: unknownIds || mayBeKept ? "maybe" : "forGood",
    };
}

/** The engine skips the provider's delete: what should go with the other resource stays. */
function keptRegistered(
    forgotten: (why: string) => Told,
    { recorded: { deletedWith = "" } }: Removal,
    registered: boolean,
): Told {
    const told = forgotten(
        `deletedWith ${deletedWith}, which is deleted too, so that Pulumi does not ask the provider`,
    );
    if (!registered) return told;
    const stays =
        "it stays registered: deleting another resource does not deregister a number. Next: remove the option deletedWith " +
        "and run pulumi up before this, or deregister the number yourself after it";
    return { ...told, words: `${told.words}; it stays registered`, stays };
}

function reason({ removal: { replacedBy }, partial }: Leaving): string {
    if (replacedBy === undefined) {
        return partial ? "nothing in this preview declares it" : NOT_DECLARED;
    }
    if (replacedBy === SECRET) return "replaced by an ID that is hidden as a secret";
    return `replaced by ${replacedBy === UNKNOWN ? "an ID that is not known until apply" : String(replacedBy)}`;
}
