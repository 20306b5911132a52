/**
 * Which numbers a program can declare as they are, so that its first pulumi up registers, deregisters and stores
 * nothing. Pure; the plan and the gates are the provider's own.
 */
import { refusal } from "../../provider/gates.js";
import type { Region } from "../../provider/number.js";
import { knownFromObservation, type Observation } from "../../provider/observe.js";
import { blankState } from "../../provider/operation.js";
import { type Desired, describeStep, type Known, plan } from "../../provider/plan.js";
import type { StackNumber } from "../stack.js";

/** A number of the WABA as it was found. */
export interface Found {
    readonly phoneNumberId: string;
    /** Undefined: it could not be read. */
    readonly seen: Observation | undefined;
    /** Why it could not be read. */
    readonly readError?: string | undefined;
    readonly inStack: StackNumber | undefined;
}

/** What a program declares of a number besides its ID and PIN. */
export interface AsItIs {
    readonly dataLocalizationRegion?: Region;
    readonly enableIdentityKeyCheck?: true;
}

/** Whether a number is declared, and if not, why. */
export type Judgement =
    | { readonly declared: true; readonly asItIs: AsItIs; readonly remark?: string }
    | { readonly declared: false; readonly asItIs: AsItIs; readonly reason: string; readonly next?: string };

/** Stands for the PIN: whichever it is, adopting a number sets it in place. */
const ANY_PIN = "";

export function judge({ phoneNumberId, seen, readError, inStack }: Found, now: number): Judgement {
    const left = (reason: string, next?: string, asItIs: AsItIs = {}): Judgement => ({
        declared: false,
        asItIs,
        reason,
        ...(next === undefined ? {} : { next }),
    });
    if (inStack !== undefined) return left(`this stack declares it already, as "${inStack.name}"`);
    if (seen === undefined) return left(readError ?? "it could not be read");
    if (seen.node.status === "DELETED") return left("it is deleted");
    const known = knownFromObservation(seen, blankState(phoneNumberId, 1), false, now);
    if (known === undefined) return left("Graph shows neither platform_type nor a telling status");
    const asItIs = asItIsOf(known);
    if (known.registered && known.region === "unknown" && !known.isOnBizApp) {
        const why = seen.settingsError?.message ?? "Graph does not say";
        return left(`it is live, and its region is not known: ${why}`, "run adopt again later", asItIs);
    }
    const desired = desiredOf(asItIs);
    const steps = plan(known, desired);
    const state = blankState(phoneNumberId, 1);
    const refused = refusal(
        { steps, known, desired, recorded: undefined },
        { state, observed: seen.node, now, ignoreLocks: false },
    );
    const status = known.registered ? "live" : "not registered";
    if (refused !== undefined) return left(`${status}: ${refused.why}`, refused.remedy, asItIs);
    const more = steps.filter(({ request }) => request !== "setPin");
    if (more.length > 0) {
        const what = more.map(describeStep).join(", ");
        return left(`${status}: pulumi up would ${what}`, "uncomment it when that is wanted", asItIs);
    }
    const remark = known.isOnBizApp
        ? "On the WhatsApp Business app too: it keeps its registration and its PIN."
        : undefined;
    return { declared: true, asItIs, ...(remark === undefined ? {} : { remark }) };
}

function asItIsOf({ region, identityKeyCheck, isOnBizApp }: Known): AsItIs {
    return {
        // The Business app has no local storage, and a region can't be declared with it (graph-api.md §3 row 20).
        ...(region === "unknown" || region === "none" || isOnBizApp
            ? {}
            : { dataLocalizationRegion: region }),
        // Absent leaves the check as it is.
        ...(identityKeyCheck === true ? { enableIdentityKeyCheck: true } : {}),
    };
}

function desiredOf({ dataLocalizationRegion, enableIdentityKeyCheck }: AsItIs): Desired {
    return {
        pin: ANY_PIN,
        region: dataLocalizationRegion ?? "none",
        identityKeyCheck: enableIdentityKeyCheck,
    };
}
