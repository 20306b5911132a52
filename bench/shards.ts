/** `npm run bench:fleet`: what sharding saves. examples/fleet drives the same numbers in one stack and in several. */
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Command } from "commander";
import { findEngine } from "../scripts/engine";
import { run } from "../scripts/process";
import { pulumiEnv } from "../scripts/pulumi";
import { copyExample, removeProject } from "../tests/engine/support/project";
import { casesOf, type FleetCase } from "./cases";
import { commandOf, counted, listed, resultsOption, wholeNumber } from "./command";
import { fleetOf, PIN, seedOf, undone } from "./fleet";
import { GraphProcess } from "./graphProcess";
import { describeMachine } from "./machine";
import { asMarkdown, asText, type Table } from "./table";

const VERBS = ["up", "preview", "refresh", "destroy"] as const;
type Verb = (typeof VERBS)[number];

const COMMAND_TIMEOUT_MS = 60 * 60_000;

interface Options {
    numbers: number;
    shards: number[];
    parallel: number;
    sizes: number[];
    latency: number;
    results: string;
}

/** One fleet, driven from nothing to nothing. */
interface Measured extends FleetCase {
    seconds: Partial<Record<Verb, number>>;
    /** Of all its stacks, after `up`. */
    stateBytes: number;
    requests: number;
}

const program = new Command("npm run bench:fleet --")
    .description("Measures a fleet in one stack and in several, and how one stack's cost grows with its size")
    .option("--numbers <n>", "how many numbers, in one stack and in several", counted, 1000)
    .option("--shards <numbers>", "in how many stacks", listed(counted), [1, 5, 10, 20])
    .option("--parallel <n>", "shards at a time", counted, 4)
    .option("--sizes <numbers>", "sizes of a stack on its own", listed(counted), [50, 100, 200, 400, 1000])
    .option("--latency <ms>", "how long Graph takes to answer", wholeNumber, 50)
    .addOption(resultsOption("RESULTS-fleet.md"));

async function main(options: Options, args: readonly string[]): Promise<void> {
    const machine = await describeMachine();
    // The driver gets the signal too, and lets the shards that run finish; then the emulator is stopped.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => {});
    await using graph = await GraphProcess.start(options.latency);
    const command = commandOf("npm run bench:fleet", args);
    const cases = casesOf(options);
    const measured: Measured[] = [];
    // Kept after each: a run that is stopped loses only what it is at.
    for (const [series, each] of cases.entries()) {
        process.stderr.write(
            `${each.size} numbers in ${each.shards} ${each.shards === 1 ? "stack" : "stacks"} …\n`,
        );
        measured.push(await measure(graph, { ...each, series, parallel: options.parallel }));
        const tables = [shardsTable(options, measured), curveTable(measured)];
        if (measured.length === cases.length) process.stdout.write(`${tables.map(asText).join("\n")}\n`);
        const state = measured.length < cases.length ? ", **which did not come to its end**" : "";
        await mkdir(path.dirname(options.results), { recursive: true });
        await writeFile(options.results, markdown(tables, options, `\`${command}\`${state}`, machine));
    }
}

interface Case extends FleetCase {
    /** Keeps the numbers of the cases apart: they share one emulator. */
    series: number;
    parallel: number;
}

async function measure(graph: GraphProcess, { size, shards, series, parallel }: Case): Promise<Measured> {
    const fleet = fleetOf(size, series);
    await graph.seed(seedOf(fleet));
    await graph.takeRequests();
    const folder = await copyExample("fleet");
    try {
        const folders = { home: path.join(folder, "home"), backend: path.join(folder, "state") };
        await mkdir(folders.backend);
        await writeFile(path.join(folder, "fleet.csv"), fleetFile(fleet, Math.ceil(size / shards)));
        const env = pulumiEnv(await findEngine(), folders, {
            WHATSAPP_GRAPH_URL: graph.url,
            WHATSAPP_ACCESS_TOKEN: graph.token,
            WHATSAPP_PIN: PIN,
        });
        const measured: Measured = { size, shards, seconds: {}, stateBytes: 0, requests: 0 };
        for (const verb of VERBS) {
            const guard = verb === "destroy" ? ["--deregister", String(size)] : [];
            const args = ["--import", "tsx", "main.ts", verb, "--parallel", String(parallel), ...guard];
            const begun = performance.now();
            const ended = await run(process.execPath, args, {
                cwd: folder,
                env,
                timeoutMs: COMMAND_TIMEOUT_MS,
            });
            measured.seconds[verb] = (performance.now() - begun) / 1000;
            if (ended.code !== 0)
                throw new Error(`${verb} of ${size} numbers failed:\n${ended.text.slice(-2000)}`);
            // What was measured counts only if it was done.
            const left = undone(fleet, await graph.numbers(), verb !== "destroy");
            if (left.length > 0) throw new Error(`${verb} left ${left.length} numbers undone`);
            if (verb === "up") {
                measured.stateBytes = await bytesIn(path.join(folders.backend, ".pulumi/stacks"));
                measured.requests = (await graph.takeRequests()).length;
            }
        }
        return measured;
    } finally {
        removeProject(folder);
    }
}

/** The fleet as examples/fleet wants it, every shard of the same size. */
function fleetFile({ wabaId, numbers }: ReturnType<typeof fleetOf>, shardSize: number): string {
    const rows = numbers.map(({ phoneNumberId, dataLocalizationRegion, enableIdentityKeyCheck }, index) =>
        [
            phoneNumberId,
            wabaId,
            dataLocalizationRegion,
            enableIdentityKeyCheck && "yes",
            "",
            `${wabaId}-${Math.floor(index / shardSize) + 1}`,
        ].join(","),
    );
    return ["phoneNumberId,wabaId,region,identityCheck,removable,shard", ...rows, ""].join("\n");
}

/** The states in a file backend; backups beside them do not count. */
async function bytesIn(folder: string): Promise<number> {
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".json"));
    const sizes = await Promise.all(files.map(async (name) => (await stat(path.join(folder, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
}

function shardsTable({ numbers, parallel }: Options, measured: readonly Measured[]): Table {
    const whole = measured.filter(({ size }) => size === numbers);
    const rows = whole.map(({ shards, seconds, stateBytes, requests }) => [
        String(shards),
        String(Math.ceil(numbers / shards)),
        ...VERBS.map((verb) => seconds[verb]?.toFixed(1) ?? ""),
        String(requests),
        (stateBytes / 1e6).toFixed(2),
    ]);
    const head = [
        "stacks",
        "numbers in each",
        ...VERBS.map((verb) => `${verb}, s`),
        "requests of up",
        "state, MB",
    ];
    return { title: `${numbers} numbers, ${parallel} stacks at a time`, head, rows };
}

function curveTable(measured: readonly Measured[]): Table {
    const single = measured.filter(({ shards }) => shards === 1);
    const rows = single.map(({ size, seconds, stateBytes }) => [
        String(size),
        ...(["up", "destroy"] as const).map((verb) => seconds[verb]?.toFixed(1) ?? ""),
        perNumber(seconds.up, size),
        perNumber(seconds.destroy, size),
        (stateBytes / 1e6).toFixed(2),
        String(Math.round(stateBytes / size)),
    ]);
    const head = [
        "numbers",
        "up, s",
        "destroy, s",
        "up, ms per number",
        "destroy, ms per number",
        "state, MB",
        "state, bytes per number",
    ];
    return { title: "One stack, by its size", head, rows };
}

function perNumber(seconds: number | undefined, size: number): string {
    return seconds === undefined ? "" : ((1000 * seconds) / size).toFixed(0);
}

function markdown(
    tables: Table[],
    { latency }: Options,
    command: string,
    machine: readonly string[],
): string {
    return [
        "# A fleet in one stack and in several",
        "",
        "Written by the bench. The driver is [examples/fleet](../examples/fleet), the backend a folder; times are those",
        "of the whole command.",
        "",
        `- ${new Date().toISOString().slice(0, 10)}: ${command}`,
        ...machine.map((line) => `- ${line}`),
        `- ${latency} ms of latency, by an emulator in a process of its own`,
        "",
        ...tables.map(asMarkdown),
    ].join("\n");
}

program.action((options: Options) => main(options, process.argv.slice(2)));
program.parseAsync().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
