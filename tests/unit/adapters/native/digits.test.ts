import { expect } from "chai";
import * as kinds from "../../../../provider/settings/kinds";
import { NativeProcess, secret, urnOf } from "../../../support/nativeProcess";
import { ID } from "../../../support/world";

/** YAML reads a text of digits from the configuration, or without quotes, as a number. */
describe("digits that come as a number", () => {
    let plugin: NativeProcess;
    before(async () => {
        plugin = await NativeProcess.start({ numbers: [] });
        await plugin.configure({ graphUrl: plugin.graph.url });
    });
    after(() => plugin?.[Symbol.asyncDispose]());

    for (const { name, of, fields } of Object.values(kinds)) {
        const urn = urnOf(`whatsapp:index:${name}`);

        it(`${name}: ${of} is the text of them, where none can be lost`, async () => {
            const { inputs, failures } = await plugin.check({ [of]: Number(ID) }, { urn });
            expect(inputs[of]).to.equal(ID);
            expect(failures.filter(({ property }) => property === of)).to.deep.equal([]);
            for (const wrong of [1.5, -1, 2 ** 60, true, [Number(ID)]]) {
                const refused = await plugin.check({ [of]: wrong }, { urn });
                expect(
                    refused.failures.map(({ property }) => property),
                    String(wrong),
                ).to.include(of);
            }
        });

        it(`${name}: so is a text that may be of digits, and nothing else`, async () => {
            for (const [field, { rule, secret: isSecret }] of Object.entries(fields)) {
                const { inputs } = await plugin.check({ [of]: ID, [field]: 12345678 }, { urn });
                const isText = rule(12345678) !== undefined && rule("12345678") === undefined;
                const expected = isSecret === true ? secret(12345678) : isText ? "12345678" : 12345678;
                expect(inputs[field], field).to.deep.equal(expected);
            }
        });
    }

    it("of a secret are refused, by the reason and without them: a zero may be lost", async () => {
        const given = {
            phoneNumberId: ID,
            overrideCallbackUri: "https://a.example",
            verifyToken: secret(87654321),
        };
        const { failures } = await plugin.check(given, { urn: urnOf("whatsapp:index:WebhookOverride") });
        expect(failures.map(({ reason }) => reason)).to.deep.equal([
            "verifyToken was given as a number: give a text, in quotes: a number loses leading zeros",
        ]);
    });
});
