/** The tries of a request, and the pauses between them. */

/** The tries of one request: each has a time-out (which covers a slow body), within the operation's deadline. */
export class Tries<Request extends { readonly signal?: AbortSignal | undefined }> {
    /** The one that a write has after the engine wanted an end. */
    isLast = false;
    private timer: NodeJS.Timeout | undefined;

    constructor(
        private readonly timeoutMs: number,
        /** Here, since axios copies plain objects in a configuration, at any depth. */
        readonly of: Request,
    ) {}

    /** The signal of the next try. */
    next(): AbortSignal {
        this.end();
        // Not AbortSignal.timeout: AbortSignal.any holds its sources weakly, and on Node.js 20 a collected time-out
        // never fires. The timer holds this one; and it keeps the process up, which a connection that was closed
        // without a word (HTTP 101) does not.
        const timeout = new AbortController();
        this.timer = setTimeout(() => timeout.abort(), this.timeoutMs);
        const { signal: deadline } = this.of;
        return deadline === undefined ? timeout.signal : AbortSignal.any([timeout.signal, deadline]);
    }

    end(): void {
        clearTimeout(this.timer);
    }
}

/** Waits, until one of these ends it. */
export async function pause(ms: number, ends: readonly (AbortSignal | undefined)[]): Promise<void> {
    const signals = ends.filter((each) => each !== undefined);
    if (signals.some(({ aborted }) => aborted)) return;
    const over = new AbortController();
    await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        const end = () => {
            clearTimeout(timer);
            resolve();
        };
        for (const each of signals) each.addEventListener("abort", end, { signal: over.signal });
    });
    over.abort();
}
