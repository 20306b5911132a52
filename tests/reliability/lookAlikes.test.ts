import { expect } from "chai";
import type { NumberSeed, WabaSeed } from "../../emulator";
import { ModelStack } from "../support/pulumiModel";
import { ID, PIN, startWorld, type World } from "../support/world";

const HOUR = 3600_000;
const NEW_PIN = "271828";

describe("states that look alike and need opposite handling", () => {
    let world: World;
    let stack: ModelStack;
    const start = async (number: Partial<NumberSeed> = {}, wabas: WabaSeed[] = []) => {
        world = await startWorld({ numbers: [{ id: ID, ...number }], wabas });
        stack = new ModelStack(world.ports);
    };
    afterEach(() => world.close());

    const declared = (change: object = {}) => ({ support: { phoneNumberId: ID, pin: PIN, ...change } });
    const DE = { dataLocalizationRegion: "DE" };
    const number = () => world.graph.number(ID);
    const up = async (program: ReturnType<typeof declared> | object) => {
        const errors = await stack.up(program as ReturnType<typeof declared>);
        expect(errors.map(String)).to.deep.equal([]);
        return world.sent();
    };
    const upFails = async (program: ReturnType<typeof declared>) => {
        const [error] = await stack.up(program);
        return { message: error?.message ?? "", sent: world.sent() };
    };

    describe("coexistence", () => {
        it("joins the app later: from then on nothing but the identity check is sent, and a region is a warning", async () => {
            await start();
            await up(declared(DE));
            world.graph.advance(HOUR);
            world.graph.change(ID, { isOnBizApp: true, region: null });
            await stack.refresh();
            const wanted = declared({ ...DE, pin: NEW_PIN, enableIdentityKeyCheck: true });
            expect(await up(wanted)).to.deep.equal(["setIdentityKeyCheck"]);
            expect(await stack.changes(wanted)).to.equal(false);
            expect(stack.texts.join()).to.match(
                /warning: phone number .*: the declared region \(DE\) has no effect/,
            );
        });

        it("is deleted from the program: left as it is, with a warning", async () => {
            await start({ registered: true, pin: PIN, isOnBizApp: true });
            await up(declared());
            expect(await up({})).to.deep.equal([]);
            expect(number().registered).to.equal(true);
            expect(stack.texts.join()).to.contain("left as it is");
        });

        it("leaves the app: the ordinary rules apply again, and its region needs a preview as ever", async () => {
            await start({ registered: true, pin: PIN, isOnBizApp: true });
            await up(declared());
            world.graph.change(ID, { isOnBizApp: false });
            expect((await upFails(declared({ ...DE, enableIdentityKeyCheck: true }))).message).to.contain(
                "no preview has shown",
            );
            await stack.refresh();
            expect(await up(declared(DE))).to.deep.equal(["setPin", "deregister", "setStorage", "register"]);
        });

        it("joins the app while the state does not know: an outage that was previewed is not carried out", async () => {
            await start();
            await up(declared());
            world.graph.change(ID, { isOnBizApp: true });
            expect(await up(declared(DE))).to.deep.equal([]);
            expect(number().registered).to.equal(true);
        });
    });

    it("a WABA that waits for its review: the refusal says so, and the number registers once it is approved", async () => {
        await start({}, [{ id: "102290129340398", accountReviewStatus: "PENDING" }]);
        const { message } = await upFails(declared());
        expect(message).to.contain("waiting for Meta's review").and.to.contain(`doctor ${ID}`);
        world.graph.changeWaba("102290129340398", { accountReviewStatus: "APPROVED" });
        expect(await up(declared())).to.deep.equal(["register"]);
    });

    it("a number that lags in PENDING: refresh and destroy right after up see it as registered", async () => {
        await start();
        world.graph.set({ registerSettleMs: 10 * 60_000 });
        await up(declared());
        expect(await stack.refresh()).to.deep.equal([]);
        expect(await stack.changes(declared())).to.equal(false);
        expect(await stack.destroy()).to.deep.equal([]);
        expect(world.sent()).to.deep.equal(["deregister"]);
        expect(number().registered).to.equal(false);
    });

    it("two-step verification brought along (2388001): says where to switch it off, then registers", async () => {
        await start({ inheritedTwoStep: true });
        expect((await upFails(declared())).message).to.contain("turned off where the number came from");
        world.graph.change(ID, { inheritedTwoStep: false });
        expect(await up(declared())).to.deep.equal(["register"]);
    });

    it("an account where registering again keeps the PIN: adoption sets the declared one, which then counts", async () => {
        await start({ registered: true, pin: NEW_PIN });
        world.graph.set({ pinMode: "evolved" });
        expect(await up(declared())).to.deep.equal(["setPin"]);
        expect(await up(declared(DE))).to.deep.equal(["setPin", "deregister", "setStorage", "register"]);
        expect(number()).to.include({ registered: true, pin: PIN, region: "DE" });
    });

    it("platform_type missing: status decides where it is clear, and nothing is done where it is not", async () => {
        await start();
        world.graph.set({ platformType: "omitted", hostPlatform: "omitted" });
        await up(declared());
        world.graph.advance(HOUR);
        world.graph.change(ID, { status: "UNKNOWN" });
        await stack.refresh();
        expect(await stack.changes(declared())).to.equal(false);
        expect((await upFails(declared({ pin: NEW_PIN }))).sent).to.deep.equal([]);
        expect((await stack.destroy())[0]?.message).to.contain("not known whether the number is registered");
        expect(world.sent()).to.deep.equal([]);
    });
});
