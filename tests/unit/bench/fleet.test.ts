import { expect } from "chai";
import {
    fewestWrites,
    fleetOf,
    movedFleet,
    registrationsOf,
    seedOf,
    undone,
    withSettings,
} from "../../../bench/fleet";
import { startEmulator } from "../../../emulator";
import { PROVIDER_TEXT } from "../../../sdk/providerText";

describe("the fleet that is measured", () => {
    const fleet = fleetOf(20, 0);

    it("of ten numbers three declare a region and two the identity key check, one of them both", () => {
        expect(fewestWrites(fleet).up).to.deep.equal({ register: 20, setStorage: 6, setIdentityKeyCheck: 4 });
        expect(withSettings(fleet)).to.equal(8);
    });

    it("a tenth of it moves, and that is all that changes", () => {
        const moved = movedFleet(fleet).numbers.filter((number, at) => number !== fleet.numbers[at]);
        expect(
            moved.map(({ name, dataLocalizationRegion }) => `${name} ${dataLocalizationRegion}`),
        ).to.deep.equal(["number-0000 CH", "number-0010 CH"]);
    });

    it("what a program declares that registers only: the same numbers, and nothing else of them", () => {
        expect(registrationsOf(fleet).numbers).to.deep.equal(
            fleet.numbers.map(({ name, phoneNumberId }) => ({ name, phoneNumberId })),
        );
    });

    it("no two contestants share a number", () => {
        const ids = [0, 1, 2].flatMap((series) =>
            fleetOf(1000, series).numbers.map(({ phoneNumberId }) => phoneNumberId),
        );
        expect(new Set(ids).size).to.equal(3000);
    });

    it("a fleet that is not up as declared is found out, number by number", async () => {
        const graph = await startEmulator({ numbers: seedOf(fleet) });
        try {
            const off = undone(fleet, graph.state().numbers, true);
            expect(off).to.have.length(20);
            expect(undone(fleet, graph.state().numbers, false)).to.deep.equal([]);
            for (const { phoneNumberId, dataLocalizationRegion, enableIdentityKeyCheck } of fleet.numbers) {
                graph.change(phoneNumberId, {
                    registered: true,
                    pin: "310467",
                    region: dataLocalizationRegion,
                    identityKeyCheck: enableIdentityKeyCheck ?? false,
                });
            }
            expect(undone(fleet, graph.state().numbers, true)).to.deep.equal([]);
            expect(undone(movedFleet(fleet), graph.state().numbers, true)).to.have.length(2);
        } finally {
            await graph.close();
        }
    });
});

describe("the floor", () => {
    it("has the provider text of a WhatsAppPhoneNumber but for the name, which is as long", () => {
        const floor: string = require("../../../bench/programs/floor/pulumi-thefloor/providerText");
        expect(floor).to.have.length(PROVIDER_TEXT.length);
        expect(floor.replace("pulumi-thefloor", "pulumi-whatsapp")).to.equal(PROVIDER_TEXT);
    });
});
