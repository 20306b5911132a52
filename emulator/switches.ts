import { RUNGS, type Switches, type SwitchInfo } from "./switchTypes";

export { RUNGS, type Rung, type Switches, type SwitchInfo } from "./switchTypes";

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
    wrongPinsDemandVerification: {
        default: 0,
        values: "number",
        why: "§3 row 9: wrong PINs in a row before register answers 133006 although the node says VERIFIED, until a code is requested and verified; one report says three; 0 = never",
    },
    unverifiedMayRegister: {
        default: false,
        values: onOff,
        why: "§3 row 9: only VERIFIED may register, it is said, yet live numbers with EXPIRED or NOT_VERIFIED are common",
    },
    nameRefusesCertificate: {
        default: false,
        values: onOff,
        why: "§3 row 8: 100/2388001 for a display name that could not be processed; seen with PENDING_REVIEW and DECLINED, while other such names register",
    },
    regionInRegister: {
        default: "accepted",
        values: ["accepted", "ignored", "rejected", "deprecated"],
        why: "§3 row 18: data_localization_region in register on v21 and later; the registration guide shows it; rejected = 100, deprecated = code 12, as v25 was seen to answer (§2.3)",
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
    hostPlatform: {
        default: "shown",
        values: ["shown", "omitted", "unknownField"],
        why: "§5: the schema's name of platform_type, for lists; whether every node has it is not known",
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
    listingEnd: {
        default: "complete",
        values: ["complete", "cut", "repeats", "alternates", "empty"],
        why: "§6a: cut = the last page says next and has no cursor; repeats, alternates = its cursor comes again for ever, alone or in turn with another; empty = empty pages with ever new cursors",
    },
    duplicateRows: {
        default: false,
        values: onOff,
        why: "§6a: each page begins with the last row of the page before, the first one with its own first",
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
