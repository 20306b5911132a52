import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { parse } from "yaml";
import { PHONE_NUMBER_FIELDS } from "../../../graph/node";
import { REGIONS } from "../../../graph/observed";
import { FILTER_FIELDS, LIST_ORDERS } from "../../../graph/wabas";
import { check } from "../../../provider/number/model/check";
import { INPUTS } from "../../../provider/number/model/inputs";
import { PIN_AS_GIVEN } from "../../../provider/number/model/pinAsGiven";
import { SECRET_PROPERTIES } from "../../../provider/number/model/state";
import type { CheckResult, Raw } from "../../../provider/resource";
import type { Rule } from "../../../provider/rules";
import { CONFIGURATION } from "../../../provider/run/configuration";
import { REGION_POLICIES } from "../../../provider/run/regionKnowledge";
import { checkSetting } from "../../../provider/settings/check";
import * as kinds from "../../../provider/settings/kinds";
import { secretsOf } from "../../../provider/settings/setting";
import { idRule } from "../../../provider/shapes";
import { UNKNOWN } from "../../../provider/unknown";
import { packageSchema, repositoryOf } from "../../../scripts/plugin/schema";
import { EXAMPLES, LANGUAGES } from "../../../scripts/plugin/schema/examples";
import type { PropertySpec, ResourceSpec } from "../../../scripts/plugin/schema/spec";
import * as sdk from "../../../sdk";
import { ROOT } from "../../docs/support/documents";

const MANIFEST = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
const SCHEMA = packageSchema(MANIFEST);
const classes = sdk as unknown as Readonly<Record<string, { readonly type: string }>>;

/** What the provider itself has of a resource, without the schema. */
interface Expected {
    readonly name: string;
    readonly inputs: Readonly<Record<string, { readonly rule: Rule; readonly required?: string }>>;
    readonly defaults: Raw;
    readonly replaces: readonly string[];
    outputs(): readonly string[];
    readonly secrets: readonly string[];
    check(inputs: Raw): CheckResult;
}

const EXPECTED: readonly Expected[] = [
    {
        name: "PhoneNumber",
        inputs: INPUTS,
        defaults: {
            applyApprovedName: false,
            allowUnverifiedOutage: false,
            pinOnAdoption: "set",
            deletionProtection: false,
        },
        replaces: ["phoneNumberId"],
        outputs: () => {
            const args = { phoneNumberId: "106540352242922", pin: "123456" };
            const others = ["id", "urn", PIN_AS_GIVEN];
            return Object.keys(new sdk.WhatsAppPhoneNumber("support", args)).filter(
                (name) => !name.startsWith("__") && !others.includes(name),
            );
        },
        secrets: SECRET_PROPERTIES,
        check: (inputs) => check({}, inputs),
    },
    ...Object.values(kinds).map((kind): Expected => {
        const { name, of, fields, outputs } = kind;
        const given = Object.entries(fields).filter(([, { derived }]) => derived !== true);
        const options = given.filter(([, field]) => field.default !== undefined);
        return {
            name,
            inputs: {
                [of]: { rule: idRule(of), required: "it is missing" },
                ...Object.fromEntries(given),
            },
            defaults: Object.fromEntries(options.map(([each, field]) => [each, field.default])),
            replaces: [of],
            outputs: () => [of, ...Object.keys(fields), ...outputs],
            secrets: secretsOf(kind),
            check: (inputs) => checkSetting(kind, inputs),
        };
    }),
];

const namesWhere = (
    properties: Readonly<Record<string, PropertySpec>>,
    holds: (property: PropertySpec) => unknown,
) => Object.keys(properties).filter((name) => properties[name] && holds(properties[name]));

/** A value of each type, for a rule to say whether it is one. */
const SAMPLES = { string: "no-such-thing", boolean: true, integer: 7, array: ["a"], object: { a: 1 } };

describe("the schema of the plugin", () => {
    before(() =>
        pulumi.runtime.setMocks({
            newResource: ({ inputs }) => ({ id: "1", state: inputs }),
            call: ({ inputs }) => inputs,
        }),
    );

    it("has a resource for each class of the package, with its functions, and no other", () => {
        const names = Object.values(classes).flatMap((each) =>
            typeof each?.type === "string" ? [each.type.replace(/^.*:/, "")] : [],
        );
        expect(Object.keys(SCHEMA.resources)).to.have.members(names.map((name) => `whatsapp:index:${name}`));
        expect(Object.keys(SCHEMA.functions)).to.deep.equal([
            "whatsapp:index:getPhoneNumber",
            "whatsapp:index:getPhoneNumbers",
        ]);
    });

    for (const { name, inputs, defaults, replaces, outputs, secrets, check: checked } of EXPECTED) {
        describe(name, () => {
            const spec = SCHEMA.resources[`whatsapp:index:${name}`] as ResourceSpec;

            it("has the provider's inputs in their order, and requires what check requires", () => {
                expect(Object.keys(spec.inputProperties)).to.deep.equal(Object.keys(inputs));
                const missing = checked({}).failures.map(({ property }) => property);
                expect(spec.requiredInputs).to.have.members(missing);
            });

            it("has the provider's outputs", () => {
                expect(Object.keys(spec.properties)).to.have.members([...new Set(outputs())]);
            });

            it("marks secrets, defaults, and what replaces it", () => {
                const given = secrets.filter((each) => each in inputs);
                expect(namesWhere(spec.inputProperties, ({ secret }) => secret)).to.have.members(given);
                expect(namesWhere(spec.properties, ({ secret }) => secret)).to.have.members([...secrets]);
                const all = Object.entries(spec.inputProperties);
                const set = all.flatMap(([each, { default: value }]) =>
                    value === undefined ? [] : [[each, value] as const],
                );
                expect(Object.fromEntries(set)).to.deep.equal(defaults);
                const moved = namesWhere(
                    spec.inputProperties,
                    ({ willReplaceOnChanges }) => willReplaceOnChanges,
                );
                expect(moved).to.deep.equal(replaces);
            });

            it("says a default in words too, where a description speaks of one", () => {
                for (const [each, { description, default: value }] of Object.entries(spec.inputProperties)) {
                    const said = /Default (\S+)\.$/.exec(description)?.[1]?.replace(/[`"]/g, "");
                    expect(said, each).to.equal(value === undefined ? undefined : String(value));
                }
            });

            it("gives each input a type, and every value of another type is refused", () => {
                for (const [each, { type, $ref }] of Object.entries(spec.inputProperties)) {
                    const own = $ref === undefined ? type : "object";
                    const wrong = Object.entries(SAMPLES).filter(([kind]) => kind !== own);
                    for (const [kind, value] of wrong) {
                        expect(inputs[each]?.rule(value), `${each} as ${kind}`).to.be.a("string");
                    }
                    if (own === "boolean") expect(inputs[each]?.rule(true), each).to.equal(undefined);
                }
            });

            it("is an alias of its dynamic class", () => {
                expect(spec.aliases).to.deep.equal([{ type: classes[`WhatsApp${name}`]?.type }]);
            });

            it("has an example that check accepts, with a secret kept as one", () => {
                const { resources } = parse(readFileSync(path.join(EXAMPLES, `${name}.yaml`), "utf8"));
                const [example] = Object.values(resources) as { type: string; properties: Raw }[];
                expect(example?.type).to.equal(`whatsapp:${name}`);
                const known = Object.entries(example?.properties ?? {}).map(([each, value]) => {
                    const isSecret = typeof value === "object" && value !== null && "fn::secret" in value;
                    expect(isSecret, each).to.equal(secrets.includes(each));
                    const text = isSecret ? value["fn::secret"] : value;
                    return [each, String(text).startsWith("${") ? UNKNOWN : text];
                });
                expect(checked(Object.fromEntries(known)).failures).to.deep.equal([]);
            });
        });
    }

    it("describes everything that has a name, in sentences", () => {
        const { resources, functions, types, config, provider } = SCHEMA;
        const parts = [
            ...Object.values(resources).flatMap((each) => [each.properties, each.inputProperties]),
            ...Object.values(functions).flatMap((each) => [each.inputs.properties, each.outputs.properties]),
            ...Object.values(types).map((each) => each.properties),
            config.variables,
            provider.inputProperties,
        ];
        for (const [name, { description }] of parts.flatMap((each) => Object.entries(each))) {
            expect(description, name).to.match(/[.)\]]$/);
            expect(description, name).not.to.match(/\{@|\.md|\n/);
        }
        for (const { description } of [...Object.values(resources), ...Object.values(functions)]) {
            expect(description).to.match(/^[A-Z]/);
        }
    });

    it("shows each resource and function in six languages", () => {
        const described = { ...SCHEMA.resources, ...SCHEMA.functions };
        for (const [token, { description = "" }] of Object.entries(described)) {
            const shown = description.split("{{% examples %}}")[1]?.split("{{% /examples %}}")[0] ?? "";
            const fences = [...shown.matchAll(/^```(\w+)\n[^`]+\n```$/gm)].map(([, language]) => language);
            expect(fences, token).to.deep.equal(Object.values(LANGUAGES));
        }
        const kept = readdirSync(EXAMPLES).map((file) => file.split(".")[0]);
        const named = Object.keys(described).map((token) => token.split(":")[2]);
        expect([...new Set(kept)]).to.have.members(named);
    });

    it("has the configuration that the provider reads; no SDK copies a secret from the environment into state", () => {
        const { variables } = SCHEMA.config;
        expect(Object.keys(variables)).to.deep.equal(Object.keys(CONFIGURATION));
        expect(SCHEMA.provider.inputProperties).to.deep.equal(variables);
        for (const [key, { variable, secret }] of Object.entries(CONFIGURATION)) {
            expect(variables[key]?.secret, key).to.equal(secret);
            const environment = secret ? undefined : [variable];
            expect(variables[key]?.defaultInfo?.environment, key).to.deep.equal(environment);
            if (secret) expect(variables[key]?.description, key).to.contain(`\`${variable}\``);
        }
    });

    it("takes the place of its releases from package.json", () => {
        const home = "https://github.com/acme/numbers";
        for (const written of [home, `git+${home}.git`, "github:acme/numbers", "acme/numbers"]) {
            for (const repository of [written, { url: written }]) {
                expect(repositoryOf(repository)).to.deep.equal({ owner: "acme", name: "numbers", url: home });
            }
        }
        expect(repositoryOf("https://gitlab.example/acme/numbers.git")).to.equal(undefined);
        const named = packageSchema({ ...MANIFEST, repository: { url: home } });
        expect(named).to.include({
            repository: home,
            pluginDownloadURL: "github://api.github.com/acme/numbers",
        });
        expect(named.language.go).to.deep.include({
            importBasePath: "github.com/acme/numbers/sdk/go/whatsapp",
        });
        const text = JSON.stringify(named);
        expect(text).not.to.contain("pulumi-whatsapp.local");
        expect(text).to.contain('\\"github.com/acme/numbers/sdk/go/whatsapp\\"');
        const { repository: _, ...nowhere } = MANIFEST;
        expect(packageSchema(nowhere)).not.to.have.any.keys("repository", "pluginDownloadURL");
    });

    it("is in what was built, of this version", () => {
        const file = path.join(ROOT, "dist/plugin/schema.json");
        expect(existsSync(file), "npm run build").to.equal(true);
        expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal(JSON.parse(JSON.stringify(SCHEMA)));
    });
});

describe("the descriptions of the schema", () => {
    const resources = Object.entries(SCHEMA.resources);
    const functions = Object.entries(SCHEMA.functions).flatMap(([name, { inputs, outputs }]) => [
        [`${name} inputs`, inputs] as const,
        [`${name} outputs`, outputs] as const,
    ]);
    const all: readonly (readonly [string, Readonly<Record<string, PropertySpec>>])[] = [
        ["config", SCHEMA.config.variables],
        ["provider", SCHEMA.provider.inputProperties],
        ...resources.map(([name, { properties }]) => [name, properties] as const),
        ...resources.map(([name, { inputProperties }]) => [`${name} inputs`, inputProperties] as const),
        ...[...functions, ...Object.entries(SCHEMA.types)].map(
            ([name, of]) => [name, of.properties] as const,
        ),
    ];

    it("are there for each type, resource, function, input and output", () => {
        const described = [SCHEMA.resources, SCHEMA.types, SCHEMA.functions].flatMap(Object.entries);
        expect(
            described.filter(([, { description = "" }]) => description === "").map(([name]) => name),
        ).to.deep.equal([]);
        const missing = all.flatMap(([name, properties]) =>
            Object.entries(properties)
                .filter(([, { description }]) => description === "")
                .map(([property]) => `${name}.${property}`),
        );
        expect(missing).to.deep.equal([]);
    });

    const { inputs: listing } = SCHEMA.functions["whatsapp:index:getPhoneNumbers"] ?? expect.fail();
    const { inputs: number } = SCHEMA.functions["whatsapp:index:getPhoneNumber"] ?? expect.fail();
    const filter = SCHEMA.types["whatsapp:index:ListFilter"] ?? expect.fail();
    const sets: readonly (readonly [string, PropertySpec | undefined, readonly string[]])[] = [
        ["sort", listing.properties.sort, LIST_ORDERS],
        ["fields of getPhoneNumbers", listing.properties.fields, PHONE_NUMBER_FIELDS],
        ["fields of getPhoneNumber", number.properties.fields, PHONE_NUMBER_FIELDS],
        ["a filter's field", filter.properties.field, FILTER_FIELDS],
        [
            "regions",
            SCHEMA.resources["whatsapp:index:PhoneNumber"]?.inputProperties.dataLocalizationRegion,
            Object.keys(REGIONS),
        ],
        ["regionInRegister", SCHEMA.provider.inputProperties.regionInRegister, REGION_POLICIES],
        ...EXPECTED.flatMap(({ name, inputs }) =>
            Object.entries(inputs).map(([input, { rule }]) => {
                const spec = SCHEMA.resources[`whatsapp:index:${name}`]?.inputProperties[input];
                return [`${name}.${input}`, spec, rule.words ?? []] as const;
            }),
        ),
    ];
    for (const [what, spec, known] of sets.filter(([, , known]) => known.length > 0)) {
        it(`name every word of ${what}`, () => {
            const isSaid = (word: string) => new RegExp(`[\`"]${word}[\`"]`).test(spec?.description ?? "");
            expect(known.filter((word) => !isSaid(word))).to.deep.equal([]);
        });
    }
});
