/** Values and texts from elsewhere as TypeScript source: they can end neither a line nor a comment. Pure. */
import { oneLine } from "../text";

const INDENT = "    ";
/** As wide as a line gets before a value is spread over several. */
const WIDEST = 100;

/** A value as source text on one line. */
export function literal(value: unknown): string {
    return JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) =>
        end === "\u2028" ? "\\u2028" : "\\u2029",
    );
}

export function comment(text: string): string {
    return `// ${oneLine(text)}`;
}

/** `name: value,` as the lines of an object, indented. */
export function property(name: string, value: unknown, indent = INDENT): string[] {
    return spread(`${key(name)}: `, value, indent);
}

function spread(before: string, value: unknown, indent: string): string[] {
    const line = `${indent}${before}${inline(value)},`;
    if (line.length <= WIDEST || typeof value !== "object" || value === null) return [line];
    const deeper = indent + INDENT;
    return Array.isArray(value)
        ? [
              `${indent}${before}[`,
              ...value.flatMap((each: unknown) => spread("", each, deeper)),
              `${indent}],`,
          ]
        : [
              `${indent}${before}{`,
              ...Object.entries(value).flatMap(([name, each]) => property(name, each, deeper)),
              `${indent}},`,
          ];
}

function inline(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
    if (typeof value !== "object" || value === null) return literal(value);
    const entries = Object.entries(value).map(([name, each]) => `${key(name)}: ${inline(each)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function key(name: string): string {
    return /^[A-Za-z_]\w*$/.test(name) ? name : literal(name);
}
