/** The switches: what Meta does not document, or documents in two ways. docs/emulator.md explains each. */
import { FEATURE_SWITCHES } from "./featureSwitches";
import { RUNGS, type Switches, type SwitchInfo } from "./switchTypes";

export type { AfterDeregister, FeatureSwitches } from "./featureSwitchTypes";
export { RUNGS, type Rung, type Switches, type SwitchInfo } from "./switchTypes";

const onOff = [true, false] as const;

/** Every switch: its default, its values and what it decides. */
export const SWITCHES: { readonly [Name in keyof Switches]: SwitchInfo<Switches[Name]> } = {
    quotaCounters: {
        default: "separate",
        values: ["separate", "shared"],
        why: "Whether register and deregister have separate limits of 10 requests in 72 hours, or share one.",
    },
    refusedRequestsCount: {
        default: true,
        values: onOff,
        why: "Whether a refused register or deregister counts towards the 10 in 72 hours.",
    },
    blockedRequestsExtend: {
        default: false,
        values: onOff,
        why: "Whether a request during the 72-hour block starts the block again.",
    },
    quotaTransient: {
        default: "true",
        values: ["true", "false", "omitted"],
        why: "What is_transient says on 133016.",
    },
    retryAfterHeader: {
        default: false,
        values: onOff,
        why: "Whether 133016 and 80007 have a Retry-After header.",
    },
    registerOrder: {
        default: RUNGS,
        values: "order",
        why: "The order in which register checks a number, as a comma-separated list of all steps.",
    },
    pinMode: {
        default: "legacy",
        values: ["legacy", "evolved", "retired"],
        why: "Whether register checks the PIN always, only while not registered, or never.",
    },
    alreadyRegisteredField: {
        default: "already_registered",
        values: "text",
        why: "The field by which the evolved answer says that the number was registered already; empty: no field.",
    },
    setPinWhenRetired: {
        default: "refused",
        values: ["refused", "accepted"],
        why: "Whether setting a PIN is refused or accepted under pinMode=retired.",
    },
    pinGuessesPerHour: {
        default: 5,
        values: "number",
        why: "How many wrong PINs in an hour lead to 133009.",
    },
    pinGuessesPer12Hours: {
        default: 8,
        values: "number",
        why: "How many wrong PINs in 12 hours lead to 133008.",
    },
    wrongPinsDemandVerification: {
        default: 0,
        values: "number",
        why: "After how many wrong PINs in a row register answers 133006 until the ownership is verified again; 0: never.",
    },
    unverifiedMayRegister: {
        default: false,
        values: onOff,
        why: "Whether register accepts a number whose ownership is not VERIFIED.",
    },
    nameRefusesCertificate: {
        default: false,
        values: onOff,
        why: "Whether register answers 100/2388001 while the display name is PENDING_REVIEW or DECLINED.",
    },
    regionInRegister: {
        default: "accepted",
        values: ["accepted", "ignored", "rejected", "deprecated"],
        why: "What register on v21 and later does with data_localization_region.",
    },
    regionConflict: {
        default: "refused",
        values: ["refused", "overrides"],
        why: "What register does if it names another region than /settings has.",
    },
    regionOnReregister: {
        default: "ignored",
        values: ["ignored", "refused", "accepted"],
        why: "What register does if the number is registered already, in another region.",
    },
    storageChangeWhileRegistered: {
        default: "error100",
        values: ["error100", "error131009", "ignored", "accepted"],
        why: "How a change of storage is answered while the number is registered.",
    },
    storageAfterDeregister: {
        default: "reset",
        values: ["reset", "kept"],
        why: "Whether deregister keeps local storage.",
    },
    storageOffStatus: {
        default: "DEFAULT",
        values: ["DEFAULT", "IN_COUNTRY_STORAGE_DISABLED"],
        why: "The status that /settings shows for storage that is off.",
    },
    identityCheckAfterDeregister: {
        default: "reset",
        values: ["reset", "kept"],
        why: "Whether deregister keeps the identity key check.",
    },
    settingsIdentityCheck: {
        default: "shown",
        values: ["shown", "whenEnabled", "omitted"],
        why: "Whether /settings shows the identity key check always, only while it is on, or never.",
    },
    settingsAnswer: {
        default: "full",
        values: ["full", "storageOnly"],
        why: "Whether /settings shows everything or storage_configuration only.",
    },
    settingsCasing: {
        default: "upper",
        values: ["upper", "lower"],
        why: "Whether /settings writes statuses in upper or lower case.",
    },
    settingsDialect: {
        default: "guides",
        values: ["guides", "openapi"],
        why: "Which names the answer of /settings uses.",
    },
    settingsAccepts: {
        default: "both",
        values: ["both", "guides", "openapi"],
        why: "Which names a change of /settings may use.",
    },
    statusAfterDeregister: {
        default: "DISCONNECTED",
        values: "text",
        why: "The status of a number after deregister.",
    },
    registerSettleMs: {
        default: 0,
        values: "number",
        why: "How long status and platform_type lag behind an accepted register, in milliseconds.",
    },
    deregisterSettleMs: {
        default: 0,
        values: "number",
        why: "How long status and platform_type lag behind an accepted deregister, in milliseconds.",
    },
    platformType: {
        default: "shown",
        values: ["shown", "omitted", "unknownField"],
        why: "Whether a number's node has platform_type.",
    },
    hostPlatform: {
        default: "shown",
        values: ["shown", "omitted", "unknownField"],
        why: "Whether a number's node has host_platform.",
    },
    nodeDefaultFields: {
        default: "captured",
        values: ["captured", "withOnboardedTime", "withCodeVerification", "withoutCodeVerification"],
        why: "Which fields a read without fields shows, of a node and in a list.",
    },
    unverifiedOwnership: {
        default: "NOT_VERIFIED",
        values: ["NOT_VERIFIED", "UNVERIFIED"],
        why: "What code_verification_status says of a number that is not verified.",
    },
    listStatus: {
        default: "status",
        values: ["status", "linked"],
        why: "Whether status in a list has the node's values, or LINKED and UNLINKED.",
    },
    sortStyle: {
        default: "both",
        values: ["both", "dot", "underscore"],
        why: "How a list request names its order.",
    },
    listingEnd: {
        default: "complete",
        values: ["complete", "cut", "repeats", "alternates", "empty"],
        why: "How a list of numbers ends, if it ends.",
    },
    duplicateRows: {
        default: false,
        values: onOff,
        why: "Whether each page of a list starts with the last row of the page before.",
    },
    multiRead: {
        default: "on",
        values: ["on", "off", "skipUnreadable"],
        why: "Whether /?ids= works, and whether one unreadable ID fails the whole request.",
    },
    addNumberFormat: {
        default: "both",
        values: ["both", "national", "e164"],
        why: "Whether phone_number has the country code when a number is added.",
    },
    deregisterUnregistered: {
        default: "notLinked",
        values: ["notLinked", "notRegistered"],
        why: "Which error deregister answers for a number that is not registered.",
    },
    deletedNumber: {
        default: "error33",
        values: ["error33", "error100/33", "status"],
        why: "How a deleted number's node answers.",
    },
    lateSignup: {
        default: "accepted",
        values: ["accepted", "refused"],
        why: "Whether register is refused later than 14 days after Embedded Signup.",
    },
    nameReview: {
        default: "manual",
        values: ["manual", "approve", "decline"],
        why: "What the review says of a new display name; manual: PENDING_REVIEW until you change it.",
    },
    successAs: {
        default: "boolean",
        values: ["boolean", "string"],
        why: 'Whether success is true or "true".',
    },
    refusalText: {
        default: "details",
        values: ["details", "message"],
        why: "Whether code 100 has its text in error_data.details or in message.",
    },
    readLimits: {
        default: false,
        values: onOff,
        why: "Whether reads are limited to 200 an hour per WABA, or 5,000 once it has a registered number, then 80007.",
    },
    tokenFacts: {
        default: "shown",
        values: ["shown", "omitted"],
        why: "Whether debug_token says if a token is valid, when it ends and what it may do, or names its app only.",
    },
    ...FEATURE_SWITCHES,
};
