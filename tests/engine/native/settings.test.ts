import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import * as kinds from "../../../provider/settings/kinds";
import { png } from "../../support/picture";
import { DECLARED, NUMBER, TOKEN, WABA } from "../support/declaredSettings";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";
import { of } from "../support/yamlText";

const NAMES = Object.values(kinds).map(({ name }) => name);
const type = (name: string) => `whatsapp:index:${name}`;

/** Every kind once. Graph takes an override of an app that is subscribed, so that one waits for the other. */
function program(at: 0 | 1): object {
    const resources = NAMES.map((name) => {
        const own = name === "AppSubscription" ? {} : { phoneNumberId: NUMBER };
        const options = name === "WebhookOverride" ? { options: { dependsOn: [of("AppSubscription")] } } : {};
        return [
            name,
            { type: type(name), properties: { ...own, ...DECLARED[name]?.[at] }, ...options },
        ] as const;
    });
    return { resources: Object.fromEntries(resources) };
}

describe("the settings of a number in a YAML program", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    before(async () => {
        const numbers = [{ id: NUMBER, wabaId: WABA, registered: true }];
        stack = await Stack.create({ main: "Pulumi.yaml", numbers });
        await writeFile(path.join(stack.folder, "logo.png"), png());
    });
    after(() => stack?.close());

    it("up sets each of them once, after a preview that sends nothing and shows no token", async () => {
        await stack.declareYaml({ ...program(0) });
        const preview = await stack.preview("--diff");
        expect(preview.text).not.to.contain(TOKEN);
        expect(preview.sent).to.deep.equal([]);
        const { sent, text } = await stack.up();
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
        expect(await stack.stored()).not.to.contain(TOKEN);
    });

    it("a change sends the difference; a refresh finds what drifted, and the next up repairs it", async () => {
        await stack.declareYaml({ ...program(1) });
        expect((await stack.up()).sent).to.have.members([
            "setWebhookOverride",
            "setProfile",
            "setAutomation",
            "setCalling",
            "setCommerce",
            "setUsername",
            "changeQrCode",
        ]);
        await stack.expectNoChanges();
        stack.graph.change(NUMBER, { webhookOverrides: {}, username: undefined });
        expect((await stack.refresh()).sent).to.deep.equal([]);
        expect((await stack.up()).sent).to.have.members(["setWebhookOverride", "setUsername"]);
        await stack.expectNoChanges();
    });

    it("each is imported as far as its ID goes, and no request changes anything", async () => {
        const [code] = stack.graph.number(NUMBER).qrCodes;
        const ids: Record<string, string> = { AppSubscription: WABA, QrCode: `${NUMBER}/${code?.code}` };
        const resources = NAMES.map((name) => ({
            type: type(name),
            name: `again${name}`,
            id: ids[name] ?? NUMBER,
        }));
        await writeFile(path.join(stack.folder, "import.json"), JSON.stringify({ resources }));
        const imported = await stack.succeeds(
            "import",
            "--file",
            "import.json",
            "--yes",
            "--skip-preview",
            "--protect=false",
            "--generate-code=false",
        );
        expect(imported.sent).to.deep.equal([]);
        const outputs = async (name: string) => {
            const all = await stack.resources("--show-secrets");
            return all.find(({ urn }) => urn.endsWith(`::${name}`));
        };
        for (const name of NAMES) {
            const [declared, again] = [await outputs(name), await outputs(`again${name}`)];
            expect(again?.id, name).to.equal(declared?.id);
            // What Graph shows of what is declared is the same; what it never shows is not there.
            const both = Object.entries(again?.outputs ?? {}).filter(
                ([property]) => declared?.outputs?.[property] !== undefined,
            );
            expect(both, name).not.to.deep.equal([]);
            // Graph shows a key without the line end that a file ends with.
            const plain = (value: unknown) => (typeof value === "string" ? value.trim() : value);
            for (const [property, value] of both)
                expect(plain(declared?.outputs?.[property]), `${name}.${property}`).to.deep.equal(
                    plain(value),
                );
        }
        expect((await outputs("againQrCode"))?.outputs).to.include({ prefilledMessage: "Good day" });
        expect((await outputs("againWebhookOverride"))?.outputs).not.to.have.any.keys("verifyToken");
        const state = (await stack.resources()).filter(({ urn }) => urn.includes("::again"));
        for (const { urn } of state) await stack.succeeds("state", "delete", urn, "--yes");
    });

    it("a QR code by its number alone is refused: it may have many", async () => {
        const { text } = await stack.fails(
            "import",
            type("QrCode"),
            "one",
            NUMBER,
            "--yes",
            "--skip-preview",
        );
        expect(text).to.contain(`"${NUMBER}" is no ID of a QR code`);
    });

    it("destroy clears what is cleared by a delete, and leaves the rest", async () => {
        expect((await stack.destroy()).sent).to.have.members([
            "unsubscribeApp",
            "deleteQrCode",
            "setWebhookOverride",
            "setAutomation",
        ]);
    });
});
