/** Graph's hourly limits of reads: Business Use Case limits. */
import { HOUR } from "../clock";
import { GraphRefusal } from "../errors";
import type { EmulatorWorld } from "../world";

const BASIC = 200;
const WITH_REGISTERED_NUMBER = 5000;

/** Counts each WABA's GETs of the last hour (graph-api.md §2). */
export class ReadUsage {
    private readonly reads = new Map<string, number[]>();
    private of: string | undefined;

    /** Counts a read of a number or WABA. Over the limit it is 80007, if the switch is on. */
    count(world: EmulatorWorld, id: string, now: number): void {
        const waba = world.numbers.get(id)?.wabaId ?? id;
        if (!world.switches.readLimits || !world.wabas.has(waba)) return;
        // A reset begins another world.
        if (this.of !== world.id) this.reads.clear();
        this.of = world.id;
        const recent = (this.reads.get(waba) ?? []).filter((at) => at > now - HOUR);
        this.reads.set(waba, [...recent, now]);
        if (recent.length >= limit(world, waba)) {
            throw new GraphRefusal(
                80007,
                world.switches.retryAfterHeader ? { headers: { "retry-after": "3600" } } : {},
            );
        }
    }

    /** How much of the limit is used, in per cent. */
    percent(world: EmulatorWorld, waba: string, now: number): number {
        const recent = (this.reads.get(waba) ?? []).filter((at) => at > now - HOUR);
        return Math.min(100, Math.floor((100 * recent.length) / limit(world, waba)));
    }
}

function limit({ numbers, switches }: EmulatorWorld, waba: string): number {
    if (!switches.readLimits) return WITH_REGISTERED_NUMBER;
    const any = [...numbers.values()].some(({ wabaId, registered }) => wabaId === waba && registered);
    return any ? WITH_REGISTERED_NUMBER : BASIC;
}
