/** The tables of docs/reliability.md, as the matrices print them. */
import { expect } from "chai";
import type { Tokens } from "marked";
import { rowsOf, tokensOf } from "../docs/support/documents";

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

const PAGE = "docs/reliability.md";

/**
 * Whether the page has a row as it was measured, below this heading, in its first columns: the most of a request depends on
 * the machine too, and on an engine how many runs failed does.
 */
export function expectDocumented(
    heading: string,
    { operation, cells, failed }: MatrixRow,
    columns: 2 | 4,
): void {
    const tokens = tokensOf(PAGE);
    const at = tokens.findIndex((token) => token.type === "heading" && token.text === heading);
    const table = tokens.slice(at).find((token): token is Tokens.Table => token.type === "table");
    const row = table && rowsOf(table).find(([name]) => name === operation);
    const measured = [operation, ...[cells, failed, cells - failed].map(String)];
    expect(row?.slice(0, columns), `${PAGE}, ${heading}`).to.deep.equal(measured.slice(0, columns));
}

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
