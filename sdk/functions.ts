/** What a program asks Graph about numbers, live: nothing of it is kept in state. */
import {
    CustomResource,
    type Input,
    type InvokeOutputOptions,
    type Output,
    output,
    type Resource,
    type Unwrap,
} from "@pulumi/pulumi";
import type { PhoneNumberField, PhoneNumberNode } from "../graph/node";
import type { ListFilter, ListOrder } from "../graph/wabas";

/** Which number to read. */
export interface GetPhoneNumberArgs {
    /** The number's ID on the Graph API, a string of digits. */
    phoneNumberId: string;
    /** The fields to read, for example `["status", "qualityRating"]`; absent: those that say how it stands. */
    fields?: readonly PhoneNumberField[] | undefined;
}

/** Which WABA's numbers to read, and in which order. */
export interface GetPhoneNumbersArgs {
    /** The WhatsApp Business Account's ID, a string of digits. */
    wabaId: string;
    /** By the end of Embedded Signup; absent: newest first. */
    sort?: ListOrder | undefined;
    /** Only numbers that have these values. Meta tests filters: not every app has them. */
    filtering?: readonly ListFilter[] | undefined;
    /** The most numbers to read; absent: all. */
    limit?: number | undefined;
    /** The fields to read of each; absent: those that say how it stands. */
    fields?: readonly PhoneNumberField[] | undefined;
}

/** Each field as it may come, so that `number.status` of an Output is an Output too. */
type Fields = { readonly [Field in keyof Required<PhoneNumberNode>]: PhoneNumberNode[Field] };

/** A number as Graph shows it now. A field is undefined when it was not asked for, or Graph did not say. */
export interface GetPhoneNumberResult extends Fields {
    /** Whether it is registered on the Cloud API; undefined when the fields that were read don't say. */
    readonly registered: boolean | undefined;
    /** The WABA that it is in, where Graph tells it. */
    readonly wabaId: string | undefined;
}

/** The arguments of an Output form: each may be an Output. */
export type Inputs<Args> = { [Name in keyof Args]: Input<Args[Name]> };
/** How an Output form is called: what it waits for. */
export type OutputOptions = Pick<InvokeOutputOptions, "dependsOn">;

// The code that talks is loaded by the first call: to import the package must stay cheap.

/**
 * Reads a number from Graph, in previews too.
 * @throws RunError with what Graph refused, and what to do next
 */
export async function getPhoneNumber(args: GetPhoneNumberArgs): Promise<GetPhoneNumberResult> {
    return (await import("./reading.js")).readPhoneNumber(args);
}

/** {@link getPhoneNumber} of arguments that may be outputs. */
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

/** {@link getPhoneNumbers} of arguments that may be outputs. */
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

/** Known as soon as the resources are there: in the preview of their creation it is not, and nothing is read. */
function waitedFor({ dependsOn = [] }: OutputOptions = {}): Output<unknown> {
    return output(dependsOn).apply((resources) => {
        const list = (Array.isArray(resources) ? resources : [resources]) as Unwrap<Resource>[] as Resource[];
        return list.map((resource) => (CustomResource.isInstance(resource) ? resource.id : resource.urn));
    });
}
