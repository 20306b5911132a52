import { expect } from "chai";
import { create, update } from "../../../../provider/number/act/lifecycle";
import type { PhoneNumberState } from "../../../../provider/number/model/state";
import { memoryJournal } from "../../../../provider/run/journal";
import { memoryOf } from "../../../../provider/run/memory";
import { inputs, startWorld, type World } from "../../../support/world";

const IDS = Array.from({ length: 8 }, (_, at) => String(8000 + at));
const inRegion = (phoneNumberId: string, dataLocalizationRegion: "DE" | "CH") =>
    inputs({ phoneNumberId, dataLocalizationRegion });

/** Whether register takes the region nobody outside Meta knows for sure (graph-api.md §2.3): each way must do. */
for (const regionInRegister of ["accepted", "ignored", "rejected", "deprecated"] as const) {
    describe(`a fleet with regions, where Graph has regionInRegister=${regionInRegister}`, () => {
        // What is refused costs one request, once: not one for each number, nor for each change.
        const once = regionInRegister === "rejected" || regionInRegister === "deprecated" ? 1 : 0;
        let world: World;
        beforeEach(async () => {
            world = await startWorld({ numbers: IDS.map((id) => ({ id })), switches: { regionInRegister } });
        });
        afterEach(() => world.close());

        const registers = () => world.sent().filter((kind) => kind === "register").length;
        const created = () => Promise.all(IDS.map((id) => create(world.ports, inRegion(id, "DE"))));
        const moved = (states: PhoneNumberState[], to: "DE" | "CH", ports = world.ports) =>
            Promise.all(states.map((state) => update(ports, state, inRegion(state.phoneNumberId, to))));
        const regions = () => IDS.map((id) => world.graph.number(id).region);
        /** Another process, on this machine or on a new one. */
        const elsewhere = (journal = memoryJournal()) => ({ ...world.ports, ...memoryOf(journal, "v25.0") });

        it("is created, and moved, at no more than one request besides", async () => {
            const states = await created();
            expect(registers()).to.equal(IDS.length + once);
            expect(new Set(regions())).to.deep.equal(new Set(["DE"]));
            await moved(states, "CH");
            expect(registers()).to.equal(IDS.length);
            expect(new Set(regions())).to.deep.equal(new Set(["CH"]));
        });

        it("costs the next process of this machine none, and another machine one at most", async () => {
            const states = await moved(await created(), "CH");
            world.sent();
            const there = await moved(states, "DE", elsewhere(world.ports.journal));
            expect(registers()).to.equal(IDS.length);
            await moved(there, "CH", elsewhere());
            expect(registers()).to.be.at.most(IDS.length + once);
            expect(new Set(regions())).to.deep.equal(new Set(["CH"]));
        });

        it("is known from the ledger of the number that was refused with 12, on any machine and after any time", async () => {
            const states = await created();
            const refused = states.find(({ requests }) => requests.includes("=12")) ?? states[0];
            world.graph.advance(100 * 24 * 3600_000);
            world.sent();
            await moved([refused as PhoneNumberState], "CH", elsewhere());
            const known = regionInRegister === "rejected" ? once : 0;
            expect(registers()).to.equal(1 + known);
        });
    });
}

describe("WHATSAPP_REGION_IN_REGISTER", () => {
    for (const [policy, named] of [
        ["never", false],
        ["always", true],
        ["auto", true],
    ] as const) {
        it(`${policy}: register ${named ? "names" : "does not name"} the region`, async () => {
            const world = await startWorld({ numbers: [{ id: "8000" }] });
            try {
                const ports = { ...world.ports, ...memoryOf(memoryJournal(), "v25.0", policy) };
                await create(ports, inRegion("8000", "DE"));
                const [sent] = world.graph.writes().filter(({ kind }) => kind === "register");
                const names = "data_localization_region" in ((sent?.body ?? {}) as object);
                expect(names).to.equal(named);
                expect(world.graph.number("8000").region).to.equal("DE");
            } finally {
                await world.close();
            }
        });
    }
});
