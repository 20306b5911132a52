/**
 * The registers that Graph refused in this run. An engine may ask again at once (resource hooks, retries), and the
 * same request would be refused again, and counted (pulumi.md §3b). In memory only: it holds PINs.
 */
import type { RegionOrNone } from "../../graph/observed";
import type { RefusedRegister } from "../number/decide/remedy";

/** What one process remembers of its numbers. */
export class Refusals {
    private readonly byNumber = new Map<string, RefusedRegister[]>();

    refused(id: string, refusal: RefusedRegister): void {
        this.byNumber.set(id, [...this.of(id), refusal]);
    }

    /** A register was accepted: its PIN and its region are no longer refused; other regions may be. */
    accepted(id: string, region: RegionOrNone): void {
        const others = this.of(id).filter((refusal) => refusal.code !== 133005 && refusal.region !== region);
        this.byNumber.set(id, others);
    }

    /** The registers of a number that were refused, in order. */
    of(id: string): readonly RefusedRegister[] {
        return this.byNumber.get(id) ?? [];
    }

    /** The PIN that was refused last (133005), if one was. */
    refusedPin(id: string): string | undefined {
        return this.of(id).findLast(({ code }) => code === 133005)?.pin;
    }
}
