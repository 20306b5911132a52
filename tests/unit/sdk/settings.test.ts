import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as provider from "../../../provider/adapters/dynamic/index";
import * as kinds from "../../../provider/settings/kinds";
import { secretsOf, typeOf } from "../../../provider/settings/setting";
import * as sdk from "../../../sdk";
import { providerTextOf } from "../../../sdk/providerText";

const NUMBER = "106540352242922";

interface Registered {
    readonly type: string;
    readonly inputs: Record<string, unknown>;
}

async function registered(program: () => void): Promise<Registered[]> {
    const resources: Registered[] = [];
    await pulumi.runtime.setMocks({
        newResource: ({ type, inputs }) => {
            resources.push({ type, inputs });
            return { id: "1", state: inputs };
        },
        call: ({ inputs }) => inputs,
    });
    await pulumi.runtime.runInPulumiStack(async () => program());
    // Not in Pulumi's published types, but what its own host ends a program with.
    await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
    return resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

type Declarable = new (name: string, args: object) => pulumi.CustomResource;
const classes = sdk as unknown as Readonly<Record<string, Declarable & { type: string }>>;

/** Each line a kind's name and its provider text: state refers to it, so that it must load for ever. */
const TEXTS = readFileSync(path.join(__dirname, "../../fixtures/provider-settings.txt"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t") as [string, string]);

describe("the classes of settings", () => {
    it("every kind has a class, an adapter and a frozen provider text", () => {
        const names = Object.values(kinds).map(({ name }) => name);
        expect(TEXTS.map(([name]) => name)).to.have.members(names);
        expect(Object.keys(classes)).to.include.members(names.map((name) => `WhatsApp${name}`));
        expect(Object.keys(provider)).to.include.members(names);
    });

    for (const kind of Object.values(kinds)) {
        const Class = classes[`WhatsApp${kind.name}`] as Declarable & { type: string };
        const fields = Object.entries(kind.fields).filter(([, { derived }]) => derived !== true);
        const args = {
            [kind.of]: NUMBER,
            ...Object.fromEntries(fields.map(([name]) => [name, `a ${name}`])),
        };

        describe(`WhatsApp${kind.name}`, () => {
            it("registers with its type and its provider text, and without what was not given", async () => {
                const [resource] = await registered(() => new Class("one", { [kind.of]: NUMBER }));
                expect(resource?.type).to.equal(typeOf(kind)).and.to.equal(Class.type);
                expect(resource?.inputs).to.have.keys(kind.of, "__provider");
                expect(resource?.inputs.__provider).to.equal(providerTextOf(kind.name));
                expect(TEXTS).to.deep.include([kind.name, providerTextOf(kind.name)]);
            });

            it("its provider text loads its adapter", () => {
                const module = { exports: {} as { handler?: () => object } };
                const text = providerTextOf(kind.name);
                const require = (name: string) =>
                    name === "pulumi-whatsapp/provider" ? provider : undefined;
                new Function("exports", "require", text)(module.exports, require);
                const adapter = module.exports.handler?.() as Record<string, unknown>;
                for (const method of ["check", "diff", "create", "read", "update", "delete", "configure"]) {
                    expect(adapter[method], method).to.be.a("function");
                }
            });

            it("every input, output and secret is there", async () => {
                const secrets: Promise<boolean>[] = [];
                const [resource] = await registered(() => {
                    const one = new Class("one", args) as unknown as Record<string, pulumi.Output<unknown>>;
                    for (const name of [...Object.keys(kind.fields), ...kind.outputs]) {
                        expect(pulumi.Output.isInstance(one[name]), name).to.equal(true);
                    }
                    secrets.push(
                        ...secretsOf(kind).map((name) =>
                            pulumi.isSecret(one[name] as pulumi.Output<unknown>),
                        ),
                    );
                });
                expect(resource?.inputs).to.have.all.keys("__provider", ...Object.keys(args));
                expect(await Promise.all(secrets)).to.not.include(false);
            });

            it(
                kind.many === true
                    ? "a number may have many"
                    : "the same one twice is an error that names both",
                async () => {
                    const error = await registered(() => {
                        new Class("one", args);
                        new Class("two", args);
                    }).catch((reason: unknown) => reason);
                    if (kind.many === true) expect(error).to.have.length(2);
                    else
                        expect(String((error as Error).stack)).to.match(
                            /^Error: "one" and "two" both declare the [^\n]*$/,
                        );
                },
            );

            it("can't be imported, and says what to do instead", async () => {
                const error = await registered(() => {
                    new (Class as unknown as new (name: string, args: object, opts: object) => object)(
                        "one",
                        args,
                        {
                            import: NUMBER,
                        },
                    );
                }).catch((reason: unknown) => reason);
                expect(String((error as Error).stack)).to.match(
                    /^Error: "one" can't be imported\. Declare it without the option `import`[^\n]*$/,
                );
            });

            it("is known again by isInstance", async () => {
                await registered(() => {
                    const { isInstance } = Class as unknown as { isInstance(value: unknown): boolean };
                    expect(isInstance.call(Class, new Class("one", args))).to.equal(true);
                    expect(isInstance.call(Class, {})).to.equal(false);
                });
            });
        });
    }
});
