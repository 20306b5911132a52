/** What the functions take and return. */
export type {
    GetPhoneNumberArgs,
    GetPhoneNumberResult,
    GetPhoneNumbersArgs,
} from "../provider/functions/types";
