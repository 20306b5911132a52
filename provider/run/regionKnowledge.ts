/**
 * What one process knows about its Graph: whether it takes the region in register. Remembered by this process at once,
 * by the journal for the next one, and by the ledger of the number that was refused (`=12`).
 */
import type { RegionParameter } from "../number/decide/regionParameter";
import { type Remembered, refusesRegionParameter } from "../number/model/ledger";

/** WHATSAPP_REGION_IN_REGISTER: `auto` learns it, `always` and `never` set it by hand. */
export const REGION_POLICIES = ["auto", "always", "never"] as const;
export type RegionPolicy = (typeof REGION_POLICIES)[number];

/** What outlives this process: the journal's part. */
interface RegionParameterStore {
    regionParameter(): RegionParameter;
    rememberRegionParameter(what: "takes" | "refuses"): void;
}

/** What one process knows about its Graph. */
export class RegionKnowledge {
    private learned: RegionParameter = "unknown";
    private turns: Promise<void> = Promise.resolve();

    constructor(
        private readonly policy: RegionPolicy,
        private readonly store: RegionParameterStore,
    ) {}

    /** What is known for a number; its ledger may tell. */
    of(number: Pick<Remembered, "requests">): RegionParameter {
        if (this.policy !== "auto") return this.policy === "always" ? "takes" : "refuses";
        if (this.learned !== "unknown") return this.learned;
        return refusesRegionParameter(number) ? "refuses" : this.store.regionParameter();
    }

    /** Records what an answer showed. */
    learn(what: "takes" | "refuses"): void {
        if (this.learned === what) return;
        this.learned = what;
        this.store.rememberRegionParameter(what);
    }

    /**
     * Waits for the operation that is about to learn it, so that a fleet's first run spends one request on it and
     * not one for each number.
     * @returns a function that ends this turn
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
