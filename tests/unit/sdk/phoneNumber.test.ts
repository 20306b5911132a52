import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { WhatsAppPhoneNumber, type WhatsAppPhoneNumberArgs } from "../../../sdk";
import { PROVIDER_TEXT } from "../../../sdk/providerText";
import { ID, PIN } from "../../support/world";

interface Registered {
    type: string;
    inputs: Record<string, unknown>;
}

/** What a callback's program registers, according to Pulumi's own mocks. */
async function registered(program: () => void): Promise<Registered[]> {
    const resources: Registered[] = [];
    await pulumi.runtime.setMocks({
        newResource: ({ type, inputs }) => {
            resources.push({ type, inputs });
            return { id: String(inputs.phoneNumberId), state: inputs };
        },
        call: ({ inputs }) => inputs,
    });
    await pulumi.runtime.runInPulumiStack(async () => program());
    return resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

const declare = (name: string, change: Partial<WhatsAppPhoneNumberArgs> = {}) =>
    new WhatsAppPhoneNumber(name, { phoneNumberId: ID, pin: PIN, ...change });

describe("WhatsAppPhoneNumber", () => {
    // First, while no program has run in this process.
    it("can be declared again and again where no program runs, as under mocks alone", async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ inputs }) => ({ id: "1", state: inputs }),
            call: ({ inputs }) => inputs,
        });
        declare("support");
        declare("sales");
    });

    it("registers with its type and the constant provider text, and without what was not given", async () => {
        const [number] = await registered(() => declare("support"));
        expect(number?.type).to.equal("pulumi-nodejs:dynamic/whatsapp:PhoneNumber");
        expect(number?.inputs).to.have.keys("phoneNumberId", "pin", "pinAsGiven", "__provider");
        expect(number?.inputs.__provider).to.equal(PROVIDER_TEXT);
    });

    it("the provider text loads the package's provider", () => {
        const module = { exports: {} as { handler?: () => object } };
        new Function("exports", "require", PROVIDER_TEXT)(module.exports, (name: string) => ({
            loaded: name,
        }));
        expect(module.exports.handler?.()).to.deep.equal({ loaded: "pulumi-whatsapp/provider" });
    });

    it("keeps a PIN secret that was given as plain text", async () => {
        let secret: Promise<boolean> | undefined;
        await registered(() => {
            secret = pulumi.isSecret(declare("support").pin);
        });
        expect(await secret).to.equal(true);
    });

    it("passes on what it does not know, for check to refuse", async () => {
        const [number] = await registered(() => declare("support", { colour: "red" } as object));
        expect(number?.inputs).to.include({ colour: "red" });
    });

    describe("the same number twice", () => {
        // Given as outputs, it is the engine that tells: tests/engine/inputs.test.ts.
        it("in one program is an error that names both", async () => {
            const error = await registered(() => {
                declare("support");
                declare("sales");
            }).catch((reason: unknown) => reason);
            expect(String((error as Error).message)).to.match(
                /"support" and "sales" both declare the phone number 1065/,
            );
            expect((error as Error).stack).to.equal(String(error));
        });

        it("in two programs of one process is none", async () => {
            expect(await registered(() => declare("support"))).to.have.length(1);
            expect(await registered(() => declare("sales"))).to.have.length(1);
        });
    });

    describe("an access token in clear text in the stack's config", () => {
        const withConfig = (config: Record<string, string>, secrets: string[]) => {
            pulumi.runtime.setAllConfig(config, secrets);
            return registered(() => declare("support")).catch((reason: unknown) => reason as Error);
        };
        afterEach(() => pulumi.runtime.setAllConfig({}, []));

        it("is refused with the command that fixes it", async () => {
            const error = await withConfig({ "whatsapp:accessToken": "T" }, []);
            expect((error as Error).message).to.contain("pulumi config set --secret whatsapp:accessToken");
            expect((error as Error).stack).to.equal(String(error));
        });

        it("passes as a secret, or where it stays on this machine", async () => {
            expect(
                await withConfig({ "whatsapp:accessToken": "T" }, ["whatsapp:accessToken"]),
            ).to.have.length(1);
            const local = { "whatsapp:accessToken": "T", "whatsapp:graphUrl": "http://127.0.0.1:4010" };
            expect(await withConfig(local, [])).to.have.length(1);
        });
    });

    it("is known again by isInstance", async () => {
        await registered(() => {
            expect(WhatsAppPhoneNumber.isInstance(declare("support"))).to.equal(true);
            expect(WhatsAppPhoneNumber.isInstance({})).to.equal(false);
        });
    });
});
