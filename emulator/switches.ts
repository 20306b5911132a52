/** The switches: what Meta does not document, or documents in two ways. docs/emulator.md explains each. */
import { FEATURE_SWITCHES, type FeatureSwitches } from "./featureSwitches";
import { type AnySwitch, RUNGS, type SwitchInfo, type ValuesOf } from "./switchInfo";

export type { AfterDeregister, FeatureSwitches } from "./featureSwitches";
export { RUNGS, type Rung, type SwitchInfo } from "./switchInfo";

const onOff = [true, false] as const;

/** Those of graph-api.md: each with its default, its values and what it decides. */
const NUMBER_SWITCHES = {
    /** Whether register and deregister share one count. */
    quotaCounters: {
        default: "separate",
        values: ["separate", "shared"],
        why: "Whether register and deregister have separate limits of 10 requests in 72 hours, or share one.",
    },
    /** Whether refused requests count too. */
    refusedRequestsCount: {
        default: true,
        values: onOff,
        why: "Whether a refused register or deregister counts towards the 10 in 72 hours.",
    },
    /** Whether a request during the 72-hour block starts the block again. */
    blockedRequestsExtend: {
        default: false,
        values: onOff,
        why: "Whether a request during the 72-hour block starts the block again.",
    },
    /** `is_transient` of 133016. */
    quotaTransient: {
        default: "true",
        values: ["true", "false", "omitted"],
        why: "What is_transient says on 133016.",
    },
    /** Whether 133016 and 80007 carry Retry-After. */
    retryAfterHeader: {
        default: false,
        values: onOff,
        why: "Whether 133016 and 80007 have a Retry-After header.",
    },
    /** The order in which register checks a number. */
    registerOrder: {
        default: RUNGS,
        values: "order",
        why: "The order in which register checks a number, as a comma-separated list of all steps.",
    },
    /** How PINs are checked. */
    pinMode: {
        default: "legacy",
        values: ["legacy", "evolved", "retired"],
        why: "Whether register checks the PIN always, only while not registered, or never.",
    },
    /** The field by which the evolved answer says that the number was registered already; empty: none. */
    alreadyRegisteredField: {
        default: "already_registered",
        values: "text",
        why: "The field by which the evolved answer says that the number was registered already; empty: no field.",
    },
    /** What setting a PIN does once PINs are retired. */
    setPinWhenRetired: {
        default: "refused",
        values: ["refused", "accepted"],
        why: "Whether setting a PIN is refused or accepted under pinMode=retired.",
    },
    /** Wrong PINs in an hour before 133009. */
    pinGuessesPerHour: {
        default: 5,
        values: "number",
        why: "How many wrong PINs in an hour lead to 133009.",
    },
    /** Wrong PINs in 12 hours before 133008. */
    pinGuessesPer12Hours: {
        default: 8,
        values: "number",
        why: "How many wrong PINs in 12 hours lead to 133008.",
    },
    /** Wrong PINs in a row after which the ownership must be verified again, also if VERIFIED; 0: never. */
    wrongPinsDemandVerification: {
        default: 0,
        values: "number",
        why: "After how many wrong PINs in a row register answers 133006 until the ownership is verified again; 0: never.",
    },
    /** Whether register accepts a number whose ownership is not verified or has expired. */
    unverifiedMayRegister: {
        default: false,
        values: onOff,
        why: "Whether register accepts a number whose ownership is not VERIFIED.",
    },
    /** Whether register is refused (100/2388001) while `name_status` is PENDING_REVIEW or DECLINED. */
    nameRefusesCertificate: {
        default: false,
        values: onOff,
        why: "Whether register answers 100/2388001 while the display name is PENDING_REVIEW or DECLINED.",
    },
    /** How register treats a region, on v21 and later. */
    regionInRegister: {
        default: "accepted",
        values: ["accepted", "ignored", "rejected", "deprecated"],
        why: "What register on v21 and later does with data_localization_region.",
    },
    /** What register does if its region differs from the settings. */
    regionConflict: {
        default: "refused",
        values: ["refused", "overrides"],
        why: "What register does if it names another region than /settings has.",
    },
    /** What register does if the number is registered in another region. */
    regionOnReregister: {
        default: "ignored",
        values: ["ignored", "refused", "accepted"],
        why: "What register does if the number is registered already, in another region.",
    },
    /** How a registered number's change of storage is answered. */
    storageChangeWhileRegistered: {
        default: "error100",
        values: ["error100", "error131009", "ignored", "accepted"],
        why: "How a change of storage is answered while the number is registered.",
    },
    /** Whether deregister keeps local storage. */
    storageAfterDeregister: {
        default: "reset",
        values: ["reset", "kept"],
        why: "Whether deregister keeps local storage.",
    },
    /** What the settings call storage that is off. */
    storageOffStatus: {
        default: "DEFAULT",
        values: ["DEFAULT", "IN_COUNTRY_STORAGE_DISABLED"],
        why: "The status that /settings shows for storage that is off.",
    },
    /** Whether deregister keeps the identity key check. */
    identityCheckAfterDeregister: {
        default: "reset",
        values: ["reset", "kept"],
        why: "Whether deregister keeps the identity key check.",
    },
    /** Whether the settings show the identity key check. */
    settingsIdentityCheck: {
        default: "shown",
        values: ["shown", "whenEnabled", "omitted"],
        why: "Whether /settings shows the identity key check always, only while it is on, or never.",
    },
    /** Which parts the settings show. */
    settingsAnswer: {
        default: "full",
        values: ["full", "storageOnly"],
        why: "Whether /settings shows everything or storage_configuration only.",
    },
    /** How the settings write statuses. */
    settingsCasing: {
        default: "upper",
        values: ["upper", "lower"],
        why: "Whether /settings writes statuses in upper or lower case.",
    },
    /** The names in the settings' answer. */
    settingsDialect: {
        default: "guides",
        values: ["guides", "openapi"],
        why: "Which names the answer of /settings uses.",
    },
    /** The names that a change of settings may use. */
    settingsAccepts: {
        default: "both",
        values: ["both", "guides", "openapi"],
        why: "Which names a change of /settings may use.",
    },
    /** `status` after deregister. */
    statusAfterDeregister: {
        default: "DISCONNECTED",
        values: "text",
        why: "The status of a number after deregister.",
    },
    /** How long reads lag behind an accepted register, in milliseconds. */
    registerSettleMs: {
        default: 0,
        values: "number",
        why: "How long status and platform_type lag behind an accepted register, in milliseconds.",
    },
    /** How long reads lag behind an accepted deregister, in milliseconds. */
    deregisterSettleMs: {
        default: 0,
        values: "number",
        why: "How long status and platform_type lag behind an accepted deregister, in milliseconds.",
    },
    /** Whether the node has `platform_type`. */
    platformType: {
        default: "shown",
        values: ["shown", "omitted", "unknownField"],
        why: "Whether a number's node has platform_type.",
    },
    /** Whether the node has `host_platform`. */
    hostPlatform: {
        default: "shown",
        values: ["shown", "omitted", "unknownField"],
        why: "Whether a number's node has host_platform.",
    },
    /** What a read without `fields` shows. */
    nodeDefaultFields: {
        default: "captured",
        values: ["captured", "withOnboardedTime", "withCodeVerification", "withoutCodeVerification"],
        why: "Which fields a read without fields shows, of a node and in a list.",
    },
    /** What `code_verification_status` calls ownership that is not verified. */
    unverifiedOwnership: {
        default: "NOT_VERIFIED",
        values: ["NOT_VERIFIED", "UNVERIFIED"],
        why: "What code_verification_status says of a number that is not verified.",
    },
    /** Which values `status` has in lists. */
    listStatus: {
        default: "status",
        values: ["status", "linked"],
        why: "Whether status in a list has the node's values, or LINKED and UNLINKED.",
    },
    /** How a request names a list's order. */
    sortStyle: {
        default: "both",
        values: ["both", "dot", "underscore"],
        why: "How a list request names its order.",
    },
    /** How a list ends, if it ends. */
    listingEnd: {
        default: "complete",
        values: ["complete", "cut", "repeats", "alternates", "empty"],
        why: "How a list of numbers ends, if it ends.",
    },
    /** Whether a list's pages repeat rows. */
    duplicateRows: {
        default: false,
        values: onOff,
        why: "Whether each page of a list starts with the last row of the page before.",
    },
    /** Whether `/?ids=` reads several numbers. */
    multiRead: {
        default: "on",
        values: ["on", "off", "skipUnreadable"],
        why: "Whether /?ids= works, and whether one unreadable ID fails the whole request.",
    },
    /** How a request names the number to add. */
    addNumberFormat: {
        default: "both",
        values: ["both", "national", "e164"],
        why: "Whether phone_number has the country code when a number is added.",
    },
    /** How deregister answers for a number that is not registered. */
    deregisterUnregistered: {
        default: "notLinked",
        values: ["notLinked", "notRegistered"],
        why: "Which error deregister answers for a number that is not registered.",
    },
    /** How a deleted number answers. */
    deletedNumber: {
        default: "error33",
        values: ["error33", "error100/33", "status"],
        why: "How a deleted number's node answers.",
    },
    /** Whether register is refused later than 14 days after Embedded Signup. */
    lateSignup: {
        default: "accepted",
        values: ["accepted", "refused"],
        why: "Whether register is refused later than 14 days after Embedded Signup.",
    },
    /** How a new display name is reviewed. */
    nameReview: {
        default: "manual",
        values: ["manual", "approve", "decline"],
        why: "What the review says of a new display name; manual: PENDING_REVIEW until you change it.",
    },
    /** Whether success is `true` or `"true"`. */
    successAs: {
        default: "boolean",
        values: ["boolean", "string"],
        why: 'Whether success is true or "true".',
    },
    /** Where code 100 has its text. */
    refusalText: {
        default: "details",
        values: ["details", "message"],
        why: "Whether code 100 has its text in error_data.details or in message.",
    },
    /** Whether reads are limited per hour. */
    readLimits: {
        default: false,
        values: onOff,
        why: "Whether reads are limited to 200 an hour per WABA, or 5,000 once it has a registered number, then 80007.",
    },
    /** Whether debug_token says more than whose app a token is of. */
    tokenFacts: {
        default: "shown",
        values: ["shown", "omitted"],
        why: "Whether debug_token says if a token is valid, when it ends and what it may do, or names its app only.",
    },
} as const satisfies Readonly<Record<string, AnySwitch>>;

/**
 * The values of the switches: one for each unknown [U] and each conflict [!] of graph-api.md §2, §3 and §6, and of
 * graph-api-settings.md.
 */
export interface Switches extends ValuesOf<typeof NUMBER_SWITCHES>, FeatureSwitches {}

/** Every switch: its default, its values and what it decides. */
export const SWITCHES: { readonly [Name in keyof Switches]: SwitchInfo<Switches[Name]> } = {
    ...NUMBER_SWITCHES,
    ...FEATURE_SWITCHES,
};
