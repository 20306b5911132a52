import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { FaultAction } from "../../emulator";
import { family, killAll } from "../../scripts/process";
import { ID, number } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const REGION_CHANGE = ["setPin", "deregister", "setStorage", "register"];

describe("an engine killed between deregister and register", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    before(function () {
        if (process.platform === "win32") this.skip();
    });

    it("its provider lives on and ends the outage: the next run finds the number live and sends nothing", async () => {
        await using stack = await liveInGermany();
        const processes = await interrupted(stack, { delayMs: 2_000 }, (all) => all.slice(0, 1));
        try {
            await until(() => stack.graph.number(ID).registered);
        } finally {
            killAll(processes);
        }

        await stack.succeeds("cancel", "--yes");
        await stack.refresh();
        await stack.up();
        expect(kinds(stack)).to.deep.equal(REGION_CHANGE);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "CH" });
        await stack.expectNoChanges();
    });

    for (const [when, minutesAgo] of [
        ["long after it was registered", 60],
        ["minutes after it was registered, when reads may still be settling", 1],
    ] as const) {
        it(`killed together with its provider, ${when}: the next run registers and does not deregister again`, async () => {
            await using stack = await liveInGermany();
            const registeredAt = Math.floor(Date.now() / 1000) - minutesAgo * 60;
            await stack.rewriteOutputs("support", { requests: `r${registeredAt}=ok` });
            await interrupted(stack, { hang: "before" }, (all) => all);

            await stack.succeeds("cancel", "--yes");
            await stack.up("--refresh");
            expect(kinds(stack).filter((kind) => kind === "deregister")).to.have.length(1);
            expect(stack.graph.number(ID)).to.include({ registered: true, region: "CH" });
            await stack.expectNoChanges();
        });
    }
});

async function liveInGermany(): Promise<Stack> {
    const stack = await Stack.create({ numbers: [{ id: ID }] });
    await stack.declare({ support: number({ dataLocalizationRegion: "DE" }) });
    await stack.up();
    stack.graph.clearRequests();
    return stack;
}

/** Kills the chosen processes of a region change while setStorage is disturbed; all that there were, engine first. */
async function interrupted(
    stack: Stack,
    disturbance: FaultAction,
    chosen: (processes: number[]) => number[],
): Promise<number[]> {
    await stack.declare({ support: number({ dataLocalizationRegion: "CH" }) });
    stack.graph.fail({ match: { kind: "setStorage" }, do: disturbance });
    const { child, finished } = stack.start("up", "--yes", "--skip-preview");
    await until(() => !stack.graph.number(ID).registered);
    const processes = family(child);
    killAll(chosen(processes));
    await finished;
    return processes;
}

function kinds(stack: Stack): string[] {
    return stack.graph.writes().map(({ kind }) => kind);
}

async function until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!condition()) {
        if (Date.now() > deadline) throw new Error("it did not come to that in a minute");
        await sleep(20);
    }
}
