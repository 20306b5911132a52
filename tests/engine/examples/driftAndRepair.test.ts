import { expect } from "chai";
import { ID, OTHER_ID } from "../support/numbers";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

const NEW_PIN = "582094";

describe("examples/drift-and-repair, played as its README says", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("drift-and-repair");
    const number = (id: string) => example.stack.graph.number(id);

    it("two live numbers are adopted; by hand, one is deregistered, the other's check and PIN changed", async () => {
        await example.play("pulumi stack init prod");
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("export WHATSAPP_ACCESS_TOKEN");
        await example.play("pulumi up");
        await example.play("deregister");
        expect(number(OTHER_ID).registered).to.equal(false);
        expect(number(ID)).to.include({ identityKeyCheck: false, pin: "999999" });
    });

    it("the nightly refresh fails, says what the next up would do, and changes nothing", async () => {
        const before = await example.stack.outputs("orders");
        expect((await example.playRefused("pulumi refresh --preview-only")).sent).to.deep.equal([]);
        expect(await example.stack.outputs("orders")).to.deep.equal(before);
    });

    it("a refresh and an up repair what can be seen; the next night is quiet", async () => {
        expect((await example.play("pulumi refresh")).sent).to.deep.equal([]);
        const { sent } = await example.play("pulumi up");
        expect(sent).to.have.members(["setStorage", "register", "setIdentityKeyCheck"]);
        expect(number(OTHER_ID)).to.include({ registered: true, region: "DE" });
        await example.play("pulumi refresh --preview-only");
        expect(number(ID)).to.include({ identityKeyCheck: true, pin: "999999" });
    });

    it("a region that moved elsewhere is no reason to go offline: refused, while the other number's PIN is set", async () => {
        const { writes } = await example.playRefused('"region": "IN"');
        expect(writes.map(({ kind, phoneNumberId }) => [kind, phoneNumberId])).to.deep.equal([
            ["setPin", OTHER_ID],
        ]);
    });

    it("the remedy shows the outage, and declaring where the number is avoids it", async () => {
        expect((await example.play("pulumi refresh")).sent).to.deep.equal([]);
        expect((await example.play("pulumi config set supportRegion IN")).sent).to.deep.equal(["setPin"]);
        expect(number(ID)).to.include({ registered: true, region: "IN", pin: NEW_PIN });
        expect(number(OTHER_ID).pin).to.equal(NEW_PIN);
        await example.stack.expectNoChanges();
    });
});
