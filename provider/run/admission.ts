/**
 * When an operation on a number may start: a fixed number at once, and slower when Graph says that a limit is filling
 * up. Only starts are delayed. Nothing here delays a running operation: it may be in an outage.
 */

import { APP, spacing, type Usage, type Usages } from "../../graph/usage";
import { clean } from "../../graph/wire";
import { Refusal } from "../resource";
import type { Command } from "../say/command";
import { type NumberName, nameOf } from "../say/name";
import { when } from "../say/time";

/** Operations on numbers at once; Pulumi's own default is four per core (pulumi.md §2.14). */
export const OPERATIONS_AT_ONCE = 32;

/** The longest that an operation waits for Graph to open up again, in milliseconds. */
const LONGEST_WAIT_MS = 2 * 60_000;
/** How often a waiting operation checks for room, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;
/** At most one line about waiting is printed in this time, in milliseconds. */
const QUIET_MS = 60_000;

/** What admission needs from outside. */
interface AdmissionPorts {
    now(): number;
    sleep(ms: number): Promise<void>;
    log(line: string): void;
    /** Aborted once the engine wants an end: nothing starts any more. */
    readonly stopping?: AbortSignal;
    /** Runs some work when it is its turn: only so many at once. */
    atOnce<T>(work: () => Promise<T>): Promise<T>;
}

/** A number, and the WABA that it is in: unknown before its first read. */
export type Admitted = NumberName & { readonly wabaId?: string };

/** A limit as an answer showed it, and when. */
interface SeenUsage extends Usage {
    /** Milliseconds since 1970. */
    readonly seenAt: number;
}

/** What a limit allows: to start at some time, or not at all. Milliseconds since 1970. */
type Pace =
    | { readonly kind: "start"; readonly at: number }
    | { readonly kind: "refuse"; readonly until: number };

/**
 * What a limit allows. Nothing is sent to a Graph that refuses requests for longer than an operation waits:
 * it would be refused, and might be counted.
 * @param lastStart when the last operation under this limit began
 */
export function paceOf(usage: SeenUsage, lastStart: number, now: number): Pace {
    const opensAt = usage.seenAt + usage.regainMs;
    if (opensAt > now + LONGEST_WAIT_MS) return { kind: "refuse", until: opensAt };
    return { kind: "start", at: Math.max(opensAt, lastStart + spacing(usage)) };
}

/** Admits the operations of one provider process. */
export class Admission {
    private readonly seen = new Map<string, SeenUsage>();
    private readonly lastStarts = new Map<string, number>();
    private quietUntil = 0;

    constructor(private readonly ports: AdmissionPorts) {}

    /** Takes note of what an answer said. */
    noticed(usages: Usages): void {
        const seenAt = this.ports.now();
        for (const [id, usage] of usages) this.seen.set(id, { ...usage, seenAt });
    }

    /**
     * Runs an operation when it may start.
     * @param command how the user runs it again if it may not
     * @throws Refusal while Graph refuses this app or the number's WABA for longer than an operation waits
     */
    admit<T>(number: Admitted, command: Command, work: () => Promise<T>): Promise<T> {
        return this.ports.atOnce(async () => {
            await this.itsTurn(number, command);
            return work();
        });
    }

    /** Waits as long as necessary, and checks again when further answers come in: they may say that there is room. */
    private async itsTurn(number: Admitted, command: Command): Promise<void> {
        for (;;) {
            if (this.ports.stopping?.aborted === true) throw stopped(number, command);
            const now = this.ports.now();
            const paces = this.limitsOf(number.wabaId).map((limit) => ({
                ...limit,
                pace: paceOf(limit.usage, this.lastStarts.get(limit.id) ?? 0, now),
            }));
            const shut = paces.find(({ pace }) => pace.kind === "refuse");
            if (shut?.pace.kind === "refuse") {
                throw refusedBy(shut.name, shut.pace.until, { number, command, now });
            }
            const waits = paces.find(({ pace }) => pace.kind === "start" && pace.at > now);
            if (waits?.pace.kind !== "start") {
                for (const { id } of paces) this.lastStarts.set(id, now);
                return;
            }
            const { usage, name, pace } = waits;
            this.tell(
                `${usage.percent} % of the requests that Graph allows ${name} in an hour are used`,
                now,
            );
            await this.ports.sleep(Math.min(pace.at - now, LOOK_AGAIN_MS));
        }
    }

    /**
     * The limits that a number's requests count to. While its WABA is unknown, it is taken to be the only one that this
     * run has met, if there is just one: that slows the number down, but does not keep it from starting.
     */
    private limitsOf(wabaId: string | undefined): { id: string; name: string; usage: SeenUsage }[] {
        const met = [...this.seen.keys()].filter((id) => id !== APP);
        const its = wabaId ?? (met.length === 1 ? met[0] : undefined);
        return [APP, its].flatMap((id) => {
            const usage = id === undefined ? undefined : this.seen.get(id);
            if (id === undefined || usage === undefined) return [];
            const name = id === APP ? "this app" : `this app on WABA ${id}`;
            const isGuess = id !== APP && wabaId === undefined;
            return [{ id, name, usage: isGuess ? { ...usage, regainMs: 0 } : usage }];
        });
    }

    /** One line for all the numbers that wait. */
    private tell(why: string, now: number): void {
        if (now < this.quietUntil) return;
        this.quietUntil = now + QUIET_MS;
        this.ports.log(`${why}: slowing down before Graph refuses them`);
    }
}

function refusedBy(
    limit: string,
    until: number,
    {
        number,
        command,
        now,
    }: { readonly number: NumberName; readonly command: Command; readonly now: number },
): Refusal {
    const why = `Graph refuses ${limit} all requests until about ${when(until, now)}`;
    return new Refusal(clean(nameOf(number)), why, `wait until then, then ${command}`);
}

/** The engine wants an end before the operation has begun. */
function stopped(number: NumberName, command: Command): Refusal {
    return new Refusal(clean(nameOf(number)), "the command was cancelled before its turn", command);
}
