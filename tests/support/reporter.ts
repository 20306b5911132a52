import path from "node:path";
import Mocha from "mocha";

const { EVENT_HOOK_END, EVENT_TEST_END } = Mocha.Runner.constants;

/** How many files are worth a line: those that a whole run waits for. */
const SLOWEST = 10;

/**
 * What mocha's spec reporter prints, the files that took longest, and as the very last line the sum that .ci/run
 * ends with.
 */
class Reporter extends Mocha.reporters.Spec {
    /** Milliseconds of a file's tests and hooks: a file with parallel ones beside it has no clock of its own here. */
    private readonly spent = new Map<string, number>();

    constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
        super(runner, options);
        const count = ({ file, duration }: Mocha.Runnable) => {
            if (file === undefined) return;
            this.spent.set(file, (this.spent.get(file) ?? 0) + (duration ?? 0));
        };
        runner.on(EVENT_TEST_END, count).on(EVENT_HOOK_END, count);
    }

    override epilogue(): void {
        super.epilogue();
        const slowest = [...this.spent].sort(([, one], [, other]) => other - one).slice(0, SLOWEST);
        console.log("slowest files:");
        for (const [file, ms] of slowest) {
            const seconds = (ms / 1000).toFixed(1).padStart(7);
            console.log(`${seconds} s ${path.relative(process.cwd(), file)}`);
        }
        console.log(`\n${this.stats.passes} passed, ${this.stats.failures} failed`);
    }
}

export = Reporter;
