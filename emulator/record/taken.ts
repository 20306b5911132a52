/** Of what a recording shows, what an emulator can begin with: Graph may have values that nobody here knows of yet. */
import * as v from "valibot";
import { NUMBER } from "../schema/number";
import { WABA } from "../schema/others";
import type { Seed } from "../state";

/** The seed without what the emulator's schema refuses, and that in words. */
export function takenSeed(seed: Seed): { readonly seed: Seed; readonly refused: readonly string[] } {
    const refused: string[] = [];
    const taken = <Item extends { readonly id: string }>(schema: v.GenericSchema, items: readonly Item[]) =>
        items.map((item) => {
            const values = Object.entries(item).filter(([key, value]) => {
                const isTaken = v.safeParse(schema, { id: item.id, [key]: value }).success;
                if (!isTaken) refused.push(`${key} of ${item.id}: ${JSON.stringify(value)}`);
                return isTaken;
            });
            return { ...Object.fromEntries(values), id: item.id } as Item;
        });
    return {
        seed: {
            ...seed,
            numbers: taken(NUMBER, seed.numbers ?? []),
            wabas: taken(WABA, seed.wabas ?? []),
        },
        refused,
    };
}
