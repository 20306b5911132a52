/**
 * Which numbers a program can declare as they are, so that its first pulumi up registers, deregisters and stores
 * nothing. Pure; the decision is the provider's own.
 */

import { nextStep } from "../../graph/fix";
import type { Region } from "../../graph/observed";
import { decide } from "../../provider/number/decide/decide";
import {
    type Desired,
    type Known,
    knownFromObservation,
    type Observation,
} from "../../provider/number/decide/known";
import { blankState } from "../../provider/number/model/state";
import { tell } from "../../provider/number/say/reasons";
import { describeSteps } from "../../provider/number/say/steps";
import type { StackNumber } from "../stack";

/** A number of the WABA, as found. */
export interface Found {
    readonly phoneNumberId: string;
    /** Undefined: it could not be read. */
    readonly seen: Observation | undefined;
    /** Why it could not be read. */
    readonly readError?: string | undefined;
    readonly inStack: StackNumber | undefined;
}

/** What a program declares of a number besides its ID and PIN. */
interface AsItIs {
    readonly dataLocalizationRegion?: Region;
    readonly enableIdentityKeyCheck?: true;
}

/** Whether a number is declared, and if not, why. */
export type Judgement =
    | { readonly declared: true; readonly asItIs: AsItIs; readonly remark?: string }
    | { readonly declared: false; readonly asItIs: AsItIs; readonly reason: string; readonly next?: string };

/** A number that is not declared stands in the program as a comment. */
const UNCOMMENT = "uncomment it";

/** Stands for the PIN: adopting a number sets it in place. */
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
    const state = blankState(phoneNumberId);
    const known = knownFromObservation(seen, state, false, now);
    const asItIs = known === undefined ? {} : asItIsOf(known);
    if (known?.registered && known.region === "unknown" && !known.isOnBizApp) {
        const why = seen.settingsError?.message ?? "Graph does not say";
        return left(`it is live, and its region is not known: ${why}`, "run adopt again later", asItIs);
    }
    const { steps, refused } = decide(known, desiredOf(asItIs), {
        remembered: state,
        recorded: undefined,
        observed: seen.node,
        now,
        ignoreLocks: false,
    });
    const status = known === undefined ? "" : known.registered ? "live: " : "not registered: ";
    if (refused !== undefined) {
        const { why, fix } = tell(refused, now);
        return left(status + why, nextStep(fix, UNCOMMENT), asItIs);
    }
    const more = steps.filter(({ request }) => request !== "setPin");
    if (more.length > 0) {
        const what = `${status}pulumi up would ${describeSteps(more)}`;
        return left(what, `${UNCOMMENT} if that is what you want`, asItIs);
    }
    const remark = known?.isOnBizApp
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
