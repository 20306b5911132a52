import { expect } from "chai";
import { figuresOf, median, trafficOf } from "../../../bench/figures";
import type { LoggedRequest } from "../../../emulator";
import { figures, sample } from "./samples";

const LATENCY = 50;

/** A request as the log keeps it: at the end of the latency that it waited for. */
function request(kind: LoggedRequest["kind"], at: number, more: Partial<LoggedRequest> = {}): LoggedRequest {
    const method = /^(read|list)/.test(kind) ? "GET" : "POST";
    const rest = { path: "", query: {}, body: undefined, status: 200, applied: method === "POST", atOnce: 1 };
    return { seq: 1, at, kind, method, phoneNumberId: "1", ...rest, ...more };
}

describe("what the log of an operation says", () => {
    it("reads and writes, by kind, and the most at once", () => {
        const log = [request("read", 0, { atOnce: 2 }), request("readSettings", 1), request("register", 60)];
        expect(trafficOf(log, LATENCY)).to.deep.include({
            reads: 2,
            writes: 1,
            kinds: { read: 1, readSettings: 1, register: 1 },
            atOnce: 2,
        });
    });

    it("nothing was asked", () => {
        expect(trafficOf([], LATENCY)).to.deep.equal({
            reads: 0,
            writes: 0,
            kinds: {},
            atOnce: 0,
            roundTrips: 0,
            readsBefore: 0,
            readsAfter: 0,
        });
    });

    const cases: [what: string, log: LoggedRequest[], roundTrips: number][] = [
        ["one after another count each", [request("read", 0), request("register", 50)], 2],
        ["sent at once for one number count once", [request("read", 0), request("readSettings", 49)], 1],
        ["sent at once for two numbers count each", [request("read", 0), other("read", 0)], 2],
        ["a list is a round trip of its WABA", [list(0), list(51), request("readSettings", 51)], 3],
    ];
    for (const [what, log, roundTrips] of cases) {
        it(`round trips: ${what}`, () => {
            expect(trafficOf(log, LATENCY)).to.include({ roundTrips });
        });
    }

    it("without latency concurrent requests can't be recognised: each request is a round trip", () => {
        expect(trafficOf([request("read", 0), request("readSettings", 0)], 0)).to.include({ roundTrips: 2 });
    });

    it("reads before and after a number's first write: the most that one number took", () => {
        const log = [
            request("read", 0),
            other("read", 0),
            other("readSettings", 0),
            request("register", 50),
            other("register", 50),
            request("read", 100),
            request("setIdentityKeyCheck", 150),
            request("readSettings", 200),
        ];
        expect(trafficOf(log, LATENCY)).to.include({ readsBefore: 2, readsAfter: 2 });
    });

    function other(kind: LoggedRequest["kind"], at: number): LoggedRequest {
        return request(kind, at, { phoneNumberId: "2" });
    }

    function list(at: number): LoggedRequest {
        const { phoneNumberId: _, ...rest } = request("list", at);
        return { ...rest, wabaId: "20" };
    }
});

describe("figures of several runs", () => {
    it("the median of what varies, the most of what must not exceed", () => {
        const runs = [3, 1, 2].map((seconds) => sample({ seconds, atOnce: seconds, peakMemoryKb: seconds }));
        expect(figuresOf(runs)).to.deep.equal([
            { ...sample({ seconds: 2, atOnce: 3, peakMemoryKb: 3 }), runs: 3 },
        ]);
    });

    it("one for each operation of each contestant at each size", () => {
        const all = [
            sample(),
            sample({ size: 100 }),
            sample({ contestant: "floor" }),
            sample({ operation: "destroy" }),
        ];
        expect(figuresOf([...all, ...all]).map(({ runs }) => runs)).to.deep.equal([2, 2, 2, 2]);
    });

    it("the median of an even number of runs lies between", () => {
        expect([median([4, 1]), median([5]), median([])]).to.deep.equal([2.5, 5, 0]);
    });

    it("growth, state for each number and the most memory of all operations", () => {
        const of = figures(
            sample({ size: 100, seconds: 4, stateBytes: 400_000, peakMemoryKb: 90 * 1024 }),
            sample({ size: 100, operation: "destroy", peakMemoryKb: 100 * 1024 }),
            sample({ size: 1000, seconds: 44 }),
        );
        expect(of.growth("ours", "up", 100, 1000)).to.equal(11);
        expect(of.growth("usual", "up", 100, 1000)).to.equal(undefined);
        expect(of.stateBytesPerNumber("ours", 100)).to.equal(4000);
        expect(of.peakMemoryMb("ours", 100)).to.equal(100);
        expect(of.peakMemoryMb("ours", 1000)).to.equal(undefined);
    });
});
