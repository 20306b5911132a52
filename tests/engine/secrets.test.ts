import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "chai";
import type { RequestKind } from "../../emulator";
import { FACES, type Face, NATIVE } from "./support/face";
import { ID, number, OTHER_ID } from "./support/numbers";
import { ENGINE_TEST_TIMEOUT_MS, IMPORT, type Outcome, Stack } from "./support/stack";
import { isEncrypted, resourcesIn } from "./support/state";
import { of } from "./support/yamlText";

const PIN = "907184";
const NEW_PIN = "480593";
const TOKEN = "EAAcanaryTokenOfThisTest";

/**
 * A program that takes the PIN from the configuration.
 * @param plain the PIN of another number, in plain text; absent: there is none
 * @param isApart whether one of Node.js has a process of its own, which may print something too
 */
function fromConfig(
    stack: Stack,
    face: Face,
    region: string,
    { plain, isApart = false }: { plain?: string; isApart?: boolean } = {},
): Promise<void> {
    const orders = plain === undefined ? undefined : { phoneNumberId: OTHER_ID, pin: plain };
    if (face === NATIVE) {
        const properties = { phoneNumberId: ID, pin: of("pin"), dataLocalizationRegion: region };
        return stack.declareYaml({
            config: { pin: { type: "string", secret: true } },
            resources: {
                support: { type: face.type, properties },
                ...(orders === undefined ? {} : { orders: { type: face.type, properties: orders } }),
            },
        });
    }
    const program = `${IMPORT}
        const pin = new pulumi.Config().requireSecret("pin");
        new WhatsAppPhoneNumber("support", { phoneNumberId: "${ID}", pin, dataLocalizationRegion: "${region}" });
        ${orders === undefined ? "" : `new WhatsAppPhoneNumber("orders", ${JSON.stringify(orders)});`}
    `;
    return isApart ? stack.write(program) : stack.program(program);
}

describe("PIN and token are nowhere in clear text", function () {
    this.timeout(ENGINE_TEST_TIMEOUT_MS);

    for (const face of FACES) {
        it(`${face.name}: with PINs given in plain text in the program, and as a secret of the configuration`, async () => {
            await using stack = await Stack.create({
                main: face.main,
                numbers: [{ id: ID }, { id: OTHER_ID }],
                tokens: [{ token: TOKEN }],
                env: { WHATSAPP_ACCESS_TOKEN: TOKEN },
            });
            const seen: Outcome[] = [];
            const run = async (...args: string[]) => void seen.push(await stack.pulumi(...args));
            const declare = async (pin: string) => {
                await stack.configure({}, { pin });
                await fromConfig(stack, face, "DE", { plain: pin });
            };

            await declare(PIN);
            await run("up", "--yes", "--diff");
            await declare(NEW_PIN);
            await run("preview", "--diff");
            await run("preview", "--json");
            stack.graph.fail({ match: { kind: "setPin" }, times: 2, do: { error: { code: 133005 } } });
            await run("up", "--yes", "--skip-preview");
            await run("up", "--yes");
            await run("refresh", "--yes", "--diff");
            await run("stack", "--show-urns");
            await run("stack", "export");
            const numbers = (await stack.resources()).filter(({ type }) => type === face.type);
            // The events of `up --json` hold the SDK's debug lines, which show the answer to each registered
            // resource; the engine masks there only what came from the configuration (pulumi.md §2.16).
            await stack.configure({}, { pin: PIN });
            await fromConfig(stack, face, "DE");
            await run("up", "--yes", "--json");
            await run("destroy", "--yes", "--diff");

            expect(seen.map(({ code }) => code).filter((code) => code !== 0)).to.have.length(1);
            expect(numbers).to.have.length(2);
            for (const { urn, inputs, outputs } of numbers) {
                expect(isEncrypted(inputs?.pin), `the PIN among the inputs of ${urn}`).to.equal(true);
                expect(isEncrypted(outputs?.pin), `the PIN among the outputs of ${urn}`).to.equal(true);
            }
            expectNothingInClear(seen.map(({ text }) => text).join("\n"));
            expectNothingInClear(await stack.stored());
        });
    }

    for (const face of FACES)
        it(`${face.name}: with PIN and token from the configuration: logs of the engine and its events, and what is refused`, async () => {
            await using stack = await Stack.create({
                main: face.main,
                numbers: [{ id: ID }],
                tokens: [{ token: TOKEN }],
                secrets: { pin: PIN, "whatsapp:accessToken": TOKEN },
                env: { WHATSAPP_ACCESS_TOKEN: undefined, PULUMI_DEBUG_COMMANDS: "true" },
            });
            const events = path.join(stack.folder, "events.json");
            const seen: Outcome[] = [];
            const run = async (...args: string[]) =>
                void seen.push(
                    await stack.pulumi(...args, "--logtostderr", "--logflow", "-v=9", "--event-log", events),
                );
            const refuse = (kind: RequestKind, code: number) =>
                stack.graph.fail({
                    match: { kind },
                    do: { error: { code, message: `refused ${PIN} ${TOKEN}` } },
                });

            await fromConfig(stack, face, "DE", { isApart: true });
            refuse("register", 133005);
            await run("up", "--yes", "--skip-preview");
            await run("up", "--yes", "--skip-preview");
            // The PIN stays: of one that was replaced in the configuration the engine no longer knows that it is secret,
            // and its own log at -v=9 shows the one in state (SECURITY.md).
            await fromConfig(stack, face, "CH", { isApart: true });
            await run("preview", "--json");
            refuse("setPin", 100);
            await run("up", "--yes", "--skip-preview");
            await run("up", "--yes", "--json");
            for (const kind of ["list", "read"] as const) refuse(kind, 190);
            await run("refresh", "--yes");
            await run("refresh", "--yes");
            await run("destroy", "--yes", "--skip-preview");

            const failed = seen.map(({ code }) => code !== 0);
            expect(failed).to.deep.equal([true, false, false, true, false, true, false, false]);
            const logged = seen.map(({ text }) => text).join("\n");
            // What older and newer engines write of a resource's inputs.
            expect(logged, "the engine did log inputs").to.match(/Unmarshaling property|\(inputs=map\[/);
            expectNothingInClear(logged);
            expectNothingInClear(await readFile(events, "utf8"));
            expectNothingInClear(await stack.stored());
            expectNothingInClear(await readFile(path.join(stack.folder, "Pulumi.test.yaml"), "utf8"));
        });

    it("so is one that adoption does not send, until it is needed", async () => {
        await using stack = await Stack.create({
            numbers: [{ id: ID, registered: true, pin: "777777" }],
            secrets: { pin: PIN },
        });
        const declare = (region: string) =>
            stack.program(`${IMPORT}
                const pin = new pulumi.Config().requireSecret("pin");
                new WhatsAppPhoneNumber("support", { phoneNumberId: "${ID}", pin, pinOnAdoption: "keep"${region} });
            `);
        await declare("");
        const adopted = await stack.up();
        expect(adopted.sent).to.deep.equal([]);
        expect(adopted.text).to.contain("its PIN is left as it is");
        expect(await stack.outputs("support"))
            .to.include({ unsentPin: PIN })
            .and.not.to.have.property("pin");
        await stack.expectNoChanges();
        const refreshed = await stack.refresh();
        await stack.expectNoChanges();

        await declare(', dataLocalizationRegion: "DE"');
        const moved = await stack.up();
        expect(moved.sent).to.deep.equal(["setPin", "deregister", "setStorage", "register"]);
        expect(await stack.outputs("support"))
            .to.include({ pin: PIN })
            .and.not.to.have.property("unsentPin");
        await stack.expectNoChanges();
        for (const { text } of [adopted, refreshed, moved]) expectNothingInClear(text);
        expectNothingInClear(await stack.stored());
    });

    it("a wrong PIN is kept as a secret too, so that it is not tried twice", async () => {
        await using stack = await Stack.create({ numbers: [{ id: ID, pin: "777777" }] });
        await stack.declare({ support: number({ pin: PIN }) });

        expectNothingInClear((await stack.upFails()).text);
        expectNothingInClear(await stack.stored());
        expect(await stack.outputs("support")).to.include({ refusedPin: PIN });
        // What tests read of state is what Pulumi shows of it.
        const { stdout } = await stack.succeeds("stack", "export", "--show-secrets");
        expect(await stack.resources("--show-secrets")).to.deep.equal(resourcesIn(stdout));
    });
});

function expectNothingInClear(text: string): void {
    for (const secret of [PIN, NEW_PIN, TOKEN]) {
        // Not within a longer number: a timestamp is no leak.
        expect(text).not.to.match(new RegExp(`(?<!\\d)${secret}(?!\\d)`));
    }
}
