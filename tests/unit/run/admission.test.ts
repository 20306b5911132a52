import { expect } from "chai";
import pLimit from "p-limit";
import { APP, type Usage } from "../../../graph/usage";
import { Admission, paceOf } from "../../../provider/run/admission";
import { SAME_COMMAND } from "../../../provider/say/command";

const MINUTE = 60_000;
const FREE: Usage = { percent: 10, regainMs: 0 };
const FILLING: Usage = { percent: 90, regainMs: 0 };
const SHUT: Usage = { percent: 100, regainMs: 60 * MINUTE };

describe("the pace under a limit", () => {
    const cases: readonly (readonly [string, Usage, number, ReturnType<typeof paceOf>])[] = [
        ["room: start", FREE, 0, { kind: "start", at: 0 }],
        ["filling up: some seconds after the last one", FILLING, 0, { kind: "start", at: 3000 }],
        ["shut for a minute: then", { percent: 70, regainMs: MINUTE }, 20_000, { kind: "start", at: MINUTE }],
        ["shut for an hour: not at all", SHUT, MINUTE, { kind: "refuse", until: 60 * MINUTE }],
        ["open again soon: then", SHUT, 59 * MINUTE, { kind: "start", at: 60 * MINUTE }],
    ];
    for (const [name, usage, now, expected] of cases) {
        it(name, () => expect(paceOf({ ...usage, seenAt: 0 }, 0, now)).to.deep.equal(expected));
    }
});

describe("admission", () => {
    /** Starts numbers one after the other; tells when each started, in seconds. */
    function world(usages: Record<string, Usage>) {
        let clock = 10_000;
        const lines: string[] = [];
        const admission = new Admission({
            now: () => clock,
            sleep: async (ms) => {
                clock += ms;
            },
            log: (line) => lines.push(line),
            atOnce: (work) => work(),
        });
        admission.noticed(new Map(Object.entries(usages)));
        const start = async (wabaId?: string) => {
            const number = { phoneNumberId: "1", ...(wabaId === undefined ? {} : { wabaId }) };
            return admission
                .admit(number, SAME_COMMAND, async () => clock / 1000 - 10)
                .catch((error: Error) => error.message);
        };
        return { admission, lines, start };
    }

    it("holds nothing back while there is room", async () => {
        const { start, lines } = world({ [APP]: FREE, "7": FREE });
        expect([await start("7"), await start("7"), await start()]).to.deep.equal([0, 0, 0]);
        expect(lines).to.deep.equal([]);
    });

    it("spreads the numbers of a WABA that fills up, and says so once a minute", async () => {
        const { start, lines } = world({ "7": FILLING });
        const starts: unknown[] = [];
        for (let i = 0; i < 4; i++) starts.push(await start("7"));
        expect(starts).to.deep.equal([0, 3, 6, 9]);
        expect(lines).to.deep.equal([
            "90 % of the requests that Graph allows this app on WABA 7 in an hour are used: slowing down before Graph refuses them",
        ]);
        for (let i = 0; i < 20; i++) await start("7");
        expect(lines).to.have.length(2);
    });

    it("leaves the numbers of other WABAs alone, but not where the whole app's limit fills up", async () => {
        const waba = world({ "7": SHUT });
        expect([await waba.start("8"), await waba.start("8")]).to.deep.equal([0, 0]);
        const app = world({ [APP]: FILLING });
        expect([await app.start("7"), await app.start("8")]).to.deep.equal([0, 3]);
    });

    it("refuses a number of a WABA that Graph has shut, and sends nothing", async () => {
        const { start } = world({ "7": SHUT });
        expect(await start("7")).to.equal(
            "phone number 1: Graph refuses this app on WABA 7 all requests until about 1970-01-01 01:00 UTC " +
                "(in 1.0 hours). Nothing was sent. Next: wait until then, then run the command again",
        );
    });

    it("slows a number whose WABA is not known yet by the only one that it can be, but keeps it from nothing", async () => {
        const one = world({ "7": SHUT });
        expect([await one.start(), await one.start()]).to.deep.equal([0, 5]);
        const several = world({ "7": SHUT, "8": FREE });
        expect([await several.start(), await several.start()]).to.deep.equal([0, 0]);
    });

    it("does not wait any longer once Graph says that there is room", async () => {
        const { admission, start } = world({ "7": FILLING });
        await start("7");
        const next = start("7");
        admission.noticed(new Map([["7", FREE]]));
        expect(await next).to.equal(1);
        expect(await start("7")).to.equal(1);
    });

    it("starts only so many at once", async () => {
        const admission = new Admission({
            now: () => 0,
            sleep: async () => undefined,
            log: () => undefined,
            atOnce: pLimit(3),
        });
        let running = 0;
        let most = 0;
        const work = async () => {
            most = Math.max(most, ++running);
            await new Promise((resolve) => setImmediate(resolve));
            running--;
        };
        await Promise.all(
            Array.from({ length: 20 }, () => admission.admit({ phoneNumberId: "1" }, SAME_COMMAND, work)),
        );
        expect(most).to.equal(3);
    });
});
