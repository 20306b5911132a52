import { expect } from "chai";
import type { NumberSeed, RequestKind, StartOptions } from "../../../../emulator";
import { Listings } from "../../../../graph/listings";
import { create, read } from "../../../../provider/number/act/lifecycle";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import type { Ports } from "../../../../provider/run/ports";
import { inputs, PIN, startWorld, type World } from "../../../support/world";

const WABA = "102290129340398";
const idOf = (index: number) => String(106540352000000 + index);

describe("a refresh of a WABA's numbers", () => {
    let world: World;
    /** The ports of one run: its reads share the WABA's listing. */
    let run: Ports;
    afterEach(() => world.close());

    /** Starts with so many live numbers, which state knows; every tenth declares a region. */
    async function fleet(count: number, options: StartOptions = {}): Promise<PhoneNumberState[]> {
        const numbers = Array.from({ length: count }, (_, index): NumberSeed => {
            const region = index % 10 === 0 ? { region: "DE" as const } : {};
            return { id: idOf(index), wabaId: WABA, registered: true, pin: PIN, ...region };
        });
        world = await startWorld({ ...options, numbers });
        const states = await Promise.all(
            numbers.map(({ id, region }) =>
                create(
                    world.ports,
                    inputs({
                        phoneNumberId: id,
                        ...(region === undefined ? {} : { dataLocalizationRegion: "DE" }),
                    }),
                ),
            ),
        );
        world.graph.clearRequests();
        const listings = new Listings(world.ports.client, world.ports.now);
        run = { ...world.ports, listings };
        return states;
    }
    const refresh = (states: readonly PhoneNumberState[]) =>
        Promise.all(states.map((state) => read(run, state)));
    const requests = () => {
        const counts: Partial<Record<RequestKind, number>> = {};
        for (const { kind } of world.graph.requests) counts[kind] = (counts[kind] ?? 0) + 1;
        return counts;
    };

    it("takes one read per hundred numbers, and one per number that declares a setting", async () => {
        const states = await fleet(150);
        expect(await refresh(states)).to.deep.equal(states);
        expect(requests()).to.deep.equal({ list: 2, readSettings: 15 });
    });

    it("reads a number itself where the listing shows another registration than is recorded", async () => {
        const states = await fleet(5);
        world.graph.change(idOf(1), { registered: false, status: "DISCONNECTED" });
        const seen = await refresh(states);
        expect(seen.map((state) => state?.registered)).to.deep.equal([true, false, true, true, true]);
        expect(requests()).to.deep.equal({ list: 1, readSettings: 1, read: 1 });
    });

    it("records what a row shows besides", async () => {
        const states = await fleet(1);
        world.graph.change(idOf(0), { verifiedName: "New", status: "FLAGGED" });
        expect((await refresh(states))[0]).to.include({ verifiedName: "New", status: "FLAGGED" });
        expect(requests()).to.deep.equal({ list: 1, readSettings: 1 });
    });

    it("reads the numbers one by one where the listing fails", async () => {
        const states = await fleet(5);
        world.graph.fail({ match: { kind: "list" }, times: 99, do: { error: { code: 10 } } });
        expect(await refresh(states)).to.deep.equal(states);
        expect(requests()).to.deep.equal({ list: 1, readSettings: 1, read: 5 });
    });

    it("reads the numbers one by one where the listing says less than the node", async () => {
        const states = await fleet(5, { switches: { listStatus: "linked" } });
        expect(await refresh(states)).to.deep.equal(states);
        expect(requests()).to.deep.equal({ list: 1, readSettings: 1, read: 5 });
    });

    it("finds a number that moved to another WABA", async () => {
        const other = "102290129340399";
        const states = await fleet(2, { wabas: [{ id: WABA }, { id: other }] });
        world.graph.change(idOf(1), { wabaId: other });
        expect((await refresh(states))[1]).to.include({ wabaId: other, registered: true });
        expect(requests()).to.deep.equal({ list: 1, readSettings: 1, read: 1 });
    });

    it("of many numbers that are gone takes one listing", async () => {
        const states = await fleet(20, { switches: { deletedNumber: "error100/33" } });
        for (let index = 1; index < 20; index++) world.graph.change(idOf(index), { status: "DELETED" });
        const seen = await refresh(states);
        expect(seen.filter((state) => state === undefined)).to.have.length(19);
        expect(requests()).to.deep.equal({ list: 1, readSettings: 2, read: 19 });
    });

    it("slows down before Graph refuses, and says so; what Graph would refuse is not sent", async () => {
        // A WABA without a registered number has 200 reads an hour, by the switch.
        const states = await fleet(30, { switches: { readLimits: true } });
        for (const { phoneNumberId } of states) world.graph.change(phoneNumberId, { registered: false });
        const before = world.graph.now();
        const refusals: string[] = [];
        for (const state of Array.from({ length: 8 }, () => states).flat()) {
            const off = { ...state, registered: false, requests: "", dataLocalizationRegion: "DE" as const };
            await read(run, off).catch((error: Error) => refusals.push(error.message));
        }
        // The last request that Graph allows may be one of two that are sent together.
        const limited = world.graph.requests.filter(({ code }) => code === 80007);
        expect(new Set(limited.map(({ phoneNumberId }) => phoneNumberId)).size).to.be.at.most(1);
        expect(refusals.at(-1)).to.match(
            /Graph refuses this app on WABA \d+ all requests until about .* sent/,
        );
        const [first] = world.lines.filter((line) => line.includes("slowing down"));
        expect(first).to.match(/^7\d % of the requests .* slowing down before Graph refuses them$/);
        expect(world.graph.now() - before).to.be.above(60_000);
    });
});
