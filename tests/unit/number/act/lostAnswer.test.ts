import { expect } from "chai";
import { create, remove, update } from "../../../../provider/number/act/lifecycle";
import { inputs, LifecycleWorld, OFF } from "./lifecycleWorld";

describe("a request whose answer is lost", () => {
    const { created, halfWay, start } = new LifecycleWorld();

    for (const kind of ["register", "deregister"] as const) {
        for (const [what, fault] of [
            ["reset after it was done", { drop: "after" }],
            ["torn", { truncate: true }],
            ["500 in HTML, but done", { html: 500, applied: true }],
            ["131000, but done", { error: { code: 131000 }, applied: true }],
            ["never answered, but done", { hang: "after" }],
        ] as const) {
            it(`${kind} ${what}: is spent once`, async () => {
                const world = await start(OFF);
                const before = kind === "register" ? undefined : await created();
                world.graph.fail({ match: { kind }, do: fault });
                if (before === undefined) {
                    const state = await create(world.ports, inputs());
                    expect(state.requests).to.match(/^r\d+=ok$/);
                    expect(state).to.include({ registered: true });
                } else {
                    await remove(world.ports, before);
                }
                expect(world.sent()).to.deep.equal([kind]);
            });
        }
    }

    it("register reset before it arrived: fails, is kept, and the next run registers", async () => {
        const world = await start(OFF);
        world.graph.fail({ match: { kind: "register" }, do: { drop: "before" } });
        const { state, message } = await halfWay(create(world.ports, inputs()));
        expect(state.requests).to.match(/^r\d+=\?$/);
        expect(message).to.contain("the connection broke");
        expect(await update(world.ports, state, inputs())).to.include({ registered: true });
    });

    it("register in an outage: once more from the reserve, after a read showed that it is off", async () => {
        const world = await start(OFF);
        const before = await created();
        world.graph.fail({ match: { kind: "register" }, do: { drop: "before" } });
        const state = await update(world.ports, before, inputs({ dataLocalizationRegion: "DE" }));
        expect(world.sent()).to.deep.equal(["setPin", "deregister", "setStorage", "register", "register"]);
        expect(state.requests.split(" ").map((entry) => entry.replace(/\d+/, ""))).to.deep.equal([
            "r=ok",
            "d=ok",
            "r=?",
            "r=ok",
        ]);
    });
});
