/** The environment of a plugin's process. */
import { ownEngine } from "../../run/engine";
import type { Host } from "../../run/host";
import { realMemory } from "../../run/memory";
import { fileRunRegistry } from "../../run/runRegistry";
import type { EngineLog } from "./log";

/** What the process knows of its engine. */
interface EngineSide {
    readonly log: EngineLog;
    readonly stopping: AbortSignal;
    /** By it all processes of a run know each other, those of dynamic providers and of programs too. */
    engineAddress(): string | undefined;
}

/** The host around it. */
export function nativeHost({ log, stopping, engineAddress }: EngineSide): Host {
    const host: Host = {
        env: process.env,
        // The network is loaded when the first request needs it: previews and checks never do.
        ports: async (settings, memory) =>
            (await import("../../run/realPorts.js")).realPorts(settings, memory, host),
        memory: realMemory,
        registry: () => fileRunRegistry(engineAddress(), process.env),
        isDestroy: () => ownEngine()?.destroys === true,
        now: Date.now,
        say: (line, severity) => log.say(line, severity),
        stopping,
    };
    return host;
}
