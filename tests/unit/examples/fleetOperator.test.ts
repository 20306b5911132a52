import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { expect } from "chai";
import { parse, parseAllDocuments } from "yaml";
import { manifests } from "../../../examples/fleet/operator/manifests";
import { STACK_SCHEMA, stackSchema } from "./support/stackSchema";

const FOLDER = path.resolve(__dirname, "../../../examples/fleet/operator");

describe("the manifests for the Pulumi Kubernetes Operator", () => {
    const valid = new Ajv({ strict: false, validateFormats: false }).compile(stackSchema());

    it(`operator/stack.yaml is a Stack, by ${STACK_SCHEMA}`, () => {
        expectValid(valid, parse(readFileSync(path.join(FOLDER, "stack.yaml"), "utf8")));
    });

    it("a manifest per shard is one too: its stack is the shard, its Secrets are those of the WABA", () => {
        const shards = [
            { name: "102290129340398-2", wabaId: "102290129340398" },
            { name: "202290129340398-1", wabaId: "202290129340398" },
        ];
        const stacks = parseAllDocuments(manifests(shards)).map((document) => document.toJS());
        for (const stack of stacks) expectValid(valid, stack);
        const summed = stacks.map(({ metadata, spec }) => [
            metadata.name,
            spec.stack,
            spec.destroyOnFinalize,
            spec.envRefs.PULUMI_CONFIG_PASSPHRASE.secret.name,
            spec.envRefs.WHATSAPP_ACCESS_TOKEN.secret.name,
            spec.envRefs.WHATSAPP_PIN.secret.name,
        ]);
        const waba = (id: string) => ["whatsapp-fleet", `waba-${id}`, `waba-${id}`];
        expect(summed).to.deep.equal([
            ["fleet-102290129340398-2", "102290129340398-2", false, ...waba("102290129340398")],
            ["fleet-202290129340398-1", "202290129340398-1", false, ...waba("202290129340398")],
        ]);
    });

    for (const [what, change] of [
        ["a misspelt field", (spec: Bag) => ({ ...spec, destroyOnFinalise: false })],
        ["a secret in clear text", (spec: Bag) => ({ ...spec, envRefs: { WHATSAPP_PIN: "310467" } })],
        [
            "a Secret without its key",
            (spec: Bag) => ({ ...spec, envRefs: { PIN: { type: "Secret", secret: { name: "a" } } } }),
        ],
        ["no stack", ({ stack: _, ...spec }: Bag) => spec],
        ["a policy that there is not", (spec: Bag) => ({ ...spec, workspaceReclaimPolicy: "Recycle" })],
    ] as [string, (spec: Bag) => Bag][]) {
        it(`the schema refuses ${what}`, () => {
            const stack = parse(readFileSync(path.join(FOLDER, "stack.yaml"), "utf8"));
            expect(valid({ ...stack, spec: change(stack.spec) })).to.equal(false);
        });
    }
});

type Bag = Record<string, unknown>;

function expectValid(valid: ValidateFunction, stack: Bag): void {
    valid(stack);
    expect(valid.errors ?? []).to.deep.equal([]);
    expect([stack.apiVersion, stack.kind]).to.deep.equal(["pulumi.com/v1", "Stack"]);
}
