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
    /** What register makes of a region, on v21 and later. */
    regionInRegister: "accepted" | "ignored" | "rejected";
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
    /** What a read without `fields` shows. */
    nodeDefaultFields: "withoutCodeVerification" | "withCodeVerification";
    /** What ownership that is not verified is called. */
    unverifiedOwnership: "NOT_VERIFIED" | "UNVERIFIED";
    /** What lists call `status`. */
    listStatus: "status" | "linked";
    /** How a list's order is asked for. */
    sortStyle: "both" | "dot" | "underscore";
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
    default: Value;
    /** The values that it may take. */
    values: readonly Value[] | "text" | "number" | "order";
    /** What it decides, and why the default is the default. */
    why: string;
}

const onOff = [true, false] as const;

/** Every switch: its default, its values and the reason for the default. */
export const SWITCHES: { readonly [Name in keyof Switches]: SwitchInfo<Switches[Name]> } = {
    quotaCounters: {
        default: "separate",
        values: ["separate", "shared"],
        why: "§3 row 1: the registration guide counts register and deregister separately; the error page has one code for both",
    },
    refusedRequestsCount: {
        default: true,
        values: onOff,
        why: "§3 row 1: the wording is “requests”, and failed ones were seen to count",
    },
    blockedRequestsExtend: {
        default: false,
        values: onOff,
        why: "§6: whether a request during the 72 h block starts the block anew",
    },
    quotaTransient: {
        default: "true",
        values: ["true", "false", "omitted"],
        why: "§3 row 2: is_transient on 133016, reported as true; the trap is worth having by default",
    },
    retryAfterHeader: {
        default: false,
        values: onOff,
        why: "§2.10: Retry-After on 133016 and 80007, undocumented",
    },
    registerOrder: {
        default: RUNGS,
        values: "order",
        why: "§6: the order in which register looks at things; a comma-separated list of all steps",
    },
    pinMode: {
        default: "legacy",
        values: ["legacy", "evolved", "retired"],
        why: "§3 rows 4 and 5: evolved = registering a registered number succeeds with any PIN; retired = no PIN is checked or kept",
    },
    alreadyRegisteredField: {
        default: "already_registered",
        values: "text",
        why: "§3 row 4: the evolved answer says so in a shape that is unpublished; empty = not at all",
    },
    setPinWhenRetired: {
        default: "refused",
        values: ["refused", "accepted"],
        why: "§3 row 5: what setting a PIN does once PINs are retired",
    },
    pinGuessesPerHour: {
        default: 5,
        values: "number",
        why: "§3 row 23: wrong PINs in an hour before 133009; the real limit is unknown",
    },
    pinGuessesPer12Hours: {
        default: 8,
        values: "number",
        why: "§3 row 23: wrong PINs in 12 hours before 133008; the real limit is unknown",
    },
    regionInRegister: {
        default: "accepted",
        values: ["accepted", "ignored", "rejected"],
        why: "§3 row 18: data_localization_region in register on v21 and later; the registration guide shows it",
    },
    regionConflict: {
        default: "refused",
        values: ["refused", "overrides"],
        why: "§3 row 19: register names another region than /settings has; the error seen in the field compares them",
    },
    regionOnReregister: {
        default: "ignored",
        values: ["ignored", "refused", "accepted"],
        why: "§2.7: storage changes only while unregistered; what a registered number's register with another region does is unknown",
    },
    storageChangeWhileRegistered: {
        default: "error100",
        values: ["error100", "error131009", "ignored", "accepted"],
        why: "§2.7: the refusal is documented, its error is not",
    },
    storageAfterDeregister: {
        default: "reset",
        values: ["reset", "kept"],
        why: "§2.4: deregistering switches local storage off; whether a v21 setting survives is not said",
    },
    storageOffStatus: {
        default: "DEFAULT",
        values: ["DEFAULT", "IN_COUNTRY_STORAGE_DISABLED"],
        why: "§2.7: what /settings calls storage that is off",
    },
    identityCheckAfterDeregister: {
        default: "reset",
        values: ["reset", "kept"],
        why: "§6: unknown; reset is the one that a caller has to cope with",
    },
    settingsIdentityCheck: {
        default: "shown",
        values: ["shown", "whenEnabled", "omitted"],
        why: "§2.7: user_identity_change is an optional part of the answer",
    },
    settingsAnswer: {
        default: "full",
        values: ["full", "storageOnly"],
        why: "§2.7: the schema requires calling, the guide's example has storage_configuration alone (storageOnly leaves out calling and payload_encryption)",
    },
    settingsCasing: {
        default: "upper",
        values: ["upper", "lower"],
        why: "§2.7: guides write statuses in upper case, the schema in lower case",
    },
    settingsDialect: {
        default: "guides",
        values: ["guides", "openapi"],
        why: "§2.7: the answer's names: enable_identity_key_check and data_localization_region, or enabled and region",
    },
    settingsAccepts: {
        default: "both",
        values: ["both", "guides", "openapi"],
        why: "§2.7: which of these names a request may use",
    },
    statusAfterDeregister: {
        default: "DISCONNECTED",
        values: "text",
        why: "§3 row 15: unknown; another emulator guesses the same",
    },
    registerSettleMs: {
        default: 0,
        values: "number",
        why: "§3 row 14: how long status and platform_type lag behind an accepted register",
    },
    deregisterSettleMs: {
        default: 0,
        values: "number",
        why: "§3 row 15: the same after deregister",
    },
    platformType: {
        default: "shown",
        values: ["shown", "omitted", "unknownField"],
        why: "§5: not in the current reference, still answered on v21 to v26",
    },
    nodeDefaultFields: {
        default: "withoutCodeVerification",
        values: ["withoutCodeVerification", "withCodeVerification"],
        why: "§2.1: the schema and the guide disagree on the default fields",
    },
    unverifiedOwnership: {
        default: "NOT_VERIFIED",
        values: ["NOT_VERIFIED", "UNVERIFIED"],
        why: "§5: code_verification_status of an unverified number; the node reference says UNVERIFIED",
    },
    listStatus: {
        default: "status",
        values: ["status", "linked"],
        why: "§5: the schema of the list has LINKED and UNLINKED as status",
    },
    sortStyle: {
        default: "both",
        values: ["both", "dot", "underscore"],
        why: "§2.8: last_onboarded_time.desc or ['last_onboarded_time_descending']",
    },
    multiRead: {
        default: "on",
        values: ["on", "off", "skipUnreadable"],
        why: "§2.1: whether /?ids= serves this node type, and what one unreadable id does to the others",
    },
    addNumberFormat: {
        default: "both",
        values: ["both", "national", "e164"],
        why: "§2.8: phone_number without the country code (guide) or with it (schema)",
    },
    deregisterUnregistered: {
        default: "notLinked",
        values: ["notLinked", "notRegistered"],
        why: "§3 row 13: two texts, the second with subcode 2207051",
    },
    deletedNumber: {
        default: "error33",
        values: ["error33", "error100/33", "status"],
        why: "§4: code 33 is documented for deleted numbers; a node that still answers with status DELETED and plain 100/33 are as likely",
    },
    lateSignup: {
        default: "accepted",
        values: ["accepted", "refused"],
        why: "§3 row 17: a register later than 14 days after Embedded Signup; the consequence is not documented",
    },
    nameReview: {
        default: "manual",
        values: ["manual", "approve", "decline"],
        why: "§3 row 16: what the review says of a new display name; manual = it stays PENDING_REVIEW until changed",
    },
    successAs: {
        default: "boolean",
        values: ["boolean", "string"],
        why: "§2.3: an old collection shows the string “true”",
    },
    refusalText: {
        default: "details",
        values: ["details", "message"],
        why: "§4 code 100: whether its text is in error_data.details or in the message; both were seen",
    },
    readLimits: {
        default: false,
        values: onOff,
        why: "§2: 200 GETs an hour per WABA, 5,000 once it has a registered number, then 80007; off, since tests read often",
    },
};
