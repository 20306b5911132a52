/** Where cells of a fault matrix are played: a Graph API, what a run begins with, and one request that goes wrong. */
import { expect } from "chai";
import type { Emulator, NumberSeed, NumberState, RequestKind, WabaSeed, WabaState } from "../../emulator";
import { type GraphClient, type GraphRequest, graphClient } from "../../graph/client";
import type { JournalRecord } from "../../provider/run/journal";
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

/** How long to wait for a hanging request, in milliseconds: short, since hanging is what is tested. */
const HASTY_MS = 150;
/** The same where nothing hangs: long, since a busy machine must not look like a fault. */
const PATIENT_MS = 5_000;
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
    readonly world: World;
    /** Goes to the Graph API, waits for it briefly, or finds nobody listening, as the cell says. */
    readonly patient: GraphClient;
    readonly hasty: GraphClient;
    readonly nobody: GraphClient;
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
export function openBenches(): Promise<Bench[]> {
    return Promise.all(Array.from({ length: AT_ONCE }, openBench));
}

async function openBench(): Promise<Bench> {
    const world = await startWorld();
    const settings = {
        accessToken: world.graph.token,
        appSecret: undefined,
        graphUrl: world.graph.url,
        apiVersion: "v25.0",
        requestTimeoutMs: HASTY_MS,
        retryDelayMs: 1,
    };
    return {
        world,
        patient: graphClient({ ...settings, requestTimeoutMs: PATIENT_MS }),
        hasty: graphClient(settings),
        nobody: graphClient({ ...settings, graphUrl: "http://127.0.0.1:1" }),
        beginnings: new Map(),
    };
}

/** What disturbs the run that is going on: one request goes another way, and perhaps all later ones of its kind. */
interface Disturbance {
    diverted?: { readonly target: Target; readonly to: GraphClient; readonly lasting: boolean };
}

/** One play of one cell. */
export interface Trial {
    readonly id: string;
    readonly graph: Emulator;
    readonly stack: ModelStack;
    readonly disturbance: Disturbance;
    /** The kinds of the requests that the client sent, in its own words. */
    readonly asked: RequestKind[];
}

/** So long that no other text in a state has one by chance. */
let ids = 106540352001000;

/** A number where a play begins, and a stack that has what was declared before. */
export async function prepare(bench: Bench, play: Play): Promise<Trial> {
    const { world } = bench;
    const { graph } = world;
    const id = String(ids++);
    const disturbance: Disturbance = {};
    const asked: RequestKind[] = [];
    graph.clearFaults();
    const client = disturbed(bench.patient, disturbance, asked);
    const stack = new ModelStack({ ...world.ports, client });
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
    return { id, graph, stack, disturbance, asked };
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
    const stack = new ModelStack({ ...ports, client: bench.patient });
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
    const copy = JSON.parse(texts.replaceAll(beginning.id, id));
    return { ...copy, resources: new Map(copy.resources) };
}

/** A client whose n-th request of a kind, and perhaps all later ones, go to another one. */
function disturbed(usual: GraphClient, disturbance: Disturbance, asked: RequestKind[]): GraphClient {
    const counts = new Map<RequestKind, number>();
    return {
        send(request) {
            const { diverted } = disturbance;
            const kind = kindOf(request);
            asked.push(kind);
            if (diverted === undefined || kind !== diverted.target.kind) return usual.send(request);
            const nth = counts.get(kind) ?? 0;
            counts.set(kind, nth + 1);
            const { target, to, lasting } = diverted;
            return (nth === target.nth || (lasting && nth > target.nth) ? to : usual).send(request);
        },
    };
}

/** From now on the request of the cell meets its fault. */
export function disturb(bench: Bench, { graph, disturbance }: Trial, { target, fault, lasting }: Cell): void {
    disturbance.diverted = { target, to: diversionOf(fault, bench), lasting };
    if (fault.does === "refuseConnection") return;
    const times = lasting ? 999 : 1;
    graph.fail({ match: { kind: target.kind }, after: target.nth, times, do: fault.does });
}

/** The fault is over, and what has to pass after it has passed. */
export function calm({ graph, disturbance }: Trial, fault: NamedFault): void {
    graph.clearFaults();
    delete disturbance.diverted;
    graph.advance(fault.passes ?? 60_000);
}

/** Who is asked instead: nobody listens, or nobody waits long for an answer that does not come. */
function diversionOf({ does }: NamedFault, { nobody, hasty, patient }: Bench): GraphClient {
    if (does === "refuseConnection") return nobody;
    return "hang" in does || "slow" in does ? hasty : patient;
}

/** What each request is called, and what the emulator calls it; the first that fits counts. */
const KINDS: readonly [RegExp, RequestKind][] = [
    [/^register$/, "register"],
    [/^deregister$/, "deregister"],
    [/the PIN/, "setPin"],
    [/storage region/, "setStorage"],
    [/identity key check/, "setIdentityKeyCheck"],
    [/reading the (settings|calling settings)/, "readSettings"],
    [/listing the QR codes/, "readQrCodes"],
    [/listing/, "list"],
    [/(setting|clearing) the webhook override/, "setWebhookOverride"],
    [/^subscribing/, "subscribeApp"],
    [/^unsubscribing/, "unsubscribeApp"],
    [/reading the app subscription/, "readSubscribedApps"],
    [/the token's app/, "readApp"],
    [/reading the business profile/, "readProfile"],
    [/setting the business profile/, "setProfile"],
    [/uploading/, "upload"],
    [/setting the ice breakers/, "setAutomation"],
    [/setting the calling/, "setCalling"],
    [/reading the commerce/, "readCommerce"],
    [/setting the commerce/, "setCommerce"],
    [/reading the username/, "readUsername"],
    [/setting the username/, "setUsername"],
    [/releasing the username/, "releaseUsername"],
    [/reading the Flows/, "readFlowsKey"],
    [/setting the Flows/, "setFlowsKey"],
    [/reading the QR code/, "readQrCode"],
    [/creating the QR code/, "createQrCode"],
    [/changing the QR code/, "changeQrCode"],
    [/deleting the QR code/, "deleteQrCode"],
];

function kindOf({ request }: GraphRequest): RequestKind {
    return KINDS.find(([pattern]) => pattern.test(request))?.[1] ?? "read";
}

/** The disturbed run, or its repetition. */
export function run({ stack, id }: Trial, play: Play): Promise<Error[]> {
    const program = play.program(id);
    return play.run === undefined ? stack.up(program) : play.run(stack, program);
}

/** The requests that an undisturbed run makes, in order. */
export function targetsIn({ graph, asked }: Trial): Target[] {
    const counts = new Map<RequestKind, number>();
    const kinds = graph.requests.map(({ kind }) => kind);
    expect(asked, "what the client's requests are called").to.have.members(kinds);
    return kinds.map((kind) => {
        const nth = counts.get(kind) ?? 0;
        counts.set(kind, nth + 1);
        return { kind, nth };
    });
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
