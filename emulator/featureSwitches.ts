/** The switches of what else is configured on a number. docs/emulator.md explains each. */
import type { AnySwitch, ValuesOf } from "./switchInfo";

const keptOrReset = ["kept", "reset"] as const;

/** Whether deregister keeps a part of a number. */
export type AfterDeregister = (typeof keptOrReset)[number];

/** Each of them: its default, its values and what it decides. */
export const FEATURE_SWITCHES = {
    /** Whether a webhook override calls its URL before it is set. */
    webhookHandshake: {
        default: "real",
        values: ["real", "skip"],
        why: "Whether a webhook override calls its URL before it is set; only loopback addresses are ever called.",
    },
    /** How a failed handshake is answered. */
    failedHandshake: {
        default: "error100",
        values: ["error100", "error2200"],
        why: "The code of a webhook override whose URL does not answer the challenge.",
    },
    /** Whether an override needs the app's own webhook. */
    overrideNeedsAppWebhook: {
        default: false,
        values: [true, false],
        why: "Whether a webhook override is refused while the app has no callback URL of its own.",
    },
    /** Whether deregister keeps the number's webhook overrides. */
    webhookAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the number's webhook overrides.",
    },
    /** How a read wraps the profile. */
    profileShape: {
        default: "plain",
        values: ["plain", "wrapped"],
        why: "Whether a read of the profile wraps its entry in business_profile.",
    },
    /** What a read of the profile without `fields` shows. */
    profileDefaultFields: {
        default: "productOnly",
        values: ["productOnly", "all"],
        why: "Whether a read of the profile without fields shows messaging_product only, or everything.",
    },
    /** How a read shows what is not set in the profile. */
    profileUnsetKeys: {
        default: "absent",
        values: ["absent", "empty"],
        why: "Whether a read of the profile leaves out what is not set, or shows it as empty.",
    },
    /** What `vertical` says if it is not set. */
    unsetVertical: {
        default: "empty",
        values: ["empty", "UNDEFINED"],
        why: "Whether a vertical that is not set reads as an empty text or as UNDEFINED.",
    },
    /** Whether `vertical` can be cleared. */
    verticalClearing: {
        default: "accepted",
        values: ["accepted", "refused"],
        why: "Whether a vertical that is set can be emptied.",
    },
    /** The most characters of the profile's description. */
    descriptionLimit: {
        default: 512,
        values: "number",
        why: "How many characters the profile's description may have.",
    },
    /** The code of a profile's wrong value. */
    profileRefusal: {
        default: "error100",
        values: ["error100", "error131009"],
        why: "The code of a value that the profile can't have.",
    },
    /** Whether deregister keeps the profile. */
    profileAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the business profile, apart from its picture.",
    },
    /** How an upload session is named. */
    uploadSession: {
        default: "plain",
        values: ["plain", "signed"],
        why: "Whether the ID of an upload session ends with a signature in the form of a query.",
    },
    /** Whether an upload takes a Bearer token. */
    uploadBearer: {
        default: "refused",
        values: ["refused", "accepted"],
        why: "Whether the bytes of an upload may come with a Bearer token; OAuth is always accepted.",
    },
    /** How long a handle lives, in milliseconds; 0: without end. */
    uploadHandleMs: {
        default: 0,
        values: "number",
        why: "How long the handle of an upload can be used, in milliseconds; 0: without end.",
    },
    /** Whether the bytes of a picture are checked. */
    pictureRules: {
        default: "checked",
        values: ["checked", "unchecked"],
        why: "Whether a profile picture must be a JPEG or PNG, square, and at least 192 pixels wide.",
    },
    /** What an empty handle does to the picture. */
    emptyPictureHandle: {
        default: "refused",
        values: ["refused", "ignored", "removes"],
        why: "What an empty profile_picture_handle does.",
    },
    /** Whether deregister keeps the picture. */
    pictureAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the profile picture.",
    },
    /** Whose limits ice breakers and commands have. */
    automationLimits: {
        default: "guide",
        values: ["guide", "openapi"],
        why: "Whether ice breakers and commands have the guide's limits, or the schema's, which are tighter.",
    },
    /** What becomes of the list that a request leaves out. */
    automationAbsentList: {
        default: "kept",
        values: ["kept", "cleared"],
        why: "What conversational_automation does to the list that a request leaves out.",
    },
    /** What a read of the automation shows. */
    automationAnswer: {
        default: "lists",
        values: ["lists", "withIdAndFlag"],
        why: "Whether conversational_automation reads with an inner id and enable_welcome_message.",
    },
    /** Whether deregister keeps ice breakers and commands. */
    automationAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps ice breakers and commands.",
    },
    /** The most QR codes of a number. */
    qrCodeLimit: {
        default: 2000,
        values: "number",
        why: "How many QR codes a number may have.",
    },
    /** How an unknown QR code reads. */
    missingQrCode: {
        default: "error100",
        values: ["error100", "empty"],
        why: "Whether a read of a QR code that does not exist is refused, or an empty list.",
    },
    /** Whether deregister keeps the QR codes. */
    qrCodesAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the QR codes.",
    },
    /** What the review says of a username. */
    usernameReview: {
        default: "approved",
        values: ["approved", "reserved"],
        why: "The status of a new username; reserved until you change it.",
    },
    /** How a username reads. */
    usernameCasing: {
        default: "kept",
        values: ["kept", "lower"],
        why: "Whether a username reads as it was given, or in lower case.",
    },
    /** What DELETE does to a reserved username. */
    reservedUsernameDelete: {
        default: "deleted",
        values: ["deleted", "kept"],
        why: "Whether DELETE removes a reserved username, or keeps it and answers that it did not succeed.",
    },
    /** Whether deregister keeps the username. */
    usernameAfterDeregister: {
        default: "reset",
        values: keptOrReset,
        why: "Whether deregister keeps the username.",
    },
    /** Whether deregister keeps the commerce settings. */
    commerceAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the commerce settings.",
    },
    /** Whether a read shows the key of Flows. */
    flowsKeyAnswer: {
        default: "withKey",
        values: ["withKey", "statusOnly"],
        why: "Whether a read shows the public key of Flows, or its status only.",
    },
    /** How a number without a key of Flows reads. */
    noFlowsKey: {
        default: "empty",
        values: ["empty", "mismatch"],
        why: "Whether a number without a public key of Flows reads as an empty list, or as MISMATCH.",
    },
    /** Whether deregister keeps the key of Flows. */
    flowsKeyAfterDeregister: {
        default: "mismatch",
        values: ["kept", "reset", "mismatch"],
        why: "Whether deregister keeps the public key of Flows, removes it, or leaves it with the status MISMATCH.",
    },
    /** What calling shows where nothing was set. */
    unsetCalling: {
        default: "absent",
        values: ["absent", "NOT_SET"],
        why: "How calling shows call_icon_visibility and callback_permission_status that were never set.",
    },
    /** What happens to a calling key that can't be set. */
    unknownCallingKeys: {
        default: "refused",
        values: ["refused", "ignored"],
        why: "Whether calling refuses or ignores keys that can't be set, such as restrictions.",
    },
    /** Which SIP servers calling shows. */
    sipServers: {
        default: "own",
        values: ["own", "ownWithAppId", "ofAllApps"],
        why: "Which SIP servers calling shows: the token's app's, the same with app_id, or those of every app.",
    },
    /** Whether deregister keeps calling. */
    callingAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the calling settings.",
    },
    /** How a hidden number's `search_visibility` reads. */
    hiddenSearchVisibility: {
        default: "NON_VISIBLE",
        values: ["NON_VISIBLE", "HIDDEN"],
        why: "What search_visibility says of a hidden number.",
    },
    /** Whether the node has `search_visibility`. */
    searchVisibilityField: {
        default: "shown",
        values: ["shown", "omitted", "unknownField"],
        why: "Whether a number's node has search_visibility.",
    },
    /** Whether deregister keeps the search visibility. */
    searchVisibilityAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the search visibility.",
    },
} as const satisfies Readonly<Record<string, AnySwitch>>;

/** Their values: one for each unknown [U] and each conflict [!] of graph-api-settings.md. */
export interface FeatureSwitches extends ValuesOf<typeof FEATURE_SWITCHES> {}
