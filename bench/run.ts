import { family, killAll, start } from "../scripts/process";
import type { Contestant, Deployment, Operation, Work } from "./contestants/contestant";
import { OPERATIONS } from "./contestants/contestant";
import { cpuSecondsOfChildren } from "./cpu";
import { type Sample, trafficOf } from "./figures";
import { type Fleet, fleetOf, movedFleet, registrationsOf, seedOf, undone } from "./fleet";
import { GraphProcess } from "./graphProcess";
import { MemoryWatch } from "./memory";

/** What is to be measured. */
export interface Plan {
    sizes: readonly number[];
    latencyMs: number;
    contestants: readonly Contestant[];
    /** `up` is among them: what comes after it needs it. */
    operations: ReadonlySet<Operation>;
    /** Further variables of every command; absent: none. */
    env?: NodeJS.ProcessEnv;
    /** How often a size is run. */
    runsOf(size: number): number;
}

/** A contestant that did not get through; what it did before still counts. */
export interface Failure {
    contestant: Contestant["name"];
    size: number;
    /** The operation that failed, or that it could not be deployed. */
    during: Operation | "deploy";
    why: string;
}

export interface Measured {
    samples: Sample[];
    failures: Failure[];
}

export interface Observer {
    /** One line about how far it has come. */
    say(line: string): void;
    /** Called when a size is done, so that what was measured is kept if a later one never ends. */
    sizeDone(measured: Measured): Promise<void>;
    /** Ends the run: what was started is killed, what was measured stays. */
    signal: AbortSignal;
}

const COMMAND_TIMEOUT_MS = 30 * 60_000;

/** Runs the plan. A contestant that fails is out for that round; it never ends the run. */
export async function runPlan(plan: Plan, observer: Observer): Promise<Measured> {
    const measured: Measured = { samples: [], failures: [] };
    for (const size of plan.sizes) {
        const runs = plan.runsOf(size);
        for (let run = 0; run < runs && !observer.signal.aborted; run++) {
            observer.say(`${size} numbers, run ${run + 1} of ${runs}`);
            await new Round(plan, size, observer, measured).run(rotated(plan.contestants, run));
        }
        await observer.sizeDone(measured);
        if (observer.signal.aborted) break;
    }
    return measured;
}

/**
 * Has every contestant deploy one number, unmeasured: who came first would else pay for reading Pulumi, Node.js
 * packages and the engine from disk.
 */
export async function warmUp(plan: Plan, observer: Observer): Promise<void> {
    observer.say("warming up");
    const unkept: Measured = { samples: [], failures: [] };
    const quiet: Observer = { ...observer, say: () => undefined };
    await new Round({ ...plan, operations: new Set(["up"]) }, 1, quiet, unkept).run(plan.contestants);
}

/** A contestant in a round: its deployment, and the fleet that its program declares. */
interface Entrant {
    contestant: Contestant;
    deployment: Deployment;
    fleet: Fleet;
}

/** All operations on fresh deployments of all contestants at one size. */
class Round {
    constructor(
        private readonly plan: Plan,
        private readonly size: number,
        private readonly observer: Observer,
        private readonly measured: Measured,
    ) {}

    async run(contestants: readonly Contestant[]): Promise<void> {
        await using graph = await GraphProcess.start(this.plan.latencyMs);
        const entrants: Entrant[] = [];
        try {
            for (const [series, contestant] of contestants.entries()) {
                const entrant = await this.enter(contestant, series, graph);
                if (entrant !== undefined) entrants.push(entrant);
            }
            await this.operate(entrants, graph);
        } finally {
            await Promise.all(entrants.map(({ deployment }) => deployment[Symbol.asyncDispose]()));
        }
    }

    /** Operation by operation, so that noise on the machine hits all contestants alike. */
    private async operate(entrants: readonly Entrant[], graph: GraphProcess): Promise<void> {
        let running = entrants;
        for (const operation of OPERATIONS.filter((each) => this.plan.operations.has(each))) {
            const through: Entrant[] = [];
            for (const entrant of running) {
                if (this.observer.signal.aborted) return;
                if (await this.measure(entrant, operation, graph)) through.push(entrant);
            }
            running = through;
        }
    }

    private async enter(
        contestant: Contestant,
        series: number,
        graph: GraphProcess,
    ): Promise<Entrant | undefined> {
        const fleet = fleetOf(this.size, series);
        try {
            await graph.seed(seedOf(fleet));
            const deployment = await contestant.deploy(graph, this.plan.env);
            await deployment.declare(fleet.numbers);
            return { contestant, deployment, fleet };
        } catch (error) {
            this.failed(contestant, "deploy", error);
            return undefined;
        }
    }

    /** Whether it got through. */
    private async measure(entrant: Entrant, operation: Operation, graph: GraphProcess): Promise<boolean> {
        const { contestant, deployment } = entrant;
        try {
            if (operation === "region change") {
                entrant.fleet = movedFleet(entrant.fleet);
                await deployment.declare(entrant.fleet.numbers);
            }
            await graph.takeRequests();
            const { seconds, cpuSeconds, peakMemoryKb } = await this.execute(deployment, operation);
            const traffic = trafficOf(await graph.takeRequests(), this.plan.latencyMs);
            await checkWork(operation, contestant.work, entrant.fleet, graph);
            const stateBytes = await deployment.stateBytes();
            const sample = { contestant: contestant.name, operation, size: this.size, seconds, ...traffic };
            this.measured.samples.push({ ...sample, cpuSeconds, stateBytes, peakMemoryKb });
            this.observer.say(
                `${this.size} ${operation}, ${contestant.name}: ${seconds.toFixed(1)} s, ` +
                    (cpuSeconds === undefined ? "" : `${cpuSeconds.toFixed(1)} s of CPU, `) +
                    `${traffic.reads} reads and ${traffic.writes} writes, at most ${traffic.atOnce} at once`,
            );
            return true;
        } catch (error) {
            if (!this.observer.signal.aborted) this.failed(contestant, operation, error);
            return false;
        }
    }

    private async execute(deployment: Deployment, operation: Operation) {
        const { file, args, cwd, env } = deployment.command(operation);
        const cpuBefore = cpuSecondsOfChildren() ?? 0;
        const begun = performance.now();
        const { child, finished } = start(file, args, { cwd, env, timeoutMs: COMMAND_TIMEOUT_MS });
        const memory = new MemoryWatch(child.pid ?? 0, (line) => deployment.isProvider(line));
        const kill = () => killAll(family(child));
        this.observer.signal.addEventListener("abort", kill);
        try {
            const { code, signal, text } = await finished;
            const seconds = (performance.now() - begun) / 1000;
            if (code !== 0) throw new Error(`ended with ${signal ?? code}: ${text.trim().slice(-1000)}`);
            const cpuAfter = cpuSecondsOfChildren();
            const cpuSeconds = cpuAfter === undefined ? undefined : cpuAfter - cpuBefore;
            return { seconds, cpuSeconds, peakMemoryKb: memory.stop() };
        } finally {
            memory.stop();
            this.observer.signal.removeEventListener("abort", kill);
        }
    }

    private failed(contestant: Contestant, during: Failure["during"], error: unknown): void {
        const why = error instanceof Error ? error.message : String(error);
        this.measured.failures.push({ contestant: contestant.name, size: this.size, during, why });
        this.observer.say(`${this.size} ${during}, ${contestant.name}: FAILED: ${why}`);
    }
}

/** Who is fast because it left work undone has failed. */
async function checkWork(operation: Operation, work: Work, fleet: Fleet, graph: GraphProcess): Promise<void> {
    if (operation === "preview" || work === "nothing") return;
    const declared = work === "registration" ? registrationsOf(fleet) : fleet;
    const wrong = undone(declared, await graph.numbers(), operation !== "destroy");
    if (wrong.length > 0)
        throw new Error(`left ${wrong.length} numbers otherwise than declared, such as ${wrong[0]}`);
}

function rotated<T>(values: readonly T[], by: number): T[] {
    const at = by % Math.max(1, values.length);
    return [...values.slice(at), ...values.slice(0, at)];
}
