/** A phone number: its values, what each may be, and its default. */
import * as v from "valibot";
import { DEFAULT_WABA } from "../defaults";
import { displayNumberOf } from "./displayNumber";
import { STORAGE_COUNTRIES } from "./regions";
import {
    byId,
    count,
    digits,
    flag,
    json,
    like,
    listOf,
    oneOf,
    openShape,
    shape,
    text,
    time,
    url,
    whole,
} from "./shape";

/** A URL for webhooks that overrides the app's own. */
export const WEBHOOK_OVERRIDE = shape({
    /** Where webhooks go. */
    uri: url,
    /** What the handshake sent; no read shows it. */
    verifyToken: v.optional(text, ""),
});

/** The profile picture: what is left of an upload. */
export const PICTURE = shape({
    /** Of the bytes that were uploaded, in hex. */
    sha256: text,
    /** `file_type` of the upload. */
    type: text,
    /** How many bytes it has. */
    bytes: count,
});

/** A command that users see when they type a slash. */
export const AUTOMATION_COMMAND = shape({
    /** Its name, without the slash. */
    command_name: text,
    /** Its hint. */
    command_description: text,
});

/** Ice breakers and commands, under Graph's names. */
export const CONVERSATIONAL_AUTOMATION = shape({
    /** The ice breakers. */
    prompts: v.optional(listOf(text), () => []),
    /** The commands. */
    commands: v.optional(listOf(AUTOMATION_COMMAND), () => []),
});

/** A QR code with its short link. */
export const QR_CODE = shape({
    /** The last part of its link. */
    code: like(/^\w+$/, "a text of letters and digits"),
    /** The text that users find in their chat. */
    prefilledMessage: text,
    /** Milliseconds of the emulator's clock. */
    createdAt: time,
});

/** The commerce settings. */
export const COMMERCE_SETTINGS = shape({
    /** `is_cart_enabled`. */
    isCartEnabled: v.optional(flag, false),
    /** `is_catalog_visible`. */
    isCatalogVisible: v.optional(flag, false),
});

/** The public key of Flows. */
export const FLOWS_KEY = shape({
    /** The PEM as it was given. */
    publicKey: text,
    /** `business_public_key_signature_status`. */
    status: oneOf(["VALID", "MISMATCH"]),
});

/** A restriction of calling that Meta has set; no request changes it. */
export const CALLING_RESTRICTION = shape({
    /** RESTRICTED_BUSINESS_INITIATED_CALLING or RESTRICTED_USER_INITIATED_CALLING. */
    type: text,
    /** Why. */
    reason: v.exactOptional(text),
    /** Seconds since 1970; over then. */
    expiration: v.exactOptional(time),
});

/** A verification code that was sent to the owner. */
export const VERIFICATION_CODE = shape({
    /** Six digits. */
    code: like(/^\d{6}$/, "a text of six digits"),
    /** How it was sent. */
    method: oneOf(["SMS", "VOICE"]),
    /** Milliseconds of the emulator's clock. */
    expiresAt: time,
    /** Wrong codes that were given since. */
    wrongGuesses: count,
});

/** What reads still show for a while after an accepted register or deregister. */
export const SETTLING = shape({
    /** Milliseconds of the emulator's clock. */
    until: time,
    /** What `platform_type` shows until then. */
    platformType: text,
    /** What `status` shows until then. */
    status: text,
});

/** `code_verification_status`: whether the number's ownership is verified (graph-api.md §5). */
export const OWNERSHIP = oneOf(["VERIFIED", "NOT_VERIFIED", "EXPIRED"]);

const times = v.optional(listOf(time), () => []);
const no = v.optional(flag, false);
const region = oneOf(STORAGE_COUNTRIES);

/** A phone number as Graph shows it, with the country code. Tests use short ones. */
const displayPhoneNumber = like(
    /^(?=(\D*\d){2,20}\D*$)\+[1-9][\d ().-]*$/,
    "a phone number such as +1 631-555-5555",
);

/** The calling settings: what reads look into must have its form. */
const calling = openShape({
    status: v.exactOptional(text),
    sip: v.exactOptional(
        openShape({ status: v.exactOptional(text), servers: v.exactOptional(listOf(json)) }),
    ),
});

const profile = openShape({
    messaging_product: v.optional(text, "whatsapp"),
    about: v.exactOptional(text),
    address: v.exactOptional(text),
    description: v.exactOptional(text),
    email: v.exactOptional(text),
    vertical: v.exactOptional(text),
    profile_picture_url: v.exactOptional(text),
    websites: v.exactOptional(listOf(text)),
});

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
    codeVerificationStatus: v.optional(OWNERSHIP, "VERIFIED"),
    /** Register answers 133006, also if VERIFIED, until the ownership is verified again (§3 row 9). */
    verificationDemanded: no,
    /** The verification code that was requested last. */
    code: v.exactOptional(VERIFICATION_CODE),
    /** When verification codes were requested. */
    codeRequests: times,

    /** The region of local storage; absent: off. */
    region: v.exactOptional(region),
    /** The retention of no-storage; absent: off. */
    retentionMinutes: v.exactOptional(whole(1)),
    /** A migrated number: its next register must use this region (graph-api.md §3 row 19). */
    boundRegion: v.exactOptional(region),
    /** The identity key check of its settings; default off. */
    identityKeyCheck: no,
    /** Its calling settings, under Graph's names. */
    calling: v.exactOptional(calling),
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
    profile: v.optional(profile, () => ({})),
    /** The profile picture. */
    picture: v.exactOptional(PICTURE),
    /** Ice breakers and commands; absent: never set. */
    conversationalAutomation: v.exactOptional(CONVERSATIONAL_AUTOMATION),
    /** Its QR codes, oldest first. */
    qrCodes: v.optional(listOf(QR_CODE), () => []),
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

const given = shape(NUMBER_ENTRIES);
type GivenNumber = v.InferOutput<typeof given>;

/** What follows from other values unless it is given. */
type Derived = "displayPhoneNumber" | "registered" | "status";
type WholeNumber = Omit<GivenNumber, Derived> & Required<Pick<GivenNumber, Derived>>;

/** A phone number with every value that it has by default. */
export const NUMBER = v.pipe(
    given,
    v.transform((number): WholeNumber => {
        const registered = number.registered ?? number.isOnBizApp;
        return {
            ...number,
            displayPhoneNumber: number.displayPhoneNumber ?? displayNumberOf(number.id),
            registered,
            status: number.status ?? (registered ? "CONNECTED" : "PENDING"),
        };
    }),
);
