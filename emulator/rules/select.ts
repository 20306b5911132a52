/** Graph's `fields` expressions, and reading a node by them. */
import { GraphRefusal } from "../errors";
import type { JsonObject } from "../state";

/** One name of a `fields` expression, with the names inside it, as in health_status{entities}. */
export interface Selection {
    readonly name: string;
    readonly inside?: Selection[];
}

/** Parses `a,b{c,d},e.limit(3)`: nested names are kept, modifiers dropped. */
export function parseFields(expression: string): Selection[] {
    return splitTopLevel(expression).map((part) => {
        const brace = part.indexOf("{");
        const name = part.replace(/[.{(].*$/s, "");
        return brace < 0
            ? { name }
            : { name, inside: parseFields(part.slice(brace + 1, part.lastIndexOf("}"))) };
    });
}

function splitTopLevel(expression: string): string[] {
    const parts: string[] = [];
    let depth = 0;
    let part = "";
    for (const char of expression) {
        depth += "{(".includes(char) ? 1 : "})".includes(char) ? -1 : 0;
        if (char === "," && depth === 0) {
            parts.push(part.trim());
            part = "";
        } else {
            part += char;
        }
    }
    return [...parts, part.trim()].filter((each) => each !== "");
}

/** The fields of one type of node, and how each is derived. */
export type FieldTable<Source, Facts> = Readonly<Record<string, (source: Source, facts: Facts) => unknown>>;

/**
 * Reads the selected fields, and `id` always. Fields without a value are left out. An unknown name is error 100
 * (graph-api.md §2.1).
 */
export function select<Source extends { id: string; fields: JsonObject }, Facts>(
    source: Source,
    facts: Facts,
    selections: readonly Selection[],
    table: FieldTable<Source, Facts>,
    nodeType: string,
): JsonObject {
    const answer: JsonObject = {};
    for (const { name, inside } of selections) {
        const derive = Object.hasOwn(table, name) ? table[name] : undefined;
        const given = Object.hasOwn(source.fields, name);
        if (name !== "id" && derive === undefined && !given) {
            throw new GraphRefusal(100, {
                message: `(#100) Tried accessing nonexisting field (${name}) on node type (${nodeType})`,
            });
        }
        // A field that was given is shown unchanged, also null; derived fields are never null (§6a).
        const value = given ? source.fields[name] : (derive?.(source, facts) ?? undefined);
        if (value !== undefined) answer[name] = inside === undefined ? value : narrow(value, inside);
    }
    return { ...answer, id: source.id };
}

function narrow(value: unknown, selections: readonly Selection[]): unknown {
    if (Array.isArray(value)) return value.map((each) => narrow(each, selections));
    if (typeof value !== "object" || value === null) return value;
    const from = value as JsonObject;
    const chosen = selections.filter(({ name }) => Object.hasOwn(from, name) && from[name] !== undefined);
    return Object.fromEntries(
        chosen.map(({ name, inside }) => [
            name,
            inside === undefined ? from[name] : narrow(from[name], inside),
        ]),
    );
}
