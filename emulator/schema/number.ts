/** A phone number: its values, what each may be, and its default. */
import * as v from "valibot";
import { DEFAULT_WABA } from "../defaults";
import { displayNumberOf } from "./displayNumber";
import { STORAGE_COUNTRIES } from "./regions";
import {
    CALLING,
    CALLING_RESTRICTION,
    COMMERCE_SETTINGS,
    CONVERSATIONAL_AUTOMATION,
    FLOWS_KEY,
    PICTURE,
    PROFILE,
    QR_CODE,
    WEBHOOK_OVERRIDE,
} from "./settings";
import {
    byId,
    count,
    digits,
    eachOnce,
    flag,
    type InputOf,
    json,
    like,
    listOf,
    type OutputOf,
    oneOf,
    shape,
    text,
    time,
    whole,
} from "./shape";

const VERIFICATION_CODE_ENTRIES = {
    /** Six digits. */
    code: like(/^\d{6}$/, "a text of six digits"),
    /** How it was sent. */
    method: oneOf(["SMS", "VOICE"]),
    /** Milliseconds of the emulator's clock. */
    expiresAt: time,
    /** Wrong codes that were given since. */
    wrongGuesses: count,
};

/** A verification code that was sent to the owner. */
export interface VerificationCode extends OutputOf<typeof VERIFICATION_CODE_ENTRIES> {}

const VERIFICATION_CODE: v.GenericSchema<InputOf<typeof VERIFICATION_CODE_ENTRIES>, VerificationCode> = shape(
    VERIFICATION_CODE_ENTRIES,
);

const SETTLING_ENTRIES = {
    /** Milliseconds of the emulator's clock. */
    until: time,
    /** What `platform_type` shows until then. */
    platformType: text,
    /** What `status` shows until then. */
    status: text,
};

/** What reads still show for a while after an accepted register or deregister. */
export interface Settling extends OutputOf<typeof SETTLING_ENTRIES> {}

const SETTLING: v.GenericSchema<InputOf<typeof SETTLING_ENTRIES>, Settling> = shape(SETTLING_ENTRIES);

const OWNERSHIP = ["VERIFIED", "NOT_VERIFIED", "EXPIRED"] as const;

/** `code_verification_status`: whether the number's ownership is verified (graph-api.md §5). */
export type Ownership = (typeof OWNERSHIP)[number];

const times = v.optional(listOf(time), () => []);
const no = v.optional(flag, false);
const region = oneOf(STORAGE_COUNTRIES);

/** A phone number as Graph shows it, with the country code. Tests use short ones. */
const displayPhoneNumber = like(
    /^(?=(\D*\d){2,20}\D*$)\+[1-9][\d ().-]*$/,
    "a phone number such as +1 631-555-5555",
);

/** The values of a phone number. Times are milliseconds of the emulator's clock. */
export const NUMBER_ENTRIES = {
    /** Its ID on the Graph API, a string of digits. */
    id: digits,
    /** Its WABA, which is created if it does not exist. */
    wabaId: v.optional(digits, DEFAULT_WABA),
    /** The phone number, which no other number has; default `+1 631-555-5555` or another that follows from the ID. */
    displayPhoneNumber: v.exactOptional(displayPhoneNumber),
    /** The display name in use; default `Jasper's Market`. */
    verifiedName: v.optional(text, "Jasper's Market"),

    /** Registered on the Cloud API. */
    registered: v.exactOptional(flag),
    /** What `status` shows; default CONNECTED if registered, else PENDING. */
    status: v.exactOptional(text),
    /** Shown instead of the value that follows from `registered`: ON_PREMISE, "", any text. Register removes it. */
    platformType: v.exactOptional(text),
    /** What reads still show after an accepted register or deregister. */
    settling: v.exactOptional(SETTLING),
    /** The two-step verification PIN, six digits; deregister keeps it. */
    pin: v.exactOptional(like(/^\d{6}$/, "a text of six digits")),
    /** How this number's PIN is checked; default the switch `pinMode`. */
    pinMode: v.exactOptional(oneOf(["legacy", "evolved", "retired"])),
    /** When wrong PINs were tried. */
    pinGuesses: times,
    /** Wrong PINs since a right one, a new one or a verification. */
    wrongPins: v.optional(count, 0),
    /** Whether its ownership is verified; default VERIFIED. */
    codeVerificationStatus: v.optional(oneOf(OWNERSHIP), "VERIFIED"),
    /** Register answers 133006, also if VERIFIED, until the ownership is verified again (§3 row 9). */
    verificationDemanded: no,
    /** The verification code that was requested last. */
    code: v.exactOptional(VERIFICATION_CODE),
    /** When verification codes were requested. */
    codeRequests: times,

    /** The region of local storage; absent: off. */
    region: v.exactOptional(region),
    /** The retention of no-storage; absent: off. */
    retentionMinutes: v.exactOptional(whole(1, Number.MAX_VALUE)),
    /** A migrated number: its next register must use this region (graph-api.md §3 row 19). */
    boundRegion: v.exactOptional(region),
    /** The identity key check of its settings; default off. */
    identityKeyCheck: no,
    /** Its calling settings, under Graph's names. */
    calling: v.exactOptional(CALLING),
    /** Restrictions of calling that Meta has set; default none. */
    callingRestrictions: v.optional(listOf(CALLING_RESTRICTION), () => []),
    /** Its payload encryption, as it was given. */
    payloadEncryption: v.exactOptional(json),

    /** Also used in the WhatsApp Business app (coexistence). */
    isOnBizApp: no,
    /** `name_status`; default APPROVED. */
    nameStatus: v.optional(text, "APPROVED"),
    /** The display name that is under review, or approved but not in use yet. */
    newDisplayName: v.exactOptional(text),
    /** `new_name_status` of that name. */
    newNameStatus: v.exactOptional(text),
    /** When that name was approved: the approval lasts 14 days. */
    newNameApprovedAt: v.exactOptional(time),
    /** When display names were requested: at most 10 in 30 days. */
    nameChanges: times,

    /** When register was requested: at most 10 in 72 hours. */
    registerRequests: times,
    /** When deregister was requested: at most 10 in 72 hours. */
    deregisterRequests: times,
    /** Until then register is refused (133016). */
    registerBlockedUntil: v.exactOptional(time),
    /** Until then deregister is refused (133016). */
    deregisterBlockedUntil: v.exactOptional(time),

    /** An earlier deregister failed half-way (133000). */
    partialDeregister: no,
    /** Moved here from another provider with two-step verification on (subcode 2388001). */
    inheritedTwoStep: no,
    /** Moved here from another WABA: register needs a payment method on the new one. */
    migrating: no,
    /** Deleted and added again at this time: 133015 for five minutes. */
    recentlyDeletedAt: v.exactOptional(time),
    /** Embedded Signup ended at this time. */
    embeddedSignupAt: v.exactOptional(time),

    /** `quality_rating`; default GREEN. */
    qualityRating: v.optional(text, "GREEN"),
    /** `account_mode`; default LIVE. */
    accountMode: v.optional(text, "LIVE"),
    /** An official business account can't change its display name. */
    isOfficialBusinessAccount: no,
    /** `is_preverified_number`; default false. */
    isPreverifiedNumber: no,
    /** `messaging_limit_tier`; default TIER_1K. */
    messagingLimitTier: v.optional(text, "TIER_1K"),
    /** VISIBLE or HIDDEN, or whatever `search_visibility` is to say; default VISIBLE. */
    searchVisibility: v.optional(text, "VISIBLE"),
    /** When Embedded Signup ended: lists are sorted by it. */
    lastOnboardedTime: v.exactOptional(time),
    /** Its webhook override of each app, by the app's ID. */
    webhookOverrides: v.optional(byId(WEBHOOK_OVERRIDE), () => ({})),
    /** The business profile, under Graph's names. */
    profile: v.optional(PROFILE, () => ({})),
    /** The profile picture. */
    picture: v.exactOptional(PICTURE),
    /** Ice breakers and commands; absent: never set. */
    conversationalAutomation: v.exactOptional(CONVERSATIONAL_AUTOMATION),
    /** Its QR codes, oldest first. */
    qrCodes: v.optional(
        eachOnce(QR_CODE, "QR codes with the code", ({ code }) => code),
        () => [],
    ),
    /** The business username. */
    username: v.exactOptional(text),
    /** Its status; default approved. */
    usernameStatus: v.exactOptional(oneOf(["approved", "reserved"])),
    /** Setting a username is refused with this code: 147001 to 147004, or any other. */
    usernameRefusal: v.exactOptional(whole(0)),
    /** The commerce settings; default both off. */
    commerce: v.optional(COMMERCE_SETTINGS, () => ({})),
    /** The public key of Flows. */
    flowsKey: v.exactOptional(FLOWS_KEY),
    /** Node fields under Graph's names, shown instead of the derived values. */
    fields: v.optional(json, () => ({})),
};

type Given = OutputOf<typeof NUMBER_ENTRIES>;

/** What follows from other values unless it is given. */
type Derived = "displayPhoneNumber" | "registered" | "status";

/** Everything about one phone number. Times are milliseconds of the emulator's clock. */
export interface NumberState extends Omit<Given, Derived>, Required<Pick<Given, Derived>> {}

/** A number to add; everything but `id` has a default. */
export interface NumberSeed extends InputOf<typeof NUMBER_ENTRIES> {}

/** A phone number with every value that it has by default. */
export const NUMBER: v.GenericSchema<NumberSeed, NumberState> = v.pipe(
    shape(NUMBER_ENTRIES),
    v.transform((number): NumberState => {
        const registered = number.registered ?? number.isOnBizApp;
        return {
            ...number,
            displayPhoneNumber: number.displayPhoneNumber ?? displayNumberOf(number.id),
            registered,
            status: number.status ?? (registered ? "CONNECTED" : "PENDING"),
        };
    }),
);
