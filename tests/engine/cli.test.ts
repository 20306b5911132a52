import path from "node:path";
import { expect } from "chai";
import { type Finished, run } from "../../scripts/process";
import { ID, number, OTHER_ID } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const MAIN = path.resolve(__dirname, "../../cli/main.ts");
const TSX = require.resolve("tsx");
const WABA = "102290129340398";
const TOKEN = "CONFIG-TOKEN-canary";

describe("the commands in a Pulumi project", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    const commands: Finished[] = [];

    /** Runs a command where the environment has no setting: all of them are the stack's. */
    async function cli(...args: string[]): Promise<Finished> {
        const env = { ...stack.env, WHATSAPP_GRAPH_URL: undefined, WHATSAPP_ACCESS_TOKEN: undefined };
        const finished = await run(process.execPath, ["--import", TSX, MAIN, ...args], {
            cwd: stack.folder,
            env,
        });
        commands.push(finished);
        return finished;
    }

    before(async () => {
        stack = await Stack.create({
            numbers: [{ id: ID }, { id: OTHER_ID, codeVerificationStatus: "NOT_VERIFIED" }],
            tokens: [{ token: TOKEN }],
            secrets: { "whatsapp:accessToken": TOKEN },
        });
        await stack.configure({ "whatsapp:graphUrl": stack.graph.url });
        await stack.declare({ support: number() });
        await stack.up();
    });
    after(() => stack?.close());

    it("list takes the stack's settings, and its ledger for the requests that are left", async () => {
        const { stdout, stderr, code } = await cli("list", "--waba", WABA);
        expect([stderr, code]).to.deep.equal(["", 0]);
        expect(stdout).to.match(new RegExp(`\n${ID} .* registered .* 9/10\n`));
        expect(stdout).to.match(new RegExp(`\n${OTHER_ID} .* not registered .* -\n`));
    });

    it("show names the resource", async () => {
        const { stdout } = await cli("show", ID, "--json");
        expect(JSON.parse(stdout)).to.deep.include({ resource: "support", registered: true });
    });

    it("doctor looks at the stack's numbers", async () => {
        const { stdout, code } = await cli("doctor");
        expect(stdout).to.contain("from stack config: accepted").and.to.contain(`Phone number ${ID}`);
        expect(stdout).to.contain('as "support" in this stack: 9 register and 10 deregister');
        expect(code).to.equal(0);
    });

    it("--no-stack leaves the project alone: there is no token then", async () => {
        const { code, stderr } = await cli("show", ID, "--no-stack");
        expect(code).to.equal(1);
        expect(stderr).to.match(/needs an access token, and there is none/);
    });

    it("a wrong command line ends with 2, help with 0", async () => {
        expect((await cli("list")).code).to.equal(2);
        expect((await cli("list", "--help")).code).to.equal(0);
    });

    it("neither token nor PIN was in anything they said, and no colours without a terminal", () => {
        const said = commands.map(({ stdout, stderr }) => stdout + stderr).join("\n");
        expect(said).not.to.contain(TOKEN).and.not.to.contain("310467").and.not.to.contain("\u001b");
    });
});
