/** IDs: Graph finds whatever it is by its ID, so no two kinds of nodes have the same one. */
import { Refused } from "./read";

/** IDs of nodes, by what they are. */
export type IdsOfKind = readonly (readonly [kind: "number" | "WABA" | "app", ids: Iterable<string>])[];

/** Refuses an ID that is given to one kind of node, and is another's already or in the same place. */
export function refuseTwoKinds(given: IdsOfKind, there: IdsOfKind): void {
    const owners = new Map<string, string>();
    for (const [kind, ids] of [...there, ...given]) {
        for (const id of ids) owners.set(id, owners.get(id) ?? kind);
    }
    for (const [kind, ids] of given) {
        for (const id of ids) {
            const owner = owners.get(id) ?? kind;
            if (owner !== kind) throw new Refused(`${kind} ${id} can't have this ID: it is the ${owner}'s`);
        }
    }
}
