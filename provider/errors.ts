/** What is known of a number when its operation ends badly, in a form that a person can act on. */
import { isApproved } from "./displayName";
import type { GraphError } from "./graph/errors";
import type { PhoneNumberState } from "./number";

/** What a number is called by. */
export interface NumberName {
    readonly phoneNumberId: string;
    readonly displayPhoneNumber?: string | undefined;
    readonly nameStatus?: string | undefined;
}

/** A number's name in messages: its ID, and the number itself when it is known. */
export function nameOf(number: NumberName): string {
    const display = number.displayPhoneNumber === undefined ? "" : ` (${number.displayPhoneNumber})`;
    return `phone number ${number.phoneNumberId}${display}`;
}

/** We refused to act: nothing of the plan was sent. */
export class Refusal extends Error {
    override readonly name = "Refusal";
    /**
     * @param number which number, as {@link nameOf} writes it
     * @param why what was refused, and why
     * @param remedy the next thing to do
     */
    constructor(
        number: string,
        readonly why: string,
        readonly remedy: string,
    ) {
        super(`${number}: ${why}. Nothing was sent. Next: ${remedy}`);
    }
}

/** Something was done before the failure: the state says exactly where the number stands now. */
export class HalfWay extends Error {
    override readonly name = "HalfWay";
    constructor(
        message: string,
        readonly state: PhoneNumberState,
        override readonly cause: unknown,
    ) {
        super(message);
    }
}

/**
 * A failed request in full: which number, what was refused and why, how the number stands, what to do next.
 * @param standing what is known of the number after it, if there is something to say
 */
export function explained(error: GraphError, number: NumberName, standing = ""): string {
    const remedy = error.remedy.replaceAll("{phone-number-id}", number.phoneNumberId);
    const known = [certificateCause(error, number.nameStatus), standing].filter((text) => text !== "");
    return `${nameOf(number)}: ${error.message}. ${known.map((text) => `${text}. `).join("")}Next: ${remedy}`;
}

/** 100/2388001 has two causes, and the name's status tells which where Graph's words don't (graph-api.md §3 row 8). */
function certificateCause({ code, subcode }: GraphError, nameStatus: string | undefined): string {
    if (code !== 100 || subcode !== 2388001 || nameStatus === undefined) return "";
    return isApproved(nameStatus)
        ? `Its display name is ${nameStatus}, which leaves two-step verification as the cause`
        : `Its display name is ${nameStatus}, which is the likely cause`;
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
