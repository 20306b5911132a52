/** The programs of docs/hooks.md, on the real engine. */
import { createRequire } from "node:module";
import path from "node:path";
import { type Stack as AutomationStack, LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import ts from "typescript";
import { blocksOf, ROOT } from "../docs/support/documents";
import { ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const [outage, deletion, failure] = blocksOf("docs/hooks.md")
    .filter(({ language }) => language === "ts")
    .map(({ code }) => code);

describe("resource hooks, as docs/hooks.md has them", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const path = process.env.PATH;
    afterEach(() => {
        process.env.PATH = path;
    });

    it("a hook before an outage stops it before anything is sent, and lets it run once the traffic is elsewhere", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }] });
        const calls: string[] = [];
        let status = 503;
        const fetch = async (url: string) => {
            calls.push(url.replace("https://router.example/support/", ""));
            return { ok: status === 200, status };
        };
        await (await automated(stack, outage, { fetch })).up();
        const moved = await automated(stack, outage?.replace('"DE"', '"CH"'), { fetch });
        stack.graph.clearRequests();
        const refused = await moved.up().catch((error: Error) => error);
        expect(String(refused)).to.include("the router did not take the traffic over: it answered 503");
        expect([stack.graph.writes(), calls]).to.deep.equal([[], ["pause"]]);
        expect(stack.graph.number(ID)).to.include({ registered: true });

        status = 200;
        await moved.up();
        expect(calls).to.deep.equal(["pause", "pause", "resume"]);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "CH" });
    });

    it("a hook before a deletion refuses it, and a plain destroy is refused by Pulumi", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }] });
        class Saturday extends Date {
            override getDay() {
                return 6;
            }
        }
        const stackOf = await automated(stack, deletion, { Date: Saturday });
        await stackOf.up();
        stack.graph.clearRequests();
        const refused = await stackOf.destroy({ runProgram: true }).catch((error: Error) => error);
        expect(String(refused)).to.include("no number is given up at the weekend");
        const plain = await stackOf.destroy().catch((error: Error) => error);
        expect(String(plain)).to.include("--run-program");
        expect(stack.graph.writes()).to.deep.equal([]);
    });

    it("a hook that tries again adopts what failed before, and spends no second register", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID, registered: true }] });
        let retries = 0;
        const setTimeout = (resolve: () => void) => {
            retries++;
            return global.setTimeout(resolve, 0);
        };
        stack.graph.fail({ match: { kind: "setPin" }, do: { error: { code: 100 } } });
        await (await automated(stack, failure, { setTimeout })).up();
        expect([retries, stack.graph.number(ID).pin]).to.deep.equal([1, PIN]);

        stack.graph.seed({ numbers: [{ id: `${ID}1`, pin: "999999" }] });
        stack.graph.clearRequests();
        const wrong = await automated(stack, failure?.replace(ID, `${ID}1`), { setTimeout }, "other");
        const refused = await wrong.up().catch((error: Error) => error);
        expect(String(refused)).to.include("133005");
        expect(retries).to.equal(4);
        expect(stack.graph.writes().filter(({ kind }) => kind === "register")).to.have.length(1);
    });
});

/** A stack of a document's program, which sees these instead of what is global. */
async function automated(
    stack: Stack,
    code: string | undefined,
    given: Readonly<Record<string, unknown>>,
    stackName = "hooks",
): Promise<AutomationStack> {
    process.env.PATH = stack.env.PATH;
    const pulumiCommand = await PulumiCommand.get();
    const compilerOptions = {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
    };
    const { outputText } = ts.transpileModule(String(code), { compilerOptions });
    const names = Object.keys(given);
    const run = new Function("require", "exports", ...names, outputText);
    const load = createRequire(path.join(ROOT, "package.json"));
    const program = async () => void run(load, {}, ...names.map((name) => given[name]));
    const envVars = Object.fromEntries(
        Object.entries(stack.env).filter(
            ([key, value]) => /^(PULUMI|WHATSAPP)_/.test(key) && value !== undefined,
        ),
    ) as Record<string, string>;
    const made = await LocalWorkspace.createOrSelectStack(
        { stackName, projectName: "hooks", program },
        { workDir: stack.folder, envVars, pulumiCommand },
    );
    await made.setConfig("pin", { value: PIN, secret: true });
    return made;
}
