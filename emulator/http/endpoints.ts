/** Every endpoint that is emulated. */
import { APP_ENDPOINTS } from "./endpoints/apps";
import { AUTOMATION_ENDPOINTS } from "./endpoints/automation";
import { BATCH_ENDPOINTS } from "./endpoints/batch";
import { COMMERCE_ENDPOINTS } from "./endpoints/commerce";
import type { Endpoint } from "./endpoints/endpoint";
import { FLOWS_KEY_ENDPOINTS } from "./endpoints/flowsKey";
import { MESSAGE_ENDPOINTS } from "./endpoints/messages";
import { NODE_ENDPOINTS } from "./endpoints/nodes";
import { NUMBER_ENDPOINTS } from "./endpoints/numbers";
import { PROFILE_ENDPOINTS } from "./endpoints/profile";
import { QR_CODE_ENDPOINTS } from "./endpoints/qrCodes";
import { SETTINGS_ENDPOINTS } from "./endpoints/settings";
import { SUBSCRIBED_APPS_ENDPOINTS } from "./endpoints/subscribedApps";
import { UPLOAD_ENDPOINTS } from "./endpoints/uploads";
import { USERNAME_ENDPOINTS } from "./endpoints/username";
import { WABA_ENDPOINTS } from "./endpoints/wabas";

/** All endpoints (graph-api.md §2). */
export const ENDPOINTS: readonly Endpoint[] = [
    ...UPLOAD_ENDPOINTS,
    ...APP_ENDPOINTS,
    ...BATCH_ENDPOINTS,
    ...NODE_ENDPOINTS,
    ...NUMBER_ENDPOINTS,
    ...SETTINGS_ENDPOINTS,
    ...WABA_ENDPOINTS,
    ...AUTOMATION_ENDPOINTS,
    ...COMMERCE_ENDPOINTS,
    ...FLOWS_KEY_ENDPOINTS,
    ...PROFILE_ENDPOINTS,
    ...QR_CODE_ENDPOINTS,
    ...USERNAME_ENDPOINTS,
    ...SUBSCRIBED_APPS_ENDPOINTS,
    ...MESSAGE_ENDPOINTS,
];
