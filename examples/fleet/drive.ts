/** Runs a verb on many shards, some at a time; one that fails does not stop the others. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { Listr } from "listr2";
import { type Move, movingIn } from "./moves";
import type { Stacks, Verb } from "./shardStack";
import type { Shard } from "./shards";
import type { Stop } from "./stop";
import { ShardEvents, type ShardResult } from "./summary";

export interface DriveOptions {
    verb: Verb;
    /** How many shards at a time. */
    parallel: number;
    /** What each shard's state has: a destroy is about these, not about the fleet file. */
    recorded: ReadonlyMap<string, readonly unknown[]>;
    /** Moves that are not carried out yet, which a preview ignores. */
    moves: readonly Move[];
    stop: Stop;
}

/** Runs the verb on each shard, shows the progress, and returns each outcome. Never rejects. */
export async function drive(
    stacks: Stacks,
    shards: readonly Shard[],
    options: DriveOptions,
): Promise<ShardResult[]> {
    const { parallel, recorded, stop } = options;
    const results = new Map<string, ShardResult>();
    const tasks = shards.map((shard) => {
        const total = Math.max(shard.numbers.length, recorded.get(shard.name)?.length ?? 0);
        const nothing = { changes: {}, requests: { register: 0, deregister: 0 }, plans: [], seconds: 0 };
        const blank: ShardResult = { shard: shard.name, numbers: total, outcome: "not begun", ...nothing };
        results.set(shard.name, blank);
        return {
            title: `${shard.name} (${total})`,
            skip: () => stop.asked && "not begun",
            task: async (_: unknown, task: { output: string }) => {
                const result = await runShard(stacks, shard, options, (done) => {
                    // Without a terminal each shard has a line when it begins and one when it ends.
                    if (process.stdout.isTTY) task.output = `${Math.min(done, total)} of ${total}`;
                });
                results.set(shard.name, { ...blank, ...result });
                if (result.error !== undefined) throw new Error(result.error.line);
            },
        };
    });
    const list = new Listr(tasks, {
        concurrent: parallel,
        exitOnError: false,
        // A running shard finishes: we handle the signals.
        registerSignalListeners: false,
        fallbackRenderer: "simple",
    });
    await list.run();
    return [...results.values()];
}

async function runShard(
    stacks: Stacks,
    shard: Shard,
    { verb, moves, stop }: DriveOptions,
    progress: (done: number) => void,
): Promise<Omit<ShardResult, "shard" | "numbers">> {
    const events = new ShardEvents();
    const begun = Date.now();
    let error: ShardResult["error"];
    const onEvent = (event: EngineEvent) => {
        events.add(event);
        progress(events.seen);
    };
    try {
        await stacks.run(shard, verb, { onEvent, signal: stop.signal, exclude: movingIn(shard.name, moves) });
    } catch (thrown) {
        error = events.error(thrown as Error);
    }
    const { changes, requests, plans } = events;
    const outcome = error === undefined ? "done" : "failed";
    return { outcome, changes, requests, plans, error, seconds: (Date.now() - begun) / 1000 };
}
