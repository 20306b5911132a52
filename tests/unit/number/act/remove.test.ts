import { expect } from "chai";
import { remove } from "../../../../provider/number/act/lifecycle";
import { HOUR, ID, LIVE, LifecycleWorld, OFF } from "./lifecycleWorld";

describe("deleting a number", () => {
    const { created, number, refused, start } = new LifecycleWorld();

    it("deregisters a live number, and is idempotent", async () => {
        const world = await start(OFF);
        const before = await created();
        await remove(world.ports, before);
        world.graph.advance(HOUR);
        await remove(world.ports, before);
        expect(world.sent()).to.deep.equal(["deregister"]);
        expect(number().registered).to.equal(false);
    });

    it("says before it what it does, why, what is left, and how to have it back", async () => {
        const world = await start(OFF);
        await remove(world.ports, await created(), "the stack is destroyed");
        expect(world.lines.at(-1)).to.match(
            /^warning: phone number \d+.*: DEREGISTERED for good: the stack is destroyed, and nobody can reach it/,
        );
        expect(world.lines.at(-1)).to.contain(
            "leaves 9 register and 9 deregister requests of 10 in 72 hours. To have it back, declare it with the same PIN",
        );
    });

    it("refuses a live number that is protected, and lets go of one that is off", async () => {
        const world = await start(OFF);
        const before = { ...(await created()), deletionProtection: true };
        const message = await refused(remove(world.ports, before));
        expect(message).to.match(
            /deletionProtection is true.*Nothing was sent.*Next: to give it up, declare it with/,
        );
        expect(message).not.to.contain("run the command again");
        expect(world.sent()).to.deep.equal([]);
        world.graph.change(ID, { registered: false });
        world.graph.advance(HOUR);
        await remove(world.ports, before);
        expect(world.sent()).to.deep.equal([]);
    });

    it("deregisters one whose register does not show yet", async () => {
        const world = await start(OFF, { switches: { registerSettleMs: 10 * 60_000 } });
        await remove(world.ports, await created());
        expect(world.sent()).to.deep.equal(["deregister"]);
    });

    it("leaves a coexistence number as it is, with a warning", async () => {
        const world = await start({ ...LIVE, isOnBizApp: true });
        await remove(world.ports, await created());
        expect(world.sent()).to.deep.equal([]);
        expect(world.lines.join()).to.contain("left as it is");
    });

    it("sends nothing while it is locked out, and says until when", async () => {
        const world = await start(OFF);
        const before = await created();
        const deregisterLockedUntil = new Date(world.graph.now() + HOUR).toISOString();
        expect(await refused(remove(world.ports, { ...before, deregisterLockedUntil }))).to.contain(
            "UTC (in 1.0 hours)",
        );
    });

    for (const code of [undefined, 133010]) {
        const what = code ?? "that says not registered";
        it(`counts a refusal (${what}) as done once a read confirms it, and not before`, async () => {
            const world = await start(OFF, { switches: { registerSettleMs: 10 * 60_000 } });
            const before = await created();
            world.graph.change(ID, { registered: false, settling: null });
            const refuse = () =>
                code && world.graph.fail({ match: { kind: "deregister" }, do: { error: { code } } });
            refuse();
            await remove(world.ports, before);
            expect(world.sent()).to.deep.equal(["deregister"]);
            if (code === undefined) return;
            world.graph.change(ID, { registered: true });
            refuse();
            const error = await remove(world.ports, before).catch((reason: unknown) => reason);
            expect(String(error)).to.contain(String(code));
        });
    }
});
