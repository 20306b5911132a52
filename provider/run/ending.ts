/**
 * The end of a provider's process whose engine was killed: nobody ends it then (pulumi.md §2.13). The engine holds the
 * other end of its standard input, which closes with it.
 */
import { fstatSync } from "node:fs";
import { engineAddressIn } from "./engine";

/** The calls of the engine that this process is working on. */
export class Calls {
    private open = 0;
    private whenIdle: (() => void) | undefined;

    /** How many there are. */
    get running(): number {
        return this.open;
    }

    async during<T>(work: () => Promise<T>): Promise<T> {
        this.open++;
        try {
            return await work();
        } finally {
            this.open--;
            if (this.open === 0) this.whenIdle?.();
        }
    }

    /** Calls back once nothing is under way. */
    onceIdle(then: () => void): void {
        this.whenIdle = then;
        if (this.open === 0) then();
    }
}

/** What {@link endWithEngine} has of its process; tests bring their own. */
export interface Ending {
    readonly argv: readonly string[];
    /** Whether standard input is a pipe, as an engine gives to its plugins. */
    isPiped(): boolean;
    readonly stdin: { once(event: "close" | "error", listener: () => void): unknown; resume(): unknown };
    /** What keeps the process running, by the names that Node.js has for it. */
    resources(): readonly string[];
    /** Calls this again and again, and keeps no process running for it. */
    repeatedly(look: () => void): void;
    exit(): void;
}

/**
 * Ends the process once its engine is gone and its work is done: the calls of this provider, and what other providers do
 * in the same process. A process that no engine started stays.
 */
export function endWithEngine(calls: Calls, of: () => Ending = thisProcess): void {
    const ending = of();
    if (engineAddressIn(ending.argv) === undefined || !ending.isPiped()) return;
    ending.stdin.once("error", () => undefined);
    ending.stdin.once("close", () =>
        ending.repeatedly(() => {
            if (isIdle(calls.running, ending.resources())) ending.exit();
        }),
    );
    // Nothing is ever written to it. What is not read has no end.
    ending.stdin.resume();
}

/** What a provider's process keeps when it has nothing to do: its server, and what it prints to. */
const KEPT = new Set(["TCPServerWrap", "PipeWrap", "TTYWrap"]);

/** Whether nothing runs: no call, no request, timer, file or process of anybody else in this process. */
export function isIdle(running: number, resources: readonly string[]): boolean {
    return running === 0 && resources.every((each) => KEPT.has(each));
}

const LOOK_MS = 100;

function thisProcess(): Ending {
    return {
        argv: process.argv,
        isPiped() {
            try {
                return fstatSync(0).isFIFO();
            } catch {
                return false;
            }
        },
        get stdin() {
            return process.stdin;
        },
        resources: () => process.getActiveResourcesInfo(),
        repeatedly: (look) => void setInterval(look, LOOK_MS).unref(),
        exit: () => process.exit(),
    };
}
