/** Every endpoint that is emulated, and the answer to all others. */
import { GraphRefusal, unknownObject } from "../errors";
import { APP_ENDPOINTS } from "./endpoints/apps";
import { AUTOMATION_ENDPOINTS } from "./endpoints/automation";
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

/** The answer to all other requests: 100/33 for a verb that the endpoint does not have, else 501. */
export function notEmulated({ method, path }: { method: string; path: string }): GraphRefusal {
    const [id = "", ...edges] = path.slice(1).split("/");
    if (ENDPOINTS.some((endpoint) => endpoint.path === ["/:id", ...edges].join("/"))) {
        return unknownObject(method, id);
    }
    return new GraphRefusal(3, {
        status: 501,
        message: `(#3) Not emulated: ${method} ${path}`,
        details: "The emulator does not know this endpoint; docs/emulator.md lists those that it knows",
    });
}
