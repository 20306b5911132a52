/** The tests of the fault matrix: one for each operation. */
import { config, expect } from "chai";
import type { ModelFace } from "../support/modelFaces";
import { type Bench, type Cell, openBenches, playAll } from "./bench";
import { FAULTS, type NamedFault } from "./faults";
import { runCell, type Spent, targetsOf } from "./matrix";
import type { Operation } from "./operations";
import { expectDocumented, type MatrixRow, matrixTable } from "./table";

/** By which protocol, and which faults; default: the dynamic one, and all. */
interface Matrix {
    readonly face?: ModelFace;
    readonly faults?: readonly NamedFault[];
}

/** Every cell of one operation, once and lasting; what it spent, and which cells broke the promise. */
async function runAll(
    operation: Operation,
    { face, faults }: Required<Matrix>,
): Promise<{ spent: Spent[]; broken: string[] }> {
    const benches = await openBenches(face);
    const targets = await targetsOf(benches[0] as Bench, operation);
    const cells: Cell<Operation>[] = targets.flatMap((target) =>
        faults.map((fault) => ({ play: operation, target, fault, lasting: false })),
    );
    const same: Spent[] = [];
    const { ends, broken } = await playAll(benches, cells, async (bench, cell) => {
        const spent = await runCell(bench, cell);
        if (cell.lasting) return spent;
        if (spent.meetsAgain) cells.push({ ...cell, lasting: true });
        else same.push(spent);
        return spent;
    });
    await Promise.all(benches.map(({ world }) => world.close()));
    return { spent: [...ends, ...same], broken };
}

/** For a suite: tests all cells of these operations, and prints what they spent. */
export function matrixTests(
    operations: readonly Operation[],
    { face = "dynamic", faults = FAULTS }: Matrix = {},
): void {
    before(() => {
        config.truncateThreshold = 0;
    });
    const rows: MatrixRow[] = [];
    after(() => console.log(matrixTable(rows)));

    for (const operation of operations) {
        it(`${operation.name}: converges, strands nothing, wastes nothing, says no secret`, async function () {
            this.timeout(600_000);
            const { spent, broken } = await runAll(operation, { face, faults });
            expect(broken, `${broken.length} broken cells`).to.deep.equal([]);
            expect(spent.length).to.be.at.least(2 * faults.length);
            const most = (kind: "register" | "deregister") => Math.max(...spent.map((cell) => cell[kind]));
            const row = {
                operation: operation.name,
                cells: spent.length,
                failed: spent.filter((cell) => cell.failed).length,
                registers: most("register"),
                deregisters: most("deregister"),
            };
            rows.push(row);
            if (faults === FAULTS) expectDocumented("Faults, in process", row, 4);
        });
    }
}
