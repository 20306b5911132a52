/**
 * The numbers that the program of this run declares. A resource that is renamed, moved, swapped, replaced or
 * tainted is created anew and then deleted: its number is still declared, and must not be switched off
 * (pulumi.md §2.12). One provider process serves one run, so this lives in its memory.
 */
export class DeclaredNumbers {
    private readonly displayById = new Map<string, string | undefined>();

    /** A resource of this run declares this number. */
    declare(phoneNumberId: string, displayPhoneNumber?: string): void {
        const display = digits(displayPhoneNumber) ?? this.displayById.get(phoneNumberId);
        this.displayById.set(phoneNumberId, display);
    }

    /** Why a deleted resource's number is left alone, or undefined when nobody declares it any more. */
    stillDeclared(phoneNumberId: string, displayPhoneNumber?: string): string | undefined {
        if (this.displayById.has(phoneNumberId)) return "another resource of this program declares it";
        const display = digits(displayPhoneNumber);
        if (display === undefined) return undefined;
        for (const [id, other] of this.displayById) {
            if (other === display) return `the same phone number is declared under the ID ${id}`;
        }
        return undefined;
    }
}

function digits(display: string | undefined): string | undefined {
    const only = display?.replace(/\D/g, "");
    return only === "" ? undefined : only;
}
