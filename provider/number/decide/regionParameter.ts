/**
 * Whether this Graph takes the region as a parameter of register. Meta's pages disagree (graph-api.md §2.3, §3 row
 * 18), so it is learned by the first register that names one. Pure; run/regionKnowledge.ts remembers it.
 */
import type { RegionOrNone } from "../../../graph/observed";

/** What is known about it. */
export type RegionParameter = "takes" | "refuses" | "unknown";

/** Whether a register names its region: the settings hold it already, and a parameter can be refused. */
export function namesRegion(region: RegionOrNone, parameter: RegionParameter): boolean {
    return region !== "none" && parameter !== "refuses";
}
