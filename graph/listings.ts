/**
 * WABAs' listings that the reads of one run share: a hundred numbers a request instead of one. A listing is
 * read page by page, as far as lookups need.
 */
import type { GraphClient } from "./client";
import { LISTED_FIELDS, observedFrom } from "./numbers";
import type { ObservedNumber } from "./observed";
import { listNumbers, PAGE } from "./wabas";

/** Rows older than this are listed again, in milliseconds. */
const FRESH_MS = 10 * 60_000;

/**
 * Pages that are always read. Beyond them, at most as many pages as numbers were looked up: a stack with
 * a few numbers of a huge WABA is better off reading them one by one.
 */
const FREE_PAGES = 10;

/** The listings of one run, each begun when its first number is looked for. */
export class Listings {
    private readonly byWaba = new Map<string, Listing>();

    constructor(
        private readonly client: GraphClient,
        private readonly now: () => number,
        /** How long a listing may take, in milliseconds. */
        private readonly lastsMs = FRESH_MS,
    ) {}

    /**
     * The number's row. Undefined: the listing failed, lacks it, or was not worth reading that far.
     * @param deadline how long to wait for it; the listing itself goes on for the others
     */
    row(wabaId: string, id: string, deadline?: AbortSignal): Promise<ObservedNumber | undefined> {
        return this.of(wabaId).find(id, deadline);
    }

    /** Whether the WABA's full listing lacks the number: false also when it could not be read to its end. */
    lacks(wabaId: string, id: string, deadline?: AbortSignal): Promise<boolean> {
        return this.of(wabaId).lacks(id, deadline);
    }

    private of(wabaId: string): Listing {
        const known = this.byWaba.get(wabaId);
        if (known !== undefined && this.now() < known.startedAt + FRESH_MS) return known;
        const listing = new Listing(this.client, wabaId, this.now(), this.lastsMs);
        this.byWaba.set(wabaId, listing);
        return listing;
    }
}

/** Waits for some work, at most until a deadline; the work goes on for the others. */
async function orAborted(work: Promise<void>, deadline: AbortSignal | undefined): Promise<void> {
    if (deadline === undefined) return work;
    const stop = new AbortController();
    const aborted = new Promise<void>((resolve) => {
        deadline.addEventListener("abort", () => resolve(), { once: true, signal: stop.signal });
    });
    try {
        await Promise.race([work, aborted]);
    } finally {
        stop.abort();
    }
}

class Listing {
    private readonly rows = new Map<string, ObservedNumber>();
    private readonly numbers: ReturnType<typeof listNumbers>;
    private ended: "complete" | "failed" | undefined;
    private asked = 0;
    private pages = 0;
    private pulling: Promise<void> | undefined;

    constructor(
        client: GraphClient,
        private readonly wabaId: string,
        readonly startedAt: number,
        lastsMs: number,
    ) {
        const signal = AbortSignal.timeout(lastsMs);
        this.numbers = listNumbers({ client, signal }, wabaId, { fields: LISTED_FIELDS });
    }

    async find(id: string, deadline?: AbortSignal): Promise<ObservedNumber | undefined> {
        this.asked++;
        const worthwhile = () => this.pages < FREE_PAGES + this.asked;
        await this.pullUntil(() => this.rows.has(id) || !worthwhile(), deadline);
        return this.rows.get(id);
    }

    async lacks(id: string, deadline?: AbortSignal): Promise<boolean> {
        await this.pullUntil(() => this.rows.has(id), deadline);
        return this.ended === "complete" && !this.rows.has(id);
    }

    private async pullUntil(enough: () => boolean, deadline: AbortSignal | undefined): Promise<void> {
        while (this.ended === undefined && !enough() && deadline?.aborted !== true) {
            await orAborted(this.pull(), deadline);
        }
    }

    /** Reads a page, shared by all lookups that need it. */
    private pull(): Promise<void> {
        this.pulling ??= this.pullPage().finally(() => {
            this.pulling = undefined;
        });
        return this.pulling;
    }

    private async pullPage(): Promise<void> {
        this.pages++;
        try {
            for (let row = 0; row < PAGE; row++) {
                const next = await this.numbers.next();
                if (next.done === true) {
                    this.ended = "complete";
                    return;
                }
                this.rows.set(next.value.id, observedFrom(next.value, this.wabaId));
            }
        } catch {
            // Each number is then read separately, and its error says what is wrong.
            this.ended = "failed";
        }
    }
}
