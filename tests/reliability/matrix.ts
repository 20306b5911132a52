/** Runs one cell of the fault matrix: an operation, one request of it, one fault; then the operation again. */
import type { AxiosAdapter } from "axios";
import { expect } from "chai";
import type { Emulator, NumberState, RequestKind } from "../../emulator";
import { type GraphClient, graphClient } from "../../graph/client";
import type { JournalRecord } from "../../provider/run/journal";
import { directly, impatient, refused } from "../support/directly";
import { ModelStack } from "../support/pulumiModel";
import { startWorld, type World } from "../support/world";
import type { NamedFault } from "./faults";
import { NEW_PIN, type Operation, PIN } from "./operations";

/** Long: a busy machine must not look like a fault. What hangs is given up once it hangs. */
const PATIENT_MS = 60_000;
const DAY = 24 * 3600_000;

/** The n-th request of a kind in an operation. */
export interface Target {
    readonly kind: RequestKind;
    readonly nth: number;
}

/** One cell: the fault meets the target once, or every request of that kind from then on. */
export interface Cell {
    readonly operation: Operation;
    readonly target: Target;
    readonly fault: NamedFault;
    readonly lasting: boolean;
}

/** The name of a cell in messages. */
export function nameOf({ operation, target, fault, lasting }: Cell): string {
    const reach = lasting ? "from then on" : "once";
    return `${operation.name}, ${target.kind} #${target.nth + 1}, ${fault.name}, ${reach}`;
}

/** A Graph API for one cell after the other: each has a number of its own. */
export interface MatrixWorld {
    readonly world: World;
    readonly client: GraphClient;
    /** How a request travels that meets a fault of a connection: as the cell says. */
    readonly road: { connection: AxiosAdapter };
    /** What each operation begins with, once it was played. */
    readonly beginnings: Map<Operation, Beginning>;
}

/** A number, what state and journal have of it, after what an operation declares before. */
interface Beginning {
    readonly id: string;
    readonly number: NumberState;
    readonly resources: ModelStack["resources"];
    readonly journal: JournalRecord;
}

/** Starts a Graph API for cells. */
export async function openBench(): Promise<MatrixWorld> {
    const world = await startWorld();
    const settings = {
        accessToken: world.graph.token,
        appSecret: undefined,
        graphUrl: world.graph.url,
        apiVersion: "v25.0",
        requestTimeoutMs: PATIENT_MS,
        retryDelayMs: 1,
    };
    const road = { connection: refused };
    const client = graphClient(
        settings,
        {},
        directly(world.graph, (config) => road.connection(config)),
    );
    return { world, client, road, beginnings: new Map() };
}

interface Trial {
    readonly id: string;
    readonly graph: Emulator;
    readonly stack: ModelStack;
}

/** The kinds of the requests that an undisturbed run makes, in order. */
export async function targetsOf(bench: MatrixWorld, operation: Operation): Promise<Target[]> {
    const trial = await prepare(bench, operation);
    await run(trial, operation);
    const counts = new Map<RequestKind, number>();
    return trial.graph.requests.map(({ kind }) => {
        const nth = counts.get(kind) ?? 0;
        counts.set(kind, nth + 1);
        return { kind, nth };
    });
}

/** So long that no other text in a state has one by chance. */
let ids = 106540352001000;

async function prepare(bench: MatrixWorld, operation: Operation): Promise<Trial> {
    const { world } = bench;
    const { graph } = world;
    const id = String(ids++);
    graph.clearFaults();
    const stack = new ModelStack({ ...world.ports, client: bench.client });
    if (operation.before === undefined) seed(graph, id, operation);
    else {
        const beginning = bench.beginnings.get(operation) ?? (await begin(bench, operation));
        bench.beginnings.set(operation, beginning);
        // What an earlier cell's Graph asked to wait for is over.
        graph.advance(4 * DAY);
        const { number, resources, journal } = named(id, beginning);
        graph.seed({ numbers: [number] });
        for (const [name, resource] of resources) stack.resources.set(name, resource);
        world.ports.journal.write(id, () => journal);
    }
    graph.clearRequests();
    return { id, graph, stack };
}

/** In an account of its own: the listing of one that all cells shared would be longer with each. */
function seed(graph: Emulator, id: string, operation: Operation): void {
    graph.seed({ numbers: [{ id, wabaId: `9${id}`, ...operation.seed }] });
}

/** Plays what was declared before: once, since it is the same for each cell of an operation, but for the ID. */
async function begin(bench: MatrixWorld, operation: Operation): Promise<Beginning> {
    const { graph, ports } = bench.world;
    const id = String(ids++);
    seed(graph, id, operation);
    const stack = new ModelStack({ ...ports, client: bench.client });
    expect(await stack.up(operation.before?.(id) ?? {})).to.deep.equal([]);
    // Nothing is settling any more, and the first requests have left the window.
    graph.advance(4 * DAY);
    expect(await stack.refresh()).to.deep.equal([]);
    return { id, number: graph.number(id), resources: stack.resources, journal: ports.journal.read(id) };
}

/** The same as if another number had begun so. */
function named(id: string, { resources, ...beginning }: Beginning): Beginning {
    const texts = JSON.stringify({ ...beginning, resources: [...resources] });
    const copy = JSON.parse(texts.replaceAll(beginning.id, id));
    return { ...copy, resources: new Map(copy.resources) };
}

/** How the request travels that meets a fault: nobody listens, or nobody waits long for an answer that does not come. */
function connectionOf({ fault: { does }, lasting }: Cell, graph: Emulator): AxiosAdapter {
    if (does !== "refuseConnection") return impatient(graph);
    return (config) => {
        // The emulator never sees it, so its fault would wait for the next request.
        if (!lasting) graph.clearFaults();
        return refused(config);
    };
}

function run({ stack, id }: Trial, operation: Operation): Promise<Error[]> {
    const program = operation.program(id);
    return operation.run === undefined ? stack.up(program) : operation.run(stack, program);
}

/** What a cell spent. */
export interface Spent {
    readonly failed: boolean;
    readonly register: number;
    readonly deregister: number;
}

/** Runs a cell and holds it to the promise; throws when it is broken. */
export async function runCell(bench: MatrixWorld, cell: Cell): Promise<Spent> {
    const { operation, target, fault, lasting } = cell;
    const trial = await prepare(bench, operation);
    const { graph, stack, id } = trial;
    const wasLive = graph.number(id).registered;
    bench.road.connection = connectionOf(cell, graph);
    graph.fail({
        match: { kind: target.kind },
        after: target.nth,
        times: lasting ? 999 : 1,
        do: fault.does === "refuseConnection" ? { drop: "before" } : fault.does,
    });
    const failed = (await run(trial, operation)).length > 0;

    graph.clearFaults();
    graph.advance(fault.passes ?? 60_000);
    const repair = fault.blamesPin ? repairAfterBlame : fault.needsPerson ? repairAfterHold : run;
    expect((await repair(trial, operation)).map(String), "the repair's errors").to.deep.equal([]);
    // The next up repairs what a refresh found.
    if (operation.name === "refresh") expect(await stack.up(operation.program(id))).to.deep.equal([]);

    expectConverged(trial, operation);
    expect(await stack.changes(operation.program(id)), "the next preview is empty").to.equal(false);
    if (wasLive) expect(graph.number(id).registered).to.equal(operation.name !== "delete");
    const spent = spentIn(graph, failed);
    expectMinimal(cell, spent, graph);
    expectNoSecret(stack);
    return spent;
}

/** A PIN that Graph called wrong is not sent again, until a person says so; a changed one is tried, and is wrong. */
async function repairAfterBlame(bench: Trial, operation: Operation): Promise<Error[]> {
    const registers = bench.graph.writes().filter(({ kind }) => kind === "register").length;
    const errors = await run(bench, operation);
    if (errors.length === 0) return [];
    const { support = {} } = operation.program(bench.id);
    if (support.pin !== PIN) {
        expect(errors[0]?.message).to.contain("give the PIN that the number had before");
        expect(await bench.stack.up({ support: { ...support, pin: PIN } })).to.deep.equal([]);
        return run(bench, operation);
    }
    expect(errors[0]?.message).to.contain("this same PIN before (133005)");
    expect(bench.graph.writes().filter(({ kind }) => kind === "register")).to.have.length(registers);
    bench.stack.ignoreLocks = true;
    return run(bench, operation);
}

/** What a person has to fix is not tried again until that person says that it is done. */
async function repairAfterHold(bench: Trial, operation: Operation): Promise<Error[]> {
    const registers = () => bench.graph.writes().filter(({ kind }) => kind === "register").length;
    const before = registers();
    const errors = await run(bench, operation);
    if (!/^phone number \d+.*: register was refused.*Nothing was sent/.test(errors[0]?.message ?? ""))
        return errors;
    expect(registers(), "registers of a refusal that nobody has mended").to.equal(before);
    bench.stack.ignoreLocks = true;
    return run(bench, operation);
}

function expectConverged({ graph, id }: Trial, { ends }: Operation): void {
    const { registered, pin, region, identityKeyCheck } = graph.number(id);
    expect({ registered, pin }).to.deep.equal({ registered: ends.registered, pin: ends.pin });
    if (ends.registered) expect(region).to.equal(ends.region);
    if (ends.identityKeyCheck !== undefined) expect(identityKeyCheck).to.equal(ends.identityKeyCheck);
}

function spentIn(graph: Emulator, failed: boolean): Spent {
    const count = (kind: RequestKind) => graph.writes().filter((write) => write.kind === kind).length;
    return { failed, register: count("register"), deregister: count("deregister") };
}

/**
 * What was done is paid once. What was not done costs one request more for each that failed, and a register
 * that brings a number back as it was one more at most, out of the reserve; then the repair goes once again.
 */
function expectMinimal({ operation, target, fault, lasting }: Cell, spent: Spent, graph: Emulator): void {
    // 133000 asks for one more deregister each time, and says that the number is not quite off.
    const incomplete = fault.name === "133000";
    for (const kind of ["register", "deregister"] as const) {
        const met = graph.writes().filter((write) => write.kind === kind && write.fault !== undefined);
        const wasted = met.filter((write) => !write.applied).length;
        const asked = kind === "deregister" && incomplete ? 2 : 0;
        const comesBack = cameBack(operation, target, fault) ? 1 : 0;
        const allowed = operation.spends[kind] + wasted + asked + comesBack;
        expect(spent[kind], `${kind} requests`).to.be.at.most(allowed);
        // 12 has a try of its own: it may only mean that the region is named.
        const tries = fault.name === "12" ? 3 : 2;
        expect(wasted, `${kind} requests that failed`).to.be.at.most(lasting ? tries : 1);
    }
    const off = graph
        .writes()
        .filter((write) => write.kind === "deregister" && write.code === 100 && write.fault === undefined);
    if (!incomplete) expect(off, "deregisters of a number that is off").to.deep.equal([]);
}

/** Where the wanted region was refused, the number came back with the former one, to go again in the repair. */
function cameBack({ spends }: Operation, { kind }: Target, fault: NamedFault): boolean {
    return (
        spends.deregister === 1 &&
        spends.register === 1 &&
        (kind === "setStorage" || kind === "register") &&
        !fault.applied
    );
}

/** PIN and token, wherever they could have been shown. */
function expectNoSecret(stack: ModelStack): void {
    const said = stack.texts.join("\n");
    for (const secret of [PIN, NEW_PIN, "EMULATOR-TOKEN"]) expect(said).not.to.contain(secret);
}
