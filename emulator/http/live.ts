/** Server-sent events: a reader hears of changes while it stays. */
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** Changes that come together are told together: at most so often, in milliseconds. */
const REST = 100;

/** Streams to readers. They pull: one that reads slowly gets fewer events, and nothing piles up for it. */
export class Live {
    private readonly closing = new AbortController();
    private readonly readers = new Set<() => void>();

    constructor() {
        // Each reader waits for it.
        setMaxListeners(0, this.closing.signal);
    }

    /** Something differs from what was told. */
    readonly changed = (): void => {
        for (const wake of this.readers) wake();
    };

    /** Ends all streams, and those that are opened later at once. */
    close(): void {
        this.closing.abort();
        this.changed();
    }

    /** How many readers there are. */
    get size(): number {
        return this.readers.size;
    }

    /** A stream of what `events` gives, now and after each change. */
    stream(events: () => string): ReadableStream<Uint8Array> {
        const { signal } = this.closing;
        const encoder = new TextEncoder();
        let [isNews, isGone, isFirst] = [true, false, true];
        let proceed = (): void => {};
        const wake = (): void => {
            isNews = true;
            proceed();
        };
        return new ReadableStream(
            {
                pull: async (controller) => {
                    // Not before somebody reads: a stream that nobody takes is never cancelled either.
                    if (isFirst) this.readers.add(wake);
                    if (!isFirst) await sleep(REST, undefined, { ref: false, signal }).catch(() => {});
                    while (!isNews && !isGone && !signal.aborted) {
                        await new Promise<void>((resolve) => {
                            proceed = resolve;
                        });
                    }
                    if (isGone) return;
                    if (signal.aborted) {
                        this.readers.delete(wake);
                        controller.close();
                        return;
                    }
                    [isNews, isFirst] = [false, false];
                    controller.enqueue(encoder.encode(events()));
                },
                cancel: () => {
                    isGone = true;
                    this.readers.delete(wake);
                    proceed();
                },
            },
            { highWaterMark: 0 },
        );
    }
}

/** One event. JSON has no line breaks of its own. */
export function eventText(name: string, data: unknown): string {
    return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
