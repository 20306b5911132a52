/** Tables in plain text, without lines: they can be read, and cut by other tools. */
import CliTable from "cli-table3";
import { oneLine } from "./text.js";

const NO_LINES = Object.fromEntries(
    (["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"] as const).map(
        (each) => [each, ""],
    ),
);
const CHARS = {
    ...NO_LINES,
    ...{ "bottom-right": "", left: "", "left-mid": "", mid: "", "mid-mid": "" },
    ...{ right: "", "right-mid": "", middle: "  " },
};

/** Rows below a head; columns are as wide as their widest cell, whatever the script. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const lines = new CliTable({
        chars: CHARS,
        style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    });
    if (head.length > 0) lines.push([...head]);
    lines.push(...rows.map((row) => row.map(oneLine)));
    return lines
        .toString()
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n");
}
