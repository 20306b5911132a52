import { type Stack as AutomationStack, LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";
import { ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

/** Programs inside this process: what the SDK remembers about one must not reach the other. */
describe("the Automation API", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const path = process.env.PATH;

    afterEach(() => {
        process.env.PATH = path;
    });

    it("two programs, or a preview and an up, may declare the same number in one process", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }] });
        const first = await automated(stack, "first", "DE");
        const second = await automated(stack, "second", "DE");

        await Promise.all([first.preview(), second.preview()]);
        await first.up();
        expect(stack.graph.writes().map(({ kind }) => kind)).to.deep.equal(["setStorage", "register"]);
        expect((await first.preview()).changeSummary).to.deep.equal({ same: 2 });
        const summary = (await second.preview()).changeSummary;
        expect(summary).to.deep.equal({ create: 2 });
    });
});

async function automated(stack: Stack, name: string, region: string): Promise<AutomationStack> {
    // The command is looked for on this process's PATH, everything else in the stack's environment.
    process.env.PATH = stack.env.PATH;
    const pulumiCommand = await PulumiCommand.get();
    const program = async () => {
        new WhatsAppPhoneNumber("support", { phoneNumberId: ID, pin: PIN, dataLocalizationRegion: region });
    };
    const envVars = Object.fromEntries(
        Object.entries(stack.env).filter(
            ([key, value]) => /^(PULUMI|VAULT|WHATSAPP)_/.test(key) && value !== undefined,
        ),
    ) as Record<string, string>;
    return LocalWorkspace.createStack(
        { stackName: name, projectName: "automated", program },
        { workDir: stack.folder, envVars, pulumiCommand },
    );
}
