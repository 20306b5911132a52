import { expect } from "chai";
import fc from "fast-check";
import { readFleet, withShards } from "../../../examples/fleet/fleetFile";
import { type Move, movesDue, movingIn, type Recorded, together } from "../../../examples/fleet/moves";
import { assignShards, choose, type Placed, shardsOf } from "../../../examples/fleet/shards";

const placed = (phoneNumberId: string, wabaId: string, shard?: string): Placed => ({
    phoneNumberId,
    wabaId,
    shard,
});

/** Numbers of up to three WABAs, without shards. */
const newNumbers = (prefix: number) =>
    fc
        .array(fc.constantFrom("1", "2", "30"), { maxLength: 40 })
        .map((wabas) => wabas.map((wabaId, index) => placed(`${prefix}${index}`, wabaId)));

const settle = (numbers: readonly Placed[], size: number): Placed[] => {
    const shards = assignShards(numbers, size);
    return numbers.map((number, index) => ({ ...number, shard: shards[index] }));
};

describe("which number is in which shard", () => {
    const size = fc.integer({ min: 1, max: 7 });

    it("a number that has a shard keeps it, whatever numbers or size change", () => {
        const goes = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
        fc.assert(
            fc.property(
                newNumbers(1),
                goes,
                newNumbers(2),
                size,
                size,
                (first, gone, later, before, after) => {
                    const left = settle(first, before).filter((_, index) => !gone[index]);
                    const now = settle([...later, ...left], after);
                    expect(now.slice(later.length)).to.deep.equal(left);
                },
            ),
        );
    });

    it("no shard gets more than its size, none mixes WABAs, and a WABA has no more shards than it needs", () => {
        fc.assert(
            fc.property(newNumbers(1), size, (numbers, most) => {
                const shards = shardsOf(settle(numbers, most));
                for (const { wabaId, numbers: inside } of shards) {
                    expect(inside.length).to.be.at.most(most);
                    expect(new Set(inside.map((number) => number.wabaId))).to.deep.equal(new Set([wabaId]));
                }
                for (const wabaId of new Set(numbers.map((number) => number.wabaId))) {
                    const all = numbers.filter((number) => number.wabaId === wabaId).length;
                    const needed = Math.ceil(all / most);
                    expect(shards.filter((shard) => shard.wabaId === wabaId)).to.have.length(needed);
                }
            }),
        );
    });

    it("a place that became free is taken before a new shard is made", () => {
        const numbers = [
            placed("1", "9", "9-1"),
            placed("2", "9", "9-2"),
            placed("3", "9"),
            placed("4", "9"),
        ];
        expect(assignShards(numbers, 2)).to.deep.equal(["9-1", "9-2", "9-1", "9-2"]);
    });

    const fleet = shardsOf(
        [placed("1", "9", "9-1"), placed("2", "9", "9-2"), placed("3", "10", "10-1")],
        ["9-7"],
    );
    for (const [choice, chosen, unknown = []] of [
        [{}, ["9-1", "9-2", "10-1", "9-7"]],
        [{ only: ["9-2"] }, ["9-2"]],
        [{ only: ["9-*"] }, ["9-1", "9-2", "9-7"]],
        [{ only: ["9-2", "9-3"] }, ["9-2"], ["9-3"]],
        [{ part: { k: 1, n: 3 } }, ["9-1", "9-7"]],
        [{ only: ["9-*"], part: { k: 2, n: 2 } }, ["9-2"]],
    ] as [Parameters<typeof choose>[1], string[], string[]?][]) {
        it(`${JSON.stringify(choice)} chooses ${chosen.join(", ")}`, () => {
            const found = choose(fleet, choice);
            expect(found.chosen.map(({ name }) => name)).to.deep.equal(chosen);
            expect(found.unknown).to.deep.equal(unknown);
        });
    }

    it("the parts are all shards, each once", () => {
        const all = [1, 2, 3].flatMap((k) => choose(fleet, { part: { k, n: 3 } }).chosen);
        expect(all).to.have.members(fleet);
    });
});

describe("the fleet file", () => {
    const HEAD = "phoneNumberId,wabaId,region,identityCheck,removable,shard,owner";

    it("is read row by row; what is empty is absent", () => {
        expect(readFleet(`${HEAD}\n1,9,DE,yes,,9-1,ann\n2,9,,no,yes,,\n`)).to.deep.equal([
            {
                phoneNumberId: "1",
                wabaId: "9",
                region: "DE",
                identityCheck: true,
                removable: false,
                shard: "9-1",
            },
            {
                phoneNumberId: "2",
                wabaId: "9",
                region: undefined,
                identityCheck: false,
                removable: true,
                shard: undefined,
            },
        ]);
    });

    for (const [what, rows, why] of [
        ["a number twice", "1,9,,,,,\n1,9,,,,,", /line 3: the number 1 is on line 2 already/],
        ["a phone number instead of its ID", "+49 30 901820,9,,,,,", /line 2: phoneNumberId must be digits/],
        ["no WABA", "1,,,,,,", /line 2: wabaId must be digits/],
        ["another WABA's shard", "1,9,,,,90-1,", /line 2: the shard "90-1" is none of 9-1, 9-2/],
        ["a shard's name without a number", "1,9,,,,9-east,", /line 2: the shard "9-east"/],
        ["neither yes nor no", "1,9,,true,,,", /line 2: identityCheck is yes, no or empty, not "true"/],
        ["a row that is too short", "1,9", /not valid CSV/],
    ] as const) {
        it(`refuses ${what}, and says where`, () => {
            expect(() => readFleet(`${HEAD}\n${rows}\n`)).to.throw(why);
        });
    }

    it("gets the shards that are missing; all else stays, columns of one's own too", () => {
        const text = `${HEAD}\n1,9,DE,yes,,9-1,"Berlin, ann"\n2,9,,,,,\n`;
        expect(withShards(text, 1)).to.equal(`${HEAD}\n1,9,DE,yes,,9-1,"Berlin, ann"\n2,9,,,,9-2,\n`);
        expect(withShards(withShards(text, 1), 5)).to.equal(withShards(text, 1));
    });
});

describe("numbers that the fleet file puts into another shard", () => {
    const record = (shard: string, phoneNumberId: string): Recorded => ({
        urn: `urn:pulumi:${shard}::p::t::number-${phoneNumberId}`,
        phoneNumberId,
        registered: true,
    });
    const states = (...records: [shard: string, ...ids: string[]][]) =>
        new Map(records.map(([shard, ...ids]) => [shard, ids.map((id) => record(shard, id))]));
    const due = (moves: Move[]) =>
        moves.map(({ phoneNumberId, from, to, how }) => [phoneNumberId, from, to, how]);

    const fleet = [placed("1", "9", "9-1"), placed("2", "9", "9-2"), placed("3", "9", "9-2")];
    for (const [what, recorded, expected] of [
        ["nothing is due where states and file agree", states(["9-1", "1"], ["9-2", "2", "3"]), []],
        ["a record is moved", states(["9-1", "1", "2"], ["9-2", "3"]), [["2", "9-1", "9-2", "move"]]],
        [
            "an old record is forgotten where the new shard has one already",
            states(["9-1", "1", "2"], ["9-2", "2", "3"]),
            [["2", "9-1", "9-2", "forget"]],
        ],
        [
            "of two old records one is moved and the other forgotten",
            states(["9-1", "2"], ["9-3", "2"], ["9-2"]),
            [
                ["2", "9-1", "9-2", "move"],
                ["2", "9-3", "9-2", "forget"],
            ],
        ],
        [
            "a shard that has no stack yet gets its numbers",
            states(["9-1", "1", "3"]),
            [["3", "9-1", "9-2", "move"]],
        ],
        [
            "a number whose row is gone is no move: deleting it is for the engine to judge",
            states(["9-1", "7"]),
            [],
        ],
    ] as [string, Map<string, Recorded[]>, string[][]][]) {
        it(what, () => expect(due(movesDue(fleet, recorded))).to.deep.equal(expected));
    }

    it("two numbers that swap shards are two moves, and those of one pair go together", () => {
        const moves = movesDue(fleet, states(["9-1", "2", "3"], ["9-2", "1"]));
        expect(together(moves).map(({ from, to, records }) => [from, to, records.length])).to.deep.equal([
            ["9-1", "9-2", 2],
            ["9-2", "9-1", 1],
        ]);
    });

    it("a preview passes over the record in the old shard and over its place in the new one", () => {
        const moves = movesDue(fleet, states(["9-1", "1", "2"]));
        expect(movingIn("9-1", moves)).to.deep.equal(["urn:pulumi:9-1::p::t::number-2"]);
        expect(movingIn("9-2", moves)).to.deep.equal(["urn:pulumi:9-2::p::t::number-2"]);
        expect(movingIn("9-3", moves)).to.deep.equal([]);
    });
});
