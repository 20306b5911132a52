import { expect } from "chai";
import { type PreviewLimits, PreviewReads, type Timers } from "../../../provider/run/previewReads";

const LIMITS: PreviewLimits = { atOnce: 2, most: 5, eachMs: 3_000, allMs: 10_000 };

/** A clock that moves when it is told to. */
class Clock implements Timers {
    private at = 0;
    private alarms: { at: number; call: () => void }[] = [];
    readonly now = () => this.at;
    readonly after = (ms: number, call: () => void) => {
        const alarm = { at: this.at + ms, call };
        this.alarms.push(alarm);
        return () => {
            this.alarms = this.alarms.filter((each) => each !== alarm);
        };
    };

    get waiting(): number {
        return this.alarms.length;
    }

    async pass(ms: number): Promise<void> {
        this.at += ms;
        for (const { at, call } of [...this.alarms]) if (at <= this.at) call();
        await settled();
    }
}

/** Lets everything run that waits for no time. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Waits until a read has begun, which takes no time of the clock. */
async function until(begun: () => boolean): Promise<void> {
    while (!begun()) await settled();
}

const HANGS = () => new Promise<string>(() => undefined);

describe("the reads of a preview", () => {
    let clock: Clock;
    let reads: PreviewReads;

    beforeEach(() => {
        clock = new Clock();
        reads = new PreviewReads(LIMITS, clock);
    });

    /** A read that takes some time of this clock. */
    const taking =
        (ms: number): (() => Promise<string>) =>
        async () => {
            await clock.pass(ms);
            return "found";
        };

    it("a quick one is passed on, and leaves no timer", async () => {
        expect(await reads.within(async () => "found")).to.equal("found");
        expect(clock.waiting).to.equal(0);
    });

    it("what it throws is passed on", async () => {
        const failure = new Error("refused");
        const caught = await reads.within(() => Promise.reject(failure)).catch((error: unknown) => error);
        expect(caught).to.equal(failure);
    });

    it("one that hangs is left after its time, told so, and none is sent after it", async () => {
        let signal: AbortSignal | undefined;
        const late = reads.within((its) => {
            signal = its;
            return HANGS();
        });
        await until(() => signal !== undefined);
        await clock.pass(LIMITS.eachMs - 1);
        expect(signal?.aborted).to.equal(false);
        await clock.pass(1);
        expect(await late).to.equal(undefined);
        expect(signal?.aborted).to.equal(true);
        let sent = 0;
        expect(await reads.within(async () => ++sent)).to.equal(undefined);
        expect(sent).to.equal(0);
    });

    it("slow ones together take no longer than all may", async () => {
        for (let round = 0; round < 3; round++) {
            expect(await reads.within(taking(2_900)), String(round)).to.equal("found");
        }
        // 1.3 seconds are left.
        const late = reads.within(HANGS);
        await until(() => clock.waiting > 0);
        await clock.pass(1_300);
        expect(await late).to.equal(undefined);
        expect(clock.now()).to.equal(LIMITS.allMs);
    });

    it("the time between them does not count", async () => {
        for (let round = 0; round < LIMITS.most; round++) {
            await clock.pass(60_000);
            expect(await reads.within(async () => "found")).to.equal("found");
        }
    });

    it("so many and no more", async () => {
        const found = [];
        for (let round = 0; round < 8; round++) found.push(await reads.within(async () => round));
        expect(found.filter((each) => each !== undefined)).to.deep.equal([0, 1, 2, 3, 4]);
    });

    it("so many at once: the others wait for their turn, within the same time", async () => {
        let running = 0;
        const all = Array.from({ length: 4 }, () =>
            reads.within(() => {
                running++;
                return HANGS();
            }),
        );
        await until(() => running === LIMITS.atOnce);
        await settled();
        expect(running).to.equal(LIMITS.atOnce);
        await clock.pass(LIMITS.eachMs);
        expect(await Promise.all(all)).to.deep.equal([undefined, undefined, undefined, undefined]);
        expect(running).to.equal(LIMITS.atOnce);
    });

    it("stopped, it sends none", async () => {
        reads.stop();
        expect(await reads.within(async () => "found")).to.equal(undefined);
    });
});
