import { expect } from "chai";
import { prepare, type Report, reportOf } from "../../report";
import { markdown } from "../../report/render/markdown";
import { terminal } from "../../report/render/terminal";
import { ID, number, OTHER_ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";

const NEW_PIN = "826195";
const NAME = `phone number ${ID} (+1 631-555-5555)`;
const OTHER_NAME = `phone number ${OTHER_ID} (+1 631-555-5556)`;

/** The exact lines, from what the real engine prints: they are what a reviewer reads. */
describe("the report of a real preview", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    const support = (args = {}) => number({ dataLocalizationRegion: "DE", ...args });
    const orders = { phoneNumberId: OTHER_ID, pin: PIN };

    before(async () => {
        stack = await Stack.create({ numbers: [{ id: ID }, { id: OTHER_ID }] });
        await stack.declare({ support: support(), orders });
    });
    after(() => stack?.close());

    const lines = async (): Promise<string[]> => (await report(stack)).numbers.map(({ line }) => line);

    it("of a new stack: register, or adopt it if it is live: set PIN", async () => {
        expect(await lines()).to.deep.equal([
            `phone number ${ID}: register in DE, or adopt it if it is live: set PIN`,
            `phone number ${OTHER_ID}: register, or adopt it if it is live: set PIN`,
        ]);
        await stack.up();
        expect((await report(stack)).summary.line).to.equal("no WhatsApp number changes");
    });

    it("PIN only", async () => {
        await stack.declare({ support: support({ pin: NEW_PIN }), orders });
        expect(await lines()).to.deep.equal([`${NAME}: set PIN`]);
    });

    it("PIN and region", async () => {
        await stack.declare({ support: support({ pin: NEW_PIN, dataLocalizationRegion: "CH" }), orders });
        expect(await lines()).to.deep.equal([
            `${NAME}: OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH, set PIN; leaves 8 register and 9 deregister requests of 10 in 72 hours`,
        ]);
    });

    it("unknown ID", async () => {
        await stack.program(`${IMPORT}
            const first = new WhatsAppPhoneNumber("first", { phoneNumberId: "106540352242924", pin: "${PIN}" });
            const phoneNumberId = first.wabaId.apply((id) => id);
            new WhatsAppPhoneNumber("support", { phoneNumberId, pin: "${PIN}", dataLocalizationRegion: "DE" });
            new WhatsAppPhoneNumber("orders", ${JSON.stringify(orders)});
        `);
        expect(await lines()).to.deep.equal([
            `${NAME}: may be replaced: its ID is not known until apply. If it is another one, this number is DEREGISTERED for good; if it is the same: left as it is`,
            "phone number 106540352242924: register, or adopt it if it is live: set PIN",
        ]);
    });

    it("rename", async () => {
        await stack.declare({ helpdesk: support(), orders });
        expect(await lines()).to.deep.equal([
            `${NAME}: adopt: set PIN; support is only removed from state: helpdesk declares it now`,
        ]);
    });

    it("swap", async () => {
        await stack.declare({ support: orders, orders: support() });
        expect((await lines()).sort()).to.deep.equal([
            `${NAME}: adopt: set PIN; support is only removed from state: orders declares it now`,
            `${OTHER_NAME}: adopt: set PIN; orders is only removed from state: support declares it now`,
        ]);
    });

    it("removed: deregistered, unless retainOnDelete leaves it; of a destroy, the same", async () => {
        const gone = (name: string, why = "nothing declares it any more") =>
            `${name}: DEREGISTERED for good: ${why}; leaves 9 register and 9 deregister requests of 10 in 72 hours`;
        await stack.declare({ support: support() });
        // What stays as it is, the preview does not list.
        expect(await lines()).to.deep.equal([gone(OTHER_NAME, "nothing in this preview declares it")]);
        const destroyed = await report(stack, "destroy", "--preview-only");
        expect(destroyed.numbers.map(({ line }) => line)).to.have.members([gone(NAME), gone(OTHER_NAME)]);
    });

    it("what protect stops is a preview that failed, and an up that sends nothing; what retainOnDelete leaves stays live", async () => {
        await stack.program(`${IMPORT}
            new WhatsAppPhoneNumber("support", ${JSON.stringify(support())}, { protect: true });
            new WhatsAppPhoneNumber("orders", ${JSON.stringify(orders)}, { retainOnDelete: true });
        `);
        await stack.up();
        await stack.program(IMPORT);
        const { errors } = await report(stack);
        expect(errors.join()).to.match(/support.*protect/);
        await stack.program(`${IMPORT}
            new WhatsAppPhoneNumber("support", ${JSON.stringify(support())}, { protect: true });
        `);
        expect(await lines()).to.deep.equal([
            `${OTHER_NAME}: orders is only removed from state: retainOnDelete leaves it as it is`,
        ]);
        expect((await stack.up()).sent).to.deep.equal([]);

        await stack.program(IMPORT);
        expect((await stack.upFails()).sent).to.deep.equal([]);
        for (const id of [ID, OTHER_ID]) expect(stack.graph.number(id).registered).to.equal(true);
    });
});

/** The text that the engine prints, reported in each format; no PIN is in any. */
async function report(stack: Stack, ...command: string[]): Promise<Report> {
    const [name = "preview", ...flags] = command;
    const { stdout, sent } = await stack.pulumi(name, ...flags, "--json");
    expect(sent).to.deep.equal([]);
    const made = reportOf(prepare(stdout), { now: Date.now(), ignoreLocks: false });
    const texts = [markdown(made), terminal(made), JSON.stringify(made)];
    for (const pin of [PIN, NEW_PIN]) expect(texts.join("\n")).not.to.include(pin);
    return made;
}
