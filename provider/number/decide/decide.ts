/**
 * The one decision: what is known about a number, what is declared for it and the facts result in the steps, whether
 * they may run, and what a person should know. create, update, delete, previews, the report, doctor and adopt read it and add
 * nothing. Pure, and data: say/ has the words.
 */
import { type CountedRequest, type Remembered, requestsLeft } from "../model/ledger";
import { nameNotice } from "./displayName";
import { budgetGate, type Facts, gates, removalGate } from "./gates";
import type { Desired, Known } from "./known";
import { cost, goesOffline, keepsPin, plan, planRemoval, type Step, sendsPin } from "./plan";
import type { LeftAlone, Notice, Reason } from "./reasons";

/** The counted requests that are left, as far as the ledger knows. */
export type Left = Readonly<Record<CountedRequest, number>>;

/** What happens to a number, or would. */
export interface Decision {
    /** In order. If the plan is refused, the steps that are not sent. */
    readonly steps: readonly Step[];
    /** Why nothing is sent. */
    readonly refused?: Reason;
    /** Why a number that is given up is left as it is. */
    readonly leftAlone?: LeftAlone;
    /** Whether the number goes off: until it is registered again, or for good. */
    readonly offline: "no" | "briefly" | "forGood";
    /** It is live, and keeps the PIN that it has, which nothing here knows. */
    readonly keepsPin?: true;
    /** The counted requests that are left after it. */
    readonly left: Left;
    readonly notices: readonly Notice[];
}

/**
 * What brings a number to its declared state.
 * @param known undefined: Graph does not show whether it is registered
 */
export function decide(known: Known | undefined, desired: Desired, facts: Facts): Decision {
    if (known === undefined) return unclear(facts);
    const { steps, postponed } = planWithin(known, desired, facts);
    const refused = gates({ steps, known, desired }, facts);
    return {
        steps,
        ...(refused === undefined ? {} : { refused }),
        offline: goesOffline(steps) ? "briefly" : "no",
        ...(keepsPin(known, desired) && !steps.some(sendsPin) ? { keepsPin: true } : {}),
        left: leftAfter(steps, facts.remembered, facts.now),
        notices: notices(known, desired, facts, postponed),
    };
}

/**
 * What gives a number up: deregisters it, unless there is nothing to do or nothing is allowed.
 * @param known undefined: Graph does not show whether it is registered
 */
export function decideRemoval(known: Known | undefined, facts: Facts): Decision {
    const { remembered, now, observed } = facts;
    const leave = (leftAlone: LeftAlone): Decision => ({
        steps: [],
        leftAlone,
        offline: "no",
        left: leftAfter([], remembered, now),
        notices: [],
    });
    if (observed?.status === "DELETED") return leave("deleted");
    if (known === undefined) return unclear(facts);
    if (known.isOnBizApp) return leave("onBizApp");
    const steps = planRemoval(known);
    if (steps.length === 0) return leave("notRegistered");
    const refused = removalGate(facts);
    return {
        steps,
        ...(refused === undefined ? {} : { refused }),
        offline: "forGood",
        left: leftAfter(steps, remembered, now),
        notices: [],
    };
}

function unclear({ observed, remembered, now }: Facts): Decision {
    return {
        steps: [],
        refused: { kind: "registrationUnclear", status: observed?.status },
        offline: "no",
        left: leftAfter([], remembered, now),
        notices: [],
    };
}

/**
 * The plan, without the register that only applies a name if it may not be sent now: a name never blocks other
 * changes. `postponed` says why.
 */
function planWithin(
    known: Known,
    desired: Desired,
    facts: Facts,
): { readonly steps: Step[]; readonly postponed?: Reason } {
    const steps = plan(known, desired);
    if (!steps.some((step) => step.request === "register" && step.again)) return { steps };
    const postponed = budgetGate(steps, desired, facts);
    if (postponed === undefined) return { steps };
    return { steps: plan({ ...known, name: { ...known.name, approved: undefined } }, desired), postponed };
}

function leftAfter(steps: readonly Step[], remembered: Remembered, now: number): Left {
    const spent = cost(steps);
    const after = (request: CountedRequest) =>
        Math.max(0, requestsLeft(remembered, request, now) - spent[request]);
    return { register: after("register"), deregister: after("deregister") };
}

function notices(
    known: Known,
    desired: Desired,
    { settingsError: cause, recorded }: Facts,
    postponed: Reason | undefined,
): Notice[] {
    const { displayName, applyApprovedName = false } = desired;
    const name =
        postponed === undefined
            ? nameNotice(known.name ?? {}, displayName, applyApprovedName)
            : ({ kind: "namePostponed", reason: postponed } as const);
    // One that is declared is refused for it.
    const isUnread = known.registered && known.region === "unknown" && desired.region === "none";
    const noRegion = known.isOnBizApp && known.region !== "unknown" && known.region !== desired.region;
    const isNews = known.isOnBizApp && recorded?.isOnBizApp !== true;
    return [
        ...(isNews ? [{ kind: "comesOnBizApp" } as const] : []),
        ...(name === undefined ? [] : [name]),
        ...(isUnread && !known.isOnBizApp && cause !== undefined
            ? [{ kind: "regionUnread", cause } as const]
            : []),
        ...(noRegion ? [{ kind: "regionHasNoEffect", region: desired.region } as const] : []),
    ];
}
