/** The switches' names and values, and the steps of register. */
import type { FeatureSwitches } from "./featureSwitchTypes";

/** The steps by which Graph evaluates a register request, in the default order (graph-api.md §6). */
export const RUNGS = [
    "quota",
    "businessApp",
    "wabaReview",
    "accountLocked",
    "ownership",
    "recentlyDeleted",
    "partialDeregister",
    "inheritedTwoStep",
    "displayName",
    "signupAge",
    "payment",
    "pin",
    "region",
] as const;

/** One step of the evaluation of a register request. */
export type Rung = (typeof RUNGS)[number];

/**
 * What Meta does not document, or documents in two ways: one switch for each unknown [U] and each conflict [!] of
 * graph-api.md §2, §3 and §6. docs/emulator.md explains the values and the defaults.
 */
export interface Switches extends FeatureSwitches {
    /** Whether register and deregister share one count. */
    quotaCounters: "separate" | "shared";
    /** Whether refused requests count too. */
    refusedRequestsCount: boolean;
    /** Whether a request during the 72-hour block starts the block again. */
    blockedRequestsExtend: boolean;
    /** `is_transient` of 133016. */
    quotaTransient: "true" | "false" | "omitted";
    /** Whether 133016 and 80007 carry Retry-After. */
    retryAfterHeader: boolean;
    /** The order in which register checks a number. */
    registerOrder: readonly Rung[];
    /** How PINs are checked. */
    pinMode: "legacy" | "evolved" | "retired";
    /** The field by which the evolved answer says that the number was registered already; empty: none. */
    alreadyRegisteredField: string;
    /** What setting a PIN does once PINs are retired. */
    setPinWhenRetired: "refused" | "accepted";
    /** Wrong PINs in an hour before 133009. */
    pinGuessesPerHour: number;
    /** Wrong PINs in 12 hours before 133008. */
    pinGuessesPer12Hours: number;
    /** Wrong PINs in a row after which the ownership must be verified again, also if VERIFIED; 0: never. */
    wrongPinsDemandVerification: number;
    /** Whether register accepts a number whose ownership is not verified or has expired. */
    unverifiedMayRegister: boolean;
    /** Whether register is refused (100/2388001) while `name_status` is PENDING_REVIEW or DECLINED. */
    nameRefusesCertificate: boolean;
    /** How register treats a region, on v21 and later. */
    regionInRegister: "accepted" | "ignored" | "rejected" | "deprecated";
    /** What register does if its region differs from the settings. */
    regionConflict: "refused" | "overrides";
    /** What register does if the number is registered in another region. */
    regionOnReregister: "ignored" | "refused" | "accepted";
    /** How a registered number's change of storage is answered. */
    storageChangeWhileRegistered: "error100" | "error131009" | "ignored" | "accepted";
    /** Whether deregister keeps local storage. */
    storageAfterDeregister: "reset" | "kept";
    /** What the settings call storage that is off. */
    storageOffStatus: "DEFAULT" | "IN_COUNTRY_STORAGE_DISABLED";
    /** Whether deregister keeps the identity key check. */
    identityCheckAfterDeregister: "reset" | "kept";
    /** Whether the settings show the identity key check. */
    settingsIdentityCheck: "shown" | "whenEnabled" | "omitted";
    /** Which parts the settings show. */
    settingsAnswer: "full" | "storageOnly";
    /** How the settings write statuses. */
    settingsCasing: "upper" | "lower";
    /** The names in the settings' answer. */
    settingsDialect: "guides" | "openapi";
    /** The names that a change of settings may use. */
    settingsAccepts: "both" | "guides" | "openapi";
    /** `status` after deregister. */
    statusAfterDeregister: string;
    /** How long reads lag behind an accepted register, in milliseconds. */
    registerSettleMs: number;
    /** How long reads lag behind an accepted deregister, in milliseconds. */
    deregisterSettleMs: number;
    /** Whether the node has `platform_type`. */
    platformType: "shown" | "omitted" | "unknownField";
    /** Whether the node has `host_platform`. */
    hostPlatform: "shown" | "omitted" | "unknownField";
    /** What a read without `fields` shows. */
    nodeDefaultFields: "captured" | "withOnboardedTime" | "withCodeVerification" | "withoutCodeVerification";
    /** What `code_verification_status` calls ownership that is not verified. */
    unverifiedOwnership: "NOT_VERIFIED" | "UNVERIFIED";
    /** Which values `status` has in lists. */
    listStatus: "status" | "linked";
    /** How a request names a list's order. */
    sortStyle: "both" | "dot" | "underscore";
    /** How a list ends, if it ends. */
    listingEnd: "complete" | "cut" | "repeats" | "alternates" | "empty";
    /** Whether a list's pages repeat rows. */
    duplicateRows: boolean;
    /** Whether `/?ids=` reads several numbers. */
    multiRead: "on" | "off" | "skipUnreadable";
    /** How a request names the number to add. */
    addNumberFormat: "both" | "national" | "e164";
    /** How deregister answers for a number that is not registered. */
    deregisterUnregistered: "notLinked" | "notRegistered";
    /** How a deleted number answers. */
    deletedNumber: "error33" | "error100/33" | "status";
    /** Whether register is refused later than 14 days after Embedded Signup. */
    lateSignup: "accepted" | "refused";
    /** How a new display name is reviewed. */
    nameReview: "manual" | "approve" | "decline";
    /** Whether success is `true` or `"true"`. */
    successAs: "boolean" | "string";
    /** Where code 100 has its text. */
    refusalText: "details" | "message";
    /** Whether reads are limited per hour. */
    readLimits: boolean;
    /** Whether debug_token says more than whose app a token is of. */
    tokenFacts: "shown" | "omitted";
}

/** A switch: its default, its values ("text" and "number": any) and what it decides. */
export interface SwitchInfo<Value> {
    /** Its value unless it is set. */
    readonly default: Value;
    /** Its possible values. */
    readonly values: readonly Value[] | "text" | "number" | "order";
    /** What it decides, in one sentence. */
    readonly why: string;
}
