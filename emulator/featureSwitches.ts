/** The switches of what else is configured on a number. docs/emulator.md explains each. */
import type { FeatureSwitches } from "./featureSwitchTypes";
import type { SwitchInfo } from "./switchTypes";

const keptOrReset = ["kept", "reset"] as const;

/** Each of them: its default, its values and what it decides. */
export const FEATURE_SWITCHES: {
    readonly [Name in keyof FeatureSwitches]: SwitchInfo<FeatureSwitches[Name]>;
} = {
    webhookHandshake: {
        default: "real",
        values: ["real", "skip"],
        why: "Whether a webhook override calls its URL before it is set; only loopback addresses are ever called.",
    },
    failedHandshake: {
        default: "error100",
        values: ["error100", "error2200"],
        why: "The code of a webhook override whose URL does not answer the challenge.",
    },
    overrideNeedsAppWebhook: {
        default: false,
        values: [true, false],
        why: "Whether a webhook override is refused while the app has no callback URL of its own.",
    },
    webhookAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the number's webhook overrides.",
    },
    profileShape: {
        default: "plain",
        values: ["plain", "wrapped"],
        why: "Whether a read of the profile wraps its entry in business_profile.",
    },
    profileDefaultFields: {
        default: "productOnly",
        values: ["productOnly", "all"],
        why: "Whether a read of the profile without fields shows messaging_product only, or everything.",
    },
    profileUnsetKeys: {
        default: "absent",
        values: ["absent", "empty"],
        why: "Whether a read of the profile leaves out what is not set, or shows it as empty.",
    },
    unsetVertical: {
        default: "empty",
        values: ["empty", "UNDEFINED"],
        why: "Whether a vertical that is not set reads as an empty text or as UNDEFINED.",
    },
    verticalClearing: {
        default: "accepted",
        values: ["accepted", "refused"],
        why: "Whether a vertical that is set can be emptied.",
    },
    descriptionLimit: {
        default: 512,
        values: "number",
        why: "How many characters the profile's description may have.",
    },
    profileRefusal: {
        default: "error100",
        values: ["error100", "error131009"],
        why: "The code of a value that the profile can't have.",
    },
    profileAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the business profile, apart from its picture.",
    },
    uploadSession: {
        default: "plain",
        values: ["plain", "signed"],
        why: "Whether the ID of an upload session ends with a signature in the form of a query.",
    },
    uploadBearer: {
        default: "refused",
        values: ["refused", "accepted"],
        why: "Whether the bytes of an upload may come with a Bearer token; OAuth is always accepted.",
    },
    uploadHandleMs: {
        default: 0,
        values: "number",
        why: "How long the handle of an upload can be used, in milliseconds; 0: without end.",
    },
    pictureRules: {
        default: "checked",
        values: ["checked", "unchecked"],
        why: "Whether a profile picture must be a JPEG or PNG, square, and at least 192 pixels wide.",
    },
    emptyPictureHandle: {
        default: "refused",
        values: ["refused", "ignored", "removes"],
        why: "What an empty profile_picture_handle does.",
    },
    pictureAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the profile picture.",
    },
    automationLimits: {
        default: "guide",
        values: ["guide", "openapi"],
        why: "Whether ice breakers and commands have the guide's limits, or the schema's, which are tighter.",
    },
    automationAbsentList: {
        default: "kept",
        values: ["kept", "cleared"],
        why: "What conversational_automation does to the list that a request leaves out.",
    },
    automationAnswer: {
        default: "lists",
        values: ["lists", "withIdAndFlag"],
        why: "Whether conversational_automation reads with an inner id and enable_welcome_message.",
    },
    automationAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps ice breakers and commands.",
    },
    qrCodeLimit: {
        default: 2000,
        values: "number",
        why: "How many QR codes a number may have.",
    },
    missingQrCode: {
        default: "error100",
        values: ["error100", "empty"],
        why: "Whether a read of a QR code that does not exist is refused, or an empty list.",
    },
    qrCodesAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the QR codes.",
    },
    usernameReview: {
        default: "approved",
        values: ["approved", "reserved"],
        why: "The status of a new username; reserved until you change it.",
    },
    usernameCasing: {
        default: "kept",
        values: ["kept", "lower"],
        why: "Whether a username reads as it was given, or in lower case.",
    },
    reservedUsernameDelete: {
        default: "deleted",
        values: ["deleted", "kept"],
        why: "Whether DELETE removes a reserved username, or keeps it and answers that it did not succeed.",
    },
    usernameAfterDeregister: {
        default: "reset",
        values: keptOrReset,
        why: "Whether deregister keeps the username.",
    },
    commerceAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the commerce settings.",
    },
    flowsKeyAnswer: {
        default: "withKey",
        values: ["withKey", "statusOnly"],
        why: "Whether a read shows the public key of Flows, or its status only.",
    },
    noFlowsKey: {
        default: "empty",
        values: ["empty", "mismatch"],
        why: "Whether a number without a public key of Flows reads as an empty list, or as MISMATCH.",
    },
    flowsKeyAfterDeregister: {
        default: "mismatch",
        values: ["kept", "reset", "mismatch"],
        why: "Whether deregister keeps the public key of Flows, removes it, or leaves it with the status MISMATCH.",
    },
    unsetCalling: {
        default: "absent",
        values: ["absent", "NOT_SET"],
        why: "How calling shows call_icon_visibility and callback_permission_status that were never set.",
    },
    unknownCallingKeys: {
        default: "refused",
        values: ["refused", "ignored"],
        why: "Whether calling refuses or ignores keys that can't be set, such as restrictions.",
    },
    sipServers: {
        default: "own",
        values: ["own", "ownWithAppId", "ofAllApps"],
        why: "Which SIP servers calling shows: the token's app's, the same with app_id, or those of every app.",
    },
    callingAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the calling settings.",
    },
    hiddenSearchVisibility: {
        default: "NON_VISIBLE",
        values: ["NON_VISIBLE", "HIDDEN"],
        why: "What search_visibility says of a hidden number.",
    },
    searchVisibilityField: {
        default: "shown",
        values: ["shown", "omitted", "unknownField"],
        why: "Whether a number's node has search_visibility.",
    },
    searchVisibilityAfterDeregister: {
        default: "kept",
        values: keptOrReset,
        why: "Whether deregister keeps the search visibility.",
    },
};
