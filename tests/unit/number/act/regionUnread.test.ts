import { expect } from "chai";
import type { FaultAction, NumberSeed, RequestKind } from "../../../../emulator";
import { FAULTS } from "../../../reliability/faults";
import { ModelStack, type Program } from "../../../support/pulumiModel";
import { ID, PIN, startWorld, type World } from "../../../support/world";

const LIVE: NumberSeed = { id: ID, registered: true, pin: PIN };
const OFF: NumberSeed = { id: ID, pin: PIN };
const REGIONS = [undefined, "DE", "CH"] as const;

const declared = (region?: string): Program => ({
    support: {
        phoneNumberId: ID,
        pin: PIN,
        ...(region === undefined ? {} : { dataLocalizationRegion: region }),
    },
});
const has = (region?: "DE" | "CH"): NumberSeed => ({ ...LIVE, ...(region === undefined ? {} : { region }) });

describe("a number whose region could not be read when it was first declared", () => {
    let world: World;
    let stack: ModelStack;
    afterEach(() => world.close());

    const recorded = () => stack.resources.get("support")?.outputs ?? {};
    const requests = () => world.graph.requests.map(({ kind }) => kind);

    /** The number is declared without a region while `/settings` fails. */
    async function adopted(seed: NumberSeed, does: FaultAction = { error: { code: 10 } }): Promise<void> {
        world = await startWorld({ numbers: [seed] });
        stack = new ModelStack(world.ports);
        world.graph.fail({ match: { kind: "readSettings" }, times: 99, do: does });
        expect(await stack.up(declared())).to.deep.equal([]);
        world.graph.clearFaults();
        world.graph.clearRequests();
    }

    for (const region of REGIONS) {
        it(`is adopted as it is, with a warning, and a refresh finds it in ${region ?? "none"}`, async () => {
            await adopted(has(region));
            expect(world.graph.number(ID).region).to.equal(region);
            expect(recorded()).to.include({ regionUnread: true });
            expect(stack.texts.join("\n")).to.match(
                /warning: phone number .*: its region is not known.*pulumi refresh reads it/,
            );
            expect(await stack.changes(declared())).to.equal(false);

            await stack.refresh();
            expect(requests()).to.deep.equal(["readSettings", "list"] satisfies RequestKind[]);
            expect(recorded()).to.not.have.property("regionUnread");
            expect(recorded().dataLocalizationRegion).to.equal(region);
            // A preview shows the outage from here on, so the next run may bring it to what is declared.
            expect(await stack.changes(declared())).to.equal(region !== undefined);
            expect(await stack.up(declared())).to.deep.equal([]);
            expect(world.graph.number(ID)).to.include({ registered: true });
            expect(world.graph.number(ID).region).to.equal(undefined);
            world.graph.clearRequests();
            await stack.refresh();
            expect(requests(), "a known region is not read again").to.deep.equal(["list"]);
        });

        for (const wanted of ["DE", "CH"]) {
            it(`in ${region ?? "none"}, then declared in ${wanted}: no outage that no preview has shown`, async () => {
                await adopted(has(region));
                expect(await stack.changes(declared(wanted))).to.equal(true);
                const errors = await stack.up(declared(wanted));
                expect(world.graph.writes().filter(({ kind }) => kind === "deregister")).to.deep.equal([]);
                if (region === wanted) {
                    expect(errors).to.deep.equal([]);
                    expect(recorded()).to.include({ dataLocalizationRegion: wanted });
                    expect(recorded()).to.not.have.property("regionUnread");
                    return;
                }
                expect(String(errors[0])).to.match(
                    /state says that it could not be read.*run pulumi refresh/,
                );
                await stack.refresh();
                expect(await stack.up(declared(wanted))).to.deep.equal([]);
                expect(world.graph.number(ID)).to.include({ registered: true, region: wanted });
            });
        }
    }

    it("and still can't be read, is given none", async () => {
        await adopted(has("DE"));
        world.graph.fail({ match: { kind: "readSettings" }, times: 99, do: { error: { code: 10 } } });
        await stack.refresh();
        expect(recorded()).to.include({ regionUnread: true });
        const [error] = await stack.up(declared("CH"));
        expect(String(error)).to.contain("does not show which region");
        expect(world.graph.writes()).to.deep.equal([]);
    });

    it("and is not registered: after its register the region is read back", async () => {
        world = await startWorld({ numbers: [OFF] });
        stack = new ModelStack(world.ports);
        world.graph.fail({ match: { kind: "readSettings" }, do: { error: { code: 10 } } });
        expect(await stack.up(declared())).to.deep.equal([]);
        expect(requests()).to.deep.equal(["readSettings", "read", "register", "read", "readSettings"]);
        expect(recorded()).to.not.have.property("regionUnread");
    });

    it("whatever the failure was: state never says what nobody has seen", async () => {
        for (const { name, does } of FAULTS) {
            if (does === "refuseConnection" || "hang" in does) continue;
            await adopted(has("DE"), does);
            const isKnown = recorded().dataLocalizationRegion === "DE";
            expect(isKnown || recorded().regionUnread === true, name).to.equal(true);
            await world.close();
        }
    });
});
