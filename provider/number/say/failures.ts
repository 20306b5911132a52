/** What is known about a number when its operation fails, in a form that a person can act on. Pure. */
import type { GraphError } from "../../../graph/errors";
import { type Fix, nextStep } from "../../../graph/fix";
import { type NumberName, nameOf } from "../../say/name";
import { type Command, nextAfter } from "../../say/next";
import { when } from "../../say/time";
import { isApproved } from "../decide/displayName";
import { lockedUntil, parseLedger } from "../model/ledger";
import type { PhoneNumberState } from "../model/state";

/**
 * A failed request in full: which number, what was refused and why, how the number stands, what to do next.
 * @param standing what is known about the number after it, if anything
 */
export function explained(
    error: GraphError,
    number: NumberName,
    { standing = "", command }: { readonly standing?: string; readonly command: Command },
): string {
    const next = nextFor(error, command).replaceAll("{phone-number-id}", number.phoneNumberId);
    const known = [certificateCause(error, number.nameStatus), standing].filter((text) => text !== "");
    return `${nameOf(number)}: ${error.message}. ${known.map((text) => `${text}. `).join("")}Next: ${next}`;
}

/** Fixes that a Pulumi run applies by itself, or that concern its settings. */
const PULUMI_FIXES: Readonly<Record<number, Fix>> = {
    12: { besides: "the parameter is left out then; WHATSAPP_REGION_IN_REGISTER=never always leaves it out" },
    133000: { besides: "that deregisters the number once more, then registers it" },
    133010: { todo: "run pulumi refresh" },
    131045: { besides: "that registers the number if it is off" },
};

/** What the user of a Pulumi program does next. */
export function nextFor(error: GraphError, command: Command): string {
    const fix = PULUMI_FIXES[error.code ?? -1];
    return fix === undefined ? nextAfter(error, command) : nextStep(fix, command);
}

/** 100/2388001 has two causes, and the name's status tells which where Graph's words don't (graph-api.md §3 row 8). */
function certificateCause({ code, subcode }: GraphError, nameStatus: string | undefined): string {
    if (code !== 100 || subcode !== 2388001 || nameStatus === undefined) return "";
    const is = `Its display name is ${nameStatus}`;
    return isApproved(nameStatus)
        ? `${is}, so two-step verification is the likely cause`
        : `${is}, which is the likely cause`;
}

/** How a number stands after a failure, as far as is known. */
export function standingOf(state: PhoneNumberState, now: number): string {
    const locks = (["register", "deregister"] as const).flatMap((request) => {
        const until = lockedUntil(state, request, now);
        return until === undefined ? [] : [`${request} requests are locked out until ${when(until, now)}`];
    });
    const last = parseLedger(state.requests).at(-1);
    const known =
        last?.outcome === "?"
            ? `It is not known whether the ${last.request} was done: the next run reads the number first`
            : `It is ${state.registered ? "registered" : "NOT registered"}`;
    return [known, ...locks].join("; ");
}
