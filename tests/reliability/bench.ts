/** Where cells of a fault matrix are played: a Graph API, what a run begins with, and one request that goes wrong. */
import type { AxiosAdapter } from "axios";
import { expect } from "chai";
import type { Emulator, NumberSeed, NumberState, RequestKind, WabaSeed, WabaState } from "../../emulator";
import { displayNumberOf } from "../../emulator/schema/displayNumber";
import { type GraphClient, graphClient } from "../../graph/client";
import type { JournalRecord } from "../../provider/run/journal";
import { directly, impatient, refused } from "../support/directly";
import type { ModelFace } from "../support/modelFaces";
import { ModelStack, type Program } from "../support/pulumiModel";
import { startWorld, type World } from "../support/world";
import type { NamedFault } from "./faults";

/** What is played on one number: where it stands before, and the run that is disturbed. */
export interface Play {
    readonly name: string;
    readonly seed: Omit<NumberSeed, "id">;
    /** Its WABA; default: an empty one. */
    readonly waba?: Omit<WabaSeed, "id">;
    /** What is declared, and done, before; nothing: the number is new. */
    readonly before?: (id: string) => Program;
    /** What is declared in the run, and by its repetition. */
    readonly program: (id: string) => Program;
    /** How it is run; default: up. */
    readonly run?: (stack: ModelStack, program: Program) => Promise<Error[]>;
}

/** Long: a busy machine must not look like a fault. What hangs is given up once it hangs. */
const PATIENT_MS = 60_000;
const DAY = 24 * 3600_000;

/** The n-th request of a kind in a play. */
export interface Target {
    readonly kind: RequestKind;
    readonly nth: number;
}

/** One cell: the fault meets the target once, or every request of that kind from then on. */
export interface Cell<Played extends Play = Play> {
    readonly play: Played;
    readonly target: Target;
    readonly fault: NamedFault;
    readonly lasting: boolean;
}

/** The name of a cell in messages. */
export function nameOf({ play, target, fault, lasting }: Cell): string {
    const reach = lasting ? "from then on" : "once";
    return `${play.name}, ${target.kind} #${target.nth + 1}, ${fault.name}, ${reach}`;
}

/** A Graph API for one cell after the other: each has a number of its own. */
export interface Bench {
    readonly face: ModelFace;
    readonly world: World;
    readonly client: GraphClient;
    /** How a request travels that meets a fault of a connection: as the cell says. */
    readonly road: { connection: AxiosAdapter };
    /** What each play begins with, once it was played. */
    readonly beginnings: Map<Play, Beginning>;
}

/** A number and its WABA, what state and journal have of them, after what a play declares before. */
interface Beginning {
    readonly id: string;
    readonly number: NumberState;
    readonly waba: WabaState;
    readonly resources: ModelStack["resources"];
    readonly journal: JournalRecord;
}

/** Cells at a time: much of a cell's time is waiting for a request that hangs. */
const AT_ONCE = 8;

/** Starts Graph APIs for cells. */
export function openBenches(face: ModelFace = "dynamic"): Promise<Bench[]> {
    return Promise.all(Array.from({ length: AT_ONCE }, () => openBench(face)));
}

async function openBench(face: ModelFace): Promise<Bench> {
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
    return { face, world, client, road, beginnings: new Map() };
}

/** One play of one cell. */
export interface Trial {
    readonly id: string;
    readonly graph: Emulator;
    readonly stack: ModelStack;
}

/** So long that no other text in a state has one by chance. */
let ids = 106540352001000;

/** A number where a play begins, and a stack that has what was declared before. */
export async function prepare(bench: Bench, play: Play): Promise<Trial> {
    const { world } = bench;
    const { graph } = world;
    const id = String(ids++);
    graph.clearFaults();
    const stack = new ModelStack({ ...world.ports, client: bench.client }, bench.face);
    if (play.before === undefined) seed(graph, id, play);
    else {
        const beginning = bench.beginnings.get(play) ?? (await begin(bench, play));
        bench.beginnings.set(play, beginning);
        // What an earlier cell's Graph asked to wait for is over.
        graph.advance(4 * DAY);
        const { number, waba, resources, journal } = named(id, beginning);
        graph.seed({ numbers: [number], wabas: [waba] });
        for (const [name, resource] of resources) stack.resources.set(name, resource);
        world.ports.journal.write(id, () => journal);
    }
    graph.clearRequests();
    return { id, graph, stack };
}

/** In an account of its own: the listing of one that all cells shared would be longer with each. */
function seed(graph: Emulator, id: string, play: Play): void {
    const wabaId = wabaOf(id);
    graph.seed({ numbers: [{ id, wabaId, ...play.seed }], wabas: [{ id: wabaId, ...play.waba }] });
}

/** The WABA of a cell's number. */
export function wabaOf(id: string): string {
    return `9${id}`;
}

/** Plays what was declared before: once, since it is the same for each cell of a play, but for the ID. */
async function begin(bench: Bench, play: Play): Promise<Beginning> {
    const { graph, ports } = bench.world;
    const id = String(ids++);
    seed(graph, id, play);
    const stack = new ModelStack({ ...ports, client: bench.client }, bench.face);
    expect(await stack.up(play.before?.(id) ?? {})).to.deep.equal([]);
    // Nothing is settling any more, and the first requests have left the window.
    graph.advance(4 * DAY);
    expect(await stack.refresh()).to.deep.equal([]);
    return {
        id,
        number: graph.number(id),
        waba: shownWaba(graph, id),
        resources: stack.resources,
        journal: ports.journal.read(id),
    };
}

/** The WABA of a cell's number as Graph has it. */
export function shownWaba(graph: Emulator, id: string): WabaState {
    const found = graph.state().wabas.find((waba) => waba.id === wabaOf(id));
    if (found === undefined) throw new Error(`there is no WABA ${wabaOf(id)}`);
    return found;
}

/** The same as if another number had begun so. */
function named(id: string, { resources, ...beginning }: Beginning): Beginning {
    const texts = JSON.stringify({ ...beginning, resources: [...resources] });
    const { displayPhoneNumber } = beginning.number;
    const renamed = texts.replaceAll(displayPhoneNumber, displayNumberOf(id)).replaceAll(beginning.id, id);
    const copy = JSON.parse(renamed);
    return { ...copy, resources: new Map(copy.resources) };
}

/** From now on the request of the cell meets its fault. */
export function disturb({ road }: Bench, { graph }: Trial, { target, fault: { does }, lasting }: Cell): void {
    road.connection = impatient(graph);
    const match = { kind: target.kind };
    const times = lasting ? 999 : 1;
    if (does !== "refuseConnection") {
        graph.fail({ match, after: target.nth, times, do: does });
        return;
    }
    graph.fail({ match, after: target.nth, times, do: { drop: "before" } });
    road.connection = (config) => {
        // The emulator never sees it, so its fault would wait for the next request.
        if (!lasting) graph.clearFaults();
        return refused(config);
    };
}

/** The fault is over, and what has to pass after it has passed. */
export function calm({ graph }: Trial, fault: NamedFault): void {
    graph.clearFaults();
    graph.advance(fault.passes ?? 60_000);
}

/** The disturbed run, or its repetition. */
export function run({ stack, id }: Trial, play: Play): Promise<Error[]> {
    const program = play.program(id);
    return play.run === undefined ? stack.up(program) : play.run(stack, program);
}

/** The requests that an undisturbed run makes, in order. */
export function targetsIn({ graph }: Trial): Target[] {
    const counts = new Map<RequestKind, number>();
    return graph.requests.map(({ kind }) => {
        const nth = counts.get(kind) ?? 0;
        counts.set(kind, nth + 1);
        return { kind, nth };
    });
}

/** Whether a fault that lasts would have met a further request; if not, the cell is the same, once or lasting. */
export function meetsAgain({ graph }: Trial, { target, fault }: Cell): boolean {
    const met = graph.requests.filter(({ kind }) => kind === target.kind);
    // A refused connection is in no log.
    const isLogged = fault.does !== "refuseConnection" && met.some((request) => request.fault !== undefined);
    return !isLogged || met.length > target.nth + 1;
}

/** Plays cells on all benches at once: what each came to, and which broke the promise. */
export async function playAll<Played extends Play, End>(
    benches: readonly Bench[],
    cells: Cell<Played>[],
    runCell: (bench: Bench, cell: Cell<Played>) => Promise<End>,
): Promise<{ ends: End[]; broken: string[] }> {
    const ends: End[] = [];
    const broken: string[] = [];
    const playSome = async (bench: Bench) => {
        for (let cell = cells.pop(); cell !== undefined; cell = cells.pop()) {
            try {
                ends.push(await runCell(bench, cell));
            } catch (error) {
                broken.push(`${nameOf(cell)}: ${error instanceof Error ? error.message : String(error)}`);
            }
        }
    };
    await Promise.all(benches.map(playSome));
    return { ends, broken };
}
