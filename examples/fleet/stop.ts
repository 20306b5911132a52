/** Ctrl-C, or a pipeline that is cancelled. */

/** Within this time a second signal is the same one: a terminal sends it to all, and npm passes it on again. */
const SAME_MS = 1_000;

/**
 * The first time no further shard begins, and running ones finish; the second time they finish the calls in
 * flight, save and stop.
 */
export class Stop {
    private readonly controller = new AbortController();
    private since: number | undefined;

    constructor(
        private readonly say: (line: string) => void,
        private readonly now: () => number = Date.now,
    ) {}

    /** Whether no further shard may begin. */
    get asked(): boolean {
        return this.since !== undefined;
    }

    /** Aborted when running shards must stop too. */
    get signal(): AbortSignal {
        return this.controller.signal;
    }

    listen(): this {
        for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => this.ask());
        return this;
    }

    ask(): void {
        if (this.since === undefined) {
            this.since = this.now();
            this.say(
                "No further shard is begun; those that run finish. Once more stops them after the calls in flight.",
            );
        } else if (this.now() - this.since > SAME_MS && !this.signal.aborted) {
            this.say("The shards that run end the calls in flight, save and stop.");
            this.controller.abort();
        }
    }
}
