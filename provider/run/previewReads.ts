/**
 * The reads that previews wait for: few at once, bounded in number and time, and none once Graph does not answer. The
 * engine checks one resource after the other, so what a read takes is what the preview takes longer.
 */

/** How much a preview reads. */
export interface PreviewLimits {
    readonly atOnce: number;
    /** In one provider process. */
    readonly most: number;
    /** The longest wait for one read, in milliseconds. */
    readonly eachMs: number;
    /** The longest wait for all of them, in milliseconds. */
    readonly allMs: number;
}

/** Enough for the few numbers that are new in a change; a new fleet is previewed without reading the rest. */
export const PREVIEW_LIMITS: PreviewLimits = { atOnce: 10, most: 50, eachMs: 3_000, allMs: 10_000 };

/** Time, as tests bring their own. */
export interface Timers {
    /** Milliseconds since some moment. */
    now(): number;
    /** Calls once, later. Returns what takes that back. */
    after(ms: number, call: () => void): () => void;
}

const REAL: Timers = {
    now: () => performance.now(),
    after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
    },
};

const TOO_LATE = Symbol("too late");

/** The reads of one process's previews. */
export class PreviewReads {
    private begun = 0;
    private isOver = false;
    private running = 0;
    /** The time in which any read ran, until the last one ended. */
    private spentMs = 0;
    /** When the first of those that run now began. */
    private since = 0;
    private atOnce: Promise<<T>(work: () => Promise<T>) => Promise<T>> | undefined;

    constructor(
        private readonly limits: PreviewLimits = PREVIEW_LIMITS,
        private readonly timers: Timers = REAL,
    ) {}

    /** No further read is sent: what made this one fail would make the others fail. */
    stop(): void {
        this.isOver = true;
    }

    /**
     * What a read found; undefined: it was too late, or was not sent any more. Throws what the read throws.
     * @param read ends when its signal says so, and is not waited for any longer
     */
    async within<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
        if (this.isOver || ++this.begun > this.limits.most) return undefined;
        // An ES module: on Node.js 20 it is imported, not required.
        this.atOnce ??= import("p-limit").then(({ default: pLimit }) => pLimit(this.limits.atOnce));
        const atOnce = await this.atOnce;
        return atOnce(() => this.timed(read));
    }

    private async timed<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
        const ms = Math.min(this.limits.eachMs, this.leftMs);
        if (this.isOver || ms <= 0) return undefined;
        if (this.running++ === 0) this.since = this.timers.now();
        const late = new AbortController();
        let cancel: () => void = () => undefined;
        const tooLate = new Promise<typeof TOO_LATE>((resolve) => {
            cancel = this.timers.after(ms, () => {
                late.abort();
                resolve(TOO_LATE);
            });
        });
        try {
            const found = await Promise.race([read(late.signal), tooLate]);
            if (found !== TOO_LATE) return found;
            this.stop();
            return undefined;
        } finally {
            cancel();
            if (--this.running === 0) this.spentMs += this.timers.now() - this.since;
        }
    }

    private get leftMs(): number {
        const now = this.running > 0 ? this.timers.now() - this.since : 0;
        return this.limits.allMs - this.spentMs - now;
    }
}
