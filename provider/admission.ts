/**
 * When an operation on a number may start: so many at once, and slower when Graph says that a limit fills up.
 * Only starts are held back. Once an operation runs nothing here delays it: it may be in an outage.
 */
import { type NumberName, nameOf, Refusal } from "./errors";
import { when } from "./gates";
import { APP, spacing, type Usage, type Usages } from "./graph/usage";

/** Operations on numbers at once; Pulumi's own default is four per core (pulumi.md §2.14). */
export const OPERATIONS_AT_ONCE = 32;

/** The longest that an operation waits for Graph to open up again, in milliseconds. */
const LONGEST_WAIT_MS = 2 * 60_000;
/** No more than one line about waiting in this time, in milliseconds. */
const QUIET_MS = 60_000;

/** What admission needs of the world. */
export interface AdmissionPorts {
    now(): number;
    sleep(ms: number): Promise<void>;
    log(line: string): void;
    /** Runs some work when it is its turn: only so many at once. */
    atOnce<T>(work: () => Promise<T>): Promise<T>;
}

/** A number, and the WABA that it is in: unknown before its first read. */
export type Admitted = NumberName & { readonly wabaId?: string };

/** A limit as an answer showed it, and when. */
export interface SeenUsage extends Usage {
    /** Milliseconds since 1970. */
    readonly seenAt: number;
}

/** How to go on under a limit: start after a wait and with that much time between starts, or not at all. */
export type Pace =
    | { readonly kind: "start"; readonly waitMs: number; readonly spacingMs: number }
    | { readonly kind: "refuse"; readonly until: number };

/**
 * How to go on under a limit. Nothing is sent to a Graph that stays shut for longer than it is worth waiting:
 * it would be refused, and perhaps counted.
 */
export function paceOf(usage: SeenUsage, now: number): Pace {
    const waitMs = Math.max(0, usage.seenAt + usage.regainMs - now);
    if (waitMs > LONGEST_WAIT_MS) return { kind: "refuse", until: now + waitMs };
    return { kind: "start", waitMs, spacingMs: spacing(usage) };
}

/** Admits the operations of one provider process. */
export class Admission {
    private readonly seen = new Map<string, SeenUsage>();
    private nextStart = 0;
    private quietUntil = 0;

    constructor(private readonly ports: AdmissionPorts) {}

    /** Takes note of what an answer said. */
    noticed(usages: Usages): void {
        const seenAt = this.ports.now();
        for (const [id, usage] of usages) this.seen.set(id, { ...usage, seenAt });
    }

    /**
     * Runs an operation when it may start.
     * @throws Refusal while Graph refuses this app or the number's WABA for longer than it is worth waiting
     */
    admit<T>(number: Admitted, work: () => Promise<T>): Promise<T> {
        return this.ports.atOnce(async () => {
            await this.itsTurn(number);
            return work();
        });
    }

    private async itsTurn(number: Admitted): Promise<void> {
        const now = this.ports.now();
        const { limit, usage } = this.fullest(number.wabaId) ?? {};
        if (limit === undefined || usage === undefined) return;
        const pace = paceOf(usage, now);
        if (pace.kind === "refuse") {
            throw new Refusal(
                nameOf(number),
                `Graph refuses ${limit} all requests until about ${when(pace.until, now)}`,
                "run the command again then",
            );
        }
        const start = Math.max(now + pace.waitMs, this.nextStart);
        this.nextStart = start + pace.spacingMs;
        if (start <= now) return;
        this.tell(`${usage.percent} % of the requests that Graph allows ${limit} in an hour are used`, now);
        await this.ports.sleep(start - now);
    }

    /**
     * The fullest of the limits that this number's requests may count to. While its WABA is unknown that may be
     * any: it slows a number down, but keeps none from starting.
     */
    private fullest(wabaId: string | undefined): { limit: string; usage: SeenUsage } | undefined {
        const limits = [...this.seen].flatMap(([id, usage]) => {
            if (id === APP) return [{ limit: "this app", usage }];
            const limit = `this app on WABA ${id}`;
            if (id === wabaId) return [{ limit, usage }];
            return wabaId === undefined ? [{ limit, usage: { ...usage, regainMs: 0 } }] : [];
        });
        return limits.sort(
            ({ usage: a }, { usage: b }) => b.regainMs - a.regainMs || b.percent - a.percent,
        )[0];
    }

    /** One line for all the numbers that wait. */
    private tell(why: string, now: number): void {
        if (now < this.quietUntil) return;
        this.quietUntil = now + QUIET_MS;
        this.ports.log(`${why}: slowing down before Graph refuses them`);
    }
}
