/** By which types states and events name numbers. */

const TYPES = new Set([
    /** Declared with the package for Node.js. */
    "pulumi-nodejs:dynamic/whatsapp:PhoneNumber",
    /** Declared with the plugin, in any language. */
    "whatsapp:index:PhoneNumber",
]);

/** Whether a resource is a number. */
export function isNumber({ type }: { type: string }): boolean {
    return TYPES.has(type);
}
