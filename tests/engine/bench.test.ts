import { expect } from "chai";
import { OPERATIONS } from "../../bench/contestants/contestant";
import { floor } from "../../bench/contestants/floor";
import { ours } from "../../bench/contestants/ours";
import { usual } from "../../bench/contestants/usual";
import { Figures, figuresOf } from "../../bench/figures";
import { renderText } from "../../bench/results";
import { type Measured, type Plan, runPlan } from "../../bench/run";
import { judge } from "../../bench/targets";
import { ENGINE_TEST_TIMEOUT_MS } from "./support/stack";

const SIZE = 4;
const CONDITIONS = { latencyMs: 0, parallelism: 8 };

// The smallest bench there is: that it runs, and what it counts. Times are for a quiet machine.
describe("the bench", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const plan: Plan = {
        sizes: [SIZE],
        latencyMs: 0,
        contestants: [ours, floor, usual],
        operations: new Set(["up", "refresh", "region change", "destroy"]),
        runsOf: () => 1,
    };
    let measured: Measured;
    let figures: Figures;

    before(async () => {
        const { signal } = new AbortController();
        measured = await runPlan(plan, { say: () => {}, sizeDone: async () => {}, signal });
        figures = new Figures(figuresOf(measured.samples));
    });

    it("all contestants get through, and leave the numbers as declared", () => {
        expect(measured.failures).to.deep.equal([]);
        expect(measured.samples).to.have.length(12);
    });

    it("targets that are counts hold", () => {
        const counts = judge(figures, CONDITIONS).filter(({ timed }) => !timed);
        expect(counts.filter(({ passed }) => !passed)).to.deep.equal([]);
        expect(counts.map(({ target }) => target.split(":")[0])).to.include.members([
            "state",
            "up",
            "refresh",
            "region change",
            "destroy",
        ]);
    });

    it("the usual provider does the same work, the floor none", () => {
        const writes = (contestant: "usual" | "floor") =>
            OPERATIONS.flatMap((operation) => figures.get(contestant, operation, SIZE)?.writes ?? []);
        expect(writes("usual")).to.deep.equal([9, 0, 4, 4]);
        expect(writes("floor")).to.deep.equal([0, 0, 0, 0]);
    });

    it("the results have a column for each contestant and a line for each target", () => {
        const report = { ...measured, plan, conditions: CONDITIONS, command: "npm run bench" };
        const text = renderText({ ...report, date: new Date(), machine: [], complete: true });
        expect(text).to.match(/^ +ours +floor +usual$/m);
        expect(text).to.match(/^refresh: one node read per 100 numbers.* 4 +pass/m);
    });
});
