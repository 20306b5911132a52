/** The switches of what else is configured on a number: their names and values. */

/** Whether deregister keeps a part of a number. */
export type AfterDeregister = "kept" | "reset";

/**
 * One switch for each unknown [U] and each conflict [!] of graph-api-settings.md. docs/emulator.md explains the values
 * and the defaults.
 */
export interface FeatureSwitches {
    /** Whether a webhook override calls its URL before it is set. */
    webhookHandshake: "real" | "skip";
    /** How a failed handshake is answered. */
    failedHandshake: "error100" | "error2200";
    /** Whether an override needs the app's own webhook. */
    overrideNeedsAppWebhook: boolean;
    /** Whether deregister keeps the number's webhook overrides. */
    webhookAfterDeregister: AfterDeregister;
    /** How a read wraps the profile. */
    profileShape: "plain" | "wrapped";
    /** What a read of the profile without `fields` shows. */
    profileDefaultFields: "productOnly" | "all";
    /** How a read shows what is not set in the profile. */
    profileUnsetKeys: "absent" | "empty";
    /** What `vertical` says if it is not set. */
    unsetVertical: "empty" | "UNDEFINED";
    /** Whether `vertical` can be cleared. */
    verticalClearing: "accepted" | "refused";
    /** The most characters of the profile's description. */
    descriptionLimit: number;
    /** The code of a profile's wrong value. */
    profileRefusal: "error100" | "error131009";
    /** Whether deregister keeps the profile. */
    profileAfterDeregister: AfterDeregister;
    /** How an upload session is named. */
    uploadSession: "plain" | "signed";
    /** Whether an upload takes a Bearer token. */
    uploadBearer: "refused" | "accepted";
    /** How long a handle lives, in milliseconds; 0: without end. */
    uploadHandleMs: number;
    /** Whether the bytes of a picture are checked. */
    pictureRules: "checked" | "unchecked";
    /** What an empty handle does to the picture. */
    emptyPictureHandle: "refused" | "ignored" | "removes";
    /** Whether deregister keeps the picture. */
    pictureAfterDeregister: AfterDeregister;
    /** Whose limits ice breakers and commands have. */
    automationLimits: "guide" | "openapi";
    /** What becomes of the list that a request leaves out. */
    automationAbsentList: "kept" | "cleared";
    /** What a read of the automation shows. */
    automationAnswer: "lists" | "withIdAndFlag";
    /** Whether deregister keeps ice breakers and commands. */
    automationAfterDeregister: AfterDeregister;
    /** The most QR codes of a number. */
    qrCodeLimit: number;
    /** How an unknown QR code reads. */
    missingQrCode: "error100" | "empty";
    /** Whether deregister keeps the QR codes. */
    qrCodesAfterDeregister: AfterDeregister;
    /** What the review says of a username. */
    usernameReview: "approved" | "reserved";
    /** How a username reads. */
    usernameCasing: "kept" | "lower";
    /** What DELETE does to a reserved username. */
    reservedUsernameDelete: "deleted" | "kept";
    /** Whether deregister keeps the username. */
    usernameAfterDeregister: AfterDeregister;
    /** Whether deregister keeps the commerce settings. */
    commerceAfterDeregister: AfterDeregister;
    /** Whether a read shows the key of Flows. */
    flowsKeyAnswer: "withKey" | "statusOnly";
    /** How a number without a key of Flows reads. */
    noFlowsKey: "empty" | "mismatch";
    /** Whether deregister keeps the key of Flows. */
    flowsKeyAfterDeregister: AfterDeregister | "mismatch";
    /** What calling shows where nothing was set. */
    unsetCalling: "absent" | "NOT_SET";
    /** What happens to a calling key that can't be set. */
    unknownCallingKeys: "refused" | "ignored";
    /** Which SIP servers calling shows. */
    sipServers: "own" | "ownWithAppId" | "ofAllApps";
    /** Whether deregister keeps calling. */
    callingAfterDeregister: AfterDeregister;
    /** How a hidden number's `search_visibility` reads. */
    hiddenSearchVisibility: "NON_VISIBLE" | "HIDDEN";
    /** Whether the node has `search_visibility`. */
    searchVisibilityField: "shown" | "omitted" | "unknownField";
    /** Whether deregister keeps the search visibility. */
    searchVisibilityAfterDeregister: AfterDeregister;
}
