/** Which number is in which shard: pure. A shard is one stack, and holds numbers of one WABA. */

/** What sharding looks at. */
export interface Placed {
    phoneNumberId: string;
    wabaId: string;
    shard: string | undefined;
}

/** Some numbers of one WABA, in a stack of their own. */
export interface Shard<N extends Placed = Placed> {
    /** The name of the stack, which begins with the WABA's ID. */
    name: string;
    wabaId: string;
    numbers: N[];
}

/**
 * The shard of each number. A number with a shard keeps it, whatever else changes; a number without one gets the first
 * of its WABA that has room, or a new one.
 *
 * The choice is kept in the fleet file because it can't follow from the number alone: what follows from the
 * number alone is a fixed set of shards of any size, and what also looks at the others moves some when others
 * come.
 */
export function assignShards(numbers: readonly Placed[], size: number): string[] {
    const rooms = new Map<string, Map<number, number>>();
    const roomsOf = (wabaId: string) => rooms.get(wabaId) ?? new Map<number, number>();
    const settle = (wabaId: string, index: number) => {
        const taken = roomsOf(wabaId);
        rooms.set(wabaId, taken.set(index, (taken.get(index) ?? 0) + 1));
    };
    for (const { wabaId, shard } of numbers) {
        if (shard !== undefined) settle(wabaId, indexOf(shard));
    }
    return numbers.map(({ wabaId, shard }) => {
        if (shard !== undefined) return shard;
        const taken = roomsOf(wabaId);
        let index = 1;
        while ((taken.get(index) ?? 0) >= size) index += 1;
        settle(wabaId, index);
        return `${wabaId}-${index}`;
    });
}

/** The shards that a fleet has, in the order of the file; with those that only exist as stacks, empty. */
export function shardsOf<N extends Placed>(
    numbers: readonly N[],
    stacks: readonly string[] = [],
): Shard<N>[] {
    const shards = new Map<string, Shard<N>>();
    const shard = (name: string, wabaId: string) => {
        const known = shards.get(name) ?? { name, wabaId, numbers: [] };
        shards.set(name, known);
        return known;
    };
    for (const number of numbers) {
        if (number.shard !== undefined) shard(number.shard, number.wabaId).numbers.push(number);
    }
    for (const name of stacks) shard(name, name.slice(0, name.lastIndexOf("-")));
    return [...shards.values()];
}

/** The shards that a command applies to. */
export interface Choice {
    /** Names, or beginnings of names followed by `*`; none means all. */
    only?: string[] | undefined;
    /** The k-th of n parts, from 1: machines that share the work take one each. */
    part?: { k: number; n: number } | undefined;
}

/** The chosen shards; `unknown` are the names that chose none. */
export function choose<S extends Shard>(
    shards: readonly S[],
    { only = [], part }: Choice,
): { chosen: S[]; unknown: string[] } {
    const matches = (pattern: string, name: string) =>
        pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
    const chosen = shards
        .filter(({ name }) => only.length === 0 || only.some((pattern) => matches(pattern, name)))
        .filter((_, index) => part === undefined || index % part.n === part.k - 1);
    const unknown = only.filter((pattern) => !shards.some(({ name }) => matches(pattern, name)));
    return { chosen, unknown };
}

function indexOf(shard: string): number {
    return Number(shard.slice(shard.lastIndexOf("-") + 1));
}
