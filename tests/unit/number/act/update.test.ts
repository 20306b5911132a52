import { expect } from "chai";
import { update } from "../../../../provider/number/act/lifecycle";
import { HalfWay } from "../../../../provider/resource";
import { ID, inputs, LIVE, LifecycleWorld, OFF, OTHER_PIN, PIN } from "./lifecycleWorld";

describe("updating a number", () => {
    const { created, halfWay, number, refused, start } = new LifecycleWorld();

    describe("a region change", () => {
        const DE = { dataLocalizationRegion: "DE" } as const;
        const CH = { dataLocalizationRegion: "CH" } as const;
        const OUTAGE = ["setPin", "deregister", "setStorage", "register"];

        it("proves the PIN, deregisters, sets storage, registers", async () => {
            const world = await start(OFF);
            const state = await update(world.ports, await created(DE), inputs(CH));
            expect(world.sent()).to.deep.equal(OUTAGE);
            expect(state).to.include({ registered: true, ...CH });
            expect(state.requests.split(" ").map((entry) => entry.replace(/\d+/, ""))).to.deep.equal([
                "r=ok",
                "d=ok",
                "r=ok",
            ]);
        });

        for (const [what, before, after, region] of [
            ["added", {}, DE, "DE"],
            ["removed", DE, {}, undefined],
        ] as const) {
            it(`${what} does the same`, async () => {
                const world = await start(OFF);
                const state = await update(world.ports, await created(before), inputs(after));
                expect(world.sent()).to.deep.equal(OUTAGE);
                expect(state.dataLocalizationRegion).to.equal(region);
                expect(number().region).to.equal(region);
            });
        }

        it("with a new PIN goes through the outage with the accepted one, and sets the new one after it", async () => {
            const world = await start(OFF);
            const state = await update(world.ports, await created(DE), inputs({ ...CH, pin: OTHER_PIN }));
            expect(world.sent()).to.deep.equal([...OUTAGE, "setPin"]);
            expect(number().pin).to.equal(OTHER_PIN);
            expect(state).to.include({ registered: true, pin: OTHER_PIN, ...CH });
        });

        it("with a new PIN comes back with the accepted one where the storage is refused", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            world.graph.fail({ match: { kind: "setStorage" }, do: { error: { code: 100 } } });
            const { state } = await halfWay(update(world.ports, before, inputs({ ...CH, pin: OTHER_PIN })));
            expect(number()).to.include({ registered: true, pin: PIN, region: "DE" });
            expect(state).to.include({ registered: true, pin: PIN, ...DE });
        });

        it("with a new PIN is finished by a run that knows only the state from before it, as after a kill", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            for (const stopped of ["setStorage", "register"] as const) {
                world.graph.change(ID, { registered: true, pin: PIN, region: "DE" });
                world.graph.fail({ match: { kind: stopped }, times: 9, do: { error: { code: 190 } } });
                await halfWay(update(world.ports, before, inputs({ ...CH, pin: OTHER_PIN })));
                world.graph.clearFaults();
                const state = await update(world.ports, before, inputs({ ...CH, pin: OTHER_PIN }));
                expect(state).to.include({ registered: true, pin: OTHER_PIN, ...CH });
            }
        });

        it("works although the PIN was changed elsewhere", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            world.graph.change(ID, { pin: OTHER_PIN });
            expect(await update(world.ports, before, inputs(CH))).to.include({
                registered: true,
                pin: PIN,
                ...CH,
            });
            expect(world.sent()).to.deep.equal(OUTAGE);
        });

        it("restores the identity check that deregistering reset, declared or not", async () => {
            const world = await start(OFF);
            const declared = await created({ ...DE, enableIdentityKeyCheck: true });
            const state = await update(
                world.ports,
                declared,
                inputs({ ...CH, enableIdentityKeyCheck: true }),
            );
            expect(world.sent()).to.deep.equal([...OUTAGE, "setIdentityKeyCheck"]);
            expect(number().identityKeyCheck).to.equal(true);

            const { enableIdentityKeyCheck: _, ...undeclared } = state;
            const after = await update(world.ports, undeclared, inputs(DE));
            expect(world.sent()).to.deep.equal([...OUTAGE, "setIdentityKeyCheck"]);
            expect(number().identityKeyCheck).to.equal(true);
            expect(after).not.to.have.any.keys("enableIdentityKeyCheck", "identityKeyCheckToRestore");
        });

        it("restores an undeclared identity check also after a failure in between", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            world.graph.change(ID, { identityKeyCheck: true });
            world.graph.fail({ match: { kind: "register" }, times: 9, do: { error: { code: 190 } } });
            const { state } = await halfWay(update(world.ports, before, inputs(CH)));
            expect(state).to.include({ registered: false, identityKeyCheckToRestore: true, ...CH });
            world.graph.clearFaults();
            world.sent();
            const after = await update(world.ports, state, inputs(CH));
            expect(world.sent()).to.deep.equal(["register", "setIdentityKeyCheck"]);
            expect(after)
                .to.include({ registered: true })
                .and.not.to.have.property("identityKeyCheckToRestore");
            expect(number().identityKeyCheck).to.equal(true);
        });

        it("stops before the outage when setting the PIN is refused", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            world.graph.fail({ match: { kind: "setPin" }, do: { error: { code: 131031 } } });
            const error = await update(world.ports, before, inputs(CH)).catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(Error).and.not.to.be.instanceOf(HalfWay);
            expect(world.sent()).to.deep.equal(["setPin"]);
            expect(number().registered).to.equal(true);
        });

        it("continues when Graph says that PINs are retired", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            world.graph.set({ pinMode: "retired" });
            expect(await update(world.ports, before, inputs(CH))).to.include({ registered: true, ...CH });
            expect(world.sent()).to.deep.equal(OUTAGE);
        });

        it("is refused with fewer than two register requests left", async () => {
            const world = await start({ ...OFF });
            const before = await created(DE);
            const at = Math.floor(world.graph.now() / 1000);
            const low = { ...before, requests: Array(9).fill(`r${at}=ok`).join(" ") };
            expect(await refused(update(world.ports, low, inputs(CH)))).to.contain("one in reserve");
            expect(number().registered).to.equal(true);
        });

        it("is refused where the state does not show it: nothing is sent for an identity check either", async () => {
            const world = await start(OFF);
            const before = await created({ ...DE, enableIdentityKeyCheck: false });
            world.graph.change(ID, { region: "IN" });
            const flip = inputs({ ...DE, enableIdentityKeyCheck: true });
            expect(await refused(update(world.ports, before, flip))).to.contain(
                "the region is IN, state says DE",
            );
        });

        it("sends nothing when it was done by hand already", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            world.graph.change(ID, { region: "CH" });
            expect(await update(world.ports, before, inputs(CH))).to.include(CH);
            expect(world.sent()).to.deep.equal([]);
        });

        it("with storage refused after the deregister: the number comes back as it was, then the refusal", async () => {
            const world = await start(OFF);
            const before = await created({ ...DE, enableIdentityKeyCheck: true });
            world.graph.fail({
                match: { kind: "setStorage" },
                do: { error: { code: 100, details: "not in this country" } },
            });
            const change = inputs({ ...CH, enableIdentityKeyCheck: true });
            const failure = await halfWay(update(world.ports, before, change));
            expect(world.sent()).to.deep.equal([
                "setPin",
                "deregister",
                "setStorage",
                "setStorage",
                "register",
                "setIdentityKeyCheck",
            ]);
            expect(failure.message).to.contain("not in this country").and.to.contain("It is registered");
            expect(failure.state).to.include({ registered: true, ...DE, enableIdentityKeyCheck: true });
            expect(number()).to.include({ registered: true, region: "DE", identityKeyCheck: true });
        });

        it("with register refused for its region: comes back in the region it is bound to, then the refusal", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            world.graph.fail({
                match: { kind: "register" },
                do: { error: { code: 100, details: "Expected data localization region: 'IN'" } },
            });
            const failure = await halfWay(update(world.ports, before, inputs(CH)));
            expect(world.sent()).to.deep.equal([...OUTAGE, "setStorage", "register"]);
            expect(failure.state).to.include({ registered: true, dataLocalizationRegion: "IN" });
        });

        it("failing between deregister and register leaves a state that says so; the next run does only what is missing", async () => {
            const world = await start(OFF);
            const before = await created(DE);
            world.graph.fail({ match: { kind: "register" }, times: 9, do: { error: { code: 190 } } });
            const failure = await halfWay(update(world.ports, before, inputs(CH)));
            expect(failure.state).to.include({ registered: false, pin: PIN, ...CH });
            expect(failure.message).to.contain("It is NOT registered");
            world.graph.clearFaults();
            world.sent();
            expect(await update(world.ports, failure.state, inputs(CH))).to.include({
                registered: true,
                ...CH,
            });
            expect(world.sent()).to.deep.equal(["register"]);
        });
    });

    describe("a change in place", () => {
        it("sets the PIN, or the identity check, and spends no registration", async () => {
            const world = await start(OFF);
            const state = await update(
                world.ports,
                await created(),
                inputs({ pin: OTHER_PIN, pinRevision: 2 }),
            );
            expect(world.sent()).to.deep.equal(["setPin"]);
            expect(state).to.include({ pin: OTHER_PIN, pinRevision: 2 });
            expect(
                await update(world.ports, state, inputs({ pin: OTHER_PIN, enableIdentityKeyCheck: true })),
            ).to.include({
                enableIdentityKeyCheck: true,
            });
            expect(world.sent()).to.deep.equal(["setIdentityKeyCheck"]);
        });

        it("of a coexistence number is only the identity check", async () => {
            const world = await start({ ...LIVE, isOnBizApp: true });
            const before = await created();
            await update(
                world.ports,
                before,
                inputs({ pin: OTHER_PIN, dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
            );
            expect(world.sent()).to.deep.equal(["setIdentityKeyCheck"]);
        });
    });
});
