import { expect } from "chai";
import { casesOf } from "../../../bench/cases";

describe("the fleets that the fleet's bench drives", () => {
    const single = (...sizes: number[]) => sizes.map((size) => ({ size, shards: 1 }));
    const table: [string, Parameters<typeof casesOf>[0], ReturnType<typeof casesOf>][] = [
        [
            "sizes in one stack, then the whole in several",
            { sizes: [50, 200], numbers: 400, shards: [5, 10] },
            [...single(50, 200), { size: 400, shards: 5 }, { size: 400, shards: 10 }],
        ],
        [
            "one stack is one of the sizes",
            { sizes: [200, 50], numbers: 100, shards: [1] },
            single(50, 100, 200),
        ],
        ["none twice", { sizes: [50, 50, 400], numbers: 400, shards: [1, 1] }, single(50, 400)],
    ];
    for (const [what, options, cases] of table) {
        it(what, () => expect(casesOf(options)).to.deep.equal(cases));
    }
});
