import { expect } from "chai";
import { qrCode } from "../../../provider/settings/kinds";
import { ID, startWorld } from "../../support/world";
import { processOn } from "./support/onWorld";

describe("a QR code that was deleted elsewhere", () => {
    // What Graph answers for it is not documented.
    for (const missingQrCode of ["error100", "empty"] as const) {
        it(`is gone, and nothing else is, with missingQrCode=${missingQrCode}`, async () => {
            const numbers = [{ id: ID, registered: true }];
            const world = await startWorld({ numbers, switches: { missingQrCode } });
            try {
                const inputs = { phoneNumberId: ID, prefilledMessage: "Hello", deleteOnDelete: true };
                const { state } = await processOn(world, qrCode).create(inputs);
                world.sent();
                world.graph.change(ID, { qrCodes: [] });

                expect(await processOn(world, qrCode).read(state)).to.equal(undefined);
                await processOn(world, qrCode).delete(state);
                expect(world.sent(), "there is nothing to delete").to.deep.equal([]);
                const fresh = await processOn(world, qrCode).update(state, {
                    ...inputs,
                    prefilledMessage: "Hi",
                });
                expect(world.sent()).to.deep.equal(["createQrCode"]);
                expect(fresh.code).not.to.equal(state.code);
            } finally {
                await world.close();
            }
        });
    }

    it("a code that Graph refuses to show alone, and lists, is there", async () => {
        const world = await startWorld({ numbers: [{ id: ID, registered: true }] });
        try {
            const inputs = { phoneNumberId: ID, prefilledMessage: "Hello" };
            const { state } = await processOn(world, qrCode).create(inputs);
            world.graph.fail({ match: { kind: "readQrCode" }, do: { error: { code: 100 } } });
            expect((await processOn(world, qrCode).read(state))?.state).to.deep.equal(state);
        } finally {
            await world.close();
        }
    });
});
