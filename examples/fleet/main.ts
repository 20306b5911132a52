/** The command: npm run fleet -- preview | up | refresh | destroy | move | assign | shards | manifest */
import { readFileSync, writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import pLimit from "p-limit";
import { drive } from "./drive";
import { engine } from "./engine";
import { FleetFileError, type FleetNumber, fleetPath, loadFleet, withShards } from "./fleetFile";
import { type Move, movesDue, type Recorded, together } from "./moves";
import { manifests } from "./operator/manifests";
import { Stacks, type Verb } from "./shardStack";
import { type Choice, choose, type Shard, shardsOf } from "./shards";
import { Stop } from "./stop";
import { exitCode, type ShardResult, summaryText } from "./summary";

/** The recommended size: docs/scale.md says why. */
const SHARD_SIZE = 200;
/** An engine runs its own calls in parallel; more shards at a time only help if they wait for Graph. */
const PARALLEL = 4;

interface Options extends Choice {
    parallel: number;
    deregister?: number;
}

const print = (text: string) => process.stdout.write(`${text}\n`);
const say = (text: string) => process.stderr.write(`${text}\n`);

/** A command that can't be carried out as it was given: exit code 2. */
class Refused extends Error {
    override readonly name = "Refused";
}

async function run(verb: Verb, options: Options): Promise<number> {
    const numbers = complete(loadFleet());
    const stop = new Stop(say).listen();
    const stacks = await Stacks.open(await engine());
    const chosen = chosenOf(shardsOf(numbers, stacks.names), options).filter(
        // A shard without a stack has nothing to refresh or destroy.
        ({ name }) => verb === "preview" || verb === "up" || stacks.has(name),
    );
    const recorded = await inventory(stacks, chosen, options.parallel);
    const moves = movesDue(numbers, recorded);
    if (verb === "destroy") guard(recorded, options);
    else if (verb === "up") await move(stacks, moves);
    else announce(moves);

    const results = await drive(stacks, chosen, { verb, parallel: options.parallel, recorded, moves, stop });
    report(verb, results);
    return exitCode(results);
}

/** Carries out the moves: a shard's program would otherwise ask to delete what has moved away. */
async function move(stacks: Stacks, moves: readonly Move[]): Promise<void> {
    for (const { from, to, how, records } of together(moves)) {
        if (how === "move") await stacks.move(from, to, records);
        else await stacks.forget(from, records);
    }
    for (const each of moves) print(moveText(each, "moved"));
}

function announce(moves: readonly Move[]): void {
    for (const each of moves) print(moveText(each, "to be moved by up"));
}

function moveText({ phoneNumberId, from, to, how }: Move, done: string): string {
    if (how === "forget")
        return `${phoneNumberId}: ${to} has it; its old record in ${from} is ${done.replace("moved", "forgotten")}`;
    return `${phoneNumberId}: ${done}, ${from} to ${to}, with its PIN and its ledger; nothing is sent for it`;
}

/** Destroying deregisters live numbers: to confirm, the user says how many. */
function guard(recorded: ReadonlyMap<string, readonly Recorded[]>, { deregister }: Options): void {
    const live = [...recorded.values()].flat().filter(({ registered }) => registered).length;
    if (deregister !== live) {
        throw new Refused(
            `destroy would deregister ${live} live numbers in ${recorded.size} shards; nothing was done. ` +
                `If that is meant: destroy --deregister ${live}`,
        );
    }
}

/** What the states of these shards have, some at a time. */
async function inventory(
    stacks: Stacks,
    shards: readonly Shard[],
    parallel: number,
): Promise<Map<string, Recorded[]>> {
    const names = shards.map(({ name }) => name).filter((name) => stacks.has(name));
    const limit = pLimit(parallel);
    return new Map(await limit.map(names, async (name) => [name, await stacks.recorded(name)] as const));
}

function report(verb: Verb, results: readonly ShardResult[]): void {
    print("");
    for (const { shard, plans } of results) for (const plan of [...plans].sort()) print(`${shard}: ${plan}`);
    print(summaryText(verb, results));
}

function complete(numbers: FleetNumber[]): FleetNumber[] {
    const without = numbers.filter(({ shard }) => shard === undefined).length;
    if (without > 0)
        throw new Refused(
            `${without} numbers have no shard yet: npm run fleet -- assign, then commit the file`,
        );
    return numbers;
}

function chosenOf(shards: Shard[], choice: Choice): Shard[] {
    const { chosen, unknown } = choose(shards, choice);
    if (unknown.length > 0)
        throw new Refused(`no shard is called ${unknown.join(", ")}: npm run fleet -- shards lists them`);
    return chosen;
}

function whole(text: string): number {
    if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("a whole number from 1 is meant");
    return Number(text);
}

function count(text: string): number {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError("a number of numbers is meant");
    return Number(text);
}

function part(text: string): { k: number; n: number } {
    const [k = 0, n = 0] = text.split("/").map(Number);
    if (!(k >= 1 && k <= n)) throw new InvalidArgumentError("K/N is meant, such as 2/5");
    return { k, n };
}

function program(): Command {
    const fleet = new Command("fleet").description(
        "Runs Pulumi on the shards of a fleet of WhatsApp business numbers",
    );
    const about = {
        preview: "what up would do",
        up: "brings the numbers to what the fleet file says; numbers that changed shards are moved first",
        refresh: "reads what Graph has into state",
        destroy: "deregisters the numbers",
    };
    for (const [verb, description] of Object.entries(about)) {
        const command = withChoice(fleet.command(verb).description(description))
            .option("--parallel <n>", "shards at a time", whole, PARALLEL)
            .action(async (options: Options) => {
                process.exitCode = await run(verb as Verb, options);
            });
        if (verb === "destroy")
            command.option("--deregister <count>", "how many live numbers are meant to go", count);
    }
    fleet
        .command("move")
        .description("takes the records of numbers that changed shards to their new stacks, as up does first")
        .option("--parallel <n>", "shards at a time", whole, PARALLEL)
        .action(async ({ parallel }: Options) => {
            const numbers = complete(loadFleet());
            const stacks = await Stacks.open(await engine());
            const recorded = await inventory(stacks, shardsOf(numbers, stacks.names), parallel);
            await move(stacks, movesDue(numbers, recorded));
        });
    fleet
        .command("assign")
        .description("gives each number that has none a shard, and writes that into the fleet file")
        .option("--size <n>", "numbers in a shard at most", whole, SHARD_SIZE)
        .action(({ size }: { size: number }) => {
            writeFileSync(fleetPath(), withShards(readFileSync(fleetPath(), "utf8"), size));
        });
    withChoice(fleet.command("shards").description("lists the shards")).action((options: Choice) => {
        for (const { name, numbers } of chosenOf(shardsOf(complete(loadFleet())), options))
            print(`${name} ${numbers.length}`);
    });
    withChoice(
        fleet.command("manifest").description("prints a Stack for the Pulumi Kubernetes Operator per shard"),
    ).action((options: Choice) => {
        print(manifests(chosenOf(shardsOf(complete(loadFleet())), options)));
    });
    return fleet;
}

function withChoice(command: Command): Command {
    return command
        .option("--only <shard...>", "these shards; WABA-* means all of a WABA")
        .option("--part <k/n>", "the k-th of n parts of the shards, for machines that share the work", part);
}

program()
    .parseAsync()
    .catch((error: Error) => {
        say(error.message);
        process.exitCode = error instanceof Refused || error instanceof FleetFileError ? 2 : 1;
    });
