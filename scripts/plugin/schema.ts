/** The plugin's schema, from the tables of inputs: as much as programs need to run. */
import { INPUT_NAMES, INPUTS } from "../../provider/number/model/inputs";
import { SECRET_PROPERTIES } from "../../provider/number/model/state";
import { RESOURCE_TYPE } from "../../provider/resourceType";
import { SECRET_SETTINGS } from "../../provider/run/configuration";
import * as kinds from "../../provider/settings/kinds";
import { type Setting, secretsOf, typeOf } from "../../provider/settings/setting";

type Properties = Record<string, { type?: string; $ref?: string; secret?: boolean }>;

const ANY = { $ref: "pulumi.json#/Any" };
const SETTINGS = [
    "accessToken",
    "appSecret",
    "graphUrl",
    "apiVersion",
    "waitForConnected",
    "requestTimeout",
    "regionInRegister",
];

/** The schema of a version. */
export function schemaOf(version: string): object {
    const config = Object.fromEntries(SETTINGS.map((name) => [name, setting(name)]));
    const settings = Object.values(kinds).map((kind) => [`whatsapp:index:${kind.name}`, resource(kind)]);
    return {
        name: "whatsapp",
        version,
        config: { variables: config },
        provider: { inputProperties: config },
        resources: { "whatsapp:index:PhoneNumber": phoneNumber(), ...Object.fromEntries(settings) },
        functions: {
            "whatsapp:index:getPhoneNumber": readsOf("phoneNumberId", {}),
            "whatsapp:index:getPhoneNumbers": readsOf("wabaId", { numbers: ANY }),
        },
    };
}

function setting(name: string): Properties[string] {
    const isSecret = (SECRET_SETTINGS as readonly string[]).includes(name);
    return { type: "string", ...(isSecret ? { secret: true } : {}) };
}

function phoneNumber(): object {
    const inputs = INPUT_NAMES.map((name) => {
        const type = INPUTS[name].rule(true) === undefined ? "boolean" : "string";
        return [name, { type, ...(INPUTS[name].secret ? { secret: true } : {}) }] as const;
    });
    const observed = [
        "displayPhoneNumber",
        "verifiedName",
        "nameStatus",
        "status",
        "platformType",
        "wabaId",
        "requests",
    ];
    const outputs = observed.map((name) => [name, { type: "string" }] as const);
    const inputProperties: Properties = Object.fromEntries(inputs);
    return {
        inputProperties,
        requiredInputs: INPUT_NAMES.filter((name) => INPUTS[name].required !== undefined),
        properties: {
            ...inputProperties,
            ...Object.fromEntries(outputs),
            registered: { type: "boolean" },
            pinRevision: { type: "integer" },
            ...Object.fromEntries(SECRET_PROPERTIES.map((name) => [name, { type: "string", secret: true }])),
        },
        aliases: [{ type: RESOURCE_TYPE }],
    };
}

function resource(kind: Setting): object {
    const secrets = secretsOf(kind);
    const fields = Object.entries(kind.fields).filter(([, { derived }]) => derived !== true);
    const inputProperties: Properties = {
        [kind.of]: { type: "string" },
        ...Object.fromEntries(
            fields.map(([name]) => [name, secrets.includes(name) ? { type: "string", secret: true } : ANY]),
        ),
    };
    const required = fields.filter(([, each]) => each.required !== undefined).map(([name]) => name);
    return {
        inputProperties,
        requiredInputs: [kind.of, ...required],
        properties: { ...inputProperties, ...Object.fromEntries(kind.outputs.map((name) => [name, ANY])) },
        aliases: [{ type: typeOf(kind) }],
    };
}

function readsOf(id: string, properties: Record<string, unknown>): object {
    return {
        inputs: {
            properties: { [id]: { type: "string" }, fields: { type: "array", items: { type: "string" } } },
            required: [id],
        },
        outputs: {
            properties: { registered: { type: "boolean" }, status: { type: "string" }, ...properties },
        },
    };
}
