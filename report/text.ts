/**
 * Texts from elsewhere: names in a program, Graph's words, a preview that a fork's pull request made. In a report
 * they can't move the cursor, end a line, hide anything, or act as a command in a pipeline that prints them. Pure.
 */
import { clean, cut } from "../graph/wire";

/** The longest text of a report, in characters. */
const LONGEST = 2_000;
/** The longest name of a resource that is shown. */
export const LONGEST_NAME = 120;

/** Invisible characters: joiners, marks of direction, tags, soft hyphens. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}]+/gu;
/** A pipeline takes `##[group]` and `##vso[…]` for commands wherever they are in a line. */
const COMMANDS = /##(?=\w*\[)/g;
/** GitHub takes `::add-mask::…` for one where a line begins with it. */
const NAMED_COMMANDS =
    /^\s*::+|::+(?=(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning)\b)/gi;

/** A text from elsewhere, safe for a line of any output. */
export function foreign(text: string, longest: number = LONGEST): string {
    const seen = clean(text.replace(UNSEEN, ""));
    return cut(seen.replace(COMMANDS, "# #").replace(NAMED_COMMANDS, apart), longest);
}

/** `: : :`, without the spaces before it: no two colons of a run stay together. */
function apart(colons: string): string {
    return [...colons.trim()].join(" ");
}

/** The same value with every text in it made safe. */
export function printable<T>(value: T): T {
    if (typeof value === "string") return foreign(value) as T;
    if (Array.isArray(value)) return value.map(printable) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, printable(each)])) as T;
}
