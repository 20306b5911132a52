import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { commandOf, counted, listed, resultsOption, wholeNumber } from "./command";
import {
    CONTESTANTS,
    type Contestant,
    type ContestantName,
    OPERATIONS,
    type Operation,
} from "./contestants/contestant";
import { floor } from "./contestants/floor";
import { naive } from "./contestants/naive";
import { nativeNode, nativeYaml } from "./contestants/native";
import { ours } from "./contestants/ours";
import { PARALLELISM } from "./contestants/pulumi";
import { leanRestapi, restapi } from "./contestants/restapi";
import { usual } from "./contestants/usual";
import { describeMachine } from "./machine";
import { OPENTOFU } from "./opentofu";
import { type Report, renderMarkdown, renderText } from "./results";
import { type Measured, type Observer, type Plan, runPlan, warmUp } from "./run";

const ALL: Record<ContestantName, Contestant> = {
    ours,
    "native-node": nativeNode,
    "native-yaml": nativeYaml,
    floor,
    usual,
    naive,
    restapi,
    "lean-restapi": leanRestapi,
};

/** Up to this size noise is as large as what is compared: the median of several runs counts. */
const SMALL = 300;

interface Options {
    sizes: number[];
    latency: number;
    peers: ContestantName[];
    operations: Operation[];
    runs: number;
    results: string;
}

const program = new Command("npm run bench --")
    .description("Measures pulumi-whatsapp against the alternatives, on an emulated Graph API")
    .option(
        "--sizes <numbers>",
        "how many numbers, each a run of its own",
        listed(counted),
        [10, 100, 300, 1000],
    )
    .option("--latency <ms>", "how long Graph takes to answer", wholeNumber, 50)
    .option("--peers <names>", `who takes part: ${CONTESTANTS.join(", ")}`, listed(oneOf(CONTESTANTS)), [
        ...CONTESTANTS,
    ])
    .option(
        "--operations <names>",
        `what is measured: ${OPERATIONS.join(", ")}; up always is`,
        listed(oneOf(OPERATIONS)),
        [...OPERATIONS],
    )
    .option("--runs <count>", `runs at sizes up to ${SMALL}, larger ones run once`, counted, 3)
    .addOption(resultsOption("RESULTS.md"));

async function main(options: Options, args: readonly string[]): Promise<void> {
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
    const plan: Plan = {
        sizes: options.sizes,
        latencyMs: options.latency,
        contestants: CONTESTANTS.filter((name) => options.peers.includes(name)).map((name) => ALL[name]),
        operations: new Set([...options.operations, "up"]),
        runsOf: (size) => (size <= SMALL ? options.runs : 1),
    };
    const machine = await describeMachine();
    if (options.peers.some((name) => /restapi/.test(name))) machine.push(OPENTOFU);
    const report: Omit<Report, keyof Measured> = {
        plan,
        conditions: { latencyMs: options.latency, parallelism: PARALLELISM },
        command: commandOf("npm run bench", args),
        date: new Date(),
        machine,
        complete: false,
    };
    const keep = async (measured: Measured, complete: boolean) => {
        await mkdir(path.dirname(options.results), { recursive: true });
        await writeFile(options.results, renderMarkdown({ ...report, ...measured, complete }));
    };
    const begun = Date.now();
    const say = (line: string) => process.stderr.write(`${minutesSince(begun)} ${line}\n`);
    const observer: Observer = { say, sizeDone: (soFar) => keep(soFar, false), signal: stop.signal };
    await warmUp(plan, observer);
    const measured = await runPlan(plan, observer);
    const complete = !stop.signal.aborted;
    await keep(measured, complete);
    process.stdout.write(`\n${renderText({ ...report, ...measured, complete })}\n`);
    say(`kept in ${path.relative(process.cwd(), options.results)}`);
    if (!complete) process.exitCode = 130;
}

function minutesSince(begun: number): string {
    const seconds = Math.round((Date.now() - begun) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function oneOf<T extends string>(names: readonly T[]): (text: string) => T {
    return (text) => {
        const found = names.find((each) => each === text);
        if (found === undefined) throw new InvalidArgumentError(`there is ${names.join(", ")}, no ${text}`);
        return found;
    };
}

program.action((options: Options) => main(options, process.argv.slice(2)));
program.parseAsync().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
