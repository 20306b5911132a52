/** What is known about a number when its operation fails, in a form that a person can act on. Pure. */
import type { GraphError } from "../../../graph/errors";
import type { Command } from "../../say/command";
import type { FixTexts } from "../../say/fixes";
import { type NumberName, nameOf } from "../../say/name";
import { nextAfter } from "../../say/next";
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
    const next = nextFor(error, number.phoneNumberId, command);
    const known = [certificateCause(error, number.nameStatus), standing].filter((text) => text !== "");
    return `${nameOf(number)}: ${error.message}. ${known.map((text) => `${text}. `).join("")}Next: ${next}`;
}

/** Fixes that a run which plans the number applies by itself, or that concern its settings. */
export const NUMBER_FIXES: Partial<FixTexts> = {
    leaveParameterOut: () => ({
        besides: "the parameter is left out then; WHATSAPP_REGION_IN_REGISTER=never always leaves it out",
    }),
    deregisterAgain: () => ({ besides: "that deregisters the number once more, then registers it" }),
    register: () => ({ todo: "run pulumi refresh" }),
    registerAgain: () => ({ besides: "that registers the number if it is off" }),
};

/** What the user of a Pulumi program does next about a number. */
export function nextFor(error: GraphError, id: string, command: Command): string {
    return nextAfter(error, { command, id, fixes: NUMBER_FIXES });
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
