/** The programs of docs/hooks.md, on the real engine. */
import { expect } from "chai";
import ts from "typescript";
import { blocksOf } from "../docs/support/documents";
import { ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "./support/stack";

const [outage, deletion, failure] = blocksOf("docs/hooks.md")
    .filter(({ language }) => language === "ts")
    .map(({ code }) => code);

describe("resource hooks, as docs/hooks.md has them", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const secrets = { pin: PIN };

    it("a hook before an outage stops it before anything is sent, and lets it run once the traffic is elsewhere", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }], secrets });
        const calls: string[] = [];
        let status = 503;
        const fetch = async (url: string) => {
            calls.push(url.replace("https://router.example/support/", ""));
            return { ok: status === 200, status };
        };
        await declare(stack, outage, { fetch });
        await stack.up();
        await declare(stack, outage?.replace('"DE"', '"CH"'), { fetch });
        stack.graph.clearRequests();
        const refused = await stack.upFails();
        expect(refused.text).to.include("the router did not take the traffic over: it answered 503");
        expect([stack.graph.writes(), calls]).to.deep.equal([[], ["pause"]]);
        expect(stack.graph.number(ID)).to.include({ registered: true });

        status = 200;
        await stack.up();
        expect(calls).to.deep.equal(["pause", "pause", "resume"]);
        expect(stack.graph.number(ID)).to.include({ registered: true, region: "CH" });
    });

    it("a hook before a deletion refuses it, and a plain destroy is refused by Pulumi", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID }], secrets });
        class Saturday extends Date {
            override getDay() {
                return 6;
            }
        }
        await declare(stack, deletion, { Date: Saturday });
        await stack.up();
        stack.graph.clearRequests();
        const refused = await stack.fails("destroy", "--yes", "--skip-preview", "--run-program");
        expect(refused.text).to.include("no number is given up at the weekend");
        const plain = await stack.fails("destroy", "--yes", "--skip-preview");
        expect(plain.text).to.include("--run-program");
        expect(stack.graph.writes()).to.deep.equal([]);
    });

    it("a hook that tries again adopts what failed before, and spends no second register", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID, registered: true }], secrets });
        let retries = 0;
        const setTimeout = (resolve: () => void) => {
            retries++;
            return global.setTimeout(resolve, 0);
        };
        stack.graph.fail({ match: { kind: "setPin" }, do: { error: { code: 100 } } });
        await declare(stack, failure, { setTimeout });
        await stack.up();
        expect([retries, stack.graph.number(ID).pin]).to.deep.equal([1, PIN]);

        await using other = await Stack.create({ numbers: [{ id: `${ID}1`, pin: "999999" }], secrets });
        await declare(other, failure?.replace(ID, `${ID}1`), { setTimeout });
        const refused = await other.upFails();
        expect(refused.text).to.include("133005");
        expect(retries).to.equal(4);
        expect(other.graph.writes().filter(({ kind }) => kind === "register")).to.have.length(1);
    });
});

/** Has a document's program run in this process, where it sees these instead of what is global. */
async function declare(
    stack: Stack,
    code: string | undefined,
    given: Readonly<Record<string, unknown>>,
): Promise<void> {
    const compilerOptions = {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
    };
    await stack.program(ts.transpileModule(String(code), { compilerOptions }).outputText, given);
}
