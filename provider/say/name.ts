/** A number's name in texts. Pure. */

/** What identifies a number. */
export interface NumberName {
    /** What the ID is of. Default: a phone number. */
    readonly kind?: "phone number" | "WABA";
    readonly phoneNumberId: string;
    readonly displayPhoneNumber?: string | undefined;
    readonly nameStatus?: string | undefined;
}

/** A number's name in messages: its ID, and the number itself when it is known. */
export function nameOf({ kind = "phone number", phoneNumberId, displayPhoneNumber }: NumberName): string {
    const display = displayPhoneNumber === undefined ? "" : ` (${displayPhoneNumber})`;
    return `${kind} ${phoneNumberId}${display}`;
}
