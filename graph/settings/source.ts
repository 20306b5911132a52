/** Where Graph shows a setting of a number or of a WABA, and how it is read (graph-api-settings.md). */
import { askForFields, type Call, get, type NodeKind } from "../call";
import { type Json, json, list } from "../wire";

/** A field of the node, or an edge below it. */
export type Source =
    | { readonly field: string }
    | {
          readonly edge: string;
          /** Named where Graph would otherwise show little. */
          readonly fields?: string;
      };

/** What a source shows: the field's value, or the edge's answer without its wrapping. */
export async function readSource(
    call: Call,
    id: string,
    source: Source,
    what: string,
    kind: NodeKind = "phone number",
): Promise<unknown> {
    const of = kind === "WABA" ? "ofWaba" : undefined;
    if ("field" in source) {
        const ask = (names: string) => get(call, `reading the ${what}`, id, { fields: names }, of);
        return (await askForFields([source.field], ask, { kind, id })).answer[source.field];
    }
    const params = source.fields === undefined ? {} : { fields: source.fields };
    return get(call, `reading the ${what}`, `${id}/${source.edge}`, params, of);
}

/** The first entry of an answer's `data`, which may be a list of one or the object itself. */
export function firstOf(answer: unknown): Json {
    const { data } = json(answer);
    return json(Array.isArray(data) ? data[0] : (data ?? answer));
}

/** The objects of an answer's `data`. */
export function rowsOf(answer: unknown): readonly Json[] {
    return list(json(answer).data).map(json);
}
