/** What has to hold, and whether it did. Pure. */
import type { ContestantName, Operation } from "./contestants/contestant";
import type { Figure, Figures } from "./figures";
import { type Counts, fewestWrites, fleetOf, withSettings } from "./fleet";

/** What the figures were measured under. */
export interface Conditions {
    latencyMs: number;
    /** How many resource operations Pulumi's engine runs at once. */
    parallelism: number;
}

/** One target at one size. */
export interface TargetVerdict {
    target: string;
    size: number;
    passed: boolean;
    /** Whether it is a time, which noise can change. Counts and bytes can't be changed by it. */
    timed: boolean;
    measured: string;
    allowed: string;
}

type Target = (figures: Figures, size: number, conditions: Conditions) => TargetVerdict[];

/** The verdicts that the figures allow: a target whose contestants did not run, or failed, has none. */
export function judge(figures: Figures, conditions: Conditions): TargetVerdict[] {
    return figures.sizes.flatMap((size) => TARGETS.flatMap((target) => target(figures, size, conditions)));
}

const ABOVE_FLOOR = 1.1;
/** The floor's stack traces are whole, ours are kept short: the longer the path of this repository, the more that saves. */
const STATE_BYTES_BELOW_FLOOR = 100;
/** Of state for each number; no noise of the machine changes them. */
const STATE_BYTES: readonly (readonly [ContestantName, most: number])[] = [
    ["ours", 3050],
    ["native-node", 2600],
    ["native-yaml", 2600],
];
/** What a preview by the native face may take of the dynamic one's, by a program that starts no Node.js of its own. */
const NATIVE_PREVIEW = { size: 300, share: 0.3 };
/** A preview reads so many new numbers, each with two requests. */
const PREVIEWED = 50;
const READS_BEFORE = 2;
const READS_AFTER = 2;
/** An outage reads what else is configured, with five requests before it and five after. */
const READS_OF_SETTINGS: Partial<Record<Operation, number>> = { "region change": 10 };
const NUMBERS_PER_LIST = 100;
/** How many times faster an up is than a peer's, at which sizes. */
const FASTER_UP: readonly (readonly [peer: ContestantName, size: number, factor: number])[] = [
    ["usual", 300, 1.5],
    ["usual", 1000, 2],
    ["naive", 100, 1.3],
];
/** From here on a listing pays for itself against a peer that reads nothing else. */
const REFRESH_AHEAD_FROM = 100;

/**
 * The time that the requests need where the engine runs so many operations at once: what one number's requests wait
 * for one another, summed over the numbers, shared by the operations at once.
 */
export function neededSeconds({ roundTrips }: Figure, { latencyMs, parallelism }: Conditions): number {
    return (roundTrips * latencyMs) / 1000 / parallelism;
}

const nearTheFloor: Target = (figures, size, conditions) =>
    (["up", "preview", "unchanged preview", "destroy"] as const).flatMap((operation) => {
        const ours = figures.get("ours", operation, size);
        const floor = figures.get("floor", operation, size);
        if (!ours || !floor) return [];
        const needed = neededSeconds(ours, conditions);
        const allowed = ABOVE_FLOOR * floor.seconds + needed;
        return {
            target: `${operation}: at most ${ABOVE_FLOOR.toFixed(2)} × the floor, plus what the requests need`,
            size,
            passed: ours.seconds <= allowed,
            timed: true,
            measured: seconds(ours.seconds),
            allowed: `${ABOVE_FLOOR.toFixed(2)} × ${seconds(floor.seconds)} + ${seconds(needed)} = ${seconds(allowed)}`,
        };
    });

const smallState: Target = (figures, size) => {
    const [ours, floor] = (["ours", "floor"] as const).map((each) => figures.stateBytesPerNumber(each, size));
    if (ours === undefined || floor === undefined) return [];
    const allowed = Math.round(floor) - STATE_BYTES_BELOW_FLOOR;
    return [
        {
            target: `state: at least ${STATE_BYTES_BELOW_FLOOR} bytes per number below the floor, whose stack traces are whole`,
            size,
            passed: ours <= allowed,
            timed: false,
            measured: `${Math.round(ours)} bytes`,
            allowed: `${allowed} bytes`,
        },
    ];
};

const boundedState: Target = (figures, size) =>
    STATE_BYTES.flatMap(([contestant, most]) => {
        const bytes = figures.stateBytesPerNumber(contestant, size);
        if (bytes === undefined) return [];
        return {
            target: `state of ${contestant}: at most ${most} bytes per number`,
            size,
            passed: bytes <= most,
            timed: false,
            measured: `${Math.round(bytes)} bytes`,
            allowed: `${most} bytes`,
        };
    });

/** By CPU seconds where the kernel tells them: they say more than seconds do on a busy machine. */
const lightNativePreview: Target = (figures, size) => {
    const native = figures.get("native-yaml", "preview", size);
    const ours = figures.get("ours", "preview", size);
    if (!native || !ours || size !== NATIVE_PREVIEW.size) return [];
    const byCpu = native.cpuSeconds !== undefined && ours.cpuSeconds !== undefined;
    const of = (figure: Figure) => (byCpu && figure.cpuSeconds) || figure.seconds;
    const what = byCpu ? "CPU seconds" : "seconds";
    const share = of(native) / of(ours);
    return [
        {
            target: `preview: native-yaml takes at most ${NATIVE_PREVIEW.share} of ours' ${what}`,
            size,
            passed: share <= NATIVE_PREVIEW.share,
            timed: true,
            measured: `${seconds(of(native))}, ${share.toFixed(2)} of it`,
            allowed: `${NATIVE_PREVIEW.share} × ${seconds(of(ours))}`,
        },
    ];
};

const fastUp: Target = (figures, size) =>
    FASTER_UP.filter(([, at]) => at === size).flatMap(([peer, , factor]) =>
        faster(figures, "up", peer, size, factor),
    );

const fastestRefresh: Target = (figures, size) => {
    const lean = size >= REFRESH_AHEAD_FROM ? (["naive", "lean-restapi"] as const) : [];
    return (["usual", "restapi", ...lean] as const).flatMap((peer) =>
        faster(figures, "refresh", peer, size, 1),
    );
};

function faster(
    figures: Figures,
    operation: Operation,
    peer: ContestantName,
    size: number,
    factor: number,
): TargetVerdict[] {
    const ours = figures.get("ours", operation, size);
    const theirs = figures.get(peer, operation, size);
    if (!ours || !theirs) return [];
    const measured = theirs.seconds / ours.seconds;
    const than = factor === 1 ? "faster than" : `at least ${factor} × faster than`;
    return [
        {
            target: `${operation}: ${than} ${peer}`,
            size,
            passed: factor === 1 ? measured > 1 : measured >= factor,
            timed: true,
            measured: `${seconds(ours.seconds)}, ${measured.toFixed(1)} × faster`,
            allowed: `${peer} takes ${seconds(theirs.seconds)}`,
        },
    ];
}

const fewestRequests: Target = (figures, size) => {
    const fewest = fewestWrites(fleetOf(size, 0));
    return (["up", "region change", "destroy"] as const).flatMap((operation) => {
        const ours = figures.get("ours", operation, size);
        if (!ours) return [];
        const { readsBefore, readsAfter } = ours;
        const after = READS_AFTER + (READS_OF_SETTINGS[operation] ?? 0);
        return [
            {
                target: `${operation}: no write too many`,
                size,
                passed: counted(writesOf(ours)) === counted(fewest[operation]),
                timed: false,
                measured: counted(writesOf(ours)),
                allowed: counted(fewest[operation]),
            },
            {
                target: `${operation}: at most ${READS_BEFORE} reads before a number's writes and ${after} after`,
                size,
                passed: readsBefore <= READS_BEFORE && readsAfter <= after,
                timed: false,
                measured: `${readsBefore} and ${readsAfter}`,
                allowed: `${READS_BEFORE} and ${after}`,
            },
        ];
    });
};

const refreshByList: Target = (figures, size) => {
    const ours = figures.get("ours", "refresh", size);
    if (!ours) return [];
    const { readSettings = 0, ...others } = ours.kinds;
    const nodes = Object.values(others).reduce((total, count) => total + count, 0);
    const allowed = { nodes: Math.ceil(size / NUMBERS_PER_LIST), settings: withSettings(fleetOf(size, 0)) };
    return [
        {
            target: `refresh: one node read per ${NUMBERS_PER_LIST} numbers, and the settings that are declared`,
            size,
            passed: nodes <= allowed.nodes && readSettings <= allowed.settings,
            timed: false,
            measured: `${nodes} and ${readSettings}`,
            allowed: `${allowed.nodes} and ${allowed.settings}`,
        },
    ];
};

const boundedPreview: Target = (figures, size) => {
    const ours = figures.get("ours", "preview", size);
    if (!ours) return [];
    const allowed = READS_BEFORE * Math.min(size, PREVIEWED);
    return [
        {
            target: `preview: at most ${READS_BEFORE} reads of each of the first ${PREVIEWED} numbers, no write`,
            size,
            passed: ours.reads <= allowed && ours.writes === 0,
            timed: false,
            measured: `${ours.reads} and ${ours.writes}`,
            allowed: `${allowed} and 0`,
        },
    ];
};

const silentWhereNothingChanges: Target = (figures, size) =>
    (["unchanged up", "unchanged preview"] as const).flatMap((operation) => {
        const ours = figures.get("ours", operation, size);
        if (!ours) return [];
        const requests = ours.reads + ours.writes;
        return {
            target: `${operation}: no request`,
            size,
            passed: requests === 0,
            timed: false,
            measured: String(requests),
            allowed: "0",
        };
    });

const TARGETS: Target[] = [
    nearTheFloor,
    smallState,
    boundedState,
    lightNativePreview,
    fastUp,
    fastestRefresh,
    fewestRequests,
    refreshByList,
    boundedPreview,
    silentWhereNothingChanges,
];

/** Our other faces, and what does nothing. */
const NO_PEERS: readonly ContestantName[] = ["ours", "native-node", "native-yaml", "floor"];

/** Where a peer does better: an operation in less time. */
export function peersAhead(figures: Figures): { peer: ContestantName; ours: Figure; theirs: Figure }[] {
    return figures.all.flatMap((theirs) => {
        if (NO_PEERS.includes(theirs.contestant)) return [];
        const ours = figures.get("ours", theirs.operation, theirs.size);
        return ours && theirs.seconds < ours.seconds ? [{ peer: theirs.contestant, ours, theirs }] : [];
    });
}

const READS = [
    ...["read", "readMany", "readSettings", "readProfile", "readWaba", "list"],
    ...["readCommerce", "readFlowsKey", "readUsername"],
];

function writesOf({ kinds }: Figure): Counts {
    return Object.fromEntries(Object.entries(kinds).filter(([kind]) => !READS.includes(kind)));
}

/** `register 10, setStorage 3`, in the order of the names. */
function counted(counts: Counts): string {
    const parts = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
    return parts.length === 0 ? "none" : parts.toSorted().join(", ");
}

function seconds(value: number): string {
    return `${value.toFixed(1)} s`;
}
