/** What the functions take and return: the same in every face. */
import type { PhoneNumberField, PhoneNumberNode } from "../../graph/node";
import type { ListFilter, ListOrder } from "../../graph/wabas";

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
    /** Whether it is registered on the Cloud API; undefined if the fields read don't say. */
    readonly registered: boolean | undefined;
    /** The WABA that it is in, if Graph tells. */
    readonly wabaId: string | undefined;
}
