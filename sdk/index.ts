/** WhatsApp business phone numbers as infrastructure code. */
export type { PhoneNumberState, Region } from "../provider/number";
export { REGIONS } from "../provider/number";
export { WhatsAppPhoneNumber, type WhatsAppPhoneNumberArgs } from "./phoneNumber";
