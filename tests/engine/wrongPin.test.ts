import { expect } from "chai";
import { ID, number, OTHER_ID } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, type Outcome, Stack } from "./support/stack";

const TRUE_PIN = "777777";
const HOURS = 3600_000;

/** Two numbers share the runs of one stack: one whose PIN is wrong, and one that is locked besides. */
describe("a create that Graph refuses after register was sent", function () {
    this.timeout(2 * ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    const outcomes: Outcome[] = [];
    /** What state had of each number after each run. */
    const states: Record<"wrong" | "locked", Record<string, unknown>>[] = [];

    before(async () => {
        stack = await Stack.create({
            numbers: [
                { id: ID, pin: TRUE_PIN },
                { id: OTHER_ID, pin: TRUE_PIN, registerBlockedUntil: Date.now() + 72 * HOURS },
            ],
        });
        const wrong = number();
        const locked = number({ phoneNumberId: OTHER_ID });
        const corrected = { pin: TRUE_PIN };
        for (const numbers of [
            { wrong, locked },
            { wrong, locked: { ...locked, ...corrected } },
            { wrong: { ...wrong, ...corrected }, locked: { ...locked, ...corrected } },
        ]) {
            await stack.declare(numbers);
            outcomes.push(await stack.upFails("--continue-on-error"));
            states.push({ wrong: await stack.outputs("wrong"), locked: await stack.outputs("locked") });
        }
        stack.graph.change(OTHER_ID, { registerBlockedUntil: undefined });
        outcomes.push(await stack.with({ WHATSAPP_IGNORE_LOCKS: "1" }, () => stack.up()));
        await stack.expectNoChanges();
    });
    after(() => stack?.close());

    it("133005: the number is kept as not registered, the wrong PIN is not tried twice, a corrected one registers", () => {
        expect(states[0]?.wrong)
            .to.include({ registered: false, phoneNumberId: ID })
            .and.not.have.property("pin");
        expect(sent(ID)).to.deep.equal([["register"], [], ["register"], []]);
        expect(states[2]?.wrong).to.include({ registered: true, pin: TRUE_PIN });
    });

    it("133016: the lock is kept, and nothing is sent until it is over, with a corrected PIN neither", () => {
        expect(states[0]?.locked).to.include({ registered: false }).and.have.property("registerLockedUntil");
        expect(sent(OTHER_ID)).to.deep.equal([["register"], [], [], ["register"]]);
        // The second run has the wrong PIN's refusal too, the third only this one.
        expect(outcomes[2]?.text).to.contain("133016").and.to.contain("WHATSAPP_IGNORE_LOCKS=1");
    });

    /** What each run sent for one number. */
    function sent(id: string): string[][] {
        return outcomes.map(({ writes }) =>
            writes.filter(({ phoneNumberId }) => phoneNumberId === id).map(({ kind }) => kind),
        );
    }
});
