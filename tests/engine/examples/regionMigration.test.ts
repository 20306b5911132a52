import { expect } from "chai";
import { killAll } from "../../../scripts/process";
import { type CrashCase, upKilled } from "../support/crash";
import { ID } from "../support/numbers";
import { playsExample } from "../support/readme";
import { ENGINE_TEST_TIMEOUT_MS } from "../support/stack";

const OUTAGE = ["setPin", "deregister", "setStorage", "register", "setIdentityKeyCheck"] as const;
const HOUR = 3600_000;

describe("examples/region-migration, played as its README says", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const example = playsExample("region-migration");
    const number = () => example.stack.graph.number(ID);

    it("a live number is adopted without an outage", async () => {
        await example.play("pulumi stack init prod");
        await example.play("npx pulumi-whatsapp emulator");
        await example.play("export WHATSAPP_ACCESS_TOKEN");
        expect((await example.play("pulumi up")).sent).to.deep.equal(["setPin", "setIdentityKeyCheck"]);
    });

    it("the preview shows the outage, and the report stops it in a pipeline with exit code 3", async () => {
        expect((await example.play("pulumi config set region CH")).sent).to.deep.equal([]);
        const { code, sent, text } = await example.playRefused("--fail-on outage");
        expect(code).to.equal(3);
        expect(sent).to.deep.equal([]);
        expect(text).to.contain(`--fail-on outage: ${ID}`);
    });

    it("on purpose it is done, with one deregister and one register", async () => {
        expect((await example.play("pulumi up")).sent).to.deep.equal(OUTAGE);
        expect(number()).to.include({ registered: true, region: "CH", identityKeyCheck: true });
        await example.stack.expectNoChanges();
    });

    it("killed between deregister and register, with a new PIN: the next up only does what is missing", async () => {
        expect((await example.play("pulumi config set region GB")).sent).to.deep.equal([]);
        const killed: CrashCase = {
            operation: { name: "PIN and region", sends: OUTAGE },
            id: ID,
            name: "before register",
            hangs: { kind: "register", nth: 0, when: "before" },
        };
        const { processes } = await upKilled(example.stack, [killed], "both");
        try {
            expect(number().registered).to.equal(false);
            const { sent } = await example.play("pulumi cancel");
            expect(sent).to.deep.equal(["register", "setIdentityKeyCheck", "setPin"]);
        } finally {
            killAll(processes);
        }
        expect(number()).to.include({ registered: true, region: "GB", pin: "582094" });
        await example.stack.expectNoChanges();
    });

    it("with one register request left it is refused, and nothing is sent; once they are free it continues", async () => {
        // State and this machine's journal count together, and the journal has what this page has sent.
        const sent = example.stack.graph.writes().filter(({ kind }) => kind === "register").length;
        await example.stack.rewriteOutputs("support", { requests: registrations(9 - sent, HOUR) });
        expect((await example.playRefused("pulumi config set region CH")).sent).to.deep.equal([]);
        expect(number()).to.include({ registered: true, region: "GB" });

        await example.stack.rewriteOutputs("support", { requests: registrations(9, 73 * HOUR) });
        expect((await example.play("pulumi up")).sent).to.deep.equal(OUTAGE);
        expect(number()).to.include({ registered: true, region: "CH" });
        await example.stack.expectNoChanges();
    });

    it("protect stops a destroy before anything is sent", async () => {
        expect((await example.playRefused("pulumi destroy")).sent).to.deep.equal([]);
        expect(number().registered).to.equal(true);
    });
});

/** A ledger with this many registrations, all so long ago. */
function registrations(count: number, agoMs: number): string {
    const at = Math.floor((Date.now() - agoMs) / 1000);
    return Array.from({ length: count }, (_, index) => `r${at + index}=ok`).join(" ");
}
