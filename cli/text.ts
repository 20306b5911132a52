/** Texts that come from Graph, made fit for a line. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** A text on one line: a display name may hold anything, and must move neither the cursor nor a comment's end. */
export function oneLine(text: string): string {
    return text.replace(CONTROL, " ");
}
