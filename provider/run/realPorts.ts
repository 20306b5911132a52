/** The real world of one provider process: its clock, its terminal, its Graph. */

import { graphClient } from "../../graph/client";
import { Listings } from "../../graph/listings";
import { clean } from "../../graph/wire";
import { Admission, OPERATIONS_AT_ONCE } from "./admission";
import type { Memory } from "./memory";
import type { Ports } from "./ports";
import type { Settings } from "./settings";

/** Makes what the lifecycle needs from outside, from the settings and what this process remembers. */
export async function realPorts({ graph, limits, ignoreLocks }: Settings, memory: Memory): Promise<Ports> {
    // An ES module: on Node.js 20 it is imported, not required.
    const { default: pLimit } = await import("p-limit");
    const clock = {
        now: Date.now,
        sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
        log: (line: string) => console.log(clean(line)),
    };
    const admission = new Admission({ ...clock, atOnce: pLimit(OPERATIONS_AT_ONCE) });
    const client = graphClient(graph, {
        usages: (usages) => admission.noticed(usages),
        world: (id) => memory.journal.world(id),
    });
    const listings = new Listings(client, clock.now, limits.operationMs);
    return {
        ...clock,
        ...memory,
        client,
        graphUrl: graph.graphUrl,
        limits,
        admission,
        listings,
        ignoreLocks,
    };
}
