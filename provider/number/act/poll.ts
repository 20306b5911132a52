/** Reading a number until it looks as expected, or the wait is over. */
import { GraphError } from "../../../graph/errors";
import { readNumber } from "../../../graph/numbers";
import type { ObservedNumber } from "../../../graph/observed";
import type { Operation } from "./operation";

/** Pauses between reads that wait for something to show, in milliseconds; the last one repeats. */
const POLL_MS = [500, 1000, 2000, 4000, 8000];

/** The last reading; undefined when every read failed. */
export async function pollNumber(
    { call, id, ports }: Operation,
    wanted: (node: ObservedNumber) => boolean,
    waitMs: number,
): Promise<ObservedNumber | undefined> {
    const until = performance.now() + waitMs;
    let last: ObservedNumber | undefined;
    for (let round = 0; ; round++) {
        try {
            last = await readNumber(call, id);
            if (wanted(last)) return last;
        } catch (error) {
            if (!(error instanceof GraphError)) throw error;
        }
        const pause = POLL_MS[Math.min(round, POLL_MS.length - 1)] as number;
        const isOver = performance.now() + pause > until || call.signal?.aborted || ports.stopping?.aborted;
        if (isOver) return last;
        await ports.sleep(pause);
    }
}

/** One reading, or undefined where it failed. */
export function lookOnce(operation: Operation): Promise<ObservedNumber | undefined> {
    return pollNumber(operation, () => true, 0);
}

/** Whether the node shows what is awaited within a wait. */
export async function comesToShow(
    operation: Operation,
    shows: (node: ObservedNumber) => boolean,
    waitMs: number,
): Promise<boolean> {
    const seen = await pollNumber(operation, shows, waitMs);
    return seen !== undefined && shows(seen);
}
