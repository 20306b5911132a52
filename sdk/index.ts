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
export type { CallHours, Holiday, OperatingHours } from "../provider/settings/kinds/callHours";
export type { CallAudio, CallIcons, Sip, SipServer } from "../provider/settings/kinds/callingSettings";
export type { ConversationalCommand } from "../provider/settings/kinds/conversationalComponents";
export { getPhoneNumber, getPhoneNumberOutput, getPhoneNumbers, getPhoneNumbersOutput } from "./functions";
export type { GetPhoneNumberArgs, GetPhoneNumberResult, GetPhoneNumbersArgs } from "./functionTypes";
export { WhatsAppPhoneNumber, type WhatsAppPhoneNumberArgs } from "./phoneNumber";
export { WhatsAppAppSubscription, type WhatsAppAppSubscriptionArgs } from "./settings/appSubscription";
export { WhatsAppBusinessProfile, type WhatsAppBusinessProfileArgs } from "./settings/businessProfile";
export { WhatsAppCallingSettings, type WhatsAppCallingSettingsArgs } from "./settings/callingSettings";
export { WhatsAppCommerceSettings, type WhatsAppCommerceSettingsArgs } from "./settings/commerceSettings";
export {
    WhatsAppConversationalComponents,
    type WhatsAppConversationalComponentsArgs,
} from "./settings/conversationalComponents";
export { WhatsAppFlowsPublicKey, type WhatsAppFlowsPublicKeyArgs } from "./settings/flowsPublicKey";
export { WhatsAppQrCode, type WhatsAppQrCodeArgs } from "./settings/qrCode";
export { type InputsOf, SettingOfNumber } from "./settings/setting";
export { WhatsAppUsername, type WhatsAppUsernameArgs } from "./settings/username";
export { WhatsAppWebhookOverride, type WhatsAppWebhookOverrideArgs } from "./settings/webhookOverride";
