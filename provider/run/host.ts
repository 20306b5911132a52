/** What a provider process has of its machine. */
import type { Memory } from "./memory";
import type { Ports, Severity } from "./ports";
import type { RunRegistry } from "./runRegistry";
import type { Settings } from "./settings";

/** The machine of a provider process; tests bring their own. */
export interface Host {
    /** The environment that settings are read from. */
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Called when the first request needs it. */
    ports(settings: Settings, memory: Memory): Promise<Ports>;
    memory(settings: Settings): Memory;
    /** What the engine's run declares, in all of its processes. */
    registry(): RunRegistry;
    /** Whether the engine carries out `pulumi destroy`. */
    isDestroy(): boolean;
    /** The wall clock, in milliseconds since 1970. */
    now(): number;
    /** Tells the user one line. Default `info`. */
    say(line: string, severity?: Severity): void;
    /** See {@link Ports.stopping}. */
    readonly stopping?: AbortSignal;
}
