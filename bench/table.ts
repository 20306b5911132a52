import { table } from "../cli/table";

/** A table for people: on the terminal, and in RESULTS.md. */
export interface Table {
    title: string;
    head: string[];
    rows: string[][];
}

export function asText({ title, head, rows }: Table): string {
    return `${title}\n\n${table(head, rows)}\n`;
}

export function asMarkdown({ title, head, rows }: Table): string {
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    // The first column says what a row is about; the others are numbers.
    const rule = line(head.map((_, index) => (index === 0 ? "---" : "--:")));
    return `## ${title}\n\n${[line(head), rule, ...rows.map(line)].join("\n")}\n`;
}
