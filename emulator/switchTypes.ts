/** The steps of Graph's evaluation of a register request, in the default order (graph-api.md §6). */
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
 * What nobody outside Meta knows for sure: every unknown [U] and every conflict [!] of graph-api.md §2, §3 and
 * §6 is one switch. What each value means and why the default is the default: SWITCHES, and docs/emulator.md.
 */
export interface Switches {
    /** Whether register and deregister share one count. */
    quotaCounters: "separate" | "shared";
    /** Whether refused requests count too. */
    refusedRequestsCount: boolean;
    /** Whether a request during the 72 h block starts it anew. */
    blockedRequestsExtend: boolean;
    /** `is_transient` of 133016. */
    quotaTransient: "true" | "false" | "omitted";
    /** Whether 133016 and 80007 carry Retry-After. */
    retryAfterHeader: boolean;
    /** The order in which register looks at things. */
    registerOrder: readonly Rung[];
    /** How PINs are checked. */
    pinMode: "legacy" | "evolved" | "retired";
    /** What the evolved answer calls a number that was registered already; empty: nothing. */
    alreadyRegisteredField: string;
    /** What setting a PIN does once PINs are retired. */
    setPinWhenRetired: "refused" | "accepted";
    /** Wrong PINs in an hour before 133009. */
    pinGuessesPerHour: number;
    /** Wrong PINs in 12 hours before 133008. */
    pinGuessesPer12Hours: number;
    /** Wrong PINs in a row before register demands that the ownership be verified anew, VERIFIED or not; 0: never. */
    wrongPinsDemandVerification: number;
    /** Whether register takes a number whose ownership is not verified, or not any more. */
    unverifiedMayRegister: boolean;
    /** Whether register is refused (100/2388001) while `name_status` is PENDING_REVIEW or DECLINED. */
    nameRefusesCertificate: boolean;
    /** What register makes of a region, on v21 and later. */
    regionInRegister: "accepted" | "ignored" | "rejected" | "deprecated";
    /** What register does with another region than the settings have. */
    regionConflict: "refused" | "overrides";
    /** What a registered number's register does with another region. */
    regionOnReregister: "ignored" | "refused" | "accepted";
    /** What a registered number's change of storage gets. */
    storageChangeWhileRegistered: "error100" | "error131009" | "ignored" | "accepted";
    /** Whether local storage survives a deregistration. */
    storageAfterDeregister: "reset" | "kept";
    /** What the settings call storage that is off. */
    storageOffStatus: "DEFAULT" | "IN_COUNTRY_STORAGE_DISABLED";
    /** Whether the identity key check survives a deregistration. */
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
    /** `status` of a number that was deregistered. */
    statusAfterDeregister: string;
    /** How long reads lag behind an accepted register. */
    registerSettleMs: number;
    /** How long reads lag behind an accepted deregister. */
    deregisterSettleMs: number;
    /** Whether the node has `platform_type`. */
    platformType: "shown" | "omitted" | "unknownField";
    /** Whether the node has `host_platform`. */
    hostPlatform: "shown" | "omitted" | "unknownField";
    /** What a read without `fields` shows. */
    nodeDefaultFields: "withoutCodeVerification" | "withCodeVerification";
    /** What ownership that is not verified is called. */
    unverifiedOwnership: "NOT_VERIFIED" | "UNVERIFIED";
    /** What lists call `status`. */
    listStatus: "status" | "linked";
    /** How a list's order is asked for. */
    sortStyle: "both" | "dot" | "underscore";
    /** How a list ends, if it ends at all. */
    listingEnd: "complete" | "cut" | "repeats" | "alternates" | "empty";
    /** Whether a list's pages repeat rows. */
    duplicateRows: boolean;
    /** Whether `/?ids=` reads several numbers. */
    multiRead: "on" | "off" | "skipUnreadable";
    /** How a number is given that is added. */
    addNumberFormat: "both" | "national" | "e164";
    /** What deregistering a number that is off gets. */
    deregisterUnregistered: "notLinked" | "notRegistered";
    /** How a deleted number answers. */
    deletedNumber: "error33" | "error100/33" | "status";
    /** Whether register is refused 14 days after Embedded Signup. */
    lateSignup: "accepted" | "refused";
    /** What becomes of a new display name. */
    nameReview: "manual" | "approve" | "decline";
    /** Whether success is `true` or `"true"`. */
    successAs: "boolean" | "string";
    /** Where code 100 says what is wrong. */
    refusalText: "details" | "message";
    /** Whether reads are limited by the hour. */
    readLimits: boolean;
}

/** A switch's default, the values it may take ("text" and "number": any) and what it decides. */
export interface SwitchInfo<Value> {
    /** Its value unless it is set. */
    readonly default: Value;
    /** The values that it may take. */
    readonly values: readonly Value[] | "text" | "number" | "order";
    /** What it decides, and why the default is the default. */
    readonly why: string;
}
