/** What happens to a number that a resource takes leave of: deregistered, unless there is a reason not to. Pure. */
import { UNKNOWN } from "../provider/check";
import { quotaGate } from "../provider/gates";
import type { PhoneNumberState } from "../provider/number";
import { knownFromObservation, type Observation } from "../provider/observe";
import { knownFromState, planRemoval, type Step } from "../provider/plan";
import { describeLeft, describeRefusal, forecast } from "../provider/preview";
import type { Circumstances } from "./entry";
import { isHidden, SECRET } from "./hidden";
import type { Removal } from "./intents";
import type { Told } from "./warnings";

/** What else decides. */
export interface Leaving {
    readonly removal: Removal;
    /** Why its number is left alone: somebody declares it. */
    readonly stillDeclared: string | undefined;
    /** Some resource gets an ID that is not told. */
    readonly unknownIds: boolean;
    /** The preview leaves resources out, which may declare it. */
    readonly partial: boolean;
}

/** What becomes of it in one world. */
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
        words: `only forgotten by ${step.name}: ${why}`,
    });
    if (stillDeclared !== undefined) return forgotten(stillDeclared);
    if (kept === "retainOnDelete") return forgotten("retainOnDelete leaves it as it is");
    const known = (seen && knownFromObservation(seen, state, true, now)) ?? knownFromState(state, now);
    const steps: Step[] = planRemoval(known);
    if (kept === "deletedWith") return keptRegistered(forgotten, removal, steps.length > 0);
    if (seen?.node.status === "DELETED") return forgotten("Graph shows it as deleted, and nothing is sent");
    if (known.isOnBizApp) {
        return forgotten("it is on the WhatsApp Business app too, and only the app can take it off");
    }
    if (steps.length === 0) return forgotten("it is not registered");
    const refused = quotaGate("deregister", 1, { state, observed: seen?.node, now, ignoreLocks });
    const ahead = forecast(steps, refused, state, now);
    const unless = unknownIds ? ", unless an ID that is not known yet turns out to be this one" : "";
    const spared = mayBeKept ? ", unless deletedWith keeps Pulumi from it" : "";
    const core = `DEREGISTERED for good: ${reason(leaving)}${unless}${spared}`;
    const end = refused === undefined ? describeLeft(ahead.left) : `. ${describeRefusal(refused)}`;
    return {
        action: "deregister",
        core,
        words: core + (isHidden(recorded.outputs.requests) ? "" : end),
        sent: steps,
        forecast: ahead,
        offline: unknownIds || mayBeKept ? "maybe" : "forGood",
    };
}

/** The engine skips the provider's delete: what was to go with the other resource stays. */
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
        "it stays registered: a number does not go with another resource. Next: remove the option deletedWith " +
        "and run pulumi up before this, or deregister the number yourself after it";
    return { ...told, words: `${told.words}; it stays registered`, stays };
}

function reason({ removal: { replacedBy }, partial }: Leaving): string {
    if (replacedBy === undefined) {
        return partial ? "nothing in this preview declares it" : "nothing declares it any more";
    }
    if (replacedBy === SECRET) return "replaced by an ID that is hidden as a secret";
    return `replaced by ${replacedBy === UNKNOWN ? "an ID that is not known until apply" : String(replacedBy)}`;
}
