import { expect } from "chai";
import { ID, OTHER_ID } from "../support/numbers";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

describe("examples/rename-and-move, played as its README says", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("rename-and-move");

    it("two live numbers are adopted", async () => {
        await example.play("pulumi stack init prod");
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("export WHATSAPP_ACCESS_TOKEN");
        expect((await example.play("pulumi up")).sent).to.deep.equal(["setPin", "setPin"]);
    });

    it("renamed with an alias, nothing is sent", async () => {
        await example.patch("helpdesk");
        expect((await example.play("pulumi up")).sent).to.deep.equal([]);
    });

    it("moved into a component with an alias, nothing is sent", async () => {
        await example.patch("parent: team");
        expect((await example.play("pulumi up")).sent).to.deep.equal([]);
    });

    it("renamed without an alias, protect stops it; unprotected, it is adopted by its new resource", async () => {
        await example.patch("sales");
        expect((await example.playRefused("pulumi preview")).sent).to.deep.equal([]);
        expect((await example.play("--fail-on deregister")).sent).to.deep.equal([]);
        expect((await example.play("pulumi up")).sent).to.deep.equal(["setPin"]);
        await example.stack.expectNoChanges();
    });

    it("two resources swap their numbers, and are protected again", async () => {
        await example.patch("phoneNumberId");
        expect((await example.play("state unprotect")).sent).to.deep.equal(["setPin", "setPin"]);
        await example.stack.fails("destroy");
        await example.stack.expectNoChanges();
    });

    it("moved to another project, neither has anything to do", async () => {
        await example.play("pulumi state move");
        await example.patch("statuses");
        expect((await example.play("--expect-no-changes")).sent).to.deep.equal([]);
    });

    after(() => {
        const { graph } = example.stack;
        for (const id of [ID, OTHER_ID]) expect(graph.number(id).registered).to.equal(true);
        expect(graph.writes().filter(({ kind }) => kind !== "setPin")).to.deep.equal([]);
    });
});
