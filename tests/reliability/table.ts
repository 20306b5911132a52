/** The tables of docs/reliability.md, as the matrices print them. */

/** What a matrix found of one operation. */
export interface MatrixRow {
    readonly operation: string;
    readonly cells: number;
    /** The cells whose first run failed; the next one repaired them. */
    readonly failed: number;
    /** The most requests that one cell spent. */
    readonly registers: number;
    readonly deregisters: number;
}

const HEAD = [
    "operation",
    "cells",
    "failed, then repaired",
    "passed at once",
    "most registers",
    "most deregisters",
];

/** The rows as a Markdown table. */
export function matrixTable(rows: readonly MatrixRow[]): string {
    const cells = rows.map(({ operation, cells, failed, registers, deregisters }) => [
        operation,
        cells,
        failed,
        cells - failed,
        registers,
        deregisters,
    ]);
    return [HEAD, HEAD.map(() => "---"), ...cells].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
