/** Runs one cell of the settings' fault matrix: an operation, one request of it, one fault; then the operation again. */
import { expect } from "chai";
import type { Emulator, LoggedRequest, RequestKind } from "../../emulator";
import {
    type Bench,
    type Cell,
    calm,
    disturb,
    prepare,
    run,
    shownWaba,
    type Target,
    targetsIn,
} from "./bench";
import { type SettingOperation, VERIFY_TOKEN } from "./settingsOperations";

/** How an operation goes where nothing disturbs it. */
export interface Peaceful {
    readonly targets: readonly Target[];
    /** How many requests of a kind change something. */
    readonly writes: ReadonlyMap<RequestKind, number>;
    /** What is configured in the end. */
    readonly ends: object;
}

/** Plays an operation undisturbed. */
export async function inPeace(bench: Bench, operation: SettingOperation): Promise<Peaceful> {
    const trial = await prepare(bench, operation);
    expect(await run(trial, operation), operation.name).to.deep.equal([]);
    const { graph, id } = trial;
    return { targets: targetsIn(trial), writes: countOf(graph.writes()), ends: configured(graph, id) };
}

/** The most requests that one cell sent of a kind that its undisturbed run sends once. */
export interface Spent {
    readonly failed: boolean;
    readonly writes: number;
}

/** Runs a cell and holds it to the promise; throws when it is broken. */
export async function runSettingCell(
    bench: Bench,
    cell: Cell<SettingOperation>,
    peaceful: Peaceful,
): Promise<Spent> {
    const { play, fault } = cell;
    const trial = await prepare(bench, play);
    const { graph, stack, id } = trial;
    disturb(bench, trial, cell);
    const failed = (await run(trial, play)).length > 0;

    calm(trial, fault);
    const before = graph.requests.length;
    expect((await run(trial, play)).map(String), "the repair's errors").to.deep.equal([]);
    expect(graph.requests.length - before, "the repair's requests").to.be.at.most(mostRequests(peaceful));
    const program = play.program(id);
    if (play.run !== undefined) expect(await stack.up(program)).to.deep.equal([]);

    expect(configured(graph, id), "what is configured").to.deep.equal(peaceful.ends);
    expect(await stack.changes(program), "the next preview is empty").to.equal(false);
    expectMinimal(cell, peaceful, graph);
    const said = stack.texts.join("\n");
    for (const secret of [VERIFY_TOKEN, graph.token]) expect(said).not.to.contain(secret);
    return { failed, writes: graph.writes().length };
}

/** A repair begins like the first run; a code whose answer was lost is looked for once more. */
function mostRequests({ targets }: Peaceful): number {
    return targets.length + 1;
}

/** The tries of a request that may be repeated. */
const TRIES = 4;

/**
 * What was done is sent once. What failed is sent again as often as a client tries, and once by the repair: the
 * picture's three requests all of them, since a handle can be used once.
 */
function expectMinimal({ target, lasting }: Cell, { writes }: Peaceful, graph: Emulator): void {
    const isMet = ({ fault }: LoggedRequest) => fault !== undefined;
    const quiet = countOf(graph.writes().filter((write) => !isMet(write)));
    const takesPicture = writes.has("upload");
    for (const [kind, count] of quiet) {
        const once = writes.get(kind) ?? 0;
        const again = takesPicture && writes.has(target.kind) ? once : 0;
        expect(count, `requests of the kind ${kind}`).to.be.at.most(once + again);
    }
    const met = graph.writes().filter(isMet).length;
    expect(met, "requests that met the fault").to.be.at.most(lasting ? TRIES : 1);
}

function countOf(requests: readonly LoggedRequest[]): ReadonlyMap<RequestKind, number> {
    const counts = new Map<RequestKind, number>();
    for (const { kind } of requests) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts;
}

/** What is configured on a cell's number and its WABA, whatever their IDs and codes. */
function configured(graph: Emulator, id: string): object {
    const number = graph.number(id);
    const { subscribedApps, webhookOverrides } = shownWaba(graph, id);
    const { profile, picture, conversationalAutomation, calling, commerce, username, flowsKey } = number;
    return {
        subscribedApps,
        ofWaba: webhookOverrides,
        webhook: number.webhookOverrides,
        profile,
        picture,
        conversationalAutomation,
        calling,
        commerce,
        username: username?.replaceAll(id, "ID"),
        flowsKey,
        codes: number.qrCodes.map(({ prefilledMessage }) => prefilledMessage),
    };
}
