/** Tables in plain text, without lines, which people can read and other tools can cut. */
import width from "string-width";
import { oneLine } from "./text";

const GAP = "  ";

/** Rows below a head; columns are as wide as their widest cell, whatever the script. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const all = [...(head.length > 0 ? [head] : []), ...rows].map((row) =>
        row.map((cell) => {
            const text = oneLine(cell);
            return { text, width: width(text) };
        }),
    );
    const widths: number[] = [];
    for (const row of all) {
        for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.width);
    }
    return all
        .map((row) =>
            row
                .map((cell, at) => cell.text + " ".repeat((widths[at] ?? 0) - cell.width))
                .join(GAP)
                .trimEnd(),
        )
        .join("\n");
}
