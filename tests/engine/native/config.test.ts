import { rm } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { ID, PIN } from "../../support/world";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";
import { of } from "../support/yamlText";

const CANARY = "canary-of-the-access-token";

describe("how the plugin is configured", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    before(async () => {
        const secrets = { pin: PIN };
        stack = await Stack.create({
            main: "Pulumi.yaml",
            numbers: [{ id: ID }],
            tokens: [{ token: CANARY }],
            secrets,
        });
        // From here on each test says where its settings come from.
        stack.env.WHATSAPP_ACCESS_TOKEN = "";
        stack.env.WHATSAPP_GRAPH_URL = "";
    });
    after(() => stack?.close());

    const config = { pin: { type: "string", secret: true } };
    const number = { type: "whatsapp:index:PhoneNumber", properties: { phoneNumberId: ID, pin: of("pin") } };

    /** @param kept where the token must not be: the engine's history has the stack's config as it is */
    async function expectLife(kept: () => Promise<string> = () => stack.stored()): Promise<void> {
        expect((await stack.up()).sent).to.deep.equal(["register"]);
        await stack.expectNoChanges();
        expect(await kept()).not.to.contain(CANARY);
        expect((await stack.refresh()).sent).to.deep.equal([]);
        expect((await stack.destroy()).sent).to.deep.equal(["deregister"]);
    }

    it("a bad setting is refused on the provider, by its name", async () => {
        await stack.configure({ "whatsapp:graphUrl": "http://graph.example" });
        await stack.declareYaml({ config, resources: { support: number } });
        const { text } = await stack.fails("preview");
        expect(text).to.contain("graphUrl").and.to.contain("only https is allowed");
    });

    it("a token in clear text is refused with the command that fixes it, unless it stays on this machine", async () => {
        await stack.configure({
            "whatsapp:graphUrl": "https://graph.example",
            "whatsapp:accessToken": CANARY,
        });
        await stack.declareYaml({ config, resources: { support: number } });
        const { text } = await stack.fails("preview");
        expect(text).to.contain("pulumi config set --secret whatsapp:accessToken").and.not.to.contain(CANARY);
    });

    it("by stack config; a token in clear text there is a secret in state", async () => {
        await stack.configure(
            {
                "whatsapp:graphUrl": stack.graph.url,
                "whatsapp:waitForConnected": "0",
                "whatsapp:accessToken": CANARY,
            },
            {},
        );
        await stack.declareYaml({ config, resources: { support: number } });
        await expectLife(async () => JSON.stringify(await stack.resources()));
    });

    it("by the inputs of an explicit provider, numbers as they are", async () => {
        for (const key of ["graphUrl", "waitForConnected", "accessToken"])
            await stack.succeeds("config", "rm", `whatsapp:${key}`);
        await rm(path.join(stack.folder, "state/.pulumi/history"), { recursive: true });
        await rm(path.join(stack.folder, "state/.pulumi/backups"), { recursive: true });
        await stack.configure({}, { token: CANARY });
        await stack.declareYaml({
            config: { ...config, token: { type: "string", secret: true } },
            resources: {
                own: {
                    type: "pulumi:providers:whatsapp",
                    properties: { graphUrl: stack.graph.url, accessToken: of("token"), waitForConnected: 0 },
                },
                support: { ...number, options: { provider: of("own") } },
            },
        });
        await expectLife();
    });

    it("by the environment, which wins", async () => {
        const env = { WHATSAPP_ACCESS_TOKEN: CANARY, WHATSAPP_GRAPH_URL: stack.graph.url };
        await stack.configure({
            "whatsapp:graphUrl": "https://graph.example",
            "whatsapp:waitForConnected": "0",
        });
        await stack.declareYaml({ config, resources: { support: number } });
        await stack.with(env, () => expectLife());
    });

    it("a change of a setting replaces nothing", async () => {
        const env = { WHATSAPP_ACCESS_TOKEN: CANARY, WHATSAPP_GRAPH_URL: stack.graph.url };
        await stack.with(env, async () => {
            await stack.up();
            await stack.configure({
                "whatsapp:graphUrl": "https://other.example",
                "whatsapp:apiVersion": "v24.0",
            });
            const { stdout, sent } = await stack.preview("--json");
            expect(sent).to.deep.equal([]);
            const steps = (JSON.parse(stdout).steps as { op: string }[]).map(({ op }) => op);
            expect(steps.filter((op) => !["same", "update"].includes(op))).to.deep.equal([]);
            expect((await stack.up()).sent).to.deep.equal([]);
        });
    });
});
