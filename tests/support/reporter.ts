import Mocha from "mocha";

/** What mocha's spec reporter prints, and as the very last line the sum that .ci/run ends with. */
class Reporter extends Mocha.reporters.Spec {
    override epilogue(): void {
        super.epilogue();
        console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
    }
}

export = Reporter;
