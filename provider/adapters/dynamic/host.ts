/** The environment of a dynamic provider's process. */
import { engineAddressIn, ownEngine } from "../../run/engine";
import type { Host } from "../../run/host";
import { realMemory } from "../../run/memory";
import { fileRunRegistry } from "../../run/runRegistry";
import { PrintedLines, warnAt } from "./log";

// The engine's address is an argument of a provider's process, and known to the program's too.
const engine = engineAddressIn(process.argv);

/** What the process says. */
export const lines = new PrintedLines(engine === undefined ? undefined : warnAt(engine));

export const realHost: Host = {
    env: process.env,
    // The network is loaded when the first request needs it: previews and checks never do.
    ports: async (settings, memory) =>
        (await import("../../run/realPorts.js")).realPorts(settings, memory, realHost),
    memory: realMemory,
    registry: () => fileRunRegistry(engine, process.env),
    isDestroy: () => ownEngine()?.destroys === true,
    now: Date.now,
    say: (line, severity) => lines.say(line, severity),
};
