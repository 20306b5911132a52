import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { create, update } from "../../../../provider/number/act/lifecycle";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { HalfWay, Refusal } from "../../../../provider/resource";
import { Admission } from "../../../../provider/run/admission";
import { NumberBusy, withNumberLock } from "../../../../provider/run/lock";
import { SAME_COMMAND } from "../../../../provider/say/command";
import { failed, NativeProcess } from "../../../support/nativeProcess";
import { ID, inputs, PIN, startWorld } from "../../../support/world";

const HOUR = 3600_000;

/** Each of these waits would last longer than any test: that it ends is what is tested. */
describe("cancel ends waiting at once", () => {
    it("for a registration to show: the number is registered, and recorded so", async () => {
        await using plugin = await NativeProcess.start(
            { numbers: [{ id: ID }], switches: { registerSettleMs: HOUR } },
            { waitForConnected: "3600" },
        );
        const { inputs: checked } = await plugin.check({ phoneNumberId: ID, pin: PIN });
        const creating = plugin.create(checked);
        await plugin.until(
            () => plugin.graph.requests.at(-1)?.method === "GET" && plugin.graph.writes().length > 0,
        );
        await plugin.call("cancel", new Empty());
        expect((await creating).state).to.include({ registered: true });
        expect(plugin.graph.writes().map(({ kind }) => kind)).to.deep.equal(["register"]);
    });

    it("and begins nothing new: what was not begun is refused", async () => {
        await using plugin = await NativeProcess.start({ numbers: [{ id: ID }] });
        const { inputs: checked } = await plugin.check({ phoneNumberId: ID, pin: PIN });
        await plugin.call("cancel", new Empty());
        const { message, left } = await failed(plugin.create(checked));
        expect(message).to.match(/cancelled before its turn\. Nothing was sent\. Next: run pulumi up again/);
        expect(left).to.equal(undefined);
        expect(plugin.graph.requests).to.deep.equal([]);
    });

    it("lets a request in flight end: its answer is recorded", async () => {
        await using plugin = await NativeProcess.start({ numbers: [{ id: ID }] });
        plugin.graph.fail({ match: { kind: "register" }, do: { delayMs: 300 } });
        const { inputs: checked } = await plugin.check({ phoneNumberId: ID, pin: PIN });
        const creating = plugin.create(checked);
        await plugin.until(() => plugin.graph.writes().length > 0);
        await plugin.call("cancel", new Empty());
        expect((await creating).state).to.include({ registered: true });
    });

    for (const what of ["a refresh", "a function"]) {
        it(`for the next try of ${what}: nothing more is sent`, async () => {
            await using plugin = await NativeProcess.start({ numbers: [{ id: ID }] });
            plugin.graph.fail({ do: { error: { code: 4 } }, times: 99 });
            const reading = failed(
                what === "a refresh"
                    ? plugin.read(ID)
                    : plugin.invoke("whatsapp:index:getPhoneNumber", { phoneNumberId: ID }),
            );
            await plugin.until(() => plugin.graph.requests.length > 0);
            await plugin.call("cancel", new Empty());
            const sent = plugin.graph.requests.length;
            await reading;
            expect(plugin.graph.requests.length).to.equal(sent);
        });
    }
    it("in an outage that Graph asks to wait in: no register is spent on a refusal, and state says where it stands", async () => {
        const stopping = new AbortController();
        const world = await startWorld({ numbers: [{ id: ID }] });
        try {
            const state = await create(world.ports, inputs());
            world.sent();
            world.graph.fail({ match: { kind: "register" }, times: 9, do: { error: { code: 133015 } } });
            const ports = {
                ...world.ports,
                stopping: stopping.signal,
                sleep: async () => stopping.abort(),
            };
            const error = await update(ports, state, inputs({ dataLocalizationRegion: "DE" })).catch(
                (e: unknown) => e,
            );
            expect(error).to.be.instanceOf(HalfWay);
            expect((error as HalfWay<PhoneNumberState>).state.registered).to.equal(false);
            expect(world.sent()).to.deep.equal(["setPin", "deregister", "setStorage", "register"]);
        } finally {
            await world.close();
        }
    });

    it("for a limit of Graph's to open", async () => {
        const stopping = new AbortController();
        const admission = new Admission({
            now: () => 0,
            sleep: async () => stopping.abort(),
            log: () => undefined,
            stopping: stopping.signal,
            atOnce: (work) => work(),
        });
        admission.noticed(new Map([["1", { percent: 100, regainMs: 60_000 }]]));
        const error = await admission
            .admit({ phoneNumberId: ID, wabaId: "1" }, SAME_COMMAND, async () => "begun")
            .catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Refusal);
    });

    it("for another process that works on the number", async () => {
        const stopping = new AbortController();
        const graph = "https://graph.example";
        await withNumberLock(
            "91001",
            graph,
            { waitMs: 0, onWait: () => undefined, command: SAME_COMMAND },
            async () => {
                const error = await withNumberLock(
                    "91001",
                    graph,
                    {
                        waitMs: HOUR,
                        onWait: () => stopping.abort(),
                        stopping: stopping.signal,
                        command: SAME_COMMAND,
                    },
                    async () => "begun",
                ).catch((reason: unknown) => reason);
                expect(error).to.be.instanceOf(NumberBusy);
                expect((error as Error).message).to.contain("the command was cancelled");
            },
        );
    });
});
