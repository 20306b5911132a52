/** What requests ask for: the kinds in the request log, and in the match of a fault. */

/** Every kind. */
export const REQUEST_KINDS = [
    "read",
    "readMany",
    "readSettings",
    "readProfile",
    "readWaba",
    "readApp",
    "readToken",
    "readSubscribedApps",
    "readUpload",
    "readCommerce",
    "readFlowsKey",
    "readQrCodes",
    "readQrCode",
    "readUsername",
    "suggestUsernames",
    "list",
    "register",
    "deregister",
    "setPin",
    "setDisplayName",
    "setNode",
    "setStorage",
    "setIdentityKeyCheck",
    "setCalling",
    "setPayloadEncryption",
    "requestCode",
    "verifyCode",
    "setWebhookOverride",
    "setSearchVisibility",
    "subscribeApp",
    "unsubscribeApp",
    "sendMessage",
    "setProfile",
    "upload",
    "setAutomation",
    "setCommerce",
    "setUsername",
    "releaseUsername",
    "setFlowsKey",
    "createQrCode",
    "changeQrCode",
    "deleteQrCode",
    "addNumber",
    "readMe",
    "batch",
    "other",
] as const;

/** What a request asks for, whatever its encoding. */
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Whether requests of this kind only read. */
export function isRead(kind: RequestKind): boolean {
    return /^(read|list$|suggest)/.test(kind);
}
