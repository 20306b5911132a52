import { expect } from "chai";
import { ID, OTHER_ID } from "../support/numbers";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

const NUMBERS = [ID, OTHER_ID, "106540352242924"];

describe("examples/quickstart, played as its README says", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("quickstart");

    it("a preview needs no token; up registers three numbers in two regions", async () => {
        expect((await example.play("pulumi stack init dev")).sent).to.deep.equal([]);
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("export WHATSAPP_ACCESS_TOKEN");
        const { sent } = await example.play("pulumi up");
        expect(sent.filter((kind) => kind === "register")).to.have.length(3);
        expect(regions()).to.deep.equal(["DE", "DE", "IN"]);
        await example.stack.expectNoChanges();
    });

    it("a region change in its configuration moves one number, and the preview says so", async () => {
        expect((await example.play("pulumi config set supportRegion CH")).sent).to.deep.equal([]);
        const { writes } = await example.play("pulumi up");
        expect(new Set(writes.map(({ phoneNumberId }) => phoneNumberId))).to.deep.equal(new Set([ID]));
        expect(regions()).to.deep.equal(["CH", "DE", "IN"]);
        await example.stack.expectNoChanges();
    });

    const regions = () => NUMBERS.map((id) => example.stack.graph.number(id).region);
});
