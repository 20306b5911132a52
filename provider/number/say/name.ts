/** A number's name in texts. Pure. */

/** What identifies a number. */
export interface NumberName {
    readonly phoneNumberId: string;
    readonly displayPhoneNumber?: string | undefined;
    readonly nameStatus?: string | undefined;
}

/** A number's name in messages: its ID, and the number itself when it is known. */
export function nameOf({ phoneNumberId, displayPhoneNumber }: NumberName): string {
    const display = displayPhoneNumber === undefined ? "" : ` (${displayPhoneNumber})`;
    return `phone number ${phoneNumberId}${display}`;
}
