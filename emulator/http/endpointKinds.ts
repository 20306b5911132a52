/** What requests for everything that is configured on a number are called in the log and by faults. */
import type { RequestKind } from "../api";
import type { Endpoint } from "./endpoints/endpoint";

const qrCodes = "/:id/message_qrdls";

/** By verb and path. */
const KINDS: Readonly<Record<string, RequestKind | Endpoint["kind"]>> = {
    "POST /:id/whatsapp_business_profile": "setProfile",
    "POST /:id/uploads": "upload",
    "POST /:id{upload:.+}": "upload",
    "GET /:id{upload:.+}": "readUpload",
    "POST /:id/conversational_automation": "setAutomation",
    "GET /:id/whatsapp_commerce_settings": "readCommerce",
    "POST /:id/whatsapp_commerce_settings": "setCommerce",
    "GET /:id/whatsapp_business_encryption": "readFlowsKey",
    "POST /:id/whatsapp_business_encryption": "setFlowsKey",
    "GET /:id/username": "readUsername",
    "GET /:id/username_suggestions": "suggestUsernames",
    "POST /:id/username": "setUsername",
    "DELETE /:id/username": "releaseUsername",
    [`GET ${qrCodes}`]: "readQrCodes",
    [`GET ${qrCodes}/:code`]: "readQrCode",
    // The collection takes both; a change names its code.
    [`POST ${qrCodes}`]: ({ params }) => (params.has("code") ? "changeQrCode" : "createQrCode"),
    [`DELETE ${qrCodes}/:code`]: "deleteQrCode",
};

/** The endpoint with the kind of the table, or its own. */
export function named(endpoint: Endpoint): Endpoint {
    const kind = KINDS[`${endpoint.method} ${endpoint.path}`];
    if (kind === undefined) return endpoint;
    return { ...endpoint, kind: typeof kind === "function" ? kind : () => kind };
}
