import { expect } from "chai";
import { ID, number, OTHER_ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";

describe("what is declared is checked before anything is sent", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;

    before(async () => {
        stack = await Stack.create({ numbers: [{ id: ID }] });
    });
    after(() => stack?.close());

    it("each bad input is refused on its own property, with what was given and what is wanted", async () => {
        await stack.declare({
            support: number({
                phoneNumberId: "+1 631-555-5555",
                dataLocalizationRegion: "UK",
                enableIdentityKeyCheck: "yes",
                region: "DE",
            }),
        });

        const { text, sent } = await stack.fails("preview");

        expect(sent).to.deep.equal([]);
        expect(text)
            .to.match(/property phoneNumberId .*"\+1 631-555-5555".*give the phone number ID/)
            .and.to.match(
                /property dataLocalizationRegion .*"UK": give one of AU ID IN .*did you mean "GB"\?/,
            )
            .and.to.match(/property enableIdentityKeyCheck .*"yes": give true or false/)
            .and.to.match(/property region .*Did you mean dataLocalizationRegion\?/);
    });

    it("a bad PIN is refused without being shown", async () => {
        await stack.declare({ support: number({ pin: "9071842" }) });

        const { text } = await stack.fails("preview");

        expect(text).to.contain(
            'pin was given with 7 digits: give six digits as a string, for example "012345"',
        );
        expect(text).not.to.contain("9071842");
    });

    it("an unknown value passes at preview", async () => {
        await stack.program(`${IMPORT}
            const other = new WhatsAppPhoneNumber("other", ${JSON.stringify(number())});
            const pin = other.displayPhoneNumber.apply(() => "${PIN}");
            new WhatsAppPhoneNumber("support", { phoneNumberId: "${OTHER_ID}", pin });
        `);

        expect((await stack.preview()).sent).to.deep.equal([]);
    });

    it("the same phoneNumberId twice in one program is an error that names both resources", async () => {
        await stack.declare({ support: number(), helpdesk: number() });

        const { text } = await stack.fails("preview");

        expect(text).to.match(/"support" and "helpdesk" both declare the phone number 106540352242922/);
    });

    it("without a token the first request fails, and names both places for one", async () => {
        await stack.declare({ support: number() });

        await stack.with({ WHATSAPP_ACCESS_TOKEN: undefined }, async () => {
            await stack.preview();
            const { text } = await stack.upFails();
            expect(text).to.contain("WHATSAPP_ACCESS_TOKEN").and.to.contain("whatsapp:accessToken");
        });
    });
});
