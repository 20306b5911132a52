/** Texts from elsewhere (Graph, state, a program), made safe for a terminal, a log and JSON. */
import { clean } from "../graph/wire";

/** Text at the start of a line that a pipeline's log would take for a command. */
const COMMAND = /^(\s*)(::|##\[)/;

/** A text on one line: a display name may contain anything, and must not move the cursor or end a comment. */
export function oneLine(text: string): string {
    return clean(text).replace(
        COMMAND,
        (_, space: string, sign: string) => `${space}${sign[0]} ${sign.slice(1)}`,
    );
}

/** Invisible characters, which JSON must show escaped. */
const UNSEEN = /[\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** JSON for people and for other tools, with invisible characters escaped. */
export function jsonText(value: unknown): string {
    const text = JSON.stringify(value, undefined, 2) ?? "null";
    return text.replace(UNSEEN, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
