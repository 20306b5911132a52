import { EventEmitter } from "node:events";
import { expect } from "chai";
import fc from "fast-check";
import { Calls, type Ending, endWithEngine, isIdle } from "../../../provider/run/ending";
import { engineAddressIn } from "../../../provider/run/engine";

const ENGINE = "127.0.0.1:34567";
const SERVER = ["PipeWrap", "PipeWrap", "TCPServerWrap"];

/** A process that ends when the test says that its input did, and looks when the test says so. */
class Process implements Ending {
    readonly stdin = Object.assign(new EventEmitter(), { resume: () => undefined });
    exits = 0;
    look: (() => void) | undefined;
    busyWith: readonly string[] = SERVER;

    constructor(
        readonly argv: readonly string[] = ["node", "provider", ENGINE],
        private readonly pipe = true,
    ) {}

    isPiped = () => this.pipe;
    resources = () => this.busyWith;
    repeatedly = (look: () => void) => {
        this.look = look;
    };
    exit = () => {
        this.exits++;
    };
}

describe("a provider ends with its engine", () => {
    const rows: [string, readonly string[], boolean, boolean][] = [
        ["an engine's plugin", [ENGINE], true, true],
        ["with flags before the address", ["--logtostderr", "-v=9", "[::1]:50051"], true, true],
        ["with /dev/null, a file or a terminal as input", [ENGINE], false, false],
        ["a program that no engine started", ["tests/unit/some.test.ts"], true, false],
        ["a program without arguments", [], true, false],
    ];
    for (const [what, args, pipe, ends] of rows) {
        it(`${what}: ${ends ? "yes" : "no, its input is not even looked at"}`, () => {
            const process = new Process(["node", "provider", ...args], pipe);
            endWithEngine(new Calls(), () => process);
            expect(process.stdin.listenerCount("close")).to.equal(ends ? 1 : 0);

            process.stdin.emit("close");
            process.look?.();
            expect(process.exits).to.equal(ends ? 1 : 0);
        });
    }

    it("not before its input ends", () => {
        const process = new Process();
        endWithEngine(new Calls(), () => process);
        expect(process.look).to.equal(undefined);
    });

    it("an input that breaks is one that ended, and no error of the process", () => {
        const process = new Process();
        endWithEngine(new Calls(), () => process);
        process.stdin.emit("error", new Error("EIO"));
        process.stdin.emit("close");
        expect(process.look).not.to.equal(undefined);
    });

    it("after each of its calls, whatever order they end in, failed ones too", async () => {
        const order = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }).chain((fails) =>
            fc.record({
                fails: fc.constant(fails),
                order: fc.shuffledSubarray([...fails.keys()], { minLength: fails.length }),
            }),
        );
        await fc.assert(
            fc.asyncProperty(order, async ({ fails, order }) => {
                const process = new Process();
                const calls = new Calls();
                endWithEngine(calls, () => process);
                const ends: (() => void)[] = [];
                const running = fails.map((fail, at) =>
                    calls
                        .during(
                            () =>
                                new Promise<void>((resolve, reject) => {
                                    ends[at] = () => (fail ? reject(new Error("refused")) : resolve());
                                }),
                        )
                        .catch(() => undefined),
                );
                process.stdin.emit("close");
                for (const at of order) {
                    process.look?.();
                    expect(process.exits).to.equal(0);
                    ends[at]?.();
                    await running[at];
                }
                process.look?.();
                expect(process.exits).to.equal(1);
            }),
        );
    });

    const others: [string, boolean][] = [
        ["TCPSocketWrap", false],
        ["Timeout", false],
        ["FSReqPromise", false],
        ["GetAddrInfoReqWrap", false],
        ["ProcessWrap", false],
        ["SomethingOfALaterNode", false],
        ["TTYWrap", true],
    ];
    for (const [resource, idle] of others) {
        it(`${resource} in its process is ${idle ? "nothing to wait for" : "another provider's work, and waited for"}`, () => {
            expect(isIdle(0, [...SERVER, resource])).to.equal(idle);
        });
    }
});

describe("the engine's address in a provider's arguments", () => {
    const rows: [string, readonly string[], string | undefined][] = [
        ["the only one", ["127.0.0.1:1234"], "127.0.0.1:1234"],
        ["after the engine's flags", ["--logtostderr", "-v=9", "127.0.0.1:1234"], "127.0.0.1:1234"],
        ["IPv6", ["[::1]:1234"], "[::1]:1234"],
        ["a test's file", ["tests/unit/run/ending.test.ts"], undefined],
        ["nothing", [], undefined],
    ];
    for (const [what, args, address] of rows) {
        it(`${what}: ${address}`, () => {
            expect(engineAddressIn(["node", "script", ...args])).to.equal(address);
        });
    }
});
