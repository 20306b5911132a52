import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { COMMANDS, type Command } from "../docs/support/classes";
import { blocksOf } from "../docs/support/documents";
import { ID } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, type Outcome, Stack } from "./support/stack";

const NEW_NUMBER = { displayPhoneNumber: "+49 30 901820", codeVerificationStatus: "NOT_VERIFIED" } as const;

/** README's program, as a reader would paste it. */
const PROGRAM = blocksOf("README.md")[0]?.code ?? "";
const EMPTY = "export {};\n";

/** The documents' commands, in one stack, in an order in which each has something to do. */
describe("the commands of the documentation", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;

    before(async () => {
        // A yes can't be typed.
        const env = { PULUMI_SKIP_CONFIRMATIONS: "true" };
        stack = await Stack.create({ env, numbers: [{ id: ID, ...NEW_NUMBER }] });
        // No type is written in these programs, so they run as they are: without the compiler each starts faster.
        await writeFile(path.join(stack.folder, "package.json"), '{ "type": "module", "main": "index.js" }');
        await stack.write(PROGRAM);
    });
    after(() => stack?.close());

    /** Runs a block as a reader would type it: filled in, in this stack, with what is installed already. */
    async function run({ code }: Command, typed: Record<string, string> = {}): Promise<Outcome> {
        const filledIn = { "TOKEN=…": `TOKEN=${stack.graph.token}`, ...typed };
        const commands = Object.entries(filledIn).reduce(
            (text, [from, to]) => text.replaceAll(from, () => to),
            code.replace(/^npm install .*$/m, "true"),
        );
        return stack.shell(commands);
    }

    async function runs(command: Command, typed: Record<string, string> = {}): Promise<Outcome> {
        const outcome = await run(command, typed);
        assert.equal(outcome.code, 0, `${command.code} failed:\n${outcome.text}`);
        return outcome;
    }

    it("docs/cli.md: a number is added, and another one verified by a code", async () => {
        const { file, code } = COMMANDS.addAndVerify;
        const lines = code.split("\n");
        await runs({ file, code: lines.slice(0, 1).join("\n") });
        // Without a terminal the code is requested, and the second call is asked for.
        expect((await run({ file, code: lines[1] ?? "" })).text).to.match(/code/);
        const sent = stack.graph.number(ID).code?.code ?? "";
        await runs({ file, code: lines.slice(2).join("\n") }, { "123456": sent });
        expect(stack.graph.number(ID).codeVerificationStatus).to.equal("VERIFIED");
    });

    it("README: the first pulumi up registers the number of its program", async () => {
        const { sent } = await runs(COMMANDS.firstUp);
        expect(sent).to.deep.equal(["setStorage", "register", "setIdentityKeyCheck"]);
    });

    it("docs/upgrading.md: nothing changes, nor with the next Graph version", async () => {
        // --preview-only can't be combined with --yes.
        await stack.with({ PULUMI_SKIP_CONFIRMATIONS: undefined }, async () => {
            for (const command of [COMMANDS.upgrade, COMMANDS.nextVersion]) {
                const { sent, text } = await runs(command);
                expect(sent).to.deep.equal([]);
                expect(text).to.match(/2 unchanged/);
            }
        });
    });

    it("docs/troubleshooting.md: after a kill, a lifted lock, a new token: all is as it was", async () => {
        for (const command of [COMMANDS.cancel, COMMANDS.ignoreLocks, COMMANDS.newToken]) {
            expect((await runs(command)).sent, command.code).to.deep.equal([]);
        }
    });

    it("README, docs/report.md, docs/protection.md: the report, and its gate", async () => {
        expect((await runs(COMMANDS.comment)).stdout).to.match(/^<!-- pulumi-whatsapp-report test\/test -->/);
        await stack.write(EMPTY);
        expect((await runs(COMMANDS.report)).stdout).to.contain(
            `phone number ${ID} (+49 30 901820): DEREGISTERED`,
        );
        expect((await run(COMMANDS.failOn)).code).to.equal(3);
    });

    it("docs/protection.md: a protected number is given up once it is unprotected", async () => {
        await stack.write(PROGRAM.replace("\n});", "\n}, { protect: true });"));
        await stack.up();
        await stack.write(EMPTY);
        await stack.upFails();
        expect(stack.graph.number(ID).registered).to.equal(true);
        await runs(COMMANDS.unprotect, { "urn:pulumi:prod::shop::": "urn:pulumi:test::test::" });
        expect((await stack.up()).sent).to.deep.equal(["deregister"]);
    });

    it("docs/cli.md: adopt writes a program that registers nothing", async () => {
        stack.graph.change(ID, { registered: true });
        // What adopt writes is TypeScript; here it only has to run.
        stack.env.PULUMI_NODEJS_TRANSPILE_ONLY = "true";
        await writeFile(path.join(stack.folder, "package.json"), '{ "main": "index.ts" }');
        await writeFile(path.join(stack.folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
        const { sent } = await runs(COMMANDS.adopt);
        expect(sent).to.deep.equal(["setPin"]);
    });
});
