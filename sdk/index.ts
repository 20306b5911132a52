/**
 * WhatsApp business phone numbers as infrastructure code.
 * @module pulumi-whatsapp
 */
export type {
    HealthEntity,
    HealthStatus,
    MessagingLimit,
    NameStatus,
    PhoneNumberField,
    PhoneNumberNode,
    PlatformType,
    QualityRating,
} from "../provider/graph/node";
export type { ListFilter, ListOrder } from "../provider/graph/wabas";
export type { PhoneNumberState, Region } from "../provider/number";
export { REGIONS } from "../provider/number";
export {
    type GetPhoneNumberArgs,
    type GetPhoneNumberResult,
    type GetPhoneNumbersArgs,
    getPhoneNumber,
    getPhoneNumberOutput,
    getPhoneNumbers,
    getPhoneNumbersOutput,
} from "./functions";
export { WhatsAppPhoneNumber, type WhatsAppPhoneNumberArgs } from "./phoneNumber";
