import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";

/** A number is of the first type if it is declared with the package for Node.js, else of the second. */
const PHONE_NUMBER = ["pulumi-nodejs:dynamic/whatsapp:PhoneNumber", "whatsapp:index:PhoneNumber"];

/** What the pack can be configured with. */
export interface ProtectConfig {
    /** The stacks whose numbers are customers' lines; default: those that begin with "prod". */
    stacks?: string[];
}

/**
 * A number of a production stack must be declared with `deletionProtection: true`, or the option `protect`: then it is
 * not deregistered by mistake. A policy sees only what is declared, never a deletion: when a number is no longer
 * declared, what state has of them stops the deletion, and so does `pulumi-whatsapp report --fail-on deregister`.
 */
export const numbersAreProtected: ResourceValidationPolicy = {
    name: "whatsapp-numbers-are-protected",
    description: "A WhatsApp number of a production stack must be protected from deletion.",
    enforcementLevel: "mandatory",
    configSchema: {
        properties: { stacks: { type: "array", items: { type: "string" } } },
    },
    validateResource: (resource: ResourceValidationArgs, reportViolation) => {
        if (!PHONE_NUMBER.includes(resource.type) || resource.opts.protect) return;
        if (resource.props.deletionProtection === true) return;
        const { stacks } = resource.getConfig<ProtectConfig>();
        const stack = stackOf(resource.urn);
        if (stacks === undefined ? !stack.startsWith("prod") : !stacks.includes(stack)) return;
        reportViolation(
            `${resource.name} is the number ${resource.props.phoneNumberId} of the stack ${stack}: declare it with ` +
                "deletionProtection: true. To give it up later: declare false, run `pulumi up`, then remove it.",
        );
    },
};

/** `urn:pulumi:STACK::PROJECT::TYPE::NAME` */
function stackOf(urn: string): string {
    return urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
}
