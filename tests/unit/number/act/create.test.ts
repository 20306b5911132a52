import { expect } from "chai";
import { create, update } from "../../../../provider/number/act/lifecycle";
import { HalfWay } from "../../../../provider/resource";
import { HOUR, ID, inputs, LIVE, LifecycleWorld, OFF, OTHER_PIN, PIN } from "./lifecycleWorld";

describe("creating a number", () => {
    const { halfWay, number, refused, start } = new LifecycleWorld();

    it("registers, and records what was observed", async () => {
        const world = await start(OFF);
        const state = await create(world.ports, inputs());
        expect(world.sent()).to.deep.equal(["register"]);
        expect(state).to.include({
            registered: true,
            pin: PIN,
            status: "CONNECTED",
            platformType: "CLOUD_API",
        });
        expect(state.requests).to.match(/^r\d+=ok$/);
        expect(state).not.to.have.any.keys("dataLocalizationRegion", "enableIdentityKeyCheck", "refusedPin");
    });

    it("sets storage before register, names the region in register, and the identity check after", async () => {
        const world = await start(OFF);
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

    const said = [
        { is: "registered", seed: OFF, line: "registered: register; leaves 9 register and 10 deregister" },
        {
            is: "adopted",
            seed: LIVE,
            line: "adopted, it was live already: set PIN; leaves 10 register and 10",
        },
        {
            is: "on the Business app too, and left as it is",
            seed: { ...LIVE, isOnBizApp: true },
            line: "adopted, it was live already: nothing had to be sent; leaves 10 register and 10",
        },
    ];
    for (const { is, seed, line } of said) {
        it(`says once that it is ${is}, and what is left`, async () => {
            const world = await start(seed);
            await create(world.ports, inputs());
            expect(world.lines.filter((each) => each.includes("; leaves "))).to.have.length(1);
            expect(world.lines.at(-1)).to.contain(line);
        });
    }

    it("adopts a live number without spending a registration", async () => {
        const world = await start({ ...LIVE, region: "DE" });
        const state = await create(
            world.ports,
            inputs({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
        );
        expect(world.sent()).to.deep.equal(["setPin", "setIdentityKeyCheck"]);
        expect(state).to.include({ registered: true, pin: PIN, requests: "" });
    });

    it("refuses to adopt a live number with another region", async () => {
        const world = await start({ ...LIVE, region: "IN" });
        const message = await refused(create(world.ports, inputs({ dataLocalizationRegion: "DE" })));
        expect(message).to.contain(ID).and.to.contain('declare dataLocalizationRegion "IN"');
        expect(number().registered).to.equal(true);
    });

    it("refuses to adopt it with a region that can't be read", async () => {
        const world = await start({ ...LIVE, region: "DE" });
        world.graph.fail({ match: { kind: "readSettings" }, times: 9, do: { error: { code: 10 } } });
        expect(await refused(create(world.ports, inputs({ dataLocalizationRegion: "DE" })))).to.contain(
            "does not show which region",
        );
    });

    it("refuses an unverified number before register is spent", async () => {
        const world = await start({ ...OFF, codeVerificationStatus: "NOT_VERIFIED" });
        expect(await refused(create(world.ports, inputs()))).to.contain("pulumi-whatsapp verify");
    });

    it("adopts a coexistence number, gives it no PIN, and warns", async () => {
        const world = await start({ ...LIVE, isOnBizApp: true });
        const state = await create(world.ports, inputs());
        expect(world.sent()).to.deep.equal([]);
        expect(state).to.include({ isOnBizApp: true, registered: true }).and.not.to.have.property("pin");
        expect(world.lines.join()).to.contain("WhatsApp Business app");
    });

    it("refuses a region on a coexistence number", async () => {
        const world = await start({ ...LIVE, isOnBizApp: true });
        expect(await refused(create(world.ports, inputs({ dataLocalizationRegion: "DE" })))).to.contain(
            "no local storage",
        );
    });

    it("leaves no resource when nothing was done", async () => {
        const world = await start(OFF);
        world.graph.fail({ match: { kind: "read" }, do: { error: { code: 190 } } });
        const error = await create(world.ports, inputs()).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Error).and.not.to.be.instanceOf(HalfWay);
        expect((error as Error).message)
            .to.contain(ID)
            .and.to.contain("WHATSAPP_ACCESS_TOKEN");
    });

    it("an unknown number, or a WABA's ID by mistake, is explained", async () => {
        const world = await start(OFF);
        const error = await create(world.ports, { ...inputs(), phoneNumberId: "999" }).catch(
            (e: unknown) => e,
        );
        expect((error as Error).message).to.contain("not the phone number, nor the WABA's ID");
    });

    it("refused for its PIN (133005), is kept as not registered; the same PIN is not sent twice, a corrected one registers", async () => {
        const world = await start({ ...OFF, pin: PIN });
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
        const world = await start({ ...OFF, pin: PIN });
        const wrong = inputs({ pin: OTHER_PIN });
        const { state } = await halfWay(create(world.ports, wrong));
        world.graph.change(ID, { pin: undefined });
        expect(await update(world.ports, state, wrong)).to.include({ registered: true, pin: OTHER_PIN });
    });

    it("locked out (133016), is kept with its lock; nothing is sent until it ends, then a corrected PIN registers", async () => {
        const world = await start(OFF);
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

    it("WHATSAPP_IGNORE_LOCKS sends despite a lock", async () => {
        const world = await start(OFF, {}, { ignoreLocks: true });
        world.graph.change(ID, { registerBlockedUntil: world.graph.now() + HOUR });
        const { state } = await halfWay(create(world.ports, inputs()));
        world.graph.change(ID, { registerBlockedUntil: null });
        expect(await update(world.ports, state, inputs())).to.include({ registered: true });
    });

    it("finishes an incomplete deregistration first (133000)", async () => {
        const world = await start({ ...OFF, partialDeregister: true });
        await create(world.ports, inputs());
        expect(world.sent()).to.deep.equal(["register", "deregister", "register"]);
    });

    it("registers once more without the region when register refuses the parameter", async () => {
        const world = await start(OFF, { switches: { regionInRegister: "rejected" } });
        const state = await create(world.ports, inputs({ dataLocalizationRegion: "DE" }));
        expect(world.sent()).to.deep.equal(["setStorage", "register", "register"]);
        expect(state).to.include({ registered: true, dataLocalizationRegion: "DE" });
        expect(number().region).to.equal("DE");
    });

    it("fails, naming both, when the region that is read back is not the wanted one", async () => {
        const world = await start(OFF);
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
