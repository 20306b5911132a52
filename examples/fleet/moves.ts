/**
 * Numbers that the fleet file puts into another shard than the one whose state has them: pure.
 *
 * The old shard's program no longer declares such a number. Left to Pulumi, the old shard would deregister it:
 * the provider protects what its own program still declares, and that is another program.
 */
import type { Placed } from "./shards";

/** A number as a shard's state has it. */
export interface Recorded {
    urn: string;
    phoneNumberId: string;
    registered: boolean;
}

/** What brings the states in line with the fleet file. It sends Graph nothing. */
export interface Move {
    phoneNumberId: string;
    urn: string;
    from: string;
    to: string;
    /** `move` moves the record, with its PIN and ledger; `forget` if the new shard has one already. */
    how: "move" | "forget";
}

/** The moves that are due, by what the states of the shards have. */
export function movesDue(
    numbers: readonly Placed[],
    recorded: ReadonlyMap<string, readonly Recorded[]>,
): Move[] {
    const home = new Map(numbers.map(({ phoneNumberId, shard }) => [phoneNumberId, shard]));
    const has = new Set(
        [...recorded].flatMap(([shard, records]) =>
            records.map((record) => key(shard, record.phoneNumberId)),
        ),
    );
    return [...recorded].flatMap(([from, records]) =>
        records.flatMap(({ urn, phoneNumberId }): Move[] => {
            const to = home.get(phoneNumberId);
            if (to === undefined || to === from) return [];
            const there = has.has(key(to, phoneNumberId));
            // A second old record: the first one is moved, this one is then in the way.
            has.add(key(to, phoneNumberId));
            return [{ phoneNumberId, urn, from, to, how: there ? "forget" : "move" }];
        }),
    );
}

/** The moves that one command can carry out, together: reading and writing a state costs the most. */
export function together(
    moves: readonly Move[],
): (Pick<Move, "from" | "to" | "how"> & { records: string[] })[] {
    const groups = new Map<string, ReturnType<typeof together>[number]>();
    for (const { from, to, how, urn } of moves) {
        const group = groups.get(`${from} ${to} ${how}`) ?? { from, to, how, records: [] };
        groups.set(`${from} ${to} ${how}`, group);
        group.records.push(urn);
    }
    return [...groups.values()];
}

/** The records that are about to enter or leave a shard: `up` moves them before it compares. */
export function movingIn(shard: string, moves: readonly Move[]): string[] {
    return moves.flatMap(({ urn, from, to }) => {
        if (from === shard) return [urn];
        return to === shard ? [urn.replace(`urn:pulumi:${from}::`, `urn:pulumi:${to}::`)] : [];
    });
}

function key(shard: string, phoneNumberId: string): string {
    return `${shard} ${phoneNumberId}`;
}
