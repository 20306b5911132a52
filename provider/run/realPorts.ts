/** The real world of one provider process: its clock, its user, its Graph. */
import { graphClient } from "../../graph/client";
import { defined } from "../../graph/defined";
import { Listings } from "../../graph/listings";
import { clean } from "../../graph/wire";
import { Admission, OPERATIONS_AT_ONCE } from "./admission";
import type { Host } from "./host";
import type { Memory } from "./memory";
import type { Ports, Severity } from "./ports";
import type { Settings } from "./settings";

/** Makes what the lifecycle needs from outside, from the settings and what this process remembers. */
export async function realPorts(
    { graph, limits, ignoreLocks }: Settings,
    memory: Memory,
    { say, stopping }: Pick<Host, "say" | "stopping">,
): Promise<Ports> {
    // An ES module: on Node.js 20 it is imported, not required.
    const { default: pLimit } = await import("p-limit");
    const clock = {
        now: Date.now,
        sleep: (ms: number) => sleep(ms, stopping),
        log: (line: string, severity?: Severity) => say(clean(line), severity),
        ...defined({ stopping }),
    };
    const admission = new Admission({ ...clock, atOnce: pLimit(OPERATIONS_AT_ONCE) });
    const client = graphClient(graph, {
        usages: (usages) => admission.noticed(usages),
        world: (id) => memory.journal.world(id),
        stopping,
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

/** Waits, until the engine wants an end. */
export function sleep(ms: number, stopping?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const end = () => {
            clearTimeout(timer);
            stopping?.removeEventListener("abort", end);
            resolve();
        };
        const timer = setTimeout(end, stopping?.aborted === true ? 0 : ms);
        stopping?.addEventListener("abort", end);
    });
}
