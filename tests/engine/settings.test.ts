import { expect } from "chai";
import * as kinds from "../../provider/settings/kinds";
import { prepare, reportOf } from "../../report/index";
import { NUMBER, settings, stackForSettings, TOKEN } from "./support/declaredSettings";
import { FACES, NATIVE } from "./support/face";
import { ENGINE_TEST_TIMEOUT_MS, type Stack } from "./support/stack";
import { bytesOfEach } from "./support/state";

const NAMES = Object.values(kinds).map(({ name }) => name);

for (const face of FACES)
    describe(`the settings of a number on the real engine: ${face.name}`, function () {
        this.timeout(ENGINE_TEST_TIMEOUT_MS);
        let stack: Stack;
        before(async () => {
            stack = await stackForSettings(face);
        });
        after(() => stack?.close());

        it("up sets each of them once, and says in its preview what", async () => {
            const every = settings(0);
            expect(Object.keys(every), "every kind is declared").to.have.members(NAMES);
            await stack.declareAll(every);
            const preview = await stack.preview("--diff");
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
            await stack.declareAll(settings(1));
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
        });

        it("a refresh finds drift, which a report tells, and the next up repairs it", async () => {
            stack.graph.change(NUMBER, {
                webhookOverrides: {},
                conversationalAutomation: undefined,
                username: undefined,
            });
            const looked = await stack.succeeds("refresh", "--preview-only", "--json");
            const told = reportOf(prepare(looked.stdout), { now: Date.now(), ignoreLocks: false }).settings;
            expect(told.map(({ name }) => name)).to.have.members([
                "WebhookOverride",
                "ConversationalComponents",
                "Username",
            ]);
            for (const { name, resource, words } of told) {
                expect(resource).to.equal(`WhatsApp${name}`);
                expect(words).to.match(/^(drifted|gone)/);
            }
            expect((await stack.refresh()).sent).to.deep.equal([]);
            expect((await stack.up()).sent).to.have.members([
                "setWebhookOverride",
                "setAutomation",
                "setUsername",
            ]);
            await stack.expectNoChanges();
        });

        it("state holds no token in clear, and no more bytes than a setting needs", async () => {
            expect(await stack.stored()).not.to.contain(TOKEN);
            const ours = (await stack.resources()).filter(({ type }) => type.startsWith(face.prefix));
            expect(ours.map(({ type }) => type)).to.have.members(NAMES.map((name) => face.prefix + name));
            // The dynamic face's text is in it twice, and a Flows key once on each side. The frames of the host of
            // YAML programs, of its own code, are not ours to cut.
            const frames = face === NATIVE ? { stackTrace: [] } : {};
            for (const each of ours) {
                const bytes = bytesOfEach([{ ...each, ...frames }], stack.folder);
                expect(bytes, each.type).to.be.below(face === NATIVE ? 1_900 : 2_600);
            }
        });

        it("destroy clears what is cleared by a delete, and leaves the rest", async () => {
            expect((await stack.destroy()).sent).to.have.members([
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
