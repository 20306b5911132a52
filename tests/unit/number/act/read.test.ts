import { expect } from "chai";
import { read, remove, update } from "../../../../provider/number/act/lifecycle";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { HOUR, ID, inputs, LifecycleWorld, OFF, OTHER_PIN, PIN } from "./lifecycleWorld";

describe("reading a number", () => {
    const { created, number, refused, start } = new LifecycleWorld();

    describe("refresh", () => {
        it("waits for another process's outage, and records what it leaves", async () => {
            const world = await start(OFF);
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
            const world = await start(OFF);
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
            const world = await start(OFF);
            const before = await created();
            world.graph.clearRequests();
            await read(world.ports, before);
            expect(world.graph.requests.map((request) => request.kind)).to.deep.equal(["list"]);
        });

        it("finds a lost registration; the next run regains the region before the number is live", async () => {
            const world = await start(OFF);
            const before = await created({ dataLocalizationRegion: "DE" });
            world.graph.advance(HOUR);
            world.graph.change(ID, { registered: false, region: null, status: "DISCONNECTED" });
            const seen = await read(world.ports, before);
            expect(seen).to.include({ registered: false }).and.not.to.have.property("dataLocalizationRegion");
            await update(world.ports, seen as PhoneNumberState, inputs({ dataLocalizationRegion: "DE" }));
            expect(world.sent()).to.deep.equal(["setStorage", "register"]);
        });

        it("a settings answer that failed, or is silent, overwrites nothing", async () => {
            const world = await start(OFF);
            const before = await created({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true });
            world.graph.fail({ match: { kind: "readSettings" }, times: 9, do: { error: { code: 10 } } });
            expect(await read(world.ports, before)).to.deep.equal(before);
        });

        it("takes a register of the last 15 minutes that does not show yet for done", async () => {
            const world = await start(OFF, { switches: { registerSettleMs: 10 * 60_000 } });
            const before = await created();
            expect(before).to.include({ registered: true, platformType: "NOT_APPLICABLE" });
            expect(await read(world.ports, before)).to.include({ registered: true });
            world.graph.change(ID, { settling: null, registered: false });
            world.graph.advance(16 * 60_000);
            expect(await read(world.ports, before)).to.include({ registered: false });
        });

        it("does not take a number for settling that had shown as registered: another process took it off", async () => {
            const world = await start(OFF);
            const before = await created({ dataLocalizationRegion: "DE" });
            world.graph.change(ID, { registered: false, region: null });
            const seen = (await read(world.ports, before)) as PhoneNumberState;
            expect(seen).to.include({ registered: false });
            await update(world.ports, seen, inputs({ dataLocalizationRegion: "CH" }));
            expect(world.sent()).to.deep.equal(["setStorage", "register"]);
        });

        it("keeps what is recorded when Graph shows neither a platform nor a telling status", async () => {
            const world = await start(OFF, {
                switches: { platformType: "omitted", hostPlatform: "omitted" },
            });
            const before = await created();
            world.graph.advance(HOUR);
            world.graph.change(ID, { status: "UNKNOWN" });
            expect(await read(world.ports, before)).to.include({ registered: true });
            expect(await refused(update(world.ports, before, inputs({ pin: OTHER_PIN })))).to.contain(
                "not known whether",
            );
        });

        it("falls back on status where Graph no longer knows platform_type", async () => {
            const world = await start(OFF, { switches: { platformType: "unknownField" } });
            const before = await created();
            world.graph.advance(HOUR);
            expect(await read(world.ports, before)).to.include({ registered: true, status: "CONNECTED" });
        });
    });

    describe("gone", () => {
        it("is a number that Graph calls deleted, by status or by code 33", async () => {
            const world = await start(OFF);
            const before = await created();
            world.graph.change(ID, { status: "DELETED" });
            for (const deletedNumber of ["status", "error33"] as const) {
                world.graph.set({ deletedNumber });
                expect(await read(world.ports, before)).to.equal(undefined);
            }
        });

        it("is one that a full listing of its WABA lacks", async () => {
            const world = await start(OFF, { switches: { deletedNumber: "error100/33" } });
            const before = await created();
            world.graph.change(ID, { status: "DELETED" });
            expect(await read(world.ports, before)).to.equal(undefined);
            await remove(world.ports, before);
            expect(world.sent()).to.deep.equal([]);
        });

        it("is never one that only this token does not see", async () => {
            const world = await start(OFF);
            const before = await created();
            const unseen = { error: { code: 100, subcode: 33 } };
            for (const kind of ["read", "list"] as const) {
                world.graph.fail({ match: { kind }, times: 99, do: unseen });
            }
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
                const world = await start(OFF);
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
});
