import { expect } from "chai";
import { ID, number, OTHER_ID } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

describe("deletionProtection on the real engine", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const guarded = number({ deletionProtection: true });
    let stack: Stack;
    before(async () => {
        stack = await Stack.create({ numbers: [{ id: ID }, { id: OTHER_ID }] });
        await stack.declare({ support: number() });
        await stack.up();
        await stack.expectNoChanges();
        // Declared on a number that is there already.
        await stack.declare({ support: guarded });
        expect((await stack.up()).sent).to.deep.equal([]);
        await stack.expectNoChanges();
    });
    after(() => stack?.close());

    async function expectRefused(run: Promise<{ text: string; sent: readonly string[] }>): Promise<void> {
        const { text, sent } = await run;
        expect(text).to.match(/deletionProtection is true/);
        expect(sent).to.deep.equal([]);
        expect(stack.graph.number(ID).registered).to.equal(true);
    }

    it("a destroy is refused, and sends nothing", () =>
        expectRefused(stack.fails("destroy", "--yes", "--skip-preview")));

    it("another ID is refused by the preview", async () => {
        await stack.declare({ support: { ...guarded, phoneNumberId: OTHER_ID } });
        await expectRefused(stack.fails("preview"));
    });

    it("a renamed resource still declares its number, and is not refused", async () => {
        await stack.declare({ helpdesk: guarded });
        expect((await stack.up()).sent).to.deep.equal(["setPin"]);
        await stack.expectNoChanges();
    });

    it("a removed resource is refused, again and again, until its protection is lifted", async () => {
        await stack.declare({});
        await expectRefused(stack.upFails());
        await expectRefused(stack.upFails());
        await stack.declare({ helpdesk: number({ deletionProtection: false }) });
        expect((await stack.up()).sent, "lifting it sends nothing").to.deep.equal([]);
        await stack.declare({});
        const { text, sent } = await stack.up();
        expect(sent).to.deep.equal(["deregister"]);
        expect(text).to.match(
            /warning: phone number .*: DEREGISTERED for good: nothing declares it any more.*To have it back/,
        );
    });
});
