/** Every kind of setting, one small file each. A new one is listed here, and has its class in sdk/settings/. */
export { appSubscription } from "./appSubscription";
export { businessProfile } from "./businessProfile";
export { callingSettings } from "./callingSettings";
export { commerceSettings } from "./commerceSettings";
export { conversationalComponents } from "./conversationalComponents";
export { flowsPublicKey } from "./flowsPublicKey";
export { qrCode } from "./qrCode";
export { username } from "./username";
export { webhookOverride } from "./webhookOverride";
