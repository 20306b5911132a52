import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { ID, PIN } from "../../support/world";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, Stack } from "../support/stack";

const NATIVE = "whatsapp:index:PhoneNumber";
const DYNAMIC = "pulumi-nodejs:dynamic/whatsapp:PhoneNumber";
const OTHER_ID = "2";
const PLUGIN = path.resolve(__dirname, "../../../dist/plugin");

/** Programs of one project that declare the same number, each through one face. */
const properties = (id: string) => `{ phoneNumberId: "${id}", pin: pulumi.secret("${PIN}") }`;
const dynamic = (name: string, id: string, options = "{}") =>
    `new WhatsAppPhoneNumber("${name}", ${properties(id)}, ${options});`;
const native = (name: string, id: string, options = "{}") =>
    `new pulumi.CustomResource("${NATIVE}", "${name}", ${properties(id)}, ${options});`;

describe("a program that moves between the faces", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);
    let stack: Stack;
    beforeEach(async () => {
        stack = await Stack.create({
            numbers: [{ id: ID }, { id: OTHER_ID, displayPhoneNumber: "+1 631-555-0002" }],
        });
        const file = path.join(stack.folder, "Pulumi.yaml");
        const project = JSON.parse(await readFile(file, "utf8"));
        const plugins = { providers: [{ name: "whatsapp", path: PLUGIN }] };
        await writeFile(file, JSON.stringify({ ...project, plugins }));
    });
    afterEach(() => stack?.close());

    const program = (...lines: string[]) => stack.write([IMPORT, ...lines].join("\n"));
    function expectLive(): void {
        for (const id of [ID, OTHER_ID]) expect(stack.graph.number(id).registered, id).to.equal(true);
        expect(stack.graph.writes().filter(({ kind }) => kind === "deregister")).to.deep.equal([]);
    }

    it("without an alias, there and back: nothing is deregistered, since each knows what the other declares", async () => {
        await program(dynamic("support", ID), dynamic("orders", OTHER_ID));
        await stack.up();
        for (const face of [native, dynamic]) {
            await program(face("support", ID), face("orders", OTHER_ID));
            const { sent, text } = await stack.up();
            expect(sent, "adopted: the PIN is proven").to.deep.equal(["setPin", "setPin"]);
            expect(text).to.contain("not deregistered: another resource of this program declares it");
            expectLive();
            await stack.expectNoChanges();
        }
    });

    it("by an alias: the resource is taken over with its ledger and PIN, nothing is sent, and a line says so", async () => {
        await program(dynamic("support", ID), dynamic("orders", OTHER_ID));
        await stack.up();
        const { requests, pin } = await stack.outputs("support");
        const alias = `{ aliases: [{ type: "${DYNAMIC}" }] }`;
        await program(native("support", ID, alias), native("orders", OTHER_ID, alias));
        const { sent, text } = await stack.up();
        expect(sent).to.deep.equal([]);
        expect(text).to.match(/phone number \d+: taken over as it is .*; nothing is sent/);
        expectLive();
        await stack.refresh();
        expect(await stack.outputs("support")).to.include({ requests, pin });
        const again = await stack.preview("--expect-no-changes");
        expect(again.text).not.to.contain("taken over");
    });
});
