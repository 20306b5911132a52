/** How a program reads numbers from Graph, live: nothing is kept in state. */
import {
    CustomResource,
    type Input,
    type InvokeOutputOptions,
    type Output,
    output,
    type Resource,
    type Unwrap,
} from "@pulumi/pulumi";
import type { GetPhoneNumberArgs, GetPhoneNumberResult, GetPhoneNumbersArgs } from "./functionTypes";

/** The arguments of an Output form; each may be an Output. */
type Inputs<Args> = { [Name in keyof Args]: Input<Args[Name]> };
/** How an Output form is called: what it waits for. */
type OutputOptions = Pick<InvokeOutputOptions, "dependsOn">;

// The first call loads the network code: importing the package must stay cheap.

/**
 * Reads a number from Graph, in previews too.
 * @throws RunError with what Graph refused, and what to do next
 */
export async function getPhoneNumber(args: GetPhoneNumberArgs): Promise<GetPhoneNumberResult> {
    return (await import("./reading.js")).readPhoneNumber(args);
}

/** {@link getPhoneNumber} with arguments that may be outputs. */
export function getPhoneNumberOutput(
    args: Inputs<GetPhoneNumberArgs>,
    opts?: OutputOptions,
): Output<GetPhoneNumberResult> {
    return outputForm(args, opts, getPhoneNumber);
}

/**
 * Reads the numbers of a WABA from Graph, all pages, in previews too.
 * @throws RunError with what Graph refused, and what to do next
 */
export async function getPhoneNumbers(args: GetPhoneNumbersArgs): Promise<GetPhoneNumberResult[]> {
    return (await import("./reading.js")).readPhoneNumbers(args);
}

/** {@link getPhoneNumbers} with arguments that may be outputs. */
export function getPhoneNumbersOutput(
    args: Inputs<GetPhoneNumbersArgs>,
    opts?: OutputOptions,
): Output<GetPhoneNumberResult[]> {
    return outputForm(args, opts, getPhoneNumbers);
}

function outputForm<Args, Result>(
    args: Inputs<Args>,
    opts: OutputOptions | undefined,
    ask: (args: Args) => Promise<Result>,
): Output<Result> {
    const asked = output([args, waitedFor(opts)]).apply(([plain]) => ask(plain as Args));
    return asked as unknown as Output<Result>;
}

/** Known as soon as the resources exist: in the preview of their creation it is unknown, and nothing is read. */
function waitedFor({ dependsOn = [] }: OutputOptions = {}): Output<unknown> {
    return output(dependsOn).apply((resources) => {
        const list = (Array.isArray(resources) ? resources : [resources]) as Unwrap<Resource>[] as Resource[];
        return list.map((resource) => (CustomResource.isInstance(resource) ? resource.id : resource.urn));
    });
}
