import { GraphApiError, WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { expect } from "chai";
import { ID, OTHER_PIN, PIN, withEmulator } from "./support/client";

/** The code and text of the error that this client makes of a refusal. */
async function refusal(
    request: Promise<unknown>,
): Promise<{ code: unknown; httpStatus: number; details: unknown }> {
    try {
        await request;
    } catch (error) {
        if (error instanceof GraphApiError) {
            return { code: error.code, httpStatus: error.httpStatus, details: error.details };
        }
        throw error;
    }
    throw new Error("it was not refused");
}

// @kapso/whatsapp-cloud-api was written by others against the real Graph API: what it can't use is wrong here.
describe("an independent client", () => {
    it("takes a number through its whole life", () =>
        withEmulator({ numbers: [{ id: ID, codeVerificationStatus: "NOT_VERIFIED" }] }, async ({ graph }) => {
            const { phoneNumbers } = new WhatsAppClient({
                accessToken: graph.token,
                baseUrl: graph.url,
                graphVersion: "v25.0",
            });
            const number = { phoneNumberId: ID };

            expect(await refusal(phoneNumbers.register({ ...number, pin: PIN }))).to.include({
                code: 133006,
                httpStatus: 400,
            });
            await phoneNumbers.requestCode({ ...number, codeMethod: "SMS", language: "en_US" });
            expect(await refusal(phoneNumbers.verifyCode({ ...number, code: "abcdef" }))).to.include({
                code: 136025,
            });
            const { code = "" } = graph.number(ID).code ?? {};
            await phoneNumbers.verifyCode({ ...number, code });
            expect(
                await refusal(phoneNumbers.requestCode({ ...number, codeMethod: "SMS", language: "en_US" })),
            ).to.include({
                code: 136024,
            });

            const registered = await phoneNumbers.register({
                ...number,
                pin: PIN,
                dataLocalizationRegion: "DE",
            });
            expect(registered).to.deep.include({ success: true });
            expect(graph.number(ID)).to.include({ registered: true, pin: PIN, region: "DE" });
            expect(await refusal(phoneNumbers.register({ ...number, pin: OTHER_PIN }))).to.include({
                code: 133005,
            });

            await phoneNumbers.settings.update({
                ...number,
                calling: { status: "ENABLED", callIconVisibility: "DEFAULT" },
            });
            const settings = await phoneNumbers.settings.get(number);
            expect(JSON.stringify(settings)).to.include("IN_COUNTRY_STORAGE_ENABLED").and.include("ENABLED");

            await phoneNumbers.businessProfile.update({
                ...number,
                about: "Open",
                websites: ["https://example.com"],
            });
            const profile = await phoneNumbers.businessProfile.get({ ...number, fields: "about,websites" });
            expect(profile.data[0]).to.deep.include({ about: "Open", websites: ["https://example.com"] });

            await phoneNumbers.deregister(number);
            expect(graph.number(ID)).to.include({ registered: false, pin: PIN });
            const again = await refusal(phoneNumbers.deregister(number));
            expect(again).to.deep.equal({
                code: 100,
                httpStatus: 400,
                details: "Phone number is not currently linked in Facebook Hosted System",
            });
        }));

    it("meets the lock-out as it meets the real one", () =>
        withEmulator(
            { numbers: [{ id: ID, registerBlockedUntil: Date.now() + 1000 }] },
            async ({ graph }) => {
                const client = new WhatsAppClient({ accessToken: graph.token, baseUrl: graph.url });
                const locked = await refusal(client.phoneNumbers.register({ phoneNumberId: ID, pin: PIN }));
                expect(locked).to.include({ code: 133016, httpStatus: 400 });
            },
        ));

    it("sees an unknown id and a dead token as what they are", () =>
        withEmulator({ tokens: [{ token: "OLD", validity: "expired" }] }, async ({ graph }) => {
            const client = new WhatsAppClient({ accessToken: graph.token, baseUrl: graph.url });
            expect(await refusal(client.phoneNumbers.deregister({ phoneNumberId: "1" }))).to.include({
                code: 100,
            });
            const expired = new WhatsAppClient({ accessToken: "OLD", baseUrl: graph.url });
            const error = await expired.phoneNumbers
                .deregister({ phoneNumberId: ID })
                .catch((reason: unknown) => reason);
            expect(error).to.be.instanceOf(GraphApiError);
            expect((error as GraphApiError).isAuthError()).to.equal(true);
        }));
});
