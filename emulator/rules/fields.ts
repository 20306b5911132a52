/** Graph's `fields` expressions. */
import { invalidParameter } from "../errors";

/** One name of a `fields` expression, with what stands at it: `phone_numbers.limit(3){id}`. */
export interface Selection {
    readonly name: string;
    /** What each modifier has in its parentheses. */
    readonly modifiers?: Readonly<Record<string, string>>;
    /** The names inside it. */
    readonly inside?: readonly Selection[];
}

/** Parses `a,b{c,d},e.limit(3){f}`; `e.fields(f)` says the same as `e{f}`. What is not closed is refused. */
export function parseFields(expression: string): Selection[] {
    return splitTopLevel(expression).map((part) => selectionOf(part, expression));
}

const PAIRS: Readonly<Record<string, string>> = { "{": "}", "(": ")" };

function splitTopLevel(expression: string): string[] {
    const parts: string[] = [];
    const open: string[] = [];
    let part = "";
    for (const char of expression) {
        const closing = PAIRS[char];
        if (closing !== undefined) open.push(closing);
        else if ("})".includes(char) && open.pop() !== char) throw wrong(expression);
        if (char === "," && open.length === 0) {
            parts.push(part.trim());
            part = "";
        } else {
            part += char;
        }
    }
    if (open.length > 0) throw wrong(expression);
    return [...parts, part.trim()].filter((each) => each !== "");
}

const wrong = (expression: string) => invalidParameter(`Syntax error in fields: ${expression.slice(0, 200)}`);

/** What comes after a name: a modifier with all that its parentheses have, or the names inside. */
const MODIFIER = /^\.(\w+)\(/;

function selectionOf(part: string, expression: string): Selection {
    const [first = ""] = part.split(/[.{(]/);
    const modifiers: Record<string, string> = {};
    let inside: string | undefined;
    let rest = part.slice(first.length);
    while (rest !== "") {
        const [start, modifier] = MODIFIER.exec(rest) ?? (rest.startsWith("{") ? ["{"] : []);
        if (start === undefined) throw wrong(expression);
        const end = endOf(rest, start.length);
        const content = rest.slice(start.length, end);
        if (modifier === undefined || modifier === "fields") inside = content;
        else modifiers[modifier] = content;
        rest = rest.slice(end + 1).trim();
    }
    return {
        name: first.trim(),
        ...(Object.keys(modifiers).length === 0 ? {} : { modifiers }),
        ...(inside === undefined ? {} : { inside: parseFields(inside) }),
    };
}

/** Where what is open at `start` is closed. */
function endOf(text: string, start: number): number {
    let depth = 1;
    for (let at = start; at < text.length; at += 1) {
        const char = text[at] ?? "";
        depth += "{(".includes(char) ? 1 : "})".includes(char) ? -1 : 0;
        if (depth === 0) return at;
    }
    return text.length;
}

/** The expression that says the same. */
export function expressionOf(selections: readonly Selection[]): string {
    return selections
        .map(({ name, modifiers = {}, inside }) => {
            const said = Object.entries(modifiers).map(([modifier, content]) => `.${modifier}(${content})`);
            return `${name}${said.join("")}${inside === undefined ? "" : `{${expressionOf(inside)}}`}`;
        })
        .join(",");
}

/** Refuses modifiers that a field does not have. */
export function checkModifiers({ name, modifiers = {} }: Selection, known: readonly string[] = []): void {
    const unknown = Object.keys(modifiers).find((modifier) => !known.includes(modifier));
    if (unknown !== undefined) throw invalidParameter(`Field ${name} has no ${unknown}`);
}
