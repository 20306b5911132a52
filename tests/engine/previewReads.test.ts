import { expect } from "chai";
import { ID, OTHER_ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, type Outcome, Stack } from "./support/stack";

const READS = ["read", "readSettings"];
const LEFT = "leaves 9 register and 10 deregister requests of 10 in 72 hours";
const SAYS_BOTH = /register in DE, or adopt it if it is live: set PIN/;

describe("previews of new numbers, on a real engine", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;

    before(async () => {
        stack = await Stack.create({
            numbers: [{ id: ID }, { id: OTHER_ID, registered: true, pin: "111111", region: "DE" }],
        });
        const dataLocalizationRegion = "DE";
        await stack.declare({
            off: { phoneNumberId: ID, pin: PIN, dataLocalizationRegion },
            live: { phoneNumberId: OTHER_ID, pin: PIN, dataLocalizationRegion },
        });
    });
    after(() => stack?.close());

    /** What a command asks of both numbers. */
    async function asked(
        ...command: string[]
    ): Promise<Outcome & { readonly off: string[]; readonly live: string[] }> {
        stack.graph.clearRequests();
        const outcome = await stack.succeeds(...command);
        const of = (id: string) =>
            stack.graph.requests.filter((each) => each.phoneNumberId === id).map(({ kind }) => kind);
        return { ...outcome, off: of(ID).sort(), live: of(OTHER_ID).sort() };
    }

    it("say of each which of the two it will be, by one read, or both where the setting is off", async () => {
        const { text, off, live } = await asked("preview");
        expect(text)
            .to.contain(`phone number ${ID} (+1 631-555-5555): set storage to DE, register in DE; ${LEFT}`)
            .and.to.contain(`phone number ${OTHER_ID} (+1 631-555-5556): adopt: set PIN`)
            .and.not.to.match(SAYS_BOTH);
        expect({ off, live }).to.deep.equal({ off: READS, live: READS });
        await stack.with({ WHATSAPP_PREVIEW_READS: "0" }, async () => {
            const unread = await asked("preview");
            expect(unread.text).to.match(SAYS_BOTH);
            expect(stack.graph.requests).to.deep.equal([]);
        });
    });

    it("are read before an up is confirmed, and by the up itself, which says what it did", async () => {
        const { text, live } = await asked("up", "--yes");
        expect(text)
            .to.contain(`phone number ${OTHER_ID} (+1 631-555-5556): adopt: set PIN`)
            .and.to.contain("adopted, it was live already: set PIN");
        expect(live).to.deep.equal([...READS, ...READS, "setPin"].sort());
    });

    it("read nothing once a number is recorded; a refresh and a destroy read no more than before", async () => {
        expect(await asked("preview"))
            .to.include({ code: 0 })
            .and.to.deep.include({ off: [], live: [] });
        // Both phases read settings, and the listing; a check reads a number alone.
        const refreshed = await asked("refresh", "--yes", "--run-program");
        expect(refreshed.live).to.deep.equal(["readSettings", "readSettings"]);
        const destroyed = await asked("destroy", "--yes", "--run-program");
        expect(destroyed.live).to.deep.equal(["deregister", "read"]);
    });
});
