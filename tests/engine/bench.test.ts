import { expect } from "chai";
import { type Contestant, OPERATIONS } from "../../bench/contestants/contestant";
import { floor } from "../../bench/contestants/floor";
import { naive } from "../../bench/contestants/naive";
import { nativeNode, nativeYaml } from "../../bench/contestants/native";
import { ours } from "../../bench/contestants/ours";
import { usual } from "../../bench/contestants/usual";
import { Figures, figuresOf } from "../../bench/figures";
import { renderText } from "../../bench/results";
import { type Measured, type Plan, runPlan, warmUp } from "../../bench/run";
import { judge } from "../../bench/targets";
import { ENGINE_TEST_TIMEOUT_MS, LAZY } from "./support/stack";
import { vaultEnv } from "./support/vault";

const SIZE = 4;
const CONDITIONS = { latencyMs: 0, parallelism: 8 };

// The smallest possible bench: tests that it runs, and what it counts. Times need a quiet machine.
describe("the bench", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const plan: Plan = {
        sizes: [SIZE],
        latencyMs: 0,
        contestants: [ours, nativeNode, nativeYaml, floor, usual, naive],
        operations: new Set(["up", "refresh", "region change", "destroy"]),
        runsOf: () => 1,
    };
    let measured: Measured;
    let figures: Figures;

    before(async () => {
        const { signal } = new AbortController();
        // As in all engine tests, here for every contestant.
        const env = { ...LAZY, ...(await vaultEnv()) };
        measured = await runPlan({ ...plan, env }, { say: () => {}, sizeDone: async () => {}, signal });
        figures = new Figures(figuresOf(measured.samples));
    });

    it("each contestant first deploys one number, which is not measured", async () => {
        const done: string[] = [];
        const stand: Contestant = {
            ...floor,
            deploy: async () => ({
                declare: async (numbers) => void done.push(`declares ${numbers.length}`),
                command: (operation) => {
                    done.push(operation);
                    return { file: process.execPath, args: ["-e", ""], cwd: __dirname, env: process.env };
                },
                isProvider: () => false,
                stateBytes: async () => 0,
                [Symbol.asyncDispose]: async () => void done.push("removed"),
            }),
        };
        const said: string[] = [];
        const { signal } = new AbortController();
        const observer = { say: (line: string) => void said.push(line), sizeDone: async () => {}, signal };
        await warmUp({ ...plan, contestants: [stand] }, observer);
        expect(done).to.deep.equal(["declares 1", "up", "removed"]);
        expect(said).to.deep.equal(["warming up"]);
    });

    it("all contestants get through, and leave the numbers as declared", () => {
        expect(measured.failures).to.deep.equal([]);
        expect(measured.samples).to.have.length(24);
    });

    it("the processor time of all processes is counted, where the kernel tells", function () {
        if (process.platform !== "linux") this.skip();
        for (const { cpuSeconds } of measured.samples) expect(cpuSeconds).to.be.greaterThan(0.1);
    });

    it("targets that are counts hold", () => {
        // What the host of YAML programs says of its own stack is more than half of what it stores.
        const counts = judge(figures, CONDITIONS).filter(
            ({ timed, target }) => !timed && !target.startsWith("state of native-yaml"),
        );
        expect(counts.filter(({ passed }) => !passed)).to.deep.equal([]);
        expect(counts.map(({ target }) => target.split(":")[0])).to.include.members([
            "state",
            "state of ours",
            "state of native-node",
            "up",
            "refresh",
            "region change",
            "destroy",
        ]);
    });

    it("either face sends the same, from any language", () => {
        const kinds = (contestant: "ours" | "native-node" | "native-yaml") =>
            OPERATIONS.map((operation) => figures.get(contestant, operation, SIZE)?.kinds);
        expect(kinds("native-node")).to.deep.equal(kinds("ours"));
        expect(kinds("native-yaml")).to.deep.equal(kinds("ours"));
    });

    it("the usual provider does the same work, the naive one registers, the floor does nothing", () => {
        const writes = (contestant: "usual" | "naive" | "floor") =>
            OPERATIONS.flatMap((operation) => figures.get(contestant, operation, SIZE)?.writes ?? []);
        expect(writes("usual")).to.deep.equal([9, 0, 4, 4]);
        expect(writes("naive")).to.deep.equal([4, 0, 0, 4]);
        expect(writes("floor")).to.deep.equal([0, 0, 0, 0]);
    });

    it("the results have a column for each contestant and a line for each target", () => {
        const report = { ...measured, plan, conditions: CONDITIONS, command: "npm run bench" };
        const text = renderText({ ...report, date: new Date(), machine: [], complete: true });
        expect(text).to.match(/^ +ours +native-node +native-yaml +floor +usual +naive$/m);
        expect(text).to.match(/^refresh: one node read per 100 numbers.* 4 +pass/m);
    });
});
