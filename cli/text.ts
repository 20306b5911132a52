/** Texts that others wrote (Graph, state, a program), made fit for a terminal, a log and JSON. */
import { clean } from "../graph/wire";

/** What a pipeline's log would take for a command, at the start of a line. */
const COMMAND = /^(\s*)(::|##\[)/;

/** A text on one line: a display name may hold anything, and must move neither the cursor nor a comment's end. */
export function oneLine(text: string): string {
    return clean(text).replace(
        COMMAND,
        (_, space: string, sign: string) => `${space}${sign[0]} ${sign.slice(1)}`,
    );
}

/** Unseen characters, in which JSON hides nothing. */
const UNSEEN = /[\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** JSON for people and for other tools, with what is not seen escaped. */
export function jsonText(value: unknown): string {
    const text = JSON.stringify(value, undefined, 2) ?? "null";
    return text.replace(UNSEEN, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
