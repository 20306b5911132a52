import { expect } from "chai";
import { NumberBusy, withNumberLock } from "../../../provider/lock";

const GRAPH = "http://127.0.0.1:1";
const nothing = () => undefined;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("one operation at a time on a number", () => {
    it("the second waits until the first is through, and says so once", async () => {
        const order: string[] = [];
        const first = withNumberLock("90001", GRAPH, 0, nothing, async () => {
            await sleep(700);
            order.push("first");
        });
        await sleep(50);
        const second = withNumberLock(
            "90001",
            GRAPH,
            10_000,
            () => order.push("waits"),
            async () => {
                order.push("second");
            },
        );
        await Promise.all([first, second]);
        expect(order).to.deep.equal(["waits", "first", "second"]);
    });

    it("it waits no longer than it may, and does nothing then", async () => {
        let release = nothing as () => void;
        const held = withNumberLock(
            "90002",
            GRAPH,
            0,
            nothing,
            () => new Promise<void>((r) => (release = r)),
        );
        await sleep(50);
        const began = Date.now();
        const error = await withNumberLock("90002", GRAPH, 600, nothing, () =>
            Promise.reject(new Error("it ran")),
        ).catch((reason: unknown) => reason);
        release();
        await held;
        expect(error).to.be.instanceOf(NumberBusy);
        expect((error as Error).message).to.match(
            /^phone number 90002: another process .* Nothing was sent\. Next: /,
        );
        expect(Date.now() - began).to.be.within(500, 3_000);
    });

    for (const [what, id, graph] of [
        ["another number", "90004", GRAPH],
        ["the same ID on another Graph", "90003", "http://127.0.0.1:2"],
    ] as const) {
        it(`${what} is not waited for`, async () => {
            await withNumberLock("90003", GRAPH, 0, nothing, () =>
                withNumberLock(id, graph, 0, nothing, async () => undefined),
            );
        });
    }

    it("a failure lets the number go", async () => {
        const failed = withNumberLock("90005", GRAPH, 0, nothing, () => Promise.reject(new Error("no")));
        expect(await failed.catch((error: Error) => error.message)).to.equal("no");
        await withNumberLock("90005", GRAPH, 0, nothing, async () => undefined);
    });
});
