import { expect } from "chai";
import { FACES } from "./support/face";
import { ID, number, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const NEW_PIN = "826195";

for (const { name: face, main } of FACES)
    describe(`a number's life on the real engine: ${face}`, function () {
        this.timeout(ENGINE_TEST_TIMEOUT_MS);
        let stack: Stack;

        before(async () => {
            stack = await Stack.create({ main, numbers: [{ id: ID }] });
        });
        after(() => stack?.close());

        // A preview after every step: there is nothing left to do.
        afterEach(() => stack.expectNoChanges());

        it("a declared number is registered: storage before register, so that it is never live without its region", async () => {
            await stack.declare({
                support: number({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
            });

            const { sent } = await stack.up();

            expect(sent).to.deep.equal(["setStorage", "register", "setIdentityKeyCheck"]);
            expect(stack.graph.number(ID)).to.include({
                registered: true,
                region: "DE",
                identityKeyCheck: true,
                pin: PIN,
            });
            expect(await stack.outputs("support")).to.include({
                registered: true,
                dataLocalizationRegion: "DE",
                pin: PIN,
            });
        });

        it("the same program again sends nothing", async () => {
            expect((await stack.up()).sent).to.deep.equal([]);
        });

        it("a preview of a region change shows the outage in one line, needs no token and sends nothing", async () => {
            await stack.declare({
                support: number({ dataLocalizationRegion: "CH", enableIdentityKeyCheck: true }),
            });

            const { text, sent } = await stack.with({ WHATSAPP_ACCESS_TOKEN: undefined }, () =>
                stack.preview(),
            );

            expect(text).to.match(
                /106540352242922.*OUTAGE: set PIN, deregister .*set storage to CH, register in CH/,
            );
            expect(sent).to.deep.equal([]);
            await stack.declare({
                support: number({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
            });
        });

        it("a region change proves the PIN, deregisters, sets storage, registers, and restores what that reset", async () => {
            await stack.declare({
                support: number({ dataLocalizationRegion: "CH", enableIdentityKeyCheck: true }),
            });

            const { sent } = await stack.up();

            expect(sent).to.deep.equal([
                "setPin",
                "deregister",
                "setStorage",
                "register",
                "setIdentityKeyCheck",
            ]);
            expect(stack.graph.number(ID)).to.include({
                registered: true,
                region: "CH",
                identityKeyCheck: true,
            });
        });

        it("a changed PIN is set in place and spends no registration", async () => {
            await stack.declare({
                support: number({ pin: NEW_PIN, dataLocalizationRegion: "CH", enableIdentityKeyCheck: true }),
            });

            expect((await stack.preview()).text).to.match(/106540352242922.*: set PIN/);
            expect((await stack.up()).sent).to.deep.equal(["setPin"]);
            expect(stack.graph.number(ID).pin).to.equal(NEW_PIN);
        });

        it("a changed identity key check is set in place", async () => {
            await stack.declare({
                support: number({
                    pin: NEW_PIN,
                    dataLocalizationRegion: "CH",
                    enableIdentityKeyCheck: false,
                }),
            });

            expect((await stack.up()).sent).to.deep.equal(["setIdentityKeyCheck"]);
        });

        it("a refresh sees drift, and the next up repairs it", async () => {
            stack.graph.change(ID, { identityKeyCheck: true });

            await stack.refresh();

            expect((await stack.preview()).text).to.contain("switch the identity key check off");
            expect((await stack.up()).sent).to.deep.equal(["setIdentityKeyCheck"]);
        });

        it("a failure between deregister and register leaves the rest for the next run, which does not deregister again", async () => {
            await stack.declare({
                support: number({
                    pin: NEW_PIN,
                    dataLocalizationRegion: "BR",
                    enableIdentityKeyCheck: false,
                }),
            });
            stack.graph.fail({ match: { kind: "register" }, do: { error: { code: 190 } } });

            const failed = await stack.upFails();
            expect(failed.sent).to.deep.equal(["setPin", "deregister", "setStorage", "register"]);
            expect(await stack.outputs("support")).to.include({ registered: false });

            expect((await stack.preview()).text).to.contain("register in BR");
            expect((await stack.up()).sent).to.deep.equal(["register"]);
            expect(stack.graph.number(ID)).to.include({ registered: true, region: "BR" });
        });

        it("destroy deregisters the number, and nothing is left to do", async () => {
            expect((await stack.destroy()).sent).to.deep.equal(["deregister"]);
            expect(stack.graph.number(ID).registered).to.equal(false);

            await stack.declare({});
            expect((await stack.up()).sent).to.deep.equal([]);
        });
    });
