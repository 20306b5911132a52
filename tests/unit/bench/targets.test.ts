import { expect } from "chai";
import type { Sample } from "../../../bench/figures";
import { judge, peersAhead, type TargetVerdict } from "../../../bench/targets";
import { figures, sample } from "./samples";

const CONDITIONS = { latencyMs: 50, parallelism: 8 };

function verdicts(about: string, ...samples: Sample[]): TargetVerdict[] {
    return judge(figures(...samples), CONDITIONS).filter(({ target }) => target.startsWith(about));
}

/** What one target says of these samples. */
function passed(about: string, ...samples: Sample[]): boolean | undefined {
    return verdicts(about, ...samples)[0]?.passed;
}

describe("targets", () => {
    it("up: 1.10 × the floor, plus round trips × latency / operations at once", () => {
        const floor = sample({ contestant: "floor", seconds: 10 });
        // 1.10 × 10 s + 160 × 50 ms / 8 = 12 s
        const [verdict] = verdicts("up: at most 1.10", sample({ seconds: 12, roundTrips: 160 }), floor);
        expect(verdict).to.include({
            passed: true,
            timed: true,
            measured: "12.0 s",
            allowed: "1.10 × 10.0 s + 1.0 s = 12.0 s",
        });
        expect(passed("up: at most 1.10", sample({ seconds: 12.1, roundTrips: 160 }), floor)).to.equal(false);
        expect(passed("up: at most 1.10", sample({ seconds: 12 }), floor)).to.equal(false);
    });

    it("previews and destroy are held to the floor as well, refresh and region change are not", () => {
        const operations = [
            "preview",
            "unchanged preview",
            "destroy",
            "refresh",
            "region change",
            "unchanged up",
        ] as const;
        const both = operations.flatMap((operation) =>
            (["ours", "floor"] as const).map((contestant) => sample({ contestant, operation })),
        );
        const held = judge(figures(...both), CONDITIONS).filter(({ target }) =>
            target.includes("the floor,"),
        );
        expect(held.map(({ target }) => target.split(":")[0])).to.deep.equal([
            "preview",
            "unchanged preview",
            "destroy",
        ]);
    });

    it("state: 100 bytes per number below the floor, whose stack traces are whole", () => {
        const floor = sample({ contestant: "floor", stateBytes: 40_000 });
        expect(passed("state: at least", sample({ stateBytes: 39_000 }), floor)).to.equal(true);
        expect(passed("state: at least", sample({ stateBytes: 39_010 }), floor)).to.equal(false);
    });

    for (const [contestant, most] of [
        ["ours", 3050],
        ["native-node", 2600],
        ["native-yaml", 2600],
    ] as const) {
        it(`state of ${contestant}: at most ${most} bytes per number`, () => {
            const about = `state of ${contestant}`;
            const of = (stateBytes: number) => passed(about, sample({ contestant, stateBytes }));
            expect([of(10 * most), of(10 * most + 1)]).to.deep.equal([true, false]);
        });
    }

    const previews: [
        what: string,
        ours: Partial<Sample>,
        native: Partial<Sample>,
        passes: boolean | undefined,
    ][] = [
        ["by CPU seconds", { seconds: 1, cpuSeconds: 10 }, { seconds: 9, cpuSeconds: 3 }, true],
        ["that takes more CPU", { seconds: 9, cpuSeconds: 10 }, { seconds: 1, cpuSeconds: 3.1 }, false],
        ["by seconds, where the kernel tells no others", { seconds: 10 }, { seconds: 3 }, true],
        ["by seconds, and longer", { seconds: 10 }, { seconds: 3.1 }, false],
        ["of another size", { seconds: 10, size: 100 }, { seconds: 3, size: 100 }, undefined],
    ];
    for (const [what, own, natives, passes] of previews) {
        it(`a native preview ${what}, passes: ${passes}`, () => {
            const preview = { operation: "preview", size: 300 } as const;
            const ours = sample({ ...preview, ...own });
            const native = sample({ ...preview, contestant: "native-yaml", ...natives });
            expect(passed("preview: native-yaml", ours, native)).to.equal(passes);
        });
    }

    it("a preview reads new numbers twice, the first fifty of them, and writes nothing", () => {
        const of = (own: Partial<Sample>) =>
            passed("preview: at most 2 reads", sample({ operation: "preview", ...own }));
        expect([of({ reads: 20 }), of({ reads: 21 }), of({ writes: 1 })]).to.deep.equal([true, false, false]);
        expect([of({ size: 300, reads: 100 }), of({ size: 300, reads: 101 })]).to.deep.equal([true, false]);
    });

    const factors: ["usual" | "naive", size: number, theirs: number, passes: boolean | undefined][] = [
        ["usual", 100, 1, undefined],
        ["usual", 300, 15, true],
        ["usual", 300, 14, false],
        ["usual", 1000, 20, true],
        ["usual", 1000, 19, false],
        ["naive", 10, 1, undefined],
        ["naive", 100, 13, true],
        ["naive", 100, 12.9, false],
        ["naive", 300, 1, undefined],
    ];
    for (const [contestant, size, theirs, passes] of factors) {
        it(`up of ${size} numbers in 10 s is ${passes} where the ${contestant} provider takes ${theirs} s`, () => {
            const peer = sample({ contestant, size, seconds: theirs });
            const verdict = passed("up: at least", sample({ size, seconds: 10 }), peer);
            expect(verdict).to.equal(passes);
        });
    }

    it("refresh: faster than both peers, at every size", () => {
        const refresh = (own: Partial<Sample>) => sample({ operation: "refresh", ...own });
        const all = [
            refresh({ seconds: 2 }),
            refresh({ contestant: "usual", seconds: 3 }),
            refresh({ contestant: "restapi", seconds: 1 }),
        ];
        expect(verdicts("refresh: faster", ...all).map((each) => each.passed)).to.deep.equal([true, false]);
    });

    for (const [size, expected] of [
        [99, []],
        [100, [true, false]],
    ] as const) {
        it(`refresh: faster than the lean peers, too, from 100 numbers on: ${size}`, () => {
            const refresh = (own: Partial<Sample>) => sample({ operation: "refresh", size, ...own });
            const all = [
                refresh({ seconds: 2 }),
                refresh({ contestant: "naive", seconds: 3 }),
                refresh({ contestant: "lean-restapi", seconds: 1 }),
            ];
            expect(verdicts("refresh: faster", ...all).map((each) => each.passed)).to.deep.equal(expected);
        });
    }

    it("writes: as many as the fleet needs, no other kind", () => {
        const kinds = { read: 20, register: 10, setStorage: 3, setIdentityKeyCheck: 2 };
        expect(passed("up: no write too many", sample({ kinds }))).to.equal(true);
        for (const wrong of [{ setPin: 1 }, { register: 11 }, { setStorage: 2 }]) {
            expect(passed("up: no write too many", sample({ kinds: { ...kinds, ...wrong } }))).to.equal(
                false,
            );
        }
    });

    it("a region change proves the PIN, and restores the identity key check", () => {
        const kinds = { setPin: 1, deregister: 1, setStorage: 1, register: 1, setIdentityKeyCheck: 1 };
        const verdict = passed("region change: no write", sample({ operation: "region change", kinds }));
        expect(verdict).to.equal(true);
    });

    it("reads: at most two of a number before its first write and two after", () => {
        const about = "up: at most 2 reads";
        expect(passed(about, sample({ readsBefore: 2, readsAfter: 2 }))).to.equal(true);
        expect(passed(about, sample({ readsBefore: 3 }))).to.equal(false);
        expect(passed(about, sample({ readsAfter: 3 }))).to.equal(false);
    });

    it("refresh: one node read per 100 numbers, and the settings of those that declare one", () => {
        const of = (kinds: Sample["kinds"]) =>
            passed("refresh: one", sample({ operation: "refresh", size: 110, kinds }));
        expect(of({ list: 2, readSettings: 44 })).to.equal(true);
        expect(of({ list: 2, readSettings: 45 })).to.equal(false);
        expect(of({ list: 2, read: 1, readSettings: 44 })).to.equal(false);
    });

    it("where nothing changes nothing is asked", () => {
        for (const operation of ["unchanged up", "unchanged preview"] as const) {
            const of = (reads: number) => passed(`${operation}: no request`, sample({ operation, reads }));
            expect([of(0), of(1)]).to.deep.equal([true, false]);
        }
    });

    it("a target whose contestants did not run has no verdict", () => {
        const timed = judge(figures(sample()), CONDITIONS).filter((verdict) => verdict.timed);
        expect(timed).to.deep.equal([]);
    });

    it("a peer that is faster is named; the floor is no peer, nor is our other face", () => {
        const all = [
            sample({ seconds: 2 }),
            sample({ contestant: "floor", seconds: 1 }),
            sample({ contestant: "native-node", seconds: 1 }),
            sample({ contestant: "native-yaml", seconds: 1 }),
            sample({ contestant: "usual", seconds: 3 }),
            sample({ contestant: "restapi", seconds: 1 }),
        ];
        expect(peersAhead(figures(...all)).map(({ peer }) => peer)).to.deep.equal(["restapi"]);
    });
});
