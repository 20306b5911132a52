/**
 * Whether a plan may run: previews, budget, locks and the number's own condition, decided before its first step.
 * Pure; a refusal is data, and say/reasons.ts has its words (docs/how-it-works.md, "The gates of an outage").
 */
import type { ObservedNumber } from "../../../graph/observed";
import {
    type CountedRequest,
    freeAt,
    lockedUntil,
    parseLedger,
    type Remembered,
    requestsLeft,
    WINDOW_MS,
} from "../model/ledger";
import type { PhoneNumberState } from "../model/state";
import type { Desired, Known } from "./known";
import { cost, goesOffline, plan, type Step } from "./plan";
import { LOST_STATUSES, type Reason } from "./reasons";
import { namesRegion, type RegionParameter } from "./regionParameter";
import type { RefusedRegister } from "./remedy";

/** What a decision depends on, besides the number and what is declared for it. */
export interface Facts {
    /** What is recorded: the ledger, the locks, the PIN and the register that were refused, and the protection. */
    readonly remembered: Remembered &
        Pick<PhoneNumberState, "refusedPin" | "refusedRegister" | "deletionProtection">;
    /** The recorded number, which previews plan from; undefined: it is new to the program. */
    readonly recorded: Known | undefined;
    /** The number as Graph shows it; undefined when only the state is asked (a preview). */
    readonly observed?: ObservedNumber | undefined;
    /** Why `/settings` could not be read, if so. */
    readonly settingsError?: string | undefined;
    /** Milliseconds since 1970. */
    readonly now: number;
    /** WHATSAPP_IGNORE_LOCKS=1: send requests that are locked out too. */
    readonly ignoreLocks: boolean;
    /** What is known about this Graph. Default: nothing. */
    readonly regionParameter?: RegionParameter | undefined;
    /** When `pulumi-whatsapp verify` last succeeded for this number on this machine, in milliseconds since 1970. */
    readonly verifiedAt?: number | undefined;
    /** The registers of this number that Graph refused in this run. Default: none. */
    readonly refusedInThisRun?: readonly RefusedRegister[] | undefined;
    /** The part of the operation's time that is left, 0 to 1. Default: all of it, as in a preview. */
    readonly timeLeft?: number | undefined;
}

/** A plan, and what it was made from. */
interface Planned {
    readonly steps: readonly Step[];
    readonly known: Known;
    readonly desired: Desired;
}

/** The first reason why a plan may not run, or undefined. */
export function gates(planned: Planned, facts: Facts): Reason | undefined {
    return (
        onBizAppGate(planned, facts) ??
        previewGate(planned, facts) ??
        unknownRegionGate(planned, facts) ??
        budgetGate(planned.steps, planned.desired, facts) ??
        refusedInThisRunGate(planned.steps, facts) ??
        timeGate(planned.steps, facts)
    );
}

/** The gates for the requests of a plan: condition, locks and budget. */
export function budgetGate(steps: readonly Step[], desired: Desired, facts: Facts): Reason | undefined {
    const { register, deregister } = cost(steps);
    const asks = steps.some((step) => step.request === "setDisplayName");
    return (
        (register > 0 ? registerGate(steps, desired, facts) : undefined) ??
        (deregister > 0 ? quotaGate("deregister", 1, facts) : undefined) ??
        (asks ? nameChangeGate(facts) : undefined)
    );
}

/** Whether a live number may be given up: WHATSAPP_IGNORE_LOCKS lifts no protection. */
export function removalGate(facts: Facts): Reason | undefined {
    if (facts.remembered.deletionProtection === true) return { kind: "deletionProtected" };
    return quotaGate("deregister", 1, facts);
}

/** Whether `needed` requests of a kind may be sent: not locked out, and left in the window. */
function quotaGate(
    request: CountedRequest,
    needed: number,
    { remembered, now, ignoreLocks }: Pick<Facts, "remembered" | "now" | "ignoreLocks">,
): Reason | undefined {
    const until = lockedUntil(remembered, request, now);
    if (until !== undefined && !ignoreLocks) return { kind: "lockedOut", request, until };
    const left = requestsLeft(remembered, request, now);
    if (left >= needed) return undefined;
    const free = freeAt(remembered, request, needed, now);
    return { kind: "requestsSpent", request, left, needed, freeAt: free };
}

/** Ten changes of the display name in 30 days (graph-api.md §2.2). */
function nameChangeGate({ remembered, now }: Facts): Reason | undefined {
    if (requestsLeft(remembered, "nameChange", now) > 0) return undefined;
    return { kind: "nameChangesSpent", freeAt: freeAt(remembered, "nameChange", 1, now) };
}

/** Coexistence at create: the Business app has no local storage, and register is refused (graph-api.md §3 rows 12, 20). */
function onBizAppGate({ known, desired }: Planned, { recorded, observed }: Facts): Reason | undefined {
    if (!known.isOnBizApp || recorded !== undefined) return undefined;
    if (desired.region !== "none") return { kind: "noRegionOnBizApp", region: desired.region };
    if (known.registered) return undefined;
    return { kind: "onBizAppOnly", platformType: observed?.platformType };
}

/** An outage runs only if the plan from the recorded state had one too: then a preview could show it. */
function previewGate({ steps, known, desired }: Planned, { recorded }: Facts): Reason | undefined {
    if (!goesOffline(steps)) return undefined;
    if (recorded === undefined) return { kind: "outageAtCreate", has: known.region, wanted: desired.region };
    if (goesOffline(plan(recorded, desired))) return undefined;
    return {
        kind: "outageNotPreviewed",
        has: known.region,
        recorded: recorded.registered ? recorded.region : "notRegistered",
    };
}

/** A live number whose region can't be read is not given one: state would claim what nobody has seen. */
function unknownRegionGate(
    { known, desired }: Planned,
    { recorded, observed, settingsError: cause }: Facts,
): Reason | undefined {
    const isRecorded = recorded !== undefined && (recorded.region !== "unknown" || observed === undefined);
    if (isRecorded || !known.registered || known.isOnBizApp) return undefined;
    if (known.region !== "unknown" || desired.region === "none") return undefined;
    return { kind: "regionUnknown", wanted: desired.region, cause };
}

function registerGate(steps: readonly Step[], desired: Desired, facts: Facts): Reason | undefined {
    return (
        conditionGate(steps, desired, facts) ??
        quotaGate("register", registersNeeded(steps, facts), facts) ??
        refusedPinGate(steps, facts) ??
        refusedRegisterGate(steps, facts)
    );
}

/**
 * One to come back and one in reserve, since the ledger is a lower bound. One more where it is not known whether this
 * Graph takes the region in register: finding out may cost one (docs/how-it-works.md, "The region in register").
 */
function registersNeeded(steps: readonly Step[], { regionParameter = "unknown" }: Facts): number {
    if (!goesOffline(steps)) return 1;
    const names = steps.some(
        (step) => step.request === "register" && namesRegion(step.region, regionParameter),
    );
    return names && regionParameter === "unknown" ? 3 : 2;
}

function conditionGate(
    steps: readonly Step[],
    { allowUnverifiedOutage }: Desired,
    { observed }: Facts,
): Reason | undefined {
    const act = goesOffline(steps) ? "outage" : "register";
    const { status, codeVerificationStatus: ownership } = observed ?? {};
    const lost = LOST_STATUSES.find((each) => each === status);
    if (lost !== undefined) return { kind: "lost", act, status: lost };
    if (ownership === undefined || ownership === "VERIFIED") return undefined;
    // A live number that is registered once more stays live, whatever Graph answers.
    const staysLive = steps.some((step) => step.request === "register" && step.again);
    if (staysLive || allowUnverifiedOutage === true) return undefined;
    return { kind: "unverified", act, ownership };
}

/** A wrong PIN can't be undone by trying again: the one that was refused is not sent twice (133005). */
function refusedPinGate(
    steps: readonly Step[],
    { remembered: { refusedPin }, observed, ignoreLocks }: Facts,
): Reason | undefined {
    const first = steps.find((step) => step.request === "register" || step.request === "setPin");
    // If the PIN is set before it registers, the live number tests or corrects it.
    if (first?.request !== "register" || ignoreLocks) return undefined;
    if (refusedPin === undefined || first.pin !== refusedPin) return undefined;
    // Two-step verification was switched off in WhatsApp Manager: any PIN works again.
    return observed?.isPinEnabled === false ? undefined : { kind: "pinRefused" };
}

/**
 * A register was refused for something that a person has to fix, and only a further register can tell whether that was
 * done: it is not sent again while Graph shows the same ownership as then (graph-api.md §3 row 9).
 */
function refusedRegisterGate(
    steps: readonly Step[],
    { remembered, observed, now, ignoreLocks, verifiedAt = 0 }: Facts,
): Reason | undefined {
    const last = parseLedger(remembered.requests).findLast(({ request }) => request === "register");
    const [, code, ownership] = /^(\d+) (\S+)$/.exec(remembered.refusedRegister ?? "") ?? [];
    if (code === undefined || ownership === undefined || last === undefined) return undefined;
    if (ignoreLocks || goesOffline(steps)) return undefined;
    const isLast = last.outcome === Number(code) && last.at * 1000 > now - WINDOW_MS;
    const shown = observed?.codeVerificationStatus;
    const changed = shown !== undefined && shown !== ownership;
    if (!isLast || changed || verifiedAt >= last.at * 1000) return undefined;
    return { kind: "registerRefused", code: Number(code), ownership };
}

/** An engine may call again at once after a failure (resource hooks): the same register is not sent again then. */
function refusedInThisRunGate(
    steps: readonly Step[],
    { refusedInThisRun = [], observed, now, ignoreLocks }: Facts,
): Reason | undefined {
    const register = steps.find((step) => step.request === "register");
    if (register === undefined || ignoreLocks) return undefined;
    const same = refusedInThisRun.findLast((refused) => {
        const sameRequest = refused.pin === register.pin && refused.region === register.region;
        const changed = refused.code === 133005 && refused.isPinEnabled !== observed?.isPinEnabled;
        return sameRequest && !changed && now < refused.at + refused.quietMs;
    });
    return same && { kind: "refusedInThisRun", message: same.message, fix: same.fix };
}

/** An outage that ends in the engine's time-out leaves the number off: it begins with half of the time or more. */
function timeGate(steps: readonly Step[], { timeLeft = 1 }: Facts): Reason | undefined {
    return goesOffline(steps) && timeLeft < 0.5 ? { kind: "tooSlow" } : undefined;
}
