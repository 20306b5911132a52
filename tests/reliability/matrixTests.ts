/** The tests of the fault matrix: one for each operation. */
import { config, expect } from "chai";
import { FAULTS } from "./faults";
import { type Cell, nameOf, openBench, runCell, type Spent, targetsOf } from "./matrix";
import type { Operation } from "./operations";
import { type MatrixRow, matrixTable } from "./table";

/** Cells at a time: much of a cell's time is waiting for a request that hangs. */
const AT_ONCE = 8;

/** Every cell of one operation; what it spent, and which cells broke the promise. */
async function runAll(operation: Operation): Promise<{ spent: Spent[]; broken: string[] }> {
    const benches = await Promise.all(Array.from({ length: AT_ONCE }, openBench));
    const targets = await targetsOf(benches[0] as (typeof benches)[0], operation);
    const cells: Cell[] = targets.flatMap((target) =>
        FAULTS.flatMap((fault) => [false, true].map((lasting) => ({ operation, target, fault, lasting }))),
    );
    const spent: Spent[] = [];
    const broken: string[] = [];
    await Promise.all(
        benches.map(async (bench) => {
            for (let cell = cells.pop(); cell !== undefined; cell = cells.pop()) {
                const name = nameOf(cell);
                const end = await runCell(bench, cell).catch((error: Error) => {
                    broken.push(`${name}: ${error.message}`);
                });
                if (end !== undefined) spent.push(end);
            }
            await bench.world.close();
        }),
    );
    return { spent, broken };
}

/** For a suite: tests all cells of these operations, and prints what they spent. */
export function matrixTests(operations: readonly Operation[]): void {
    before(() => {
        config.truncateThreshold = 0;
    });
    const rows: MatrixRow[] = [];
    after(() => console.log(matrixTable(rows)));

    for (const operation of operations) {
        it(`${operation.name}: converges, strands nothing, wastes nothing, says no secret`, async function () {
            this.timeout(600_000);
            const { spent, broken } = await runAll(operation);
            expect(broken, `${broken.length} broken cells`).to.deep.equal([]);
            expect(spent.length).to.be.at.least(2 * FAULTS.length);
            const most = (kind: "register" | "deregister") => Math.max(...spent.map((cell) => cell[kind]));
            rows.push({
                operation: operation.name,
                cells: spent.length,
                failed: spent.filter((cell) => cell.failed).length,
                registers: most("register"),
                deregisters: most("deregister"),
            });
        });
    }
}
