/** The resources of the schema: what the tables know of each input, and what the sources say of it. */
import { INPUTS } from "../../../provider/number/model/inputs";
import { SECRET_PROPERTIES } from "../../../provider/number/model/state";
import { NATIVE, NUMBER as NUMBER_KIND, RESOURCE_TYPE } from "../../../provider/resourceType";
import type { Rule } from "../../../provider/rules";
import * as kinds from "../../../provider/settings/kinds";
import { type Setting, secretsOf, typeOf } from "../../../provider/settings/setting";
import type { Declared, Source } from "./source";
import type { ObjectSpec, PropertySpec, ResourceSpec } from "./spec";
import { type Types, withWords } from "./types";

/** The kinds of settings, in the order of their names. */
export const KINDS: readonly Setting[] = Object.values(kinds);

/** What a table has of an input. */
interface Row {
    readonly required?: string;
    readonly secret?: true;
    readonly default?: unknown;
    readonly replaces?: true;
    readonly rule?: Rule;
}

/** A resource, in the sources. */
interface Resource {
    /** Its class, without the prefix. */
    readonly name: string;
    /** The file of its class. */
    readonly file: string;
    /** Its type on the dynamic face. */
    readonly dynamic: string;
    readonly rows: Readonly<Record<string, Row>>;
    /** The outputs that are secrets. */
    readonly secrets: readonly string[];
}

const NUMBER: Resource = {
    name: NUMBER_KIND,
    file: "sdk/phoneNumber.ts",
    dynamic: RESOURCE_TYPE,
    rows: INPUTS,
    secrets: SECRET_PROPERTIES,
};

function resourceOf(kind: Setting): Resource {
    const given = Object.entries(kind.fields).filter(([, { derived }]) => derived !== true);
    return {
        name: kind.name,
        file: `sdk/settings/${kind.name[0]?.toLowerCase()}${kind.name.slice(1)}.ts`,
        dynamic: typeOf(kind),
        rows: {
            [kind.of]: { required: `${kind.of} is missing`, replaces: true },
            ...Object.fromEntries(given),
        },
        secrets: secretsOf(kind),
    };
}

const RESOURCES = [NUMBER, ...KINDS.map(resourceOf)];

/** The files that the resources are read from. */
export const FILES = RESOURCES.map(({ file }) => file);

/** Every resource by its token. */
export function resourceSpecs(
    source: Source,
    types: Types,
    examplesOf: (name: string) => string,
): Record<string, ResourceSpec> {
    return Object.fromEntries(
        RESOURCES.map((each) => {
            const spec = specOf(each, source, types);
            const description = `${spec.description}${examplesOf(each.name)}`;
            return [`${NATIVE}${each.name}`, { ...spec, description }];
        }),
    );
}

function specOf(
    { name, file, dynamic, rows, secrets }: Resource,
    source: Source,
    types: Types,
): ResourceSpec {
    const shown = `WhatsApp${name}`;
    const declared = new Map(source.propertiesOf(file, `${shown}Args`).map((each) => [each.name, each]));
    const names = Object.keys(rows);
    const others = [...declared.keys()].filter((each) => !names.includes(each));
    if (others.length > 0) throw new Error(`${shown}Args has ${others.join(", ")}, and its table does not`);
    const inputs = names.map((each) => {
        const input = declared.get(each);
        if (input === undefined) throw new Error(`${shown}Args has no ${each}, and its table does`);
        return [each, inputSpec(types.property(input), rows[each] ?? {})] as const;
    });
    const required = names.filter((each) => rows[each]?.required !== undefined);
    const outputs = outputsSpec(source.outputsOf(file, shown), secrets, types);
    return inEveryLanguage(name, {
        description: source.descriptionOf(file, shown),
        ...outputs,
        inputProperties: Object.fromEntries(inputs),
        requiredInputs: required,
        aliases: [{ type: dynamic }],
    });
}

function inputSpec(spec: PropertySpec, { secret, default: value, replaces, rule }: Row): PropertySpec {
    return {
        ...spec,
        description: withWords(spec.description, rule?.words ?? []),
        ...(value === undefined ? {} : { default: value }),
        ...(secret === undefined ? {} : { secret }),
        ...(replaces === undefined ? {} : { willReplaceOnChanges: replaces }),
    };
}

function outputsSpec(outputs: readonly Declared[], secrets: readonly string[], types: Types): ObjectSpec {
    const { properties, required = [] } = types.object(outputs);
    const marked = Object.entries(properties).map(([name, spec]) => [
        name,
        secrets.includes(name) ? { ...spec, secret: true as const } : spec,
    ]);
    return { properties: Object.fromEntries(marked), required };
}

/** In C# nothing in a class may have the class's name. */
function inEveryLanguage(name: string, spec: ResourceSpec): ResourceSpec {
    const rename = (properties: Readonly<Record<string, PropertySpec>>) =>
        Object.fromEntries(
            Object.entries(properties).map(([each, property]) =>
                each.toLowerCase() === name.toLowerCase()
                    ? [each, { ...property, language: { csharp: { name: `${name}Text` } } }]
                    : [each, property],
            ),
        );
    return {
        ...spec,
        properties: rename(spec.properties),
        inputProperties: rename(spec.inputProperties),
    };
}
