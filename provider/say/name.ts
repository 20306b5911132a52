/** A number's name in texts. Pure. */
import { clean } from "../../graph/wire";

/** What identifies a number. */
export interface NumberName {
    /** What the ID is of. Default: a phone number. */
    readonly kind?: "phone number" | "WABA";
    readonly phoneNumberId: string;
    readonly displayPhoneNumber?: string | undefined;
    readonly nameStatus?: string | undefined;
}

/**
 * A number's name in messages: its ID, and the number itself when it is known. A line goes on after it with `: `, which
 * is never part of a name: so a line can be read again (provider/number/say/lines.ts), whatever Graph shows as a number.
 */
export function nameOf({ kind = "phone number", phoneNumberId, displayPhoneNumber }: NumberName): string {
    const display =
        displayPhoneNumber === undefined ? "" : ` (${clean(displayPhoneNumber).replace(/: +/g, ":")})`;
    return `${kind} ${phoneNumberId}${display}`;
}

/** What a number or a WABA is called whose ID is not there to tell: an engine shows none of a secret, or has none yet. */
export function nameWithoutId(
    isSecret = false,
    kind: NonNullable<NumberName["kind"]> = "phone number",
): string {
    return `a ${kind} whose ID is ${isSecret ? "hidden as a secret" : "not known until apply"}`;
}
