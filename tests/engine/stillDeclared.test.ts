import { expect } from "chai";
import { ID, number, OTHER_ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";

/** The new resource adopts the live number. Its PIN can't be read, so it is set; no registration is spent. */
const ADOPTED = ["setPin"];
/** Its PIN is another than the declared one: it can't be registered. */
const STUBBORN_ID = "106540352242924";
const NEW_ID = "106540352242925";

/** Infrastructure tools delete what they replace, rename and move; here that would switch off a customer line. */
describe("a number that is still declared is never deregistered", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const inGermany = number({ dataLocalizationRegion: "DE" });
    let stack: Stack;

    // One number goes through all of it: it is live in Germany before each test, and after it.
    before(async () => {
        const ids = [ID, OTHER_ID, NEW_ID].map((id) => ({ id }));
        stack = await Stack.create({ numbers: [...ids, { id: STUBBORN_ID, pin: "999999" }] });
        await stack.declare({ support: inGermany });
        await stack.up();
    });
    after(() => stack?.close());

    async function expectLive(): Promise<void> {
        expect(stack.graph.number(ID).registered).to.equal(true);
        expect(stack.graph.writes().filter((write) => write.kind === "deregister")).to.deep.equal([]);
        await stack.expectNoChanges();
    }

    it("replaced by up --replace", async () => {
        expect((await stack.up("--replace", stack.urn("support"))).sent).to.deep.equal(ADOPTED);
        await expectLive();
    });

    it("marked by state taint", async () => {
        await stack.succeeds("state", "taint", "--yes", stack.urn("support"));

        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive();
    });

    it("its replacement failed, and the program is reverted", async () => {
        await stack.declare({ support: { phoneNumberId: STUBBORN_ID, pin: PIN } });
        const failed = await stack.upFails();
        expect(failed.sent).to.deep.equal(["register"]);
        await stack.declare({ support: inGermany });

        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive();
    });

    it("renamed without an alias", async () => {
        await stack.declare({ helpdesk: inGermany });

        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive();
    });

    it("moved under a parent", async () => {
        await stack.program(`${IMPORT}
            const team = new pulumi.ComponentResource("acme:index:Team", "team");
            new WhatsAppPhoneNumber("helpdesk", ${JSON.stringify(inGermany)}, { parent: team });
        `);

        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive();
    });

    it("two resources swap their numbers", async () => {
        const other = { phoneNumberId: OTHER_ID, pin: PIN };
        await stack.declare({ support: inGermany, orders: other });
        await stack.up();
        await stack.declare({ support: other, orders: inGermany });

        expect((await stack.up()).sent).to.deep.equal([...ADOPTED, ...ADOPTED]);
        expect(stack.graph.number(OTHER_ID).registered).to.equal(true);
        await expectLive();
    });

    it("a replacement that succeeds registers the new number before it deregisters the old one", async () => {
        await stack.declare({
            support: { phoneNumberId: OTHER_ID, pin: PIN },
            orders: { phoneNumberId: NEW_ID, pin: PIN },
        });

        const { writes } = await stack.up();

        expect(writes.map(({ kind, phoneNumberId }) => [kind, phoneNumberId])).to.deep.equal([
            ["register", NEW_ID],
            ["deregister", ID],
        ]);
        await stack.expectNoChanges();
    });
});
