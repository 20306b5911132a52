/** A decision in words: what previews, reports and commands say about a plan. Pure. */
import { type Command, PULUMI_UP } from "../../say/command";
import type { Decision, Left } from "../decide/decide";
import { cost, goesOffline } from "../decide/plan";
import { describeLimit } from "./limits";
import { describeReason } from "./reasons";
import { describeSteps } from "./steps";

/** What follows a plan that would not run, before the reason. */
export const REFUSED = ". It would be REFUSED: ";

/** The steps, without what is left. */
export function describePlan({ steps }: Pick<Decision, "steps">): string {
    return (goesOffline(steps) ? "OUTAGE: " : "") + describeSteps(steps);
}

/** The steps, and whether they would be refused, or what they leave. */
export function describeDecision(decision: Decision, now: number): string {
    return describePlan(decision) + describeEnd(decision, now);
}

/** What follows the steps: that they would be refused, or how many counted requests they leave. */
export function describeEnd(
    { refused, steps, left }: Decision,
    now: number,
    command: Command = PULUMI_UP,
): string {
    if (refused !== undefined) return REFUSED + describeReason(refused, now, command);
    const { register, deregister } = cost(steps);
    return register + deregister === 0 ? "" : describeLeft(left);
}

/** The line after a create: which of the two it was, what was sent, and what is left. */
export function describeCreated(
    { steps, keepsPin }: Pick<Decision, "steps" | "keepsPin">,
    wasLive: boolean,
    left: Left,
): string {
    const done = steps.length === 0 ? "nothing had to be sent" : describeSteps(steps);
    const pin = keepsPin ? "; its PIN is left as it is" : "";
    return `${wasLive ? "adopted, it was live already" : "registered"}: ${done}${pin}${describeLeft(left)}`;
}

/** What follows "adopt" where the number keeps its PIN. */
export const KEEPING_PIN = ", leaving its PIN as it is";

/** What happens to a number whose resource is gone. */
export const FOR_GOOD = "DEREGISTERED for good";

/** The usual reason for it. */
export const NOT_DECLARED = "nothing declares it any more";

/** The line before a deregistration: what it does, why, what it leaves, and how to undo it. */
export function describeRemoval({ left }: Pick<Decision, "left">, why: string): string {
    return (
        `${FOR_GOOD}: ${why}, and nobody can reach it from now on${describeLeft(left)}. To have it back, declare it ` +
        "with the same PIN again, and run pulumi up"
    );
}

/** How many of the requests that Graph counts are left. */
function describeLeft({ register, deregister }: Left): string {
    return `; leaves ${register} register and ${deregister} deregister requests of ${describeLimit("register")}`;
}
