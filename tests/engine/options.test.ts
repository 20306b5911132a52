import { cp } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { ID, number, OTHER_ID, PIN } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "./support/stack";

/** What Pulumi lets a program do with any resource: each either works with a number, or says what to do instead. */
describe("resource options and transforms", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    beforeEach(async () => {
        stack = await Stack.create({ numbers: [{ id: ID }, { id: OTHER_ID }], secrets: { pin: PIN } });
    });
    afterEach(() => stack?.close());

    const program = (...lines: string[]) => stack.program([IMPORT, ...lines].join("\n"));
    const ARGS = JSON.stringify(number());

    it("import: says to declare the number without it, and sends nothing", async () => {
        await program(`new WhatsAppPhoneNumber("support", ${ARGS}, { import: "${ID}" });`);
        const { text, sent } = await stack.upFails();
        expect(text).to.contain(`"support" can't be imported. Declare it without the option`);
        expect(sent).to.deep.equal([]);
    });

    it("ignoreChanges of the PIN continues after a wrong PIN and a refresh", async () => {
        stack.graph.change(ID, { pin: "999999" });
        await program(`new WhatsAppPhoneNumber("support", ${ARGS}, { ignoreChanges: ["pin"] });`);
        await stack.upFails();
        await stack.refresh();
        const { text, sent } = await stack.upFails();
        expect(text).to.contain("this same PIN before (133005)").and.not.to.contain("pin is missing");
        expect(sent).to.deep.equal([]);
    });

    it("a transformation that supplies the PIN, or the ID: the PIN is a secret, the true ID is claimed", async () => {
        await program(
            `const change = (id) => ({ props, opts }) => ({ props: { ...props, phoneNumberId: id, pin: "${PIN}" }, opts });`,
            `new WhatsAppPhoneNumber("support", { phoneNumberId: "1" }, { transformations: [change("${ID}")] });`,
            `new WhatsAppPhoneNumber("orders", { phoneNumberId: "1" }, { transformations: [change("${OTHER_ID}")] });`,
        );
        expect((await stack.up()).sent).to.deep.equal(["register", "register"]);
        expect(await stack.stored()).not.to.contain(PIN);
        await stack.expectNoChanges();
    });

    it("a transform that sets a PIN in clear text is refused: nobody could tell that it is a secret", async () => {
        await program(
            `const change = async ({ props, opts }) => ({ props: { ...props, pin: "271828" }, opts });`,
            `new WhatsAppPhoneNumber("support", ${ARGS}, { transforms: [change] });`,
        );
        const { text, sent } = await stack.upFails();
        expect(text).to.contain("pin was set by a transform").and.not.to.contain("271828");
        expect(sent).to.deep.equal([]);
    });

    it("two copies of the package in one program: a number that both declare is noticed", async () => {
        const copy = path.join(stack.folder, "node_modules", "copy", "node_modules", "pulumi-whatsapp");
        const ours = path.join(stack.folder, "node_modules", "pulumi-whatsapp");
        await cp(ours, copy, { recursive: true, dereference: true });
        // In a process of its own: only there it is a second copy for sure, and its packages are the project's.
        await stack.write(
            [
                IMPORT,
                `const other = require("${path.join(copy, "dist/sdk/index.js")}");`,
                `new WhatsAppPhoneNumber("support", ${ARGS});`,
                `new other.WhatsAppPhoneNumber("orders", ${ARGS});`,
            ].join("\n"),
        );
        const { text, sent } = await stack.upFails();
        expect(text).to.contain(`"support" and "orders" both declare the phone number ${ID}`);
        // The first of them is fine.
        expect(sent).to.have.length.below(2);
    });

    it("envVarMappings: each provider has its token from its own variable, and none is in state", async () => {
        const { WHATSAPP_ACCESS_TOKEN: token, ...env } = stack.env;
        delete stack.env.WHATSAPP_ACCESS_TOKEN;
        Object.assign(stack.env, { ...env, WA_TOKEN_DE: token });
        await program(
            `const provider = new pulumi.ProviderResource("pulumi-nodejs", "de", {}, { envVarMappings: { WA_TOKEN_DE: "WHATSAPP_ACCESS_TOKEN" } });`,
            `new WhatsAppPhoneNumber("support", ${ARGS}, { provider });`,
        );
        expect((await stack.up()).sent).to.deep.equal(["register"]);
        expect(await stack.stored()).not.to.contain(String(token));
        await stack.refresh();
        await stack.destroy();
        expect(stack.graph.number(ID).registered).to.equal(false);
    });
});
