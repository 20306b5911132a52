import { expect } from "chai";
import { ID, outcome, withEmulator } from "../support/client";

const path = `/${ID}/whatsapp_commerce_settings`;
const row = (cart: boolean, catalog: boolean) => ({
    data: [{ id: ID, is_cart_enabled: cart, is_catalog_visible: catalog }],
});

describe("the commerce settings", () => {
    it("are off, and set by query or body, either alone", () =>
        withEmulator({}, async ({ client }) => {
            expect((await client.get(path)).body).to.deep.equal(row(false, false));
            expect((await client.send("POST", `${path}?is_cart_enabled=true`)).body).to.deep.equal({
                success: true,
            });
            expect((await client.get(path)).body).to.deep.equal(row(true, false));
            await client.post(path, { is_cart_enabled: false, is_catalog_visible: true });
            expect((await client.get(path)).body).to.deep.equal(row(false, true));
        }));

    for (const body of [
        {},
        { is_cart_enabled: "yes" },
        { is_cart_enabled: true, is_catalog_visible: null },
    ]) {
        it(`${JSON.stringify(body)} is refused`, () =>
            withEmulator({}, async ({ client }) => {
                expect(outcome(await client.post(path, body))).to.equal("400 100");
                expect((await client.get(path)).body).to.deep.equal(row(false, false));
            }));
    }
});
