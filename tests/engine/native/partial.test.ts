import { expect } from "chai";
import { ID } from "../../support/world";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";
import { isEncrypted } from "../support/state";
import { of } from "../support/yamlText";

const TYPE = "whatsapp:index:PhoneNumber";
const WRONG = "826195";
const RIGHT = "271828";

describe("a create of the plugin that fails after a request", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("is kept with its ledger and its refused PIN, as a secret; the next run registers with the right one", async () => {
        const numbers = [{ id: ID, pin: RIGHT }];
        await using stack = await Stack.create({ main: "Pulumi.yaml", numbers, secrets: { pin: WRONG } });
        await stack.declareYaml({
            config: { pin: { type: "string", secret: true } },
            resources: { support: { type: TYPE, properties: { phoneNumberId: ID, pin: of("pin") } } },
        });
        const failed = await stack.upFails();
        expect(failed.sent).to.deep.equal(["register"]);
        expect(failed.text)
            .to.match(/phone number 106540352242922 .*133005/)
            .and.not.to.contain(WRONG);

        const [kept] = (await stack.resources()).filter(({ type }) => type === TYPE);
        expect(kept?.initErrors).to.have.length(1);
        expect(kept?.outputs).to.include({ registered: false });
        expect(isEncrypted(kept?.outputs?.refusedPin)).to.equal(true);
        expect(isEncrypted(kept?.inputs?.pin)).to.equal(true);
        expect(await stack.stored()).not.to.contain(WRONG);

        const again = await stack.upFails();
        expect(again.sent, "the same PIN is not tried again").to.deep.equal([]);

        await stack.configure({}, { pin: RIGHT });
        expect((await stack.up()).sent).to.deep.equal(["register"]);
        expect(await stack.outputs("support")).to.include({ registered: true, pin: RIGHT });
        await stack.expectNoChanges();
    });
});
