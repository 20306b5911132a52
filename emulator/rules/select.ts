/** Reading a node by a `fields` expression. */
import { GraphRefusal } from "../errors";
import type { JsonObject } from "../state";
import { checkModifiers, type Selection } from "./fields";

/** How a field is derived. An edge that is read as a field selects by itself. */
type Field<Source, Facts> =
    | ((source: Source, facts: Facts) => unknown)
    | { readonly edge: (source: Source, facts: Facts, selection: Selection) => unknown };

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
    for (const selection of selections) {
        const { name, inside } = selection;
        const field = Object.hasOwn(table, name) ? table[name] : undefined;
        const given = source.fields !== undefined && Object.hasOwn(source.fields, name);
        if (name !== "id" && field === undefined && !given) {
            throw new GraphRefusal(100, {
                message: `(#100) Tried accessing nonexisting field (${name}) on node type (${nodeType})`,
            });
        }
        // A field that was given is shown unchanged, also null; derived fields are never null (§6a).
        const isEdge = !given && typeof field === "object";
        if (!isEdge) checkModifiers(selection);
        const derived = isEdge ? field.edge(source, facts, selection) : undefined;
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
    for (const each of selections) checkModifiers(each);
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
