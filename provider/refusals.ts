/**
 * The registers that Graph refused in this run. An engine may ask again at once (resource hooks, retries), and the
 * same request would be refused again, and counted (pulumi.md §3b). In memory only: it holds PINs.
 */
import type { GateRefusal } from "./gates";
import type { GraphError } from "./graph/errors";
import type { RegionOrNone } from "./number";
import { quietFor } from "./remedy";

/** One refused register. */
export interface RefusedRegister {
    readonly pin: string;
    readonly region: RegionOrNone;
    readonly error: GraphError;
    /** Whether the number had a PIN then: where two-step verification was switched off since, any PIN will do. */
    readonly isPinEnabled: boolean | undefined;
    /** Milliseconds since 1970. */
    readonly at: number;
}

/** What one process remembers of its numbers. */
export class Refusals {
    private readonly byNumber = new Map<string, RefusedRegister[]>();

    refused(id: string, refusal: RefusedRegister): void {
        this.byNumber.set(id, [...(this.byNumber.get(id) ?? []), refusal]);
    }

    /** A register was accepted: its PIN and its region are refused no more; other regions may be. */
    accepted(id: string, region: RegionOrNone): void {
        const others = this.byNumber
            .get(id)
            ?.filter((refusal) => refusal.error.code !== 133005 && refusal.region !== region);
        this.byNumber.set(id, others ?? []);
    }

    /** The PIN that was refused last (133005), if one was. */
    refusedPin(id: string): string | undefined {
        return this.byNumber.get(id)?.findLast(({ error }) => error.code === 133005)?.pin;
    }

    /** Why this register is not sent again in this run; undefined: it may be. */
    gate(
        id: string,
        { pin, region, isPinEnabled }: Pick<RefusedRegister, "pin" | "region" | "isPinEnabled">,
        now: number,
    ): GateRefusal | undefined {
        const same = this.byNumber.get(id)?.findLast((refusal) => {
            const sameRequest = refusal.pin === pin && refusal.region === region;
            const changed = refusal.error.code === 133005 && refusal.isPinEnabled !== isPinEnabled;
            return sameRequest && !changed && now < refusal.at + quietFor(refusal.error);
        });
        if (same === undefined) return undefined;
        return {
            why: `this same register was refused in this run, and is not sent again: ${same.error.message}`,
            remedy: same.error.remedy.replaceAll("{phone-number-id}", id),
        };
    }
}
