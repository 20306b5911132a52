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
} from "../graph/node";
export type { Region } from "../graph/observed";
export { REGIONS } from "../graph/observed";
export type { ListFilter, ListOrder } from "../graph/wabas";
export type { PhoneNumberState } from "../provider/number/model/state";
export { getPhoneNumber, getPhoneNumberOutput, getPhoneNumbers, getPhoneNumbersOutput } from "./functions";
export type { GetPhoneNumberArgs, GetPhoneNumberResult, GetPhoneNumbersArgs } from "./functionTypes";
export { WhatsAppPhoneNumber, type WhatsAppPhoneNumberArgs } from "./phoneNumber";
