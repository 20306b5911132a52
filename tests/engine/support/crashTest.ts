/** One scenario of the crash matrix: who is killed, and what the user types next. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { commandsOf, killAll } from "../../../scripts/process";
import { broken, CHANGES, type CrashCase, casesOf, DELETE, programOf, upKilled, type Victims } from "./crash";
import { Stack } from "./stack";

/** What the user types after a kill: the same program again, or what was there before. */
export type Next = "pulumi up" | "pulumi up --refresh, the program reverted";

const CHANGED = casesOf(CHANGES);
const DELETED = casesOf([DELETE]);

/** How many boundaries one scenario tries. */
export const BOUNDARIES = [...CHANGED, ...DELETED].filter(({ hangs }) => hangs !== undefined).length;

/** Kills a run of changes, lets the user go on, then the same with a run of deletions. */
async function crashAndGoOn(victims: Victims, next: Next): Promise<void> {
    const reverted = next !== "pulumi up";
    await using stack = await Stack.create({
        numbers: [...CHANGED, ...DELETED].map(({ id }) => ({ id })),
        // Long enough that all hang at once; an orphan goes on after it.
        env: {
            WHATSAPP_REQUEST_TIMEOUT: victims === "the engine" ? "6" : "30",
            WHATSAPP_WAIT_FOR_CONNECTED: "1",
        },
    });
    const before = { ...programOf(CHANGED, "from"), ...programOf(DELETED, "from") };
    await stack.declare(before);
    await stack.up("--parallel", "64");

    const changed = { ...programOf(CHANGED, "to"), ...programOf(DELETED, "from") };
    await killedAndNext(stack, { cases: CHANGED, victims, run: changed, next: reverted ? before : changed });
    // Nothing manages what a reverted program does not declare: it stays as the kill left it.
    const kept = CHANGED.filter(({ operation }) => !reverted || operation.from !== undefined);
    expect(broken(stack, kept, ({ from, to }) => (reverted ? from : to))).to.deep.equal([]);

    const without = programOf(CHANGED, reverted ? "from" : "to");
    await killedAndNext(stack, { cases: DELETED, victims, run: without, next: reverted ? before : without });
    expect(broken(stack, DELETED, ({ from, to }) => (reverted ? from : to))).to.deep.equal([]);
    const others = stack.graph.writes().filter(({ phoneNumberId }) => isOf(CHANGED, phoneNumberId));
    expect(others, "sent for numbers that were in order").to.deep.equal([]);

    await stack.expectNoChanges();

    async function killedAndNext(stack: Stack, { cases, victims, run, next }: Kill): Promise<void> {
        stack.graph.clearRequests();
        await stack.declare(run);
        const { processes } = await upKilled(stack, cases, victims);
        try {
            const flags = ["--parallel", "64", ...(reverted ? ["--refresh"] : [])];
            await stack.declare(next);
            // A killed engine leaves its lock, and the next command asks for this one.
            if (victims !== "the provider") {
                await stack.removeTornAttributes();
                await stack.succeeds("cancel", "--yes");
            }
            await stack.up(...flags);
            await allEnd(processes);
        } finally {
            killAll(processes);
        }
    }
}

/** Who was not killed ends by itself. Pulumi's language host does, too: it looks for its engine every five minutes. */
async function allEnd(processes: readonly number[]): Promise<void> {
    const isOurs = (command: string) => !command.includes("pulumi-language-");
    while (commandsOf(processes).some(isOurs)) await sleep(50);
}

interface Kill {
    readonly cases: readonly CrashCase[];
    readonly victims: Victims;
    readonly run: ReturnType<typeof programOf>;
    readonly next: ReturnType<typeof programOf>;
}

function isOf(cases: readonly CrashCase[], phoneNumberId: string | undefined): boolean {
    return cases.some(({ id }) => id === phoneNumberId);
}

/** The scenarios, all at once: much of their time is waiting for locks of the dead and for time-outs. */
export function crashTests(next: Next, says: string): void {
    const all: readonly Victims[] = ["the provider", "the engine", "both"];
    const running = new Map<Victims, Promise<unknown>>();

    before(function () {
        if (process.platform === "win32") this.skip();
        for (const victims of all) {
            const failure = crashAndGoOn(victims, next).then(
                () => undefined,
                (error: unknown) => error,
            );
            running.set(victims, failure);
        }
    });

    for (const victims of all) {
        it(`${victims}: ${says}`, async () => {
            const failure = await running.get(victims);
            if (failure !== undefined) throw failure;
        });
    }
}
