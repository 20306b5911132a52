/** What a change of inputs looks like, property by property. Pure. */
import { isDeepStrictEqual } from "node:util";
import type { Raw } from "../../resource";

/** How one input changes. */
export interface InputChange {
    readonly kind: "add" | "delete" | "update";
    /** Whether the resource is replaced for it. */
    readonly replaces: boolean;
    /** Whether the inputs differ; otherwise what is recorded differs from the input, which did not change. */
    readonly ofInputs: boolean;
}

/**
 * The inputs that differ from those of the last run, or, unchanged, from what is recorded: a drift, or what an earlier
 * run did not get to. Outputs are none of them: the engine would print them as removed (pulumi.md §3a).
 */
export function inputChanges(
    { olds, state, news }: { readonly olds: Raw; readonly state: Raw; readonly news: Raw },
    replaces: readonly string[],
): ReadonlyMap<string, InputChange> {
    const changes = new Map<string, InputChange>();
    for (const name of new Set([...Object.keys(olds), ...Object.keys(news)])) {
        const ofInputs = !isDeepStrictEqual(olds[name] ?? null, news[name] ?? null);
        const before = ofInputs ? olds[name] : state[name];
        if (isDeepStrictEqual(before ?? null, news[name] ?? null)) continue;
        const kind = before == null ? "add" : news[name] == null ? "delete" : "update";
        changes.set(name, { kind, replaces: replaces.includes(name), ofInputs });
    }
    return changes;
}
