import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import * as kinds from "../../provider/settings/kinds";
import { typeOf } from "../../provider/settings/setting";
import { prepare, reportOf } from "../../report/index";
import { png } from "../support/picture";
import { DECLARED, NUMBER, TOKEN, WABA } from "./support/declaredSettings";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";
import { bytesOfEach } from "./support/state";

/** Graph takes an override of an app that is subscribed, so that one waits for the other. */
const program = (at: 0 | 1) =>
    Object.entries(DECLARED)
        .map(([name, declared]) => {
            const args = {
                ...(name === "AppSubscription" ? {} : { phoneNumberId: NUMBER }),
                ...declared[at],
            };
            const after = name === "WebhookOverride" ? ", { dependsOn: AppSubscription }" : "";
            return `const ${name} = new whatsapp.WhatsApp${name}("one", ${JSON.stringify(args)}${after});`;
        })
        .join("\n");
const source = (at: 0 | 1) => `const whatsapp = require("pulumi-whatsapp");\n${program(at)}\n`;

describe("the settings of a number on the real engine", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    before(async () => {
        stack = await Stack.create({ numbers: [{ id: NUMBER, wabaId: WABA, registered: true }] });
        await writeFile(path.join(stack.folder, "logo.png"), png());
    });
    after(async () => {
        await stack?.close();
    });

    it("every kind is declared here", () => {
        expect(Object.keys(DECLARED)).to.have.members(Object.values(kinds).map(({ name }) => name));
    });

    it("up sets each of them once, and says in its preview what", async () => {
        await stack.program(source(0));
        const preview = await stack.preview();
        expect(preview.text).to.contain(
            `webhook override of phone number ${NUMBER}: set overrideCallbackUri`,
        );
        expect(preview.text).not.to.contain(TOKEN);
        expect(preview.sent, "a preview sends nothing").to.deep.equal([]);
        const { sent, text } = await stack.up("--diff");
        expect(text).not.to.contain(TOKEN);
        expect(sent).to.have.members([
            "subscribeApp",
            "setWebhookOverride",
            // The picture takes three requests, two of them for its upload.
            "upload",
            "upload",
            "setProfile",
            "setAutomation",
            "setCalling",
            "setCommerce",
            "setUsername",
            "setFlowsKey",
            "createQrCode",
        ]);
        await stack.expectNoChanges();
    });

    it("a change sends the difference, and nothing is left to do", async () => {
        await stack.program(source(1));
        const { sent } = await stack.up();
        expect(sent).to.have.members([
            "setWebhookOverride",
            "setProfile",
            "setAutomation",
            "setCalling",
            "setCommerce",
            "setUsername",
            "changeQrCode",
        ]);
        await stack.expectNoChanges();
    });

    it("a refresh finds drift, which a report tells, and the next up repairs it", async () => {
        stack.graph.change(NUMBER, {
            webhookOverrides: {},
            conversationalAutomation: undefined,
            username: undefined,
        });
        const looked = await stack.succeeds("refresh", "--preview-only", "--json");
        const { settings } = reportOf(prepare(looked.stdout), { now: Date.now(), ignoreLocks: false });
        expect(settings.map(({ resource }) => resource)).to.have.members([
            "WhatsAppWebhookOverride",
            "WhatsAppConversationalComponents",
            "WhatsAppUsername",
        ]);
        for (const { words } of settings) expect(words).to.match(/^(drifted|gone)/);
        expect((await stack.refresh()).sent).to.deep.equal([]);
        const { sent } = await stack.up();
        expect(sent).to.have.members(["setWebhookOverride", "setAutomation", "setUsername"]);
        await stack.expectNoChanges();
    });

    it("state holds no token in clear, and no more bytes than a setting needs", async () => {
        expect(await stack.stored()).not.to.contain(TOKEN);
        const sizes = (await stack.resources())
            .filter(({ urn }) => urn.includes("whatsapp:"))
            .map(
                (resource) =>
                    [resource.urn.split("::").at(2), bytesOfEach([resource], stack.folder)] as const,
            );
        expect(sizes.map(([type]) => type)).to.have.members(Object.values(kinds).map(typeOf));
        // The provider's text is in it twice, and a Flows key once on each side.
        for (const [type, bytes] of sizes) expect(bytes, type).to.be.below(2_600);
    });

    it("destroy clears what is cleared by a delete, and leaves the rest", async () => {
        const { sent } = await stack.destroy();
        expect(sent).to.have.members([
            "unsubscribeApp",
            "deleteQrCode",
            "setWebhookOverride",
            "setAutomation",
        ]);
        const { webhookOverrides, qrCodes, username, picture } = stack.graph.number(NUMBER);
        expect({ webhookOverrides, qrCodes, username }).to.deep.equal({
            webhookOverrides: {},
            qrCodes: [],
            username: "jaspers",
        });
        expect(picture).to.include({ type: "image/png" });
    });
});
