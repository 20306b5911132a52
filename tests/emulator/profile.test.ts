import { expect } from "chai";
import { ID, outcome, withEmulator } from "./support/client";

const path = `/${ID}/whatsapp_business_profile`;
const product = { messaging_product: "whatsapp" };

describe("the business profile", () => {
    it("is changed key by key and read by fields", () =>
        withEmulator({}, async ({ client }) => {
            await client.post(path, {
                ...product,
                about: "Open",
                websites: ["https://example.com"],
                vertical: "RETAIL",
            });
            expect((await client.post(path, { ...product, about: "Closed" })).body).to.deep.equal({
                success: true,
            });
            expect((await client.get(`${path}?fields=about,websites,vertical,email`)).body).to.deep.equal({
                data: [{ about: "Closed", websites: ["https://example.com"], vertical: "RETAIL" }],
            });
        }));

    it("without fields only messaging_product comes", () =>
        withEmulator({}, async ({ client }) => {
            expect((await client.get(path)).body).to.deep.equal({ data: [product] });
        }));

    it("a picture handle becomes a picture URL", () =>
        withEmulator({}, async ({ client }) => {
            await client.post(path, { ...product, profile_picture_handle: "4::a" });
            const { body } = await client.get(`${path}?fields=profile_picture_url`);
            expect(body.data[0].profile_picture_url).to.include("4::a");
        }));

    for (const body of [
        { about: "x" },
        { ...product, about: "x".repeat(140) },
        { ...product, vertical: "SPACE" },
    ]) {
        it(`${JSON.stringify(body).slice(0, 60)} is refused`, () =>
            withEmulator({}, async ({ client }) => {
                expect(outcome(await client.post(path, body))).to.equal("400 100");
            }));
    }
});
