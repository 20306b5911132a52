/** What every input's rule is made of. Pure. */

/** What is wrong with a value, in words that say what to give instead; undefined: nothing. */
export interface Rule {
    (value: unknown): string | undefined;
    /** All values that it lets through, where that is a set of words. */
    readonly words?: readonly string[];
}

const LONGEST_SHOWN = 60;

/** A value in a message. */
export function shown(value: unknown): string {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 3)}...` : text;
}

/** What a value is, where a message must not show it. */
export function typeOf(value: unknown): string {
    return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** @param otherwise what else can be done than giving one of the two */
export function booleanRule(property: string, otherwise = "leave it out"): Rule {
    return (value) =>
        typeof value === "boolean"
            ? undefined
            : `${property} was given as ${shown(value)}: give true or false, or ${otherwise}`;
}
