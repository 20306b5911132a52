/**
 * Display names: a new one is asked for, reviewed by Meta, and once approved applied by one more register within 14
 * days (graph-api.md §2.2, §3 row 16). Pure.
 */
import { clean } from "../../../graph/wire";
import type { PhoneNumberState } from "../model/state";
import type { Notice } from "./reasons";

/** How many days an approval waits for the register that applies the name. */
export const APPROVAL_DAYS = 14;
const APPROVAL_LIFETIME_MS = APPROVAL_DAYS * 24 * 3600_000;

/** The part of a number's state that is about its name. */
export type NameState = Pick<
    PhoneNumberState,
    "verifiedName" | "displayName" | "newDisplayName" | "newNameStatus" | "newNameApprovedAt" | "appliedName"
>;

/** The outcome of a new name's review. */
type Review =
    | { readonly kind: "declined" | "expired"; readonly name: string }
    /** Until when it can be used at the latest, in milliseconds since 1970. */
    | { readonly kind: "approved"; readonly name: string; readonly until: number };

/** What is known about a number's name. */
export interface KnownName {
    /** The name that people see now. */
    readonly verified?: string | undefined;
    /** The name that is being reviewed, or was. */
    readonly proposed?: string | undefined;
    /** The name requested last: not requested again, whatever the outcome. */
    readonly asked?: string | undefined;
    /** The approved name that the next register applies. */
    readonly approved?: string | undefined;
    /** Absent: there is no new name, or its review goes on. */
    readonly review?: Review | undefined;
}

/** Whether a status of a name means that it may be used. */
export function isApproved(status: string | undefined): boolean {
    return status === "APPROVED" || status === "AVAILABLE_WITHOUT_REVIEW";
}

/** What the state says about a number's name. */
export function knownName(state: NameState, now: number): KnownName {
    const { verifiedName: verified, newDisplayName: proposed, displayName: asked } = state;
    const review = reviewOf(state, now);
    const usable = review?.kind === "approved" ? review.name : undefined;
    return { verified, proposed, asked, approved: usable, review };
}

function reviewOf(state: NameState, now: number): Review | undefined {
    const { newDisplayName: name, newNameStatus: status, newNameApprovedAt: seenAt } = state;
    if (name === undefined || name === state.verifiedName || name === state.appliedName) return undefined;
    if (status === "DECLINED") return { kind: "declined", name };
    if (status === "EXPIRED") return { kind: "expired", name };
    if (!isApproved(status) || seenAt === undefined) return undefined;
    // The approval was given before it was first seen.
    const until = Date.parse(seenAt) + APPROVAL_LIFETIME_MS;
    return now < until ? { kind: "approved", name, until } : { kind: "expired", name };
}

/** The name to request, if any: the declared one, unless it is the current one, under review, or requested before. */
export function nameToAsk(known: KnownName, declared: string | undefined): string | undefined {
    if (declared === undefined || known.verified === undefined) return undefined;
    // Graph's names were cleaned when they were read; invisible characters make no different name.
    const names = [known.verified, known.proposed, known.asked].map((name) => clean(name ?? ""));
    return names.includes(clean(declared)) ? undefined : declared;
}

/** The approved name that a live number is registered once more for, if any. */
export function nameToApply(
    { approved }: KnownName,
    declared: string | undefined,
    applyApprovedName: boolean,
): string | undefined {
    if (approved === undefined) return undefined;
    const isDeclared = declared !== undefined && clean(declared) === approved;
    return isDeclared || applyApprovedName ? approved : undefined;
}

/** What a person should know about the name, although it causes no step; undefined: nothing. */
export function nameNotice(
    known: KnownName,
    declared: string | undefined,
    applyApprovedName: boolean,
): Notice | undefined {
    const { review } = known;
    if (review === undefined) return undefined;
    const { name } = review;
    if (review.kind !== "approved") {
        return { kind: review.kind === "declined" ? "nameDeclined" : "approvalExpired", name };
    }
    const { until } = review;
    return nameToApply(known, declared, applyApprovedName) === undefined
        ? { kind: "approvedNotDeclared", name, until }
        : { kind: "approvalEnds", until };
}
