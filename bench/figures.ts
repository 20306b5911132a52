/** From what was logged and timed to the figures that are compared. Pure. */
import type { LoggedRequest } from "../emulator";
import type { ContestantName, Operation } from "./contestants/contestant";
import type { Counts } from "./fleet";

/** What one operation asked of Graph. */
interface Traffic {
    reads: number;
    writes: number;
    /** Requests by kind. */
    kinds: Counts;
    /** The most that were under way at once. */
    atOnce: number;
    /**
     * Requests that had to wait for one another, summed over the numbers: what is sent at once for one number is one
     * round trip.
     */
    roundTrips: number;
    /** The most reads of one number before its first write, and after it. */
    readsBefore: number;
    readsAfter: number;
}

/** One run of one operation. */
export interface Sample extends Traffic {
    contestant: ContestantName;
    operation: Operation;
    /** How many numbers. */
    size: number;
    seconds: number;
    /** Processor time, user and system, of all processes of the command; undefined if it can't be measured. */
    cpuSeconds: number | undefined;
    /** The whole state after it. */
    stateBytes: number;
    /** Of the provider's process; undefined if it can't be measured. */
    peakMemoryKb: number | undefined;
}

/** The median of some runs of one operation. */
export interface Figure extends Sample {
    runs: number;
}

/** What the log of an operation says. */
export function trafficOf(requests: readonly LoggedRequest[], latencyMs: number): Traffic {
    const isWrite = ({ method }: LoggedRequest) => method !== "GET";
    const writes = requests.filter(isWrite).length;
    const byObject = groupsOf(requests, ({ phoneNumberId, wabaId }) => phoneNumberId ?? wabaId);
    const aroundWrite = byObject
        .filter((each) => each.some(isWrite))
        .map((each) => {
            const before = each.findIndex(isWrite);
            return { before, after: each.slice(before).filter((request) => !isWrite(request)).length };
        });
    return {
        reads: requests.length - writes,
        writes,
        kinds: Object.fromEntries(
            groupsOf(requests, ({ kind }) => kind).map((each) => [each[0]?.kind, each.length]),
        ),
        atOnce: most(requests.map(({ atOnce }) => atOnce)),
        roundTrips: sum(byObject.map((each) => roundTripsOf(each, latencyMs))),
        readsBefore: most(aroundWrite.map(({ before }) => before)),
        readsAfter: most(aroundWrite.map(({ after }) => after)),
    };
}

/** A request that waits for another's answer is logged at least one latency after it. */
function roundTripsOf(requests: readonly LoggedRequest[], latencyMs: number): number {
    if (latencyMs === 0) return requests.length;
    let trips = 0;
    let end = Number.NEGATIVE_INFINITY;
    for (const at of requests.map((request) => request.at).toSorted((a, b) => a - b)) {
        if (at < end) continue;
        trips += 1;
        end = at + latencyMs;
    }
    return trips;
}

/** One figure for each operation of each contestant at each size, in the order in which they first came. */
export function figuresOf(samples: readonly Sample[]): Figure[] {
    const key = ({ contestant, operation, size }: Sample) => `${size} ${operation} ${contestant}`;
    return groupsOf(samples, key).map((runs) => {
        const of = (value: (sample: Sample) => number) => median(runs.map(value));
        const cpu = runs.flatMap(({ cpuSeconds }) => cpuSeconds ?? []);
        const memory = runs.flatMap(({ peakMemoryKb }) => peakMemoryKb ?? []);
        return {
            ...(runs[0] as Sample),
            seconds: of(({ seconds }) => seconds),
            cpuSeconds: cpu.length === 0 ? undefined : median(cpu),
            reads: of(({ reads }) => reads),
            writes: of(({ writes }) => writes),
            atOnce: most(runs.map(({ atOnce }) => atOnce)),
            roundTrips: of(({ roundTrips }) => roundTrips),
            readsBefore: most(runs.map(({ readsBefore }) => readsBefore)),
            readsAfter: most(runs.map(({ readsAfter }) => readsAfter)),
            stateBytes: of(({ stateBytes }) => stateBytes),
            peakMemoryKb: memory.length === 0 ? undefined : most(memory),
            runs: runs.length,
        };
    });
}

/** Finds figures. */
export class Figures {
    constructor(readonly all: readonly Figure[]) {}

    get sizes(): number[] {
        return [...new Set(this.all.map(({ size }) => size))];
    }

    get contestants(): ContestantName[] {
        return [...new Set(this.all.map(({ contestant }) => contestant))];
    }

    get(contestant: ContestantName, operation: Operation, size: number): Figure | undefined {
        return this.all.find(
            (each) => each.contestant === contestant && each.operation === operation && each.size === size,
        );
    }

    /** How many times longer an operation takes at one size than at another. */
    growth(contestant: ContestantName, operation: Operation, from: number, to: number): number | undefined {
        const [small, large] = [from, to].map((size) => this.get(contestant, operation, size));
        return small && large && large.seconds / small.seconds;
    }

    /** State for each number, once all are up. */
    stateBytesPerNumber(contestant: ContestantName, size: number): number | undefined {
        const up = this.get(contestant, "up", size);
        return up && up.stateBytes / size;
    }

    /** The most memory that the provider took in any operation, in MB. */
    peakMemoryMb(contestant: ContestantName, size: number): number | undefined {
        const seen = this.all
            .filter((each) => each.contestant === contestant && each.size === size)
            .flatMap(({ peakMemoryKb }) => peakMemoryKb ?? []);
        return seen.length === 0 ? undefined : most(seen) / 1024;
    }
}

export function median(values: readonly number[]): number {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = sorted.length >> 1;
    const [low, high] = [sorted[middle - 1], sorted[middle]];
    return sorted.length % 2 === 1 ? (high ?? 0) : ((low ?? 0) + (high ?? 0)) / 2;
}

/** The values with the same key, in the order in which keys and values first came. */
function groupsOf<T>(values: readonly T[], keyOf: (value: T) => unknown): T[][] {
    const groups = new Map<unknown, T[]>();
    for (const value of values) {
        const group = groups.get(keyOf(value));
        if (group === undefined) groups.set(keyOf(value), [value]);
        else group.push(value);
    }
    return [...groups.values()];
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}

function most(values: readonly number[]): number {
    return values.reduce((a, b) => Math.max(a, b), 0);
}
