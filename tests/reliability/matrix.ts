/** Runs one cell of the number's fault matrix: an operation, one request of it, one fault; then the operation again. */
import { expect } from "chai";
import type { Emulator, RequestKind } from "../../emulator";
import type { ModelStack } from "../support/pulumiModel";
import {
    type Bench,
    type Cell,
    calm,
    disturb,
    meetsAgain,
    prepare,
    run,
    type Target,
    type Trial,
    targetsIn,
} from "./bench";
import type { NamedFault } from "./faults";
import { NEW_PIN, type Operation, PIN } from "./operations";

/** The requests of an undisturbed run. */
export async function targetsOf(bench: Bench, operation: Operation): Promise<Target[]> {
    const trial = await prepare(bench, operation);
    await run(trial, operation);
    return targetsIn(trial);
}

/** What a cell spent. */
export interface Spent {
    readonly failed: boolean;
    readonly meetsAgain: boolean;
    readonly register: number;
    readonly deregister: number;
}

/** Runs a cell and holds it to the promise; throws when it is broken. */
export async function runCell(bench: Bench, cell: Cell<Operation>): Promise<Spent> {
    const { play: operation, fault } = cell;
    const trial = await prepare(bench, operation);
    const { graph, stack, id } = trial;
    const wasLive = graph.number(id).registered;
    disturb(bench, trial, cell);
    const failed = (await run(trial, operation)).length > 0;
    const again = meetsAgain(trial, cell);

    calm(trial, fault);
    const repair = fault.blamesPin ? repairAfterBlame : fault.needsPerson ? repairAfterHold : run;
    expect((await repair(trial, operation)).map(String), "the repair's errors").to.deep.equal([]);
    // The next up repairs what a refresh found.
    if (operation.name === "refresh") expect(await stack.up(operation.program(id))).to.deep.equal([]);

    expectConverged(trial, operation);
    expect(await stack.changes(operation.program(id)), "the next preview is empty").to.equal(false);
    if (wasLive) expect(graph.number(id).registered).to.equal(operation.name !== "delete");
    const spent = { ...spentIn(graph), failed, meetsAgain: again };
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

function spentIn(graph: Emulator): Pick<Spent, "register" | "deregister"> {
    const count = (kind: RequestKind) => graph.writes().filter((write) => write.kind === kind).length;
    return { register: count("register"), deregister: count("deregister") };
}

/**
 * What was done is paid once. What was not done costs one request more for each that failed, and a register
 * that brings a number back as it was one more at most, out of the reserve; then the repair goes once again.
 */
function expectMinimal(
    { play: operation, target, fault, lasting }: Cell<Operation>,
    spent: Spent,
    graph: Emulator,
): void {
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
