/** Lines for the user, on the resource that they are about; where they go is the adapter's to say. */
import { AsyncLocalStorage } from "node:async_hooks";
import { clean } from "../../graph/wire";
import type { Severity } from "../run/ports";

/** One call of the engine, and the lines that were said during it. */
interface Call {
    readonly of: Lines;
    readonly urn: string;
    shown(line: string): string;
    lines: Promise<void>;
}

/** One for all: until Node.js 24 each storage that was ever used costs every later promise of the process. */
const calls = new AsyncLocalStorage<Call>();

/** The lines of one provider process. */
export abstract class Lines {
    /**
     * Delivers a line; one that can't be delivered fails nothing, since the engine may be gone.
     * @param line without its severity: who shows it writes that
     */
    protected abstract deliver(line: string, severity: Severity, urn: string): Promise<void> | void;

    /**
     * Does some work for a resource. Its lines are with the engine before it ends: the engine drops what comes after
     * the answer (pulumi.md §3a).
     * @param urn empty: which resource it is for is not known
     * @param shown a line as it may be shown; absent: as it is
     */
    during<T>(
        urn: string,
        work: () => Promise<T>,
        shown: (line: string) => string = (line) => line,
    ): Promise<T> {
        const call: Call = { of: this, urn, shown, lines: Promise.resolve() };
        return calls.run(call, async () => {
            try {
                return await work();
            } finally {
                await call.lines;
            }
        });
    }

    /** Says one line about the resource of the current call, after those that came before it. */
    say(line: string, severity: Severity = "info"): void {
        const current = calls.getStore();
        const call = current?.of === this ? current : undefined;
        const plain = clean(line);
        const send = () => this.deliver(call?.shown(plain) ?? plain, severity, call?.urn ?? "");
        if (call === undefined) void send();
        else call.lines = call.lines.then(send);
    }
}
