import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as kinds from "../../../provider/settings/kinds";
import { packageSchema } from "../../../scripts/plugin/schema";
import * as sdk from "../../../sdk";
import { ID, PIN } from "../../support/world";

type Declarable = new (
    name: string,
    args: object,
    opts: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;
const classes = sdk as unknown as Readonly<Record<string, Declarable & { type: string }>>;
const NAMES = ["PhoneNumber", ...Object.values(kinds).map(({ name }) => name)];

const SCHEMA = packageSchema({ version: "1.2.3", description: "", license: "Apache-2.0" });

/** The aliases that a resource has in the end, of a program that gives one itself. */
async function aliasesOf(Class: Declarable): Promise<unknown> {
    let seen: unknown;
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "1", state: {} }), call: () => ({}) });
    await pulumi.runtime.runInPulumiStack(async () => {
        const look: pulumi.ResourceTransformation = ({ opts }) => {
            seen = opts.aliases;
            return undefined;
        };
        const args = { phoneNumberId: ID, wabaId: ID, pin: PIN };
        new Class("support", args, { aliases: [{ name: "old" }], transformations: [look] });
    });
    return seen;
}

describe("each face takes over the resources of the other one", () => {
    for (const name of NAMES) {
        it(`${name}: its class has an alias for the plugin's type, and the schema one for the class's`, async () => {
            const Class = classes[`WhatsApp${name}`];
            if (Class === undefined) throw new Error(`there is no class WhatsApp${name}`);
            const token = `whatsapp:index:${name}`;
            expect(await aliasesOf(Class)).to.deep.equal([{ name: "old" }, { type: token }]);
            expect(SCHEMA.resources[token]?.aliases).to.deep.equal([{ type: Class.type }]);
        });
    }
});
