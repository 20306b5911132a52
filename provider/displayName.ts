/**
 * Display names: a new one is asked for, reviewed by Meta, and once approved brought in by one more register
 * within 14 days (graph-api.md §2.2, §3 row 16). Pure.
 */
import { clean } from "./graph/wire";
import type { PhoneNumberInputs, PhoneNumberState } from "./number";

/** How long an approval waits for the register that brings the name in, in milliseconds. */
export const APPROVAL_LIFETIME_MS = 14 * 24 * 3600_000;

/** The part of a number's state that is about its name. */
export type NameState = Pick<
    PhoneNumberState,
    "verifiedName" | "displayName" | "newDisplayName" | "newNameStatus" | "newNameApprovedAt" | "appliedName"
>;

/** What is known of a number's name. */
export interface KnownName {
    /** The name that people see now. */
    readonly verified?: string | undefined;
    /** The name that is being reviewed, or was. */
    readonly proposed?: string | undefined;
    /** The name that was asked for last: not asked for again, whatever became of it. */
    readonly asked?: string | undefined;
    /** The approved name that the next register brings in. */
    readonly approved?: string | undefined;
}

/** Whether a status of a new name means that a register may bring it in. */
export function isApproved(status: string | undefined): boolean {
    return status === "APPROVED" || status === "AVAILABLE_WITHOUT_REVIEW";
}

/** Until when an approval can be used at the latest: it was given before it was first seen. */
export function approvalDeadline(state: NameState): number | undefined {
    if (!isApproved(state.newNameStatus) || state.newNameApprovedAt === undefined) return undefined;
    return Date.parse(state.newNameApprovedAt) + APPROVAL_LIFETIME_MS;
}

/** What the state says of a number's name. */
export function knownName(state: NameState, now: number): KnownName {
    const { verifiedName: verified, newDisplayName: proposed, displayName: asked } = state;
    const deadline = approvalDeadline(state);
    const usable =
        deadline !== undefined && now < deadline && proposed !== state.appliedName && proposed !== verified;
    return { verified, proposed, asked, approved: usable ? proposed : undefined };
}

/** The name to ask for, if any: what is declared, unless it is the name, under review, or asked for before. */
export function nameToAsk(known: KnownName, declared: string | undefined): string | undefined {
    if (declared === undefined || known.verified === undefined) return undefined;
    // Graph's names were cleaned where they were read; what is not seen makes no other name.
    const names = [known.verified, known.proposed, known.asked].map((name) => clean(name ?? ""));
    return names.includes(clean(declared)) ? undefined : declared;
}

/** The approved name that a live number is registered once more for, if any. */
export function nameToApply(
    known: KnownName,
    declared: string | undefined,
    applyApprovedName: boolean,
): string | undefined {
    if (known.approved === undefined) return undefined;
    const isDeclared = declared !== undefined && clean(declared) === known.approved;
    return isDeclared || applyApprovedName ? known.approved : undefined;
}

/** What a person should know of the name, though no step follows from it; undefined: nothing. */
export function nameWarning(
    state: NameState,
    inputs: Pick<PhoneNumberInputs, "displayName" | "applyApprovedName">,
    now: number,
): string | undefined {
    const { newDisplayName: name, newNameStatus: status } = state;
    if (name === undefined || name === state.verifiedName || name === state.appliedName) return undefined;
    if (status === "DECLINED") {
        return `the display name "${name}" was declined: declare another displayName, or ask for a review in WhatsApp Manager`;
    }
    const deadline = approvalDeadline(state);
    if (status === "EXPIRED" || (deadline !== undefined && now >= deadline)) {
        return `the approval of the display name "${name}" has expired (14 days): ask for it again in WhatsApp Manager`;
    }
    if (
        deadline === undefined ||
        nameToApply(knownName(state, now), inputs.displayName, inputs.applyApprovedName ?? false)
    ) {
        return undefined;
    }
    return (
        `the display name "${name}" is approved, but not declared: displayName: "${name}", or applyApprovedName: true, ` +
        `brings it in with one register request, until ${dayOf(deadline)} at the latest`
    );
}

/** A day in UTC. */
export function dayOf(moment: number): string {
    return `${new Date(moment).toISOString().slice(0, 10)} (UTC)`;
}
