/**
 * Texts from elsewhere for Markdown on GitHub and GitLab: as they are where nothing in them means anything there, else
 * in a code span, where mentions, references, links and HTML are only text. Pure.
 */
import { cut } from "../../graph/wire";
import { foreign } from "../text";
import { isPlain } from "./plain";

/** The longest run of backticks that is kept: GitHub treats a fence of more than 80 as text. */
const BACKTICKS = 8;
/** The longest text of one span. */
const LONGEST = 2_000;

/** A text in a code span, as it is: its fence is longer than any run of backticks in it. */
export function code(text: string, longest = LONGEST): string {
    const kept = foreign(text, longest).replace(/`+/g, (run) => run.slice(0, BACKTICKS));
    const most = Math.max(0, ...[...kept.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(most + 1);
    // An empty span is not rendered as one; renderers remove one space at each end.
    const padded = kept === "" ? "  " : /^`|`$|^ .* $/.test(kept) ? ` ${kept} ` : kept;
    return fence + padded + fence;
}

/** A sentence as it is where nothing in it means anything to GitHub; else in a code span. */
export function sentence(text: string, longest = LONGEST): string {
    const fit = foreign(text, longest);
    return isPlain(fit) ? fit : code(fit, longest);
}

/** Markdown of one line, as a cell of a table. Renderers differ about a bar behind a backslash: it becomes `¦`. */
export function cell(markdown: string): string {
    return markdown.replace(/(\\*)\|/g, (_, slashes: string) => (slashes === "" ? "\\|" : `${slashes}¦`));
}

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** A text in HTML, also inside an attribute's quotation marks. */
export function escaped(text: string, longest = LONGEST): string {
    return cut(text, longest).replace(/[&<>"']/g, (each) => ENTITIES[each] as string);
}
