/** The environment of a dynamic provider's process. */
import { clean } from "../../../graph/wire";
import { engineAbove, engineAddressIn } from "../../run/engine";
import type { Host } from "../../run/host";
import { realMemory } from "../../run/memory";
import { fileRunRegistry } from "../../run/runRegistry";

export const realHost: Host = {
    env: process.env,
    // The network is loaded when the first request needs it: previews and checks never do.
    ports: async (settings, memory) =>
        (await import("../../run/realPorts.js")).realPorts(settings, memory, realHost),
    memory: realMemory,
    // The engine's address is an argument of a provider's process, and known to the program's too.
    registry: () => fileRunRegistry(engineAddressIn(process.argv), process.env),
    isDestroy: () => engineAbove()?.destroys === true,
    now: Date.now,
    // What is printed reaches the user as an info line of the stack (pulumi.md §2.10): a severity has no way to go.
    say: (line) => console.log(clean(line)),
};
