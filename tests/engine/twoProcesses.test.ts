import { expect } from "chai";
import { ID, number } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const VERSIONS = ["24.0", "25.0"] as const;

describe("two processes on one number", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("wait for each other: their requests don't interleave, and what one did the other does not repeat", async () => {
        await using first = await Stack.create({ numbers: [{ id: ID }], env: version(0) });
        const { graph } = first;
        await using second = await Stack.create({ env: { ...version(1), WHATSAPP_GRAPH_URL: graph.url } });
        const stacks = [first, second];

        await declareAndUp("DE", "setStorage");
        expect(count("register"), "registered once, and adopted once").to.equal(1);
        expect(graph.number(ID)).to.include({ registered: true, region: "DE" });

        graph.clearRequests();
        await declareAndUp("CH", "deregister");
        expect([count("deregister"), count("register")], "one outage").to.deep.equal([1, 1]);
        expect(graph.number(ID)).to.include({ registered: true, region: "CH" });
        for (const stack of stacks) await stack.expectNoChanges();

        async function declareAndUp(region: string, slow: "setStorage" | "deregister"): Promise<void> {
            graph.fail({ match: { kind: slow }, do: { delayMs: 6_000 } });
            for (const stack of stacks)
                await stack.declare({ support: number({ dataLocalizationRegion: region }) });
            const outcomes = await Promise.all(stacks.map((stack) => stack.up()));
            expect(outcomes.map(({ text }) => text).join()).to.contain("waiting for another process");
            const versions = graph.requests.map((request) => request.version);
            const turns = versions.filter((each, at) => each !== versions[at - 1]);
            expect(turns, "each has its turn").to.have.members([...VERSIONS]);
        }

        function count(kind: string): number {
            return graph.writes().filter((write) => write.kind === kind && write.code === undefined).length;
        }
    });
});

/** The version tells the two apart in the emulator's log. */
function version(stack: 0 | 1): NodeJS.ProcessEnv {
    return { WHATSAPP_API_VERSION: `v${VERSIONS[stack]}` };
}
