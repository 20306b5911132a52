/** What a value of a seed may be, and whether it is. */

/** The kinds of values. A shape has these keys and no others; optional ones end with a question mark. */
export type Kind =
    | "string"
    | "boolean"
    | "number"
    | "object"
    | "numbers"
    | "strings"
    | { readonly oneOf: readonly string[] }
    | { readonly shape: Shape }
    | { readonly listOf: Shape }
    | { readonly byKey: Shape };
type Shape = Readonly<Record<string, Kind>>;

const WORDS = {
    string: "a string",
    boolean: "true or false",
    number: "a number",
    object: "an object",
    numbers: "a list of numbers",
    strings: "a list of strings",
};

/** What a value of this kind is, in words. */
export function wording(kind: Kind): string {
    if (typeof kind === "string") return WORDS[kind];
    if ("oneOf" in kind) return `one of ${kind.oneOf.join(", ")}`;
    if ("shape" in kind) return `an object with ${keysOf(kind.shape)}`;
    if ("listOf" in kind) return `a list of objects with ${keysOf(kind.listOf)}`;
    return `an object of objects with ${keysOf(kind.byKey)}`;
}

const keysOf = (shape: Shape): string => Object.keys(shape).join(", ");

/** Whether a value is of this kind. */
export function isOf(kind: Kind, value: unknown): boolean {
    if (kind === "numbers" || kind === "strings") {
        return Array.isArray(value) && value.every((each) => typeof each === kind.slice(0, -1));
    }
    if (kind === "number") return Number.isFinite(value);
    if (kind === "object") return isObject(value);
    if (typeof kind === "string") return typeof value === kind;
    if ("oneOf" in kind) return typeof value === "string" && kind.oneOf.includes(value);
    if ("shape" in kind) return hasShape(kind.shape, value);
    if ("listOf" in kind) return Array.isArray(value) && value.every((each) => hasShape(kind.listOf, each));
    return isObject(value) && Object.values(value).every((each) => hasShape(kind.byKey, each));
}

function hasShape(shape: Shape, value: unknown): boolean {
    if (!isObject(value)) return false;
    const known = new Map(Object.entries(shape).map(([key, kind]) => [key.replace(/\?$/, ""), kind]));
    const rest = Object.keys(value).filter((key) => !known.has(key));
    return (
        rest.length === 0 &&
        Object.entries(shape).every(([name, kind]) => {
            const key = name.replace(/\?$/, "");
            return value[key] === undefined ? name.endsWith("?") : isOf(kind, value[key]);
        })
    );
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
