import { Figures, figuresOf, type Sample } from "../../../bench/figures";

/** One run of one operation, with what the test is about. */
export function sample(own: Partial<Sample> = {}): Sample {
    const traffic = {
        reads: 0,
        writes: 0,
        kinds: {},
        atOnce: 0,
        roundTrips: 0,
        readsBefore: 0,
        readsAfter: 0,
    };
    const what = { contestant: "ours", operation: "up", size: 10, seconds: 1 } as const;
    return { ...what, ...traffic, cpuSeconds: undefined, stateBytes: 0, peakMemoryKb: undefined, ...own };
}

export function figures(...samples: Sample[]): Figures {
    return new Figures(figuresOf(samples));
}
