import { expect } from "chai";
import { ID, number, OTHER_ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";

const ADOPTED = ["setPin"];
/** A dynamic resource whose output is not known while it is being replaced. */
const NAMER = `
    const namer = { async create(inputs) { return { id: "n", outs: inputs }; },
        async diff(_id, olds, news) { return { changes: olds.of !== news.of, replaces: olds.of !== news.of ? ["of"] : [], deleteBeforeReplace: true }; },
        async delete() {} };
    class Namer extends pulumi.dynamic.Resource { constructor(of, id) { super(namer, "namer", { of, number: id }); } }`;

/** A run has several processes: the program's, one for each explicit provider. What it declares is known to all. */
describe("a number that is declared in another process of the run is never deregistered", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    const one = number({ dataLocalizationRegion: "DE" });
    const two = { phoneNumberId: OTHER_ID, pin: PIN };
    let stack: Stack;
    before(async () => {
        stack = await Stack.create({ numbers: [ID, OTHER_ID].map((id) => ({ id })) });
        await stack.declare({ support: one, orders: two });
        await stack.up();
    });
    after(() => stack?.close());

    const program = (...lines: string[]) => stack.program([IMPORT, ...lines].join("\n"));
    const declared = (name: string, args: object, options = "{}") =>
        `new WhatsAppPhoneNumber(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${options});`;

    async function expectLive(): Promise<void> {
        for (const id of [ID, OTHER_ID]) expect(stack.graph.number(id).registered, id).to.equal(true);
        expect(stack.graph.writes().filter(({ kind }) => kind === "deregister")).to.deep.equal([]);
    }

    it("moved into a component with its own provider", async () => {
        await program(
            `const provider = new pulumi.ProviderResource("pulumi-nodejs", "own", {});`,
            `const team = new pulumi.ComponentResource("acme:index:Team", "team", {}, { providers: [provider] });`,
            declared("support", one, "{ parent: team }"),
            declared("orders", two),
        );
        expect((await stack.up()).sent).to.deep.equal(ADOPTED);
        await expectLive();
        await stack.expectNoChanges();
    });

    it("swapped across two providers", async () => {
        await program(
            `const provider = new pulumi.ProviderResource("pulumi-nodejs", "own", {});`,
            `const team = new pulumi.ComponentResource("acme:index:Team", "team", {}, { providers: [provider] });`,
            declared("support", two, "{ parent: team }"),
            declared("orders", one),
        );
        expect((await stack.up()).sent).to.deep.equal([...ADOPTED, ...ADOPTED]);
        await expectLive();
    });

    it("swapped with deleteBeforeReplace", async () => {
        await stack.declare({ support: one, orders: two });
        await stack.up();
        await program(
            declared("support", two, "{ deleteBeforeReplace: true }"),
            declared("orders", one, "{ deleteBeforeReplace: true }"),
        );
        expect((await stack.up()).sent).to.deep.equal([...ADOPTED, ...ADOPTED]);
        await expectLive();
    });

    it("renamed, and only the old name is a target", async () => {
        await program(declared("support", two), declared("renamed", one));
        const { stdout } = await stack.up("--target", stack.urn("orders"));
        expect(stdout).to.contain("not deregistered: another resource of this program declares it");
        await expectLive();
    });

    it("renamed, and the new name is excluded", async () => {
        await stack.up();
        await program(declared("support", two), declared("again", one));
        await stack.up("--exclude", stack.urn("again"));
        await expectLive();
        await stack.up();
        await expectLive();
        await stack.expectNoChanges();
    });

    it("whose ID is not known while another resource is replaced, and turns out the same", async () => {
        const lines = (of: string) => [
            NAMER,
            `const name = new Namer("${of}", "${ID}");`,
            declared("support", two),
            `new WhatsAppPhoneNumber("again", { ...${JSON.stringify(one)}, phoneNumberId: pulumi.output(name).apply(() => "${ID}") });`,
        ];
        await program(...lines("a"));
        await stack.up();
        await program(...lines("b"));
        expect((await stack.up()).sent).to.deep.equal([]);
        await expectLive();
    });

    it("but destroy --run-program, where the program declares all of them, deregisters them", async () => {
        const { sent } = await stack.destroy("--run-program");
        expect(sent).to.deep.equal(["deregister", "deregister"]);
    });
});
