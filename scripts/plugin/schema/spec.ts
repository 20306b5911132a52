/** The shapes of Pulumi's package schema, as far as ours has them. */

/** The type of a value. */
export interface TypeSpec {
    readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
    readonly items?: TypeSpec;
    readonly additionalProperties?: TypeSpec;
    readonly oneOf?: readonly TypeSpec[];
    readonly $ref?: string;
}

/** An input or an output. */
export interface PropertySpec extends TypeSpec {
    readonly description: string;
    readonly default?: unknown;
    readonly defaultInfo?: { readonly environment: readonly string[] };
    readonly secret?: true;
    readonly willReplaceOnChanges?: true;
    readonly language?: Readonly<Record<string, { readonly name: string }>>;
}

/** Properties with their names, and which of them are always there. */
export interface ObjectSpec {
    readonly description?: string;
    readonly type?: "object";
    readonly properties: Readonly<Record<string, PropertySpec>>;
    readonly required?: readonly string[];
}

/** A resource. */
export interface ResourceSpec extends ObjectSpec {
    readonly inputProperties: Readonly<Record<string, PropertySpec>>;
    readonly requiredInputs?: readonly string[];
    readonly aliases?: readonly { readonly type: string }[];
}

/** A function. */
export interface FunctionSpec {
    readonly description: string;
    readonly inputs: ObjectSpec;
    readonly outputs: ObjectSpec;
}

/** A package. */
export interface PackageSpec {
    readonly name: string;
    readonly displayName: string;
    readonly version: string;
    readonly description: string;
    readonly keywords: readonly string[];
    readonly license: string;
    readonly publisher: string;
    readonly homepage?: string;
    readonly repository?: string;
    readonly pluginDownloadURL?: string;
    readonly config: {
        readonly variables: Readonly<Record<string, PropertySpec>>;
    };
    readonly provider: ResourceSpec;
    readonly types: Readonly<Record<string, ObjectSpec>>;
    readonly resources: Readonly<Record<string, ResourceSpec>>;
    readonly functions: Readonly<Record<string, FunctionSpec>>;
    readonly language: Readonly<Record<string, object>>;
}
