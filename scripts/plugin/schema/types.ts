/** TypeScript's types as Pulumi's: objects become named types of the package. */
import ts from "typescript";
import { NATIVE } from "../../../provider/resourceType";
import type { Declared, Source } from "./source";
import type { ObjectSpec, PropertySpec, TypeSpec } from "./spec";

const ANY: TypeSpec = { $ref: "pulumi.json#/Any" };

/** The named types of a package, collected as properties need them. */
export class Types {
    private readonly specs = new Map<string, ObjectSpec>();

    constructor(private readonly source: Source) {}

    /** All that were needed, by token. */
    get all(): Readonly<Record<string, ObjectSpec>> {
        const sorted = [...this.specs].sort(([a], [b]) => (a < b ? -1 : 1));
        return Object.fromEntries(sorted);
    }

    /** A property as the schema has it. */
    property(declared: Declared): PropertySpec {
        const { description, type } = declared;
        return {
            description: withWords(description, this.wordsOf(type)),
            ...this.typeOf(type, { name: nameOf(declared), description }),
        };
    }

    /** The words of a closed set, or of a list of them; none for any other type. */
    private wordsOf(type: ts.Type): readonly string[] {
        const { checker } = this.source;
        const values = valuesOf(type);
        const [list] = values;
        if (list !== undefined && checker.isArrayType(list)) {
            const [item] = checker.getTypeArguments(list as ts.TypeReference);
            return item === undefined ? [] : this.wordsOf(item);
        }
        return values.every((each) => each.isStringLiteral()) ? values.map(({ value }) => value) : [];
    }

    /** Properties as those of an object. */
    object(properties: readonly Declared[]): ObjectSpec {
        const required = properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
        return {
            type: "object",
            properties: Object.fromEntries(properties.map((each) => [each.name, this.property(each)])),
            ...(required.length === 0 ? {} : { required }),
        };
    }

    /** A reference to a type of the package, which is kept under this name. */
    named(name: string, make: () => ObjectSpec): TypeSpec {
        const token = `${NATIVE}${name}`;
        if (!this.specs.has(token)) this.specs.set(token, make());
        return { $ref: `#/types/${token}` };
    }

    private typeOf(type: ts.Type, nameless: Nameless): TypeSpec {
        const { checker } = this.source;
        const { name } = nameless;
        const values = valuesOf(type);
        const plain = [...new Set(values.map(primitive))];
        const [first, ...others] = plain;
        if (first !== undefined && others.length === 0) return { type: first };
        if (plain.every((each) => each !== undefined)) {
            return { oneOf: plain.map((each) => ({ type: each })) };
        }
        const [value, more] = values;
        if (value === undefined || more !== undefined) {
            throw new Error(`${name}: ${checker.typeToString(type)} has no type in the schema`);
        }
        if (value.flags & ts.TypeFlags.Unknown) return ANY;
        if (checker.isArrayType(value)) {
            const [item] = checker.getTypeArguments(value as ts.TypeReference);
            if (item === undefined) throw new Error(`${name} is a list of nothing`);
            return { type: "array", items: this.typeOf(item, { ...nameless, name: singular(name) }) };
        }
        const entries = value.getStringIndexType();
        if (entries !== undefined)
            return { type: "object", additionalProperties: this.typeOf(entries, nameless) };
        return this.objectType(value, nameless);
    }

    private objectType(type: ts.Type, nameless: Nameless): TypeSpec {
        const symbol = type.getSymbol();
        const isNamed = symbol?.declarations?.some(ts.isInterfaceDeclaration) === true;
        const description = symbol && isNamed ? this.source.textOf(symbol) : nameless.description;
        return this.named(isNamed ? symbol.name : nameless.name, () => ({
            description,
            ...this.object(this.source.propertiesOfType(type)),
        }));
    }
}

/** What an object without a name of its own is called, and what is said of it: the property's. */
interface Nameless {
    readonly name: string;
    readonly description: string;
}

/** The types that a value may have, but for being absent. */
function valuesOf(type: ts.Type): readonly ts.Type[] {
    const parts = type.isUnion() ? type.types : [type];
    return parts.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
}

/**
 * A description that names every word of a closed set. The schema has no enumerations: a word that Meta adds would have
 * to wait for new SDKs in all languages, and `check` names the words that it knows.
 */
export function withWords(description: string, words: readonly string[]): string {
    const isSaid = words.every((word) => new RegExp(`[\`"]${word}[\`"]`).test(description));
    return isSaid ? description : `${description} One of ${words.map((word) => `\`${word}\``).join(", ")}.`;
}

/** What a value is that is no list and no object. Texts of an open or closed set are texts: `check` knows the set. */
function primitive(type: ts.Type): "string" | "boolean" | "integer" | undefined {
    if (type.flags & ts.TypeFlags.StringLike) return "string";
    if (type.flags & ts.TypeFlags.BooleanLike) return "boolean";
    // Everything that is counted here is whole.
    if (type.flags & ts.TypeFlags.NumberLike) return "integer";
    // `string & {}`: the rest of an open set.
    return type.isIntersection() && type.types.some((part) => primitive(part) === "string")
        ? "string"
        : undefined;
}

/** `throughput` of a `PhoneNumberNode`: PhoneNumberThroughput. */
function nameOf({ owner, name }: Declared): string {
    return pascal(owner.replace(/Node$/, "")) + pascal(name);
}

function pascal(name: string): string {
    return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

function singular(name: string): string {
    return name.replace(/s$/, "");
}
