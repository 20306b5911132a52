/** Pulumi's name of a resource. Pure. */

/** Pulumi's type of the stack itself: the first that a program declares. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** The parts of a URN. */
export interface Urn {
    readonly stack: string;
    readonly project: string;
    /** Without the types of its parents. */
    readonly type: string;
    readonly name: string;
}

/** Reads `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. The name is all that follows: it may contain `::` and `$`. */
export function parseUrn(urn: unknown): Urn | undefined {
    const found = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/s.exec(typeof urn === "string" ? urn : "");
    if (found === null) return undefined;
    const [, stack = "", project = "", types = "", name = ""] = found;
    return { stack, project, type: types.split("$").at(-1) ?? types, name };
}
