/**
 * The Pulumi types of our resources, by which state names them: frozen. Each resource has two: one in the package for
 * Node.js, the *dynamic* one, and one in the plugin, the *native* one. Whatever reads state or previews asks here.
 */

/** What the types begin with; what follows names the kind of resource. */
export const DYNAMIC = "pulumi-nodejs:dynamic/whatsapp:";
export const NATIVE = "whatsapp:index:";

/** The kind of a number's resource. Of what is configured on a number, the kind is the name of its setting. */
export const NUMBER = "PhoneNumber";

/** The dynamic type of a number's resource. */
export const RESOURCE_TYPE = `${DYNAMIC}${NUMBER}`;

/** The native type of a kind of resource: each face takes over what state has of the other one. */
export function pluginTypeOf(kind: string): string {
    return `${NATIVE}${kind}`;
}

/** The kind of resource that a type names, whichever of its two it is; undefined: it is none of ours. */
export function kindOf(type: string): string | undefined {
    const prefix = [DYNAMIC, NATIVE].find((each) => type.startsWith(each));
    const kind = prefix === undefined ? "" : type.slice(prefix.length);
    return /^[A-Z][A-Za-z]*$/.test(kind) ? kind : undefined;
}

/** Whether a type is that of a number's resource. */
export function isNumberType(type: string): boolean {
    return kindOf(type) === NUMBER;
}
