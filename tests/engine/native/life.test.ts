import { expect } from "chai";
import { ID, PIN } from "../../support/world";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";
import { isEncrypted } from "../support/state";
import { of } from "../support/yamlText";

const TYPE = "whatsapp:index:PhoneNumber";

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly detailedDiff?: Record<string, { kind: string; inputDiff: boolean }>;
}

interface Preview {
    readonly steps: Step[];
    readonly diagnostics?: { readonly urn?: string; readonly message: string; readonly severity: string }[];
}

describe("a number in a YAML program", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    async function declare(stack: Stack, change: Record<string, unknown> = {}): Promise<void> {
        const properties = { phoneNumberId: ID, pin: of("pin"), ...change };
        await stack.declareYaml({
            config: { pin: { type: "string", secret: true } },
            resources: { support: { type: TYPE, properties } },
            outputs: { status: of("support.status"), pin: of("support.pin") },
        });
    }

    async function previewed(stack: Stack): Promise<{ step: Step; said: string[]; preview: Preview }> {
        const outcome = await stack.preview("--json");
        expect(outcome.sent).to.deep.equal([]);
        const preview = JSON.parse(outcome.stdout) as Preview;
        const urn = stack.urn("support", TYPE);
        const step = preview.steps.find((each) => each.urn === urn);
        if (step === undefined) throw new Error(`no step of ${urn}:\n${outcome.text}`);
        const own = (preview.diagnostics ?? []).filter((line) => line.urn === urn);
        return { step, said: own.map(({ severity, message }) => `${severity}: ${message.trim()}`), preview };
    }

    it("lives: created, given another PIN, moved to a region, drifted, and destroyed", async () => {
        const secrets = { pin: PIN };
        await using stack = await Stack.create({ main: "Pulumi.yaml", numbers: [{ id: ID }], secrets });
        await declare(stack);

        const created = await previewed(stack);
        expect(created.step.op).to.equal("create");
        expect(created.said.join()).to.match(/^info: phone number .*: register/);
        const up = await stack.up();
        expect(up.sent).to.deep.equal(["register"]);
        expect(up.stdout).to.contain('status: "CONNECTED"');
        const [resource] = (await stack.resources()).filter(({ type }) => type === TYPE);
        for (const pin of [resource?.inputs?.pin, resource?.outputs?.pin]) {
            expect(isEncrypted(pin)).to.equal(true);
        }
        await stack.expectNoChanges();

        await stack.configure({}, { pin: "271828" });
        const changed = await previewed(stack);
        expect(changed.step.op).to.equal("update");
        expect(
            Object.entries(changed.step.detailedDiff ?? {}).map(([name, { kind }]) => [name, kind]),
        ).to.deep.equal([
            ["pin", "update"],
            ["pinRevision", "update"],
        ]);
        expect((await stack.up()).sent).to.deep.equal(["setPin"]);
        await stack.expectNoChanges();

        await declare(stack, { dataLocalizationRegion: "DE" });
        const moved = await previewed(stack);
        expect(moved.step.detailedDiff).to.have.all.keys("dataLocalizationRegion");
        expect(moved.said).to.have.length(1);
        expect(moved.said[0]).to.match(/^warning: .*OUTAGE: set PIN, deregister/);
        const outage = await stack.up();
        expect(outage.sent).to.deep.equal(["setPin", "deregister", "setStorage", "register"]);
        expect(outage.text).to.match(/warning: phone number .*OUTAGE/);
        await stack.expectNoChanges();

        stack.graph.change(ID, { registered: false });
        const refreshed = await stack.refresh();
        expect(refreshed.sent).to.deep.equal([]);
        expect(refreshed.text).to.match(
            /after this refresh, pulumi up would do: phone number .*register in DE/,
        );
        expect((await stack.up()).sent).to.deep.equal(["register"]);
        await stack.expectNoChanges();

        const destroyed = await stack.destroy();
        expect(destroyed.sent).to.deep.equal(["deregister"]);
        expect(destroyed.text).to.match(
            /warning: phone number .*: DEREGISTERED for good: the stack is destroyed/,
        );
    });

    it("of another ID replaces: the new one is registered before the old one goes", async () => {
        const secrets = { pin: PIN };
        const numbers = [{ id: ID }, { id: "2", displayPhoneNumber: "+1 631-555-0002" }];
        await using stack = await Stack.create({ main: "Pulumi.yaml", numbers, secrets });
        await declare(stack);
        await stack.up();
        await declare(stack, { phoneNumberId: "2" });
        const { preview } = await previewed(stack);
        const steps = preview.steps.map(({ op, detailedDiff }) => [op, detailedDiff?.phoneNumberId?.kind]);
        expect(steps).to.deep.include(["replace", "update-replace"]);
        expect((await stack.up()).sent).to.deep.equal(["register", "deregister"]);
        await stack.expectNoChanges();
    });
});
