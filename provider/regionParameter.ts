/**
 * Whether this Graph takes the region as a parameter of register. Meta's pages disagree (graph-api.md §2.3, §3 row
 * 18), so it is learned by the first register that names one, and remembered: by this process at once, by the
 * journal for the next, and by the ledger of the number that was refused (`=12`).
 */
import type { RegionOrNone } from "./number";
import { type Remembered, refusesRegionParameter } from "./quota";

/** What is known of it. */
export type RegionParameter = "takes" | "refuses" | "unknown";

/** WHATSAPP_REGION_IN_REGISTER: `auto` learns it, `always` and `never` settle it by hand. */
export const REGION_POLICIES = ["auto", "always", "never"] as const;
export type RegionPolicy = (typeof REGION_POLICIES)[number];

/** What outlives this process: the journal's part. */
export interface RegionParameterStore {
    regionParameter(): RegionParameter;
    rememberRegionParameter(what: "takes" | "refuses"): void;
}

/** What one process knows of its Graph. */
export class RegionKnowledge {
    private learned: RegionParameter = "unknown";
    private turns: Promise<void> = Promise.resolve();

    constructor(
        private readonly policy: RegionPolicy,
        private readonly store: RegionParameterStore,
    ) {}

    /** What is known for a number, whose ledger may tell. */
    of(number: Pick<Remembered, "requests">): RegionParameter {
        if (this.policy !== "auto") return this.policy === "always" ? "takes" : "refuses";
        if (this.learned !== "unknown") return this.learned;
        return refusesRegionParameter(number) ? "refuses" : this.store.regionParameter();
    }

    /** An answer told. */
    learn(what: "takes" | "refuses"): void {
        if (this.learned === what) return;
        this.learned = what;
        this.store.rememberRegionParameter(what);
    }

    /**
     * Waits for the operation that is about to learn it, so that a fleet's first run spends one request on it and
     * not one for each number.
     * @returns ends this turn
     */
    async turn(): Promise<() => void> {
        const before = this.turns;
        let end: () => void = () => undefined;
        this.turns = new Promise((resolve) => {
            end = resolve;
        });
        await before;
        return end;
    }
}

/** Whether a register names its region: the settings hold it already, and a parameter can be refused. */
export function namesRegion(region: RegionOrNone, parameter: RegionParameter): boolean {
    return region !== "none" && parameter !== "refuses";
}
