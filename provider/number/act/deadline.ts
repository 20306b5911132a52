/** How long an operation may still take. */
export class Deadline {
    /** Ends the requests of the operation. */
    readonly signal: AbortSignal;
    private readonly startedAt = performance.now();

    constructor(private readonly ms: number) {
        this.signal = AbortSignal.timeout(ms);
    }

    /** The part that is left, 0 to 1. */
    get left(): number {
        return Math.max(0, 1 - (performance.now() - this.startedAt) / this.ms);
    }

    /** How long a pause may be, in milliseconds, to leave some time for what follows. */
    within(pauseMs: number, leaveMs: number): number {
        return Math.max(0, Math.min(pauseMs, this.left * this.ms - leaveMs));
    }
}
