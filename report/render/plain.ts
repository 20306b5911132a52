/**
 * Which text GitHub shows as it is. This is an allow-list: only letters, digits and a few marks that mean nothing
 * to it are plain, and of those nothing that it could turn into a link. Pure.
 */

/** Letters of any script, digits, spaces, and marks of punctuation. */
const ONLY = /^[\p{L}\p{M}\p{N} .,;:()'"\u2019\u201c\u201d/=+?!\u2026_-]*$/u;

/** What GitHub still turns into something. */
const TAKEN = [
    // An address.
    /www\.|:\/\//i,
    // A reference: GH-1, and a repository's own prefixes.
    /\p{L}-\d/u,
    // A commit.
    /(?<![\p{L}\d])(?=\d*[a-f])[\da-f]{7,40}(?![\p{L}\d])/iu,
    // An emoji.
    /:[\w+-]+:/,
    // Emphasis; inside a word it has no effect.
    /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u,
];

/** Whether GitHub shows a text as it is, anywhere but at the beginning of a line. */
export function isPlain(text: string): boolean {
    return ONLY.test(text) && !TAKEN.some((pattern) => pattern.test(text));
}
