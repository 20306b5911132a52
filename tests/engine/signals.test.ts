import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { ID, number, OTHER_ID } from "./support/numbers";
import { type Declared, ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const DE = { dataLocalizationRegion: "DE" };
const CH = { dataLocalizationRegion: "CH" };
const REGION_CHANGE = ["setPin", "deregister", "setStorage", "register"];

/** Ctrl-C sends SIGINT, a pipeline that is cancelled sends SIGTERM. */
describe("one signal in the middle of a region change", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    const declare = (region: Declared) =>
        stack.declare({
            support: number(region),
            orders: number({ ...region, phoneNumberId: OTHER_ID }),
        });
    before(async function () {
        if (process.platform === "win32") this.skip();
        stack = await Stack.create({ numbers: [{ id: ID }, { id: OTHER_ID }] });
        await declare(DE);
        await stack.up();
    });
    after(() => stack?.close());

    for (const [signal, region] of [
        ["SIGINT", CH],
        ["SIGTERM", DE],
    ] as const) {
        it(`${signal}: the number in flight comes back, the others are not begun, and no lock stays`, async () => {
            stack.graph.clearRequests();
            stack.graph.fail({ match: { kind: "setStorage" }, do: { delayMs: 2_000 } });
            await declare(region);

            const { child, finished } = stack.start("up", "--yes", "--skip-preview", "--parallel", "1");
            while (stack.graph.number(ID).registered && stack.graph.number(OTHER_ID).registered) {
                expect(child.exitCode).to.equal(null);
                await sleep(20);
            }
            child.kill(signal);
            expect((await finished).code).not.to.equal(0);

            expect(stack.graph.writes().map(({ kind }) => kind)).to.deep.equal(REGION_CHANGE);
            for (const id of [ID, OTHER_ID])
                expect(stack.graph.number(id).registered, `${id} is live`).to.equal(true);
            expect((await stack.up()).sent, "the other number").to.deep.equal(REGION_CHANGE);
            for (const id of [ID, OTHER_ID])
                expect(stack.graph.number(id)).to.include({
                    registered: true,
                    region: region.dataLocalizationRegion,
                });
            await stack.expectNoChanges();
        });
    }
});
