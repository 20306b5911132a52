import { expect } from "chai";
import { ID, number } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const REGION_CHANGE = ["setPin", "deregister", "setStorage", "register"];

describe("taking a live number offline", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("a PIN changed behind our back is mended before the outage, since off the API it can't be", async () => {
        await using stack = await liveInGermany();
        stack.graph.change(ID, { pin: "777777" });
        await stack.declare({ support: number({ dataLocalizationRegion: "CH" }) });

        expect((await stack.up()).sent).to.deep.equal(REGION_CHANGE);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "CH" });
        await stack.expectNoChanges();
    });

    it("a number that lost its registration regains its region before it is live", async () => {
        await using stack = await liveInGermany();
        // Registered an hour ago: what is missing in the first minutes would only be settling.
        await stack.rewriteOutputs("support", { requests: requestsOf(1) });
        stack.graph.change(ID, { registered: false, region: undefined });

        await stack.refresh();
        expect((await stack.preview()).text).to.contain("set storage to DE, register in DE");
        expect((await stack.up()).sent).to.deep.equal(["setStorage", "register"]);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "DE" });
        await stack.expectNoChanges();
    });

    it("an outage that no preview has shown is refused, and nothing is sent", async () => {
        await using stack = await liveInGermany();
        stack.graph.change(ID, { region: "IN" });
        await stack.declare({
            support: number({ dataLocalizationRegion: "DE", enableIdentityKeyCheck: true }),
        });

        const { sent, text } = await stack.upFails();

        expect(sent).to.deep.equal([]);
        expect(text)
            .to.contain("the region is IN, state says DE")
            .and.to.contain("pulumi refresh, then preview");
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "IN" });
    });

    it("after a refresh the same outage is in the preview, and runs", async () => {
        await using stack = await liveInGermany();
        stack.graph.change(ID, { region: "IN" });

        await stack.refresh();
        expect((await stack.preview()).text).to.contain("OUTAGE");
        expect((await stack.up()).sent).to.deep.equal(REGION_CHANGE);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "DE" });
        await stack.expectNoChanges();
    });

    it("with fewer than two register requests left a region change is refused, and the number stays live", async () => {
        await using stack = await liveInGermany();
        // With the one that this machine's journal knows of: nine.
        await stack.rewriteOutputs("support", { requests: requestsOf(8) });
        await stack.declare({ support: number({ dataLocalizationRegion: "CH" }) });

        expect((await stack.preview()).text).to.contain("It would be REFUSED");
        const { sent, text } = await stack.upFails();

        expect(sent).to.deep.equal([]);
        expect(text)
            .to.contain("1 register request is left")
            .and.to.contain("one to come back, one in reserve");
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "DE" });
    });

    it("when setStorage is refused after the deregister, the number comes back with the storage it had", async () => {
        await using stack = await liveInGermany();
        stack.graph.fail({ match: { kind: "setStorage" }, do: { error: { code: 100 } } });
        await stack.declare({ support: number({ dataLocalizationRegion: "CH" }) });

        const { sent } = await stack.upFails();

        expect(sent).to.deep.equal(["setPin", "deregister", "setStorage", "setStorage", "register"]);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "DE" });
        await stack.declare({ support: number({ dataLocalizationRegion: "DE" }) });
        expect((await stack.up()).sent).to.deep.equal([]);
        await stack.expectNoChanges();
    });

    it("a PIN that is refused before the outage stops it: the number is still live", async () => {
        await using stack = await liveInGermany();
        stack.graph.fail({ match: { kind: "setPin" }, do: { error: { code: 100 } } });
        await stack.declare({ support: number({ dataLocalizationRegion: "CH" }) });

        expect((await stack.upFails()).sent).to.deep.equal(["setPin"]);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "DE" });
        expect((await stack.up()).sent).to.deep.equal(REGION_CHANGE);
        await stack.expectNoChanges();
    });
});

async function liveInGermany(): Promise<Stack> {
    const stack = await Stack.create({ numbers: [{ id: ID }] });
    await stack.declare({ support: number({ dataLocalizationRegion: "DE" }) });
    await stack.up();
    return stack;
}

/** A ledger with this many register requests, all of the last hour. */
function requestsOf(count: number): string {
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    return Array.from({ length: count }, (_, index) => `r${hourAgo + index}=ok`).join(" ");
}
