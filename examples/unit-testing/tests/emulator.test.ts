/** What happens to the numbers: the real engine and the real provider, on an emulator of the Graph API. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { type Emulator, startEmulator } from "pulumi-whatsapp/emulator";

const SUPPORT = "106540352242922";
const ORDERS = "106540352242923";

describe("the numbers, on an emulator", () => {
    let graph: Emulator;
    let stack: Stack;
    let state: string;

    before(async () => {
        graph = await startEmulator({
            numbers: [{ id: SUPPORT }, { id: ORDERS, registered: true, region: "DE" }],
        });
        state = await mkdtemp(path.join(tmpdir(), "numbers-"));
        stack = await LocalWorkspace.createOrSelectStack(
            { stackName: "test", workDir: path.join(__dirname, "..") },
            {
                envVars: {
                    PULUMI_BACKEND_URL: `file://${state}`,
                    PULUMI_CONFIG_PASSPHRASE: "of a test",
                    WHATSAPP_GRAPH_URL: graph.url,
                    WHATSAPP_ACCESS_TOKEN: graph.token,
                },
            },
        );
        await stack.setConfig("pin", { value: "310467", secret: true });
    });

    after(async () => {
        await stack?.workspace.removeStack("test", { force: true });
        await graph?.close();
        await rm(state, { recursive: true, force: true });
    });

    it("one is registered; one that is live already is adopted without a registration", async () => {
        await stack.up();
        expect(sentTo(SUPPORT)).to.deep.equal(["setStorage", "register"]);
        expect(sentTo(ORDERS)).to.deep.equal(["setPin"]);
        expect((await stack.preview()).changeSummary).to.deep.equal({ same: 3 });
    });

    it("a preview says when a change takes a number offline, and sends nothing", async () => {
        graph.clearRequests();
        await stack.setConfig("supportRegion", { value: "CH" });
        const { stdout } = await stack.preview();
        expect(stdout).to.match(new RegExp(`${SUPPORT}.*OUTAGE`));
        expect(graph.writes()).to.deep.equal([]);
    });

    it("a destroy is refused while the support line is protected", async () => {
        const refusal = await stack.destroy().catch(String);
        expect(refusal).to.contain("protect");
        expect(graph.number(SUPPORT).registered).to.equal(true);
    });

    const sentTo = (id: string) =>
        graph
            .writes()
            .filter(({ phoneNumberId }) => phoneNumberId === id)
            .map(({ kind }) => kind);
});
