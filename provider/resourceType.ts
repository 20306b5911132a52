/** The Pulumi type of a number's resource, by which state names it: frozen. */
export const RESOURCE_TYPE = "pulumi-nodejs:dynamic/whatsapp:PhoneNumber";

/** What every token of the plugin's begins with. */
export const MODULE = "whatsapp:index:";

/** The plugin's type of the same resource: each face takes over what state has of the other one. */
export function pluginTypeOf(name: string): string {
    return `${MODULE}${name}`;
}
