/** JSON values: what they are, and how deep. */

/** Deeper than anything that Graph knows; what recurses must not run out of stack. */
const DEEPEST = 64;

/** Whether this is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How deep a value is nested: 0 for a text. Undefined: deeper than 64, or no JSON at all. */
export function depthOf(value: unknown, allowed: number = DEEPEST): number | undefined {
    if (value === null || ["string", "boolean", "number"].includes(typeof value)) return 0;
    if (typeof value !== "object" || allowed === 0) return undefined;
    let deepest = 0;
    for (const each of Object.values(value)) {
        // In process a key may be there without a value: JSON leaves it out.
        const depth = each === undefined ? 0 : depthOf(each, allowed - 1);
        if (depth === undefined) return undefined;
        deepest = Math.max(deepest, depth);
    }
    return deepest + 1;
}

/** A copy without the keys that are null, at any depth. Lists keep what they have. */
export function withoutNulls(value: Record<string, unknown>): Record<string, unknown> {
    const there = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
    return Object.fromEntries(there.map(([key, each]) => [key, isObject(each) ? withoutNulls(each) : each]));
}

/** Reads JSON text; what is nested too deep is none. */
export function parseJson(text: string): unknown {
    const value: unknown = JSON.parse(text);
    if (depthOf(value) === undefined) throw new SyntaxError(`JSON is nested deeper than ${DEEPEST} levels`);
    return value;
}
