import { expect } from "chai";
import type { RequestKind } from "../../emulator";
import { expectDocumented, type MatrixRow, matrixTable } from "../reliability/table";
import { endOf, programOf } from "./support/crash";
import { FACES } from "./support/face";
import { CELL_OPERATIONS, CELLS, type FaultCell } from "./support/faultCells";
import { PIN } from "./support/numbers";
import { Stack } from "./support/stack";

const FLAGS = ["--parallel", "256", "--continue-on-error"];

for (const { name: face, main } of FACES)
    describe(`the fault matrix on the real engine, ${face}: ${CELLS.length} numbers, each under another fault, in one stack`, function () {
        this.timeout(600_000);
        const rows: MatrixRow[] = [];
        after(() => console.log(matrixTable(rows)));

        it("one run under faults, one that repairs, and nothing is left to do", async () => {
            const seeds = CELLS.map(({ id, operation }) =>
                operation.live === undefined ? { id } : { id, registered: true, pin: "777777" },
            );
            await using stack = await Stack.create({
                main,
                numbers: seeds,
                env: {
                    WHATSAPP_REQUEST_TIMEOUT: "5",
                    WHATSAPP_WAIT_FOR_CONNECTED: "1",
                    // Nothing kills this engine: of all state that it would write, number by number, only the last counts.
                    PULUMI_EXPERIMENTAL: "1",
                    PULUMI_SKIP_CHECKPOINTS: "1",
                },
            });
            const { graph } = stack;
            await stack.declare(programOf(CELLS, "from"));
            await stack.up(...FLAGS);
            graph.clearRequests();
            for (const { id, kind, fault } of CELLS) {
                if (fault.does === "refuseConnection")
                    throw new Error("one number's connection can't be refused");
                graph.fail({ match: { kind, phoneNumberId: id }, do: fault.does });
            }
            await stack.declare(programOf(CELLS, "to"));
            const disturbed = await stack.upFails(...FLAGS);
            for (const { id, name } of CELLS)
                expect(
                    writesOf(stack, id).some(({ fault }) => fault !== undefined),
                    name,
                ).to.equal(true);

            graph.clearFaults();
            // A lock-out, or a PIN that Graph calls wrong, must be over, and a person must say so.
            const repaired = await stack.with({ WHATSAPP_IGNORE_LOCKS: "1" }, () => stack.up(...FLAGS));

            expect(CELLS.flatMap((cell) => wrongWith(stack, cell))).to.deep.equal([]);
            await stack.expectNoChanges();
            for (const { text } of [disturbed, repaired])
                for (const secret of [PIN, graph.token]) expect(text).not.to.contain(secret);
            rows.push(...CELL_OPERATIONS.map(({ name }) => rowOf(stack, name, disturbed.text)));
            for (const row of rows) expectDocumented("Faults, on the real engine", row, 2);
        });
    });

function writesOf({ graph }: Stack, id: string) {
    return graph.writes().filter((write) => write.phoneNumberId === id);
}

function wrongWith(stack: Stack, cell: FaultCell): string[] {
    const { id, name, operation, fault } = cell;
    const number = stack.graph.number(id);
    const wrong = Object.entries(endOf(operation.to)).flatMap(([property, value]) => {
        const is = number[property as keyof typeof number];
        return is === value ? [] : [`${property} is ${is}, not ${value}`];
    });
    const off = writesOf(stack, id).some(
        ({ kind, code, fault }) => kind === "deregister" && code === 100 && fault === undefined,
    );
    // 133000 says that the number is not quite off.
    if (off && fault.name !== "133000") wrong.push("a deregister was sent for a number that was off");
    return wrong.length === 0 ? [] : [`${name}: ${wrong.join(", ")}`];
}

/** Whether the diagnostics of a resource, which are indented below its name, have an error. */
function hasError(text: string, resource: string): boolean {
    const [, ...below] = text.slice(text.lastIndexOf(resource)).split("\n");
    const end = below.findIndex((line) => !line.startsWith("    "));
    return text.includes(resource) && below.slice(0, end).some((line) => line.trim().startsWith("error:"));
}

function rowOf(stack: Stack, operation: string, text: string): MatrixRow {
    const cells = CELLS.filter((cell) => cell.operation.name === operation);
    const most = (kind: RequestKind) =>
        Math.max(...cells.map(({ id }) => writesOf(stack, id).filter((write) => write.kind === kind).length));
    return {
        operation,
        cells: cells.length,
        failed: cells.filter(({ id }) => hasError(text, `PhoneNumber (number-${id}):`)).length,
        registers: most("register"),
        deregisters: most("deregister"),
    };
}
