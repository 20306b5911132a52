/** What the program declares, with Pulumi's mocks: no engine, no network, and fast enough to run at each save. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { WhatsAppPhoneNumber } from "pulumi-whatsapp";
import { declareNumbers } from "../numbers";

describe("the numbers that the program declares", () => {
    const regions: Record<string, string | undefined> = {};
    let numbers: WhatsAppPhoneNumber[];

    before(async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => {
                regions[name] = inputs.dataLocalizationRegion;
                return { id: inputs.phoneNumberId, state: { ...inputs, status: "CONNECTED" } };
            },
            call: () => ({}),
        });
        numbers = declareNumbers({ pin: pulumi.secret("310467"), supportRegion: "CH" });
        // A resource is declared once its outputs are there.
        await Promise.all(numbers.map(({ status }) => known(status)));
    });

    it("are all kept in Europe", () => {
        expect(Object.keys(regions)).to.include.members(["support", "orders"]);
        for (const [name, region] of Object.entries(regions)) {
            expect(region, name).to.be.oneOf(["DE", "CH", "GB"]);
        }
    });

    it("keep their PIN secret", async () => {
        for (const { pin } of numbers) expect(await pulumi.isSecret(pin)).to.equal(true);
    });
});

function known<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}
