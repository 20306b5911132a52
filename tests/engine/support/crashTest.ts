/** One scenario of the crash matrix: who is killed, and what the user types next. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { commandsOf, killAll } from "../../../scripts/process";
import { broken, CHANGES, type CrashCase, casesOf, DELETE, programOf, upKilled, type Victims } from "./crash";
import type { Face } from "./face";
import { Stack } from "./stack";

/** What the user types after a kill: the same program again, or what was there before. */
export type Next = "pulumi up" | "pulumi up --refresh, the program reverted";

const CHANGED = casesOf(CHANGES);
const DELETED = casesOf([DELETE]);
const NUMBERS = [...CHANGED, ...DELETED];
const BEFORE = programOf(NUMBERS, "from");

/** How many boundaries one scenario tries. */
export const BOUNDARIES = NUMBERS.filter(({ hangs }) => hangs !== undefined).length;

/** A stack in which every number is as before its operation. Each scenario begins with its state, without an up. */
async function prepare({ main }: Face): Promise<Stack> {
    const stack = await Stack.create({ main, numbers: NUMBERS.map(({ id }) => ({ id })) });
    await stack.declare(BEFORE);
    await stack.up("--parallel", "64");
    return stack;
}

/** Kills a run of changes, lets the user go on, then the same with a run of deletions. */
async function crashAndGoOn({ main }: Face, prepared: Stack, victims: Victims, next: Next): Promise<void> {
    const reverted = next !== "pulumi up";
    await using stack = await Stack.create({
        main,
        numbers: NUMBERS.map(({ id }) => prepared.graph.number(id)),
        stateOf: prepared.folder,
        // Long enough that all hang at once; an orphan goes on after it.
        env: {
            WHATSAPP_REQUEST_TIMEOUT: victims === "the engine" ? "12" : "30",
            WHATSAPP_WAIT_FOR_CONNECTED: "1",
            // Else one number would find it out while the others wait, and it may be one that hangs.
            WHATSAPP_REGION_IN_REGISTER: "always",
        },
    });
    const changed = { ...programOf(CHANGED, "to"), ...programOf(DELETED, "from") };
    await killedAndNext(stack, { cases: CHANGED, victims, run: changed, next: reverted ? BEFORE : changed });
    // Nothing manages what a reverted program does not declare: it stays as the kill left it.
    const kept = CHANGED.filter(({ operation }) => !reverted || operation.from !== undefined);
    expect(broken(stack, kept, ({ from, to }) => (reverted ? from : to))).to.deep.equal([]);

    const without = programOf(CHANGED, reverted ? "from" : "to");
    await killedAndNext(stack, { cases: DELETED, victims, run: without, next: reverted ? BEFORE : without });
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
    while ([...commandsOf(processes).values()].some(isOurs)) await sleep(250);
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
export function crashTests(face: Face, next: Next, says: string): void {
    const all: readonly Victims[] = ["the provider", "the engine", "both"];
    const running = new Map<Victims, Promise<unknown>>();
    let prepared: Stack;

    before(async function () {
        if (process.platform === "win32") this.skip();
        prepared = await prepare(face);
        for (const victims of all) {
            const failure = crashAndGoOn(face, prepared, victims, next).then(
                () => undefined,
                (error: unknown) => error,
            );
            running.set(victims, failure);
        }
    });
    after(() => prepared?.close());

    for (const victims of all) {
        it(`${victims}: ${says}`, async () => {
            const failure = await running.get(victims);
            if (failure !== undefined) throw failure;
        });
    }
}
