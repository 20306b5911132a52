/**
 * The numbers that the program of this run declares. A resource that is renamed, moved, swapped, replaced or
 * tainted is created again and then deleted: its number is still declared, and must not be switched off
 * (pulumi.md §2.12). run/runRegistry.ts shares this among a run's processes.
 */
export class DeclaredNumbers {
    private readonly displayById = new Map<string, string | undefined>();

    /** A resource of this run declares this number. */
    declare(phoneNumberId: string, displayPhoneNumber?: string): void {
        const display = digits(displayPhoneNumber) ?? this.displayById.get(phoneNumberId);
        this.displayById.set(phoneNumberId, display);
    }

    /** The ID under which this number, or the same phone number, is declared; undefined: under none. */
    find(phoneNumberId: string, displayPhoneNumber?: string): string | undefined {
        if (this.displayById.has(phoneNumberId)) return phoneNumberId;
        const display = digits(displayPhoneNumber);
        if (display === undefined) return undefined;
        return [...this.displayById].find(([, other]) => other === display)?.[0];
    }
}

function digits(display: string | undefined): string | undefined {
    const only = display?.replace(/\D/g, "");
    return only === "" ? undefined : only;
}
