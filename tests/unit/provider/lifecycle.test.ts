import { expect } from "chai";
import type { NumberSeed } from "../../../emulator";
import { HalfWay, Refusal } from "../../../provider/errors";
import { create, read, remove, update } from "../../../provider/lifecycle";
import type { PhoneNumberInputs, PhoneNumberState } from "../../../provider/number";
import { ID, inputs, PIN, startWorld, type World } from "../../support/world";

const OTHER_PIN = "271828";
const HOUR = 3600_000;
const OFF: NumberSeed = { id: ID };
const LIVE: NumberSeed = { id: ID, registered: true, pin: PIN };

describe("the lifecycle of a number", () => {
    let world: World;
    const start = async (
        number: NumberSeed,
        ...change: [Parameters<typeof startWorld>[0]?, Parameters<typeof startWorld>[1]?]
    ) => {
        world = await startWorld({ ...change[0], numbers: [number] }, change[1]);
    };
    afterEach(() => world.close());

    const number = () => world.graph.number(ID);
    /** Creates it, and forgets the requests that took. */
    async function created(change: Partial<PhoneNumberInputs> = {}): Promise<PhoneNumberState> {
        const state = await create(world.ports, inputs(change));
        world.sent();
        return state;
    }
    async function refused(work: Promise<unknown>): Promise<string> {
        const error = await work.catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Refusal);
        expect(world.sent()).to.deep.equal([]);
        return (error as Refusal).message;
    }
    async function halfWay(work: Promise<unknown>): Promise<HalfWay> {
        const error = await work.catch((reason: unknown) => reason);
        expect(error, String(error)).to.be.instanceOf(HalfWay);
        return error as HalfWay;
    }

    describe("create", () => {
        it("registers, and records what was observed", async () => {
            await start(OFF);
            const state = await create(world.ports, inputs());
            expect(world.sent()).to.deep.equal(["register"]);
            expect(state).to.include({
                registered: true,
                pin: PIN,
                status: "CONNECTED",
                platformType: "CLOUD_API",
            });
            expect(state.requests).to.match(/^r\d+=ok$/);
            expect(state).not.to.have.any.keys(
                "dataLocalizationRegion",
                "enableIdentityKeyCheck",
                "refusedPin",
            );
        });

        it("sets storage before register, names the region in register, and the identity check after", async () => {
            await start(OFF);
            const state = await create(
                world.ports,
                inputs({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
            );
            expect(world.sent()).to.deep.equal(["setStorage", "register", "setIdentityKeyCheck"]);
            const [, register] = world.graph.writes();
            expect(register?.body).to.include({
                data_localization_region: "DE",
                messaging_product: "whatsapp",
            });
            expect(state).to.include({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true });
            expect(number()).to.include({ region: "DE", identityKeyCheck: true, registered: true });
        });

        it("adopts a live number without spending a registration", async () => {
            await start({ ...LIVE, region: "DE" });
            const state = await create(
                world.ports,
                inputs({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
            );
            expect(world.sent()).to.deep.equal(["setPin", "setIdentityKeyCheck"]);
            expect(state).to.include({ registered: true, pin: PIN, requests: "" });
        });

        it("refuses to adopt a live number with another region", async () => {
            await start({ ...LIVE, region: "IN" });
            const message = await refused(create(world.ports, inputs({ dataLocalizationRegion: "DE" })));
            expect(message).to.contain(ID).and.to.contain('declare dataLocalizationRegion "IN"');
            expect(number().registered).to.equal(true);
        });

        it("refuses to adopt it with a region that can't be read", async () => {
            await start({ ...LIVE, region: "DE" });
            world.graph.fail({ match: { kind: "readSettings" }, times: 9, do: { error: { code: 10 } } });
            expect(await refused(create(world.ports, inputs({ dataLocalizationRegion: "DE" })))).to.contain(
                "does not say which region",
            );
        });

        it("refuses an unverified number before register is spent", async () => {
            await start({ ...OFF, codeVerificationStatus: "NOT_VERIFIED" });
            expect(await refused(create(world.ports, inputs()))).to.contain("pulumi-whatsapp verify");
        });

        it("adopts a coexistence number, gives it no PIN, and warns", async () => {
            await start({ ...LIVE, isOnBizApp: true });
            const state = await create(world.ports, inputs());
            expect(world.sent()).to.deep.equal([]);
            expect(state).to.include({ isOnBizApp: true, registered: true }).and.not.to.have.property("pin");
            expect(world.lines.join()).to.contain("WhatsApp Business app");
        });

        it("refuses a region on a coexistence number", async () => {
            await start({ ...LIVE, isOnBizApp: true });
            expect(await refused(create(world.ports, inputs({ dataLocalizationRegion: "DE" })))).to.contain(
                "no local storage",
            );
        });

        it("leaves no resource when nothing was done", async () => {
            await start(OFF);
            world.graph.fail({ match: { kind: "read" }, do: { error: { code: 190 } } });
            const error = await create(world.ports, inputs()).catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(Error).and.not.to.be.instanceOf(HalfWay);
            expect((error as Error).message)
                .to.contain(ID)
                .and.to.contain("WHATSAPP_ACCESS_TOKEN");
        });

        it("an unknown number, or a WABA's ID by mistake, is explained", async () => {
            await start(OFF);
            const error = await create(world.ports, { ...inputs(), phoneNumberId: "999" }).catch(
                (e: unknown) => e,
            );
            expect((error as Error).message).to.contain("not the phone number, nor the WABA's ID");
        });

        it("refused for its PIN (133005), is kept as not registered; the same PIN is not sent twice, a corrected one registers", async () => {
            await start({ ...OFF, pin: PIN });
            const wrong = inputs({ pin: OTHER_PIN });
            const failure = await halfWay(create(world.ports, wrong));
            expect(world.sent()).to.deep.equal(["register"]);
            expect(failure.state)
                .to.include({ registered: false, refusedPin: OTHER_PIN })
                .and.not.to.have.property("pin");
            expect(failure.message)
                .to.match(/133005/)
                .and.to.contain("It is NOT registered")
                .and.not.to.contain(OTHER_PIN);

            expect(await refused(update(world.ports, failure.state, wrong))).to.contain("this same PIN");
            const state = await update(world.ports, failure.state, inputs({ pinRevision: 2 }));
            expect(world.sent()).to.deep.equal(["register"]);
            expect(state)
                .to.include({ registered: true, pin: PIN, pinRevision: 2 })
                .and.not.to.have.property("refusedPin");
        });

        it("the refused PIN may be tried again once two-step verification is off", async () => {
            await start({ ...OFF, pin: PIN });
            const wrong = inputs({ pin: OTHER_PIN });
            const { state } = await halfWay(create(world.ports, wrong));
            world.graph.change(ID, { pin: undefined });
            expect(await update(world.ports, state, wrong)).to.include({ registered: true, pin: OTHER_PIN });
        });

        it("locked out (133016), is kept with its lock; nothing is sent until it ends, then a corrected PIN registers", async () => {
            await start(OFF);
            world.graph.change(ID, { registerBlockedUntil: world.graph.now() + HOUR });
            const { state, message } = await halfWay(create(world.ports, inputs()));
            expect(world.sent()).to.deep.equal(["register"]);
            expect(message).to.contain("133016");
            expect(state.registerLockedUntil).to.match(/^\d{4}-.*Z$/);

            expect(await refused(update(world.ports, state, inputs({ pin: OTHER_PIN })))).to.match(
                /until .* UTC \(in 72 hours\)/,
            );
            world.graph.advance(73 * HOUR);
            expect(await update(world.ports, state, inputs({ pin: OTHER_PIN }))).to.include({
                registered: true,
                pin: OTHER_PIN,
            });
        });

        it("WHATSAPP_IGNORE_LOCKS tries a lock all the same", async () => {
            await start(OFF, {}, { ignoreLocks: true });
            world.graph.change(ID, { registerBlockedUntil: world.graph.now() + HOUR });
            const { state } = await halfWay(create(world.ports, inputs()));
            world.graph.change(ID, { registerBlockedUntil: null });
            expect(await update(world.ports, state, inputs())).to.include({ registered: true });
        });

        it("finishes an incomplete deregistration first (133000)", async () => {
            await start({ ...OFF, partialDeregister: true });
            await create(world.ports, inputs());
            expect(world.sent()).to.deep.equal(["register", "deregister", "register"]);
        });

        it("registers once more without the region when register refuses the parameter", async () => {
            await start(OFF, { switches: { regionInRegister: "rejected" } });
            const state = await create(world.ports, inputs({ dataLocalizationRegion: "DE" }));
            expect(world.sent()).to.deep.equal(["setStorage", "register", "register"]);
            expect(state).to.include({ registered: true, dataLocalizationRegion: "DE" });
            expect(number().region).to.equal("DE");
        });

        it("fails, naming both, when the region that is read back is not the wanted one", async () => {
            await start(OFF);
            world.graph.fail({ match: { kind: "register" }, do: { delayMs: 1 } });
            const sabotage = world.ports.client;
            const client = {
                async send(request: Parameters<typeof sabotage.send>[0]) {
                    const answer = await sabotage.send(request);
                    if (request.request === "register") world.graph.change(ID, { region: "IN" });
                    return answer;
                },
            };
            const failure = await halfWay(
                create({ ...world.ports, client }, inputs({ dataLocalizationRegion: "DE" })),
            );
            expect(failure.message).to.contain("registered in DE").and.to.contain("region IN");
            expect(failure.state).to.include({ registered: true, dataLocalizationRegion: "IN" });
        });
    });

    describe("a region change", () => {
        const DE = { dataLocalizationRegion: "DE" } as const;
        const CH = { dataLocalizationRegion: "CH" } as const;
        const OUTAGE = ["setPin", "deregister", "setStorage", "register"];

        it("proves the PIN, deregisters, sets storage, registers", async () => {
            await start(OFF);
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
                await start(OFF);
                const state = await update(world.ports, await created(before), inputs(after));
                expect(world.sent()).to.deep.equal(OUTAGE);
                expect(state.dataLocalizationRegion).to.equal(region);
                expect(number().region).to.equal(region);
            });
        }

        it("with a new PIN goes through the outage with the accepted one, and sets the new one after it", async () => {
            await start(OFF);
            const state = await update(world.ports, await created(DE), inputs({ ...CH, pin: OTHER_PIN }));
            expect(world.sent()).to.deep.equal([...OUTAGE, "setPin"]);
            expect(number().pin).to.equal(OTHER_PIN);
            expect(state).to.include({ registered: true, pin: OTHER_PIN, ...CH });
        });

        it("with a new PIN comes back with the accepted one where the storage is refused", async () => {
            await start(OFF);
            const before = await created(DE);
            world.graph.fail({ match: { kind: "setStorage" }, do: { error: { code: 100 } } });
            const { state } = await halfWay(update(world.ports, before, inputs({ ...CH, pin: OTHER_PIN })));
            expect(number()).to.include({ registered: true, pin: PIN, region: "DE" });
            expect(state).to.include({ registered: true, pin: PIN, ...DE });
        });

        it("with a new PIN is finished by a run that knows only the state from before it, as after a kill", async () => {
            await start(OFF);
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

        it("works though the PIN was changed behind our back", async () => {
            await start(OFF);
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
            await start(OFF);
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
            await start(OFF);
            const before = await created(DE);
            world.graph.change(ID, { identityKeyCheck: true });
            world.graph.fail({ match: { kind: "register" }, times: 9, do: { error: { code: 133006 } } });
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
            await start(OFF);
            const before = await created(DE);
            world.graph.fail({ match: { kind: "setPin" }, do: { error: { code: 131031 } } });
            const error = await update(world.ports, before, inputs(CH)).catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(Error).and.not.to.be.instanceOf(HalfWay);
            expect(world.sent()).to.deep.equal(["setPin"]);
            expect(number().registered).to.equal(true);
        });

        it("goes on when Graph says that PINs are retired", async () => {
            await start(OFF);
            const before = await created(DE);
            world.graph.set({ pinMode: "retired" });
            expect(await update(world.ports, before, inputs(CH))).to.include({ registered: true, ...CH });
            expect(world.sent()).to.deep.equal(OUTAGE);
        });

        it("is refused with fewer than two register requests in hand", async () => {
            await start({ ...OFF });
            const before = await created(DE);
            const at = Math.floor(world.graph.now() / 1000);
            const low = { ...before, requests: Array(9).fill(`r${at}=ok`).join(" ") };
            expect(await refused(update(world.ports, low, inputs(CH)))).to.contain("one in reserve");
            expect(number().registered).to.equal(true);
        });

        it("is refused where the state does not show it: nothing is sent for an identity check either", async () => {
            await start(OFF);
            const before = await created({ ...DE, enableIdentityKeyCheck: false });
            world.graph.change(ID, { region: "IN" });
            const flip = inputs({ ...DE, enableIdentityKeyCheck: true });
            expect(await refused(update(world.ports, before, flip))).to.contain(
                "the region is IN, state says DE",
            );
        });

        it("sends nothing when it was done by hand already", async () => {
            await start(OFF);
            const before = await created(DE);
            world.graph.change(ID, { region: "CH" });
            expect(await update(world.ports, before, inputs(CH))).to.include(CH);
            expect(world.sent()).to.deep.equal([]);
        });

        it("with storage refused after the deregister: the number comes back as it was, then the refusal", async () => {
            await start(OFF);
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
            await start(OFF);
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
            await start(OFF);
            const before = await created(DE);
            world.graph.fail({ match: { kind: "register" }, times: 9, do: { error: { code: 133006 } } });
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
            await start(OFF);
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
            await start({ ...LIVE, isOnBizApp: true });
            const before = await created();
            await update(
                world.ports,
                before,
                inputs({ pin: OTHER_PIN, dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
            );
            expect(world.sent()).to.deep.equal(["setIdentityKeyCheck"]);
        });
    });

    describe("refresh", () => {
        it("waits for another process's outage, and records what it leaves", async () => {
            await start(OFF);
            const before = await created({ dataLocalizationRegion: "DE" });
            world.graph.fail({ match: { kind: "setStorage" }, do: { delayMs: 300 } });
            const outage = update(world.ports, before, inputs({ dataLocalizationRegion: "CH" }));
            while (number().registered) await new Promise((resolve) => setTimeout(resolve, 5));
            expect(await read(world.ports, before)).to.include({
                registered: true,
                dataLocalizationRegion: "CH",
            });
            await outage;
        });

        it("sees what changed, and keeps the write-only PIN", async () => {
            await start(OFF);
            const before = await created({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true });
            expect(await read(world.ports, before)).to.deep.equal(before);
            world.graph.change(ID, { region: "IN", identityKeyCheck: false, verifiedName: "New" });
            expect(await read(world.ports, before)).to.include({
                dataLocalizationRegion: "IN",
                enableIdentityKeyCheck: false,
                verifiedName: "New",
                pin: PIN,
            });
            expect(world.sent()).to.deep.equal([]);
        });

        it("reads the settings only of a number that declares one", async () => {
            await start(OFF);
            const before = await created();
            world.graph.clearRequests();
            await read(world.ports, before);
            expect(world.graph.requests.map((request) => request.kind)).to.deep.equal(["read"]);
        });

        it("finds a lost registration; the next run regains the region before the number is live", async () => {
            await start(OFF);
            const before = await created({ dataLocalizationRegion: "DE" });
            world.graph.advance(HOUR);
            world.graph.change(ID, { registered: false, region: null, status: "DISCONNECTED" });
            const seen = await read(world.ports, before);
            expect(seen).to.include({ registered: false }).and.not.to.have.property("dataLocalizationRegion");
            await update(world.ports, seen as PhoneNumberState, inputs({ dataLocalizationRegion: "DE" }));
            expect(world.sent()).to.deep.equal(["setStorage", "register"]);
        });

        it("a settings answer that failed, or is silent, overwrites nothing", async () => {
            await start(OFF);
            const before = await created({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true });
            world.graph.fail({ match: { kind: "readSettings" }, times: 9, do: { error: { code: 10 } } });
            expect(await read(world.ports, before)).to.deep.equal(before);
        });

        it("takes a register of the last 15 minutes that does not show yet for done", async () => {
            await start(OFF, { switches: { registerSettleMs: 10 * 60_000 } });
            const before = await created();
            expect(before).to.include({ registered: true, platformType: "NOT_APPLICABLE" });
            expect(await read(world.ports, before)).to.include({ registered: true });
            world.graph.change(ID, { settling: null, registered: false });
            world.graph.advance(16 * 60_000);
            expect(await read(world.ports, before)).to.include({ registered: false });
        });

        it("does not take a number for settling that had shown as registered: another process took it off", async () => {
            await start(OFF);
            const before = await created({ dataLocalizationRegion: "DE" });
            world.graph.change(ID, { registered: false, region: null });
            const seen = (await read(world.ports, before)) as PhoneNumberState;
            expect(seen).to.include({ registered: false });
            await update(world.ports, seen, inputs({ dataLocalizationRegion: "CH" }));
            expect(world.sent()).to.deep.equal(["setStorage", "register"]);
        });

        it("keeps what is recorded when Graph shows neither platform_type nor a telling status", async () => {
            await start(OFF, { switches: { platformType: "omitted" } });
            const before = await created();
            world.graph.advance(HOUR);
            world.graph.change(ID, { status: "UNKNOWN" });
            expect(await read(world.ports, before)).to.include({ registered: true });
            expect(await refused(update(world.ports, before, inputs({ pin: OTHER_PIN })))).to.contain(
                "can't be told",
            );
        });

        it("falls back on status where Graph no longer knows platform_type", async () => {
            await start(OFF, { switches: { platformType: "unknownField" } });
            const before = await created();
            world.graph.advance(HOUR);
            expect(await read(world.ports, before)).to.include({ registered: true, status: "CONNECTED" });
        });
    });

    describe("gone", () => {
        it("is a number that Graph calls deleted, by status or by code 33", async () => {
            await start(OFF);
            const before = await created();
            world.graph.change(ID, { status: "DELETED" });
            for (const deletedNumber of ["status", "error33"] as const) {
                world.graph.set({ deletedNumber });
                expect(await read(world.ports, before)).to.equal(undefined);
            }
        });

        it("is one that a full listing of its WABA lacks", async () => {
            await start(OFF, { switches: { deletedNumber: "error100/33" } });
            const before = await created();
            world.graph.change(ID, { status: "DELETED" });
            expect(await read(world.ports, before)).to.equal(undefined);
            await remove(world.ports, before);
            expect(world.sent()).to.deep.equal([]);
        });

        it("is never one that only this token does not see", async () => {
            await start(OFF);
            const before = await created();
            world.graph.fail({
                match: { kind: "read" },
                times: 99,
                do: { error: { code: 100, subcode: 33 } },
            });
            for (const work of [read(world.ports, before), remove(world.ports, before)]) {
                const error = await work.catch((reason: unknown) => reason);
                expect((error as Error).message).to.match(/deleted.*token still has it/);
            }
            const { wabaId: _, ...homeless } = before;
            expect(await read(world.ports, homeless).catch((reason: unknown) => reason)).to.be.instanceOf(
                Error,
            );
        });

        for (const code of [190, 10, 4, 2, 131000]) {
            it(`is never concluded from ${code}`, async () => {
                await start(OFF);
                const before = await created();
                world.graph.fail({ match: { method: "GET" }, times: 99, do: { error: { code } } });
                expect(await read(world.ports, before).catch((reason: unknown) => reason)).to.be.instanceOf(
                    Error,
                );
                expect(await remove(world.ports, before).catch((reason: unknown) => reason)).to.be.instanceOf(
                    Error,
                );
                expect(world.sent()).to.deep.equal([]);
            });
        }
    });

    describe("delete", () => {
        it("deregisters a live number, and is idempotent", async () => {
            await start(OFF);
            const before = await created();
            await remove(world.ports, before);
            world.graph.advance(HOUR);
            await remove(world.ports, before);
            expect(world.sent()).to.deep.equal(["deregister"]);
            expect(number().registered).to.equal(false);
        });

        it("deregisters one whose register does not show yet", async () => {
            await start(OFF, { switches: { registerSettleMs: 10 * 60_000 } });
            await remove(world.ports, await created());
            expect(world.sent()).to.deep.equal(["deregister"]);
        });

        it("leaves a coexistence number as it is, with a warning", async () => {
            await start({ ...LIVE, isOnBizApp: true });
            await remove(world.ports, await created());
            expect(world.sent()).to.deep.equal([]);
            expect(world.lines.join()).to.contain("left as it is");
        });

        it("sends nothing while it is locked out, and says until when", async () => {
            await start(OFF);
            const before = await created();
            const deregisterLockedUntil = new Date(world.graph.now() + HOUR).toISOString();
            expect(await refused(remove(world.ports, { ...before, deregisterLockedUntil }))).to.contain(
                "UTC (in 1.0 hours)",
            );
        });

        it("counts a refusal that says not registered as done, once a read confirms it", async () => {
            await start(OFF, { switches: { registerSettleMs: 10 * 60_000 } });
            const before = await created();
            world.graph.change(ID, { registered: false, settling: null });
            await remove(world.ports, before);
            expect(world.sent()).to.deep.equal(["deregister"]);
        });
    });

    describe("a request whose answer is lost", () => {
        for (const kind of ["register", "deregister"] as const) {
            for (const [what, fault] of [
                ["reset after it was done", { drop: "after" }],
                ["torn", { truncate: true }],
                ["500 in HTML, but done", { html: 500, applied: true }],
                ["131000, but done", { error: { code: 131000 }, applied: true }],
                ["never answered, but done", { hang: "after" }],
            ] as const) {
                it(`${kind} ${what}: is spent once`, async () => {
                    await start(OFF);
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
            await start(OFF);
            world.graph.fail({ match: { kind: "register" }, do: { drop: "before" } });
            const { state, message } = await halfWay(create(world.ports, inputs()));
            expect(state.requests).to.match(/^r\d+=\?$/);
            expect(message).to.contain("the connection broke");
            expect(await update(world.ports, state, inputs())).to.include({ registered: true });
        });

        it("register in an outage: once more from the reserve, after a read showed that it is off", async () => {
            await start(OFF);
            const before = await created();
            world.graph.fail({ match: { kind: "register" }, do: { drop: "before" } });
            const state = await update(world.ports, before, inputs({ dataLocalizationRegion: "DE" }));
            expect(world.sent()).to.deep.equal([
                "setPin",
                "deregister",
                "setStorage",
                "register",
                "register",
            ]);
            expect(state.requests.split(" ").map((entry) => entry.replace(/\d+/, ""))).to.deep.equal([
                "r=ok",
                "d=ok",
                "r=?",
                "r=ok",
            ]);
        });
    });
});
