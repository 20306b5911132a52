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

/** The expression that says the same. */
export function expressionOf(selections: readonly Selection[]): string {
    return selections
        .map(({ name, inside }) => (inside === undefined ? name : `${name}{${expressionOf(inside)}}`))
        .join(",");
}

/** How a field is derived. An edge that is read as a field selects inside by itself. */
export type Field<Source, Facts> =
    | ((source: Source, facts: Facts) => unknown)
    | { readonly edge: (source: Source, facts: Facts, inside: readonly Selection[] | undefined) => unknown };

/** The fields of one type of node. */
export type FieldTable<Source, Facts> = Readonly<Record<string, Field<Source, Facts>>>;

/**
 * Reads the selected fields, and `id` always. Fields without a value are left out. An unknown name is error 100
 * (graph-api.md §2.1).
 */
export function select<Source extends { id: string; fields?: JsonObject }, Facts>(
    source: Source,
    facts: Facts,
    selections: readonly Selection[],
    table: FieldTable<Source, Facts>,
    nodeType: string,
): JsonObject {
    const answer: JsonObject = {};
    for (const { name, inside } of selections) {
        const field = Object.hasOwn(table, name) ? table[name] : undefined;
        const given = source.fields !== undefined && Object.hasOwn(source.fields, name);
        if (name !== "id" && field === undefined && !given) {
            throw new GraphRefusal(100, {
                message: `(#100) Tried accessing nonexisting field (${name}) on node type (${nodeType})`,
            });
        }
        // A field that was given is shown unchanged, also null; derived fields are never null (§6a).
        const isEdge = !given && typeof field === "object";
        const derived = isEdge ? field.edge(source, facts, inside) : undefined;
        const value = given
            ? source.fields?.[name]
            : (derived ?? plainValue(field, source, facts) ?? undefined);
        if (value !== undefined)
            answer[name] = inside === undefined || isEdge ? value : narrow(value, inside);
    }
    return { ...answer, id: source.id };
}

/** What a field shows that is no edge. */
export function plainValue<Source, Facts>(
    field: Field<Source, Facts> | undefined,
    source: Source,
    facts: Facts,
): unknown {
    return typeof field === "function" ? field(source, facts) : undefined;
}

/** What an edge's entry shows of itself. */
export function narrow(value: unknown, selections: readonly Selection[]): unknown {
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
