import { expect } from "chai";
import { ID, number, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const TRUE_PIN = "777777";
const HOURS = 3600_000;

describe("a create that Graph refuses after register was sent", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("133005: the number is kept as not registered, the wrong PIN is not tried twice, a corrected one registers", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID, pin: TRUE_PIN }] });
        await stack.declare({ support: number() });

        expect((await stack.upFails()).sent).to.deep.equal(["register"]);
        expect(await stack.outputs("support"))
            .to.include({ registered: false, phoneNumberId: ID })
            .and.not.have.property("pin");

        expect((await stack.upFails()).sent).to.deep.equal([]);

        await stack.declare({ support: number({ pin: TRUE_PIN }) });
        expect((await stack.up()).sent).to.deep.equal(["register"]);
        expect(await stack.outputs("support")).to.include({ registered: true, pin: TRUE_PIN });
        await stack.expectNoChanges();
    });

    it("133016: the lock is kept, and nothing is sent until it is over, with a corrected PIN neither", async () => {
        await using stack = await Stack.create({
            numbers: [{ id: ID, pin: TRUE_PIN, registerBlockedUntil: Date.now() + 72 * HOURS }],
        });
        await stack.declare({ support: number({ pin: PIN }) });

        expect((await stack.upFails()).sent).to.deep.equal(["register"]);
        expect(await stack.outputs("support"))
            .to.include({ registered: false })
            .and.have.property("registerLockedUntil");

        await stack.declare({ support: number({ pin: TRUE_PIN }) });
        const locked = await stack.upFails();
        expect(locked.sent).to.deep.equal([]);
        expect(locked.text).to.contain("133016").and.to.contain("WHATSAPP_IGNORE_LOCKS=1");

        stack.graph.change(ID, { registerBlockedUntil: undefined });
        const { sent } = await stack.with({ WHATSAPP_IGNORE_LOCKS: "1" }, () => stack.up());
        expect(sent).to.deep.equal(["register"]);
        await stack.expectNoChanges();
    });
});
