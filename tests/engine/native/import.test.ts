import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { ID, PIN } from "../../support/world";
import { ENGINE_TEST_TIMEOUT_MS, Stack } from "../support/stack";
import { of } from "../support/yamlText";

const TYPE = "whatsapp:index:PhoneNumber";
const LIVE = { id: ID, registered: true, pin: "271828", region: "DE", identityKeyCheck: true } as const;

describe("a live number in a YAML program that does not know it yet", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    it("is imported as it is, with code that runs once a PIN is filled in, which proves it", async () => {
        await using stack = await Stack.create({ main: "Pulumi.yaml", numbers: [LIVE] });
        await stack.declareYaml({});
        const imported = await stack.succeeds(
            "import",
            TYPE,
            "support",
            ID,
            "--yes",
            "--skip-preview",
            "--protect=false",
            "--out",
            "code.yaml",
        );
        expect(imported.sent).to.deep.equal([]);
        expect(await stack.outputs("support")).to.include({
            phoneNumberId: ID,
            registered: true,
            dataLocalizationRegion: "DE",
            enableIdentityKeyCheck: true,
        });
        expect(await stack.outputs("support")).not.to.have.any.keys("pin", "refusedPin");

        const { resources } = parse(await readFile(path.join(stack.folder, "code.yaml"), "utf8"));
        // YAML leaves the module out.
        expect(resources.support.type).to.equal("whatsapp:PhoneNumber");
        expect(resources.support.properties).to.include({ phoneNumberId: ID, dataLocalizationRegion: "DE" });
        resources.support.properties.pin = PIN;
        await stack.declareYaml({ resources });
        expect((await stack.up()).sent).to.deep.equal(["setPin"]);
        expect(stack.graph.number(ID).pin).to.equal(PIN);
        await stack.expectNoChanges();
    });

    it("is imported by the program's own option, and its PIN is proven in the same run, also one that YAML reads as a number", async () => {
        await using stack = await Stack.create({ main: "Pulumi.yaml", numbers: [LIVE] });
        await stack.configure({ pin: PIN });
        const declared = {
            phoneNumberId: Number(ID),
            dataLocalizationRegion: "DE",
            enableIdentityKeyCheck: true,
        };
        const program = (pin: unknown, options: object) => ({
            config: { pin: { type: "integer" } },
            resources: { support: { type: TYPE, properties: { ...declared, pin }, options } },
        });
        await stack.declareYaml(program(of("pin"), { import: ID }));
        expect((await stack.preview()).sent).to.deep.equal([]);
        expect((await stack.up()).sent).to.deep.equal(["setPin"]);
        expect(await stack.outputs("support")).to.include({ phoneNumberId: ID, pin: PIN });
        await stack.declareYaml(program(Number(PIN), {}));
        await stack.expectNoChanges();
        await stack.declareYaml(program("012345", {}));
        expect((await stack.up()).sent).to.deep.equal(["setPin"]);
        expect(stack.graph.number(ID).pin).to.equal("012345");
    });

    it("is read by .get, with nothing declared of it", async () => {
        await using stack = await Stack.create({ main: "Pulumi.yaml", numbers: [LIVE] });
        await stack.declareYaml({
            resources: { support: { type: TYPE, get: { id: ID } } },
            outputs: { status: of("support.status"), region: of("support.dataLocalizationRegion") },
        });
        const { text, sent } = await stack.up();
        expect(text)
            .to.match(/region: "DE"/)
            .and.to.match(/status: "CONNECTED"/);
        expect(sent).to.deep.equal([]);
        expect((await stack.destroy()).sent).to.deep.equal([]);
    });

    it("is read by the functions, in previews too", async () => {
        await using stack = await Stack.create({
            main: "Pulumi.yaml",
            numbers: [{ ...LIVE, wabaId: "102290129340398" }],
        });
        const call = (name: string, args: object) => ({
            "fn::invoke": { function: `whatsapp:index:${name}`, arguments: args },
        });
        await stack.declareYaml({
            variables: {
                one: call("getPhoneNumber", { phoneNumberId: ID }),
                all: call("getPhoneNumbers", { wabaId: "102290129340398" }),
            },
            outputs: { registered: of("one.registered"), first: of("all.numbers[0].id") },
        });
        const { text } = await stack.preview();
        expect(text)
            .to.match(/registered: true/)
            .and.to.contain(ID);
        expect((await stack.up()).sent).to.deep.equal([]);
    });
});
