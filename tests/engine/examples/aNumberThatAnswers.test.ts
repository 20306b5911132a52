import { expect } from "chai";
import { ID } from "../support/numbers";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

describe("examples/a-number-that-answers, with a webhook that is really called", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("a-number-that-answers", {
        servers: { "node webhook.mjs": "http://127.0.0.1:4020" },
    });

    it("up registers the number, subscribes the app, and sets what the number answers with", async () => {
        await example.play("pulumi stack init dev");
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("node webhook.mjs");
        const { sent } = await example.play("pulumi up");
        expect(sent).to.have.members([
            "register",
            "subscribeApp",
            "setWebhookOverride",
            "setProfile",
            "setAutomation",
        ]);
        const { graph } = example.stack;
        expect(graph.number(ID).profile).to.include({ about: "We answer from 9 to 5" });
        expect(graph.number(ID).conversationalAutomation?.prompts).to.have.length(2);
        await example.stack.expectNoChanges();
    });

    it("a message's status reaches the webhook", async () => {
        await example.play("curl");
        const [delivery, ...more] = example.stack.graph.deliveries;
        expect(more).to.deep.equal([]);
        expect(delivery).to.include({ phoneNumberId: ID, level: "phone_number" });
    });

    it("a webhook that does not know the token is refused, and the one before stays", async () => {
        const { stack } = example;
        const before = stack.graph.number(ID).webhookOverrides;
        await stack.succeeds("config", "set", "--secret", "verifyToken", "another");
        const { text } = await stack.upFails();
        expect(text).to.contain("webhook override of phone number");
        expect(stack.graph.number(ID).webhookOverrides).to.deep.equal(before);
    });

    it("the number is protected, and so is what a delete would clear", async () => {
        const { sent } = await example.stack.fails("destroy", "--yes", "--skip-preview");
        expect(sent).to.deep.equal([]);
    });
});
