import { expect } from "chai";
import { ID, number, OTHER_ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";

/** The new resource adopts the live number. Its PIN can't be read, so it is set; no registration is spent. */
const ADOPTED = ["setPin"];

/** Infrastructure tools delete what they replace, rename and move; here that would switch off a customer line. */
describe("a number that is still declared is never deregistered", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("renamed without an alias", async () => {
        await using stack = await registered();
        await stack.declare({ helpdesk: number({ dataLocalizationRegion: "DE" }) });

        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive(stack);
    });

    it("moved under a parent", async () => {
        await using stack = await registered();
        await stack.write(`${IMPORT}
            const team = new pulumi.ComponentResource("acme:index:Team", "team");
            const args = ${JSON.stringify(number({ dataLocalizationRegion: "DE" }))};
            new WhatsAppPhoneNumber("support", args, { parent: team });
        `);

        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive(stack);
    });

    it("two resources swap their numbers", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }, { id: OTHER_ID }] });
        const declare = (support: string, orders: string) =>
            stack.declare({
                support: { phoneNumberId: support, pin: PIN },
                orders: { phoneNumberId: orders, pin: PIN },
            });
        await declare(ID, OTHER_ID);
        await stack.up();
        await declare(OTHER_ID, ID);

        expect((await stack.up()).sent).to.deep.equal([...ADOPTED, ...ADOPTED]);
        expect(stack.graph.number(OTHER_ID).registered).to.equal(true);
        await expectLive(stack);
    });

    it("replaced by up --replace", async () => {
        await using stack = await registered();

        expect((await stack.up("--replace", stack.urn("support"))).sent).to.deep.equal(ADOPTED);
        await expectLive(stack);
    });

    it("marked by state taint", async () => {
        await using stack = await registered();
        await stack.succeeds("state", "taint", "--yes", stack.urn("support"));

        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive(stack);
    });

    it("its replacement failed, and the program is reverted", async () => {
        await using stack = await registered({ id: OTHER_ID, pin: "999999" });
        await stack.declare({ support: { phoneNumberId: OTHER_ID, pin: PIN } });
        const failed = await stack.upFails();
        expect(failed.sent).to.deep.equal(["register"]);
        await stack.declare({ support: number({ dataLocalizationRegion: "DE" }) });

        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive(stack);
    });

    it("a replacement that succeeds registers the new number before it deregisters the old one", async () => {
        await using stack = await registered({ id: OTHER_ID });
        await stack.declare({ support: { phoneNumberId: OTHER_ID, pin: PIN } });

        const { writes } = await stack.up();

        expect(writes.map(({ kind, phoneNumberId }) => [kind, phoneNumberId])).to.deep.equal([
            ["register", OTHER_ID],
            ["deregister", ID],
        ]);
        await stack.expectNoChanges();
    });
});

/** A stack whose number is live in Germany; other numbers only exist. */
async function registered(...others: { id: string; pin?: string }[]): Promise<Stack> {
    const stack = await Stack.create({ numbers: [{ id: ID }, ...others] });
    await stack.declare({ support: number({ dataLocalizationRegion: "DE" }) });
    await stack.up();
    return stack;
}

async function expectLive(stack: Stack): Promise<void> {
    expect(stack.graph.number(ID).registered).to.equal(true);
    expect(stack.graph.writes().filter((write) => write.kind === "deregister")).to.deep.equal([]);
    await stack.expectNoChanges();
}
