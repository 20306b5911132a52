import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import * as kinds from "../../provider/settings/kinds";
import { typeOf } from "../../provider/settings/setting";
import { NUMBER, WABA } from "../unit/settings/support/fakeGraph";
import { type SettingsGraph, serveSettings } from "./support/settingsGraph";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const TOKEN = "canary-of-the-verify-token";
const { publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** Every class, with what it declares first and then. */
const DECLARED: Readonly<Record<string, readonly [object, object]>> = {
    AppSubscription: [{ wabaId: WABA }, { wabaId: WABA, unsubscribeOnDelete: true }],
    WebhookOverride: [
        { overrideCallbackUri: "https://hooks.example/a", verifyToken: TOKEN },
        { overrideCallbackUri: "https://hooks.example/b", verifyToken: TOKEN },
    ],
    BusinessProfile: [
        { about: "Open", description: "two\nlines", profilePicture: "./logo.png" },
        { about: "Shut", websites: ["https://a.example"], profilePicture: "./logo.png" },
    ],
    ConversationalComponents: [{ prompts: ["Hi"] }, { prompts: ["Hi", "Ho"] }],
    CallingSettings: [{ status: "ENABLED" }, { status: "DISABLED" }],
    CommerceSettings: [{ isCartEnabled: true }, { isCartEnabled: false }],
    Username: [{ username: "jaspers.market" }, { username: "jaspers" }],
    FlowsPublicKey: [{ businessPublicKey: publicKey }, { businessPublicKey: publicKey }],
    QrCode: [{ prefilledMessage: "Hello" }, { prefilledMessage: "Good day", deleteOnDelete: true }],
};

const program = (at: 0 | 1) =>
    Object.entries(DECLARED)
        .map(([name, declared]) => {
            const args = {
                ...(name === "AppSubscription" ? {} : { phoneNumberId: NUMBER }),
                ...declared[at],
            };
            return `new whatsapp.WhatsApp${name}("one", ${JSON.stringify(args)});`;
        })
        .join("\n");
const source = (at: 0 | 1) => `const whatsapp = require("pulumi-whatsapp");\n${program(at)}\n`;

describe("the settings of a number on the real engine", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let graph: SettingsGraph;
    let stack: Stack;
    before(async () => {
        graph = await serveSettings();
        stack = await Stack.create({ env: { WHATSAPP_GRAPH_URL: graph.url } });
        await writeFile(path.join(stack.folder, "logo.png"), Buffer.from("89504e470d0a1a0a00", "hex"));
    });
    after(async () => {
        await stack?.close();
        await graph?.[Symbol.asyncDispose]();
    });
    const writes = () => graph.fake.writes.splice(0).map(({ method, path: of }) => `${method} ${of}`);

    it("every kind is declared here", () => {
        expect(Object.keys(DECLARED)).to.have.members(Object.values(kinds).map(({ name }) => name));
    });

    it("up sets each of them once, and says in its preview what", async () => {
        await stack.write(source(0));
        const preview = await stack.preview();
        expect(preview.text).to.contain(
            `webhook override of phone number ${NUMBER}: set overrideCallbackUri`,
        );
        expect(writes(), "a preview sends nothing").to.deep.equal([]);
        await stack.up();
        // The picture takes three requests, two of them for its upload.
        expect(writes()).to.have.length(Object.keys(DECLARED).length + 2);
        await stack.expectNoChanges();
        expect(writes()).to.deep.equal([]);
    });

    it("a change sends the difference, and nothing is left to do", async () => {
        await stack.write(source(1));
        await stack.up();
        expect(writes()).to.have.length(7);
        await stack.expectNoChanges();
    });

    it("a refresh finds drift, and the next up repairs it", async () => {
        graph.fake.node = {};
        graph.fake.edges.username = {};
        await stack.refresh();
        expect(writes()).to.deep.equal([]);
        await stack.up();
        expect(writes().sort()).to.deep.equal([
            `POST ${NUMBER}`,
            `POST ${NUMBER}/conversational_automation`,
            `POST ${NUMBER}/username`,
        ]);
        await stack.expectNoChanges();
    });

    it("state holds no token in clear, and no more bytes than a setting needs", async () => {
        expect(await stack.stored()).not.to.contain(TOKEN);
        const sizes = (await stack.resources())
            .filter(({ urn }) => urn.includes("whatsapp:"))
            .map((resource) => [resource.urn.split("::").at(2), JSON.stringify(resource).length] as const);
        expect(sizes.map(([type]) => type)).to.have.members(Object.values(kinds).map(typeOf));
        // The provider's text is in it twice, and a Flows key once on each side.
        for (const [type, bytes] of sizes) expect(bytes, type).to.be.below(2_600);
    });

    it("destroy clears what is cleared by a delete, and leaves the rest", async () => {
        await stack.destroy();
        expect(writes().sort()).to.deep.equal([
            `DELETE ${WABA}/subscribed_apps`,
            `DELETE ${NUMBER}/message_qrdls/CODE1`,
            `POST ${NUMBER}`,
            `POST ${NUMBER}/conversational_automation`,
        ]);
    });
});
