import { expect } from "chai";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

const ACME = ["106540352242922", "106540352242923"];
const GLOBEX = ["206540352242922"];

describe("examples/several-wabas, one stack per token", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("several-wabas");

    it("each stack registers its account's numbers with its own token", async () => {
        await example.play("pulumi stack init acme");
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("export WHATSAPP_GRAPH_URL");
        const { writes } = await example.play("for stack in");
        expect(writes.map(({ kind, phoneNumberId }) => `${kind} ${phoneNumberId}`)).to.have.members(
            [...ACME, ...GLOBEX].map((id) => `register ${id}`),
        );
        expect(writes.filter(({ code }) => code !== undefined)).to.deep.equal([]);
    });

    it("a rotated token reaches refresh by the next up, or by the environment", async () => {
        const { graph } = example.stack;
        graph.seed({
            tokens: [
                { token: "TOKEN-OF-ACME", validity: "invalid" },
                { token: "NEW-TOKEN-OF-ACME", wabas: ["102290129340398"] },
            ],
        });
        const { text } = await example.playRefused("NEW-TOKEN-OF-ACME --stack acme");
        expect(text).to.contain("190");
        await example.play("pulumi up --stack acme");
        await example.play("WHATSAPP_ACCESS_TOKEN=NEW-TOKEN-OF-ACME");
        expect(graph.writes(), "three registrations, and nothing since").to.have.length(3);
    });

    it("the other stack did not notice", async () => {
        await example.stack.succeeds("refresh", "--yes", "--stack", "globex");
        await example.stack.succeeds("preview", "--expect-no-changes", "--stack", "acme");
        await example.stack.expectNoChanges();
    });
});
