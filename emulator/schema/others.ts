/** What there is besides numbers: WABAs, apps, tokens, users, uploads. */
import * as v from "valibot";
import { DEFAULT_APP, MANAGEMENT, MESSAGING } from "../defaults";
import { WEBHOOK_OVERRIDE } from "./settings";
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
    url,
    whole,
    word,
} from "./shape";

const WABA_ENTRIES = {
    /** Its ID, a string of digits. */
    id: digits,
    /** Its name; default `Jasper's Markets`. */
    name: v.optional(text, "Jasper's Markets"),
    /** Meta's review; default APPROVED. Otherwise register is refused. */
    accountReviewStatus: v.optional(oneOf(["APPROVED", "PENDING", "REJECTED", "DEFERRED"]), "APPROVED"),
    /** `business_verification_status`; default verified. */
    businessVerificationStatus: v.optional(text, "verified"),
    /** Whether it has a payment method; default true. */
    payment: v.optional(flag, true),
    /** The most numbers that it may hold; default no limit. Meta: 2, or 20 once the business is verified. */
    maxNumbers: v.exactOptional(count),
    /** ISO 3166; default US. */
    country: v.optional(like(/^[A-Z]{2}$/, "a country of ISO 3166, such as US"), "US"),
    /** ISO 4217; default USD. */
    currency: v.optional(like(/^[A-Z]{3}$/, "a currency of ISO 4217, such as USD"), "USD"),
    /** `status`; default ACTIVE. */
    status: v.optional(text, "ACTIVE"),
    /** The IDs of the apps that are subscribed to it; default none. */
    subscribedApps: v.optional(eachOnce(digits, "subscribed apps", String), () => []),
    /** Its webhook override of each app, by the app's ID. */
    webhookOverrides: v.optional(byId(WEBHOOK_OVERRIDE), () => ({})),
    /** Node fields under Graph's names, shown instead of the derived values. */
    fields: v.optional(json, () => ({})),
};

/** A WhatsApp Business Account. */
export interface WabaState extends OutputOf<typeof WABA_ENTRIES> {}

/** A WABA to add; everything but `id` has a default. */
export interface WabaSeed extends InputOf<typeof WABA_ENTRIES> {}

export const WABA: v.GenericSchema<WabaSeed, WabaState> = shape(WABA_ENTRIES);

const APP_ENTRIES = {
    /** Its ID, a string of digits. */
    id: digits,
    /** Its name; default Emulator. */
    name: v.optional(text, "Emulator"),
    /** Its address, if it has one. */
    link: v.exactOptional(text),
    /** Its own URL for webhooks; absent: none. */
    callbackUrl: v.exactOptional(url),
};

/** An app, to which tokens belong. */
export interface AppState extends OutputOf<typeof APP_ENTRIES> {}

/** An app to add; everything but `id` has a default. */
export interface AppSeed extends InputOf<typeof APP_ENTRIES> {}

export const APP: v.GenericSchema<AppSeed, AppState> = shape(APP_ENTRIES);

const TOKEN_ENTRIES = {
    /** The token itself. */
    token: like(/^[!-~]+$/, "a text without blanks"),
    /** The app that it belongs to, which is created if it does not exist; default the emulator's own. */
    appId: v.optional(digits, DEFAULT_APP),
    /** Of whatsapp_business_management and whatsapp_business_messaging; default both. */
    scopes: v.optional(listOf(word), () => [MANAGEMENT, MESSAGING]),
    /** The WABAs that it sees; default all. */
    wabas: v.exactOptional(listOf(digits)),
    /** Default valid. The others get 190 with different subcodes. */
    validity: v.optional(oneOf(["valid", "expired", "invalid"]), "valid"),
    /** If given, each request needs the matching `appsecret_proof`. */
    appSecret: v.exactOptional(word),
};

/** An access token and its permissions. */
export interface TokenState extends OutputOf<typeof TOKEN_ENTRIES> {}

/** A token to add: by default valid, with both scopes, for all WABAs. */
export interface TokenSeed extends InputOf<typeof TOKEN_ENTRIES> {}

export const TOKEN: v.GenericSchema<TokenSeed, TokenState> = shape(TOKEN_ENTRIES);

const USER_ENTRIES = {
    /** The phone number, digits only. */
    waId: digits,
    /** The hash of the user's identity key. */
    identityKeyHash: text,
};

/** A WhatsApp user to whom messages can go; others exist without a seed, and have no hash. */
export interface UserState extends OutputOf<typeof USER_ENTRIES> {}

export const USER: v.GenericSchema<InputOf<typeof USER_ENTRIES>, UserState> = shape(USER_ENTRIES);

const UPLOAD_ENTRIES = {
    /** What stands after `upload:`. */
    id: word,
    /** Its app. */
    appId: digits,
    /** `file_type`. */
    fileType: text,
    /** `file_length`. */
    fileLength: whole(1),
    /** The bytes so far, in Base64; empty again once it is complete. */
    received: v.optional(text, ""),
    /** What the complete upload is called. */
    handle: v.exactOptional(word),
    /** When it was complete, in milliseconds of the emulator's clock. */
    completedAt: v.exactOptional(time),
    /** Of all its bytes, once it is complete. */
    sha256: v.exactOptional(text),
    /** Why it can't be a profile picture, once it is complete; absent: it can. */
    notAPicture: v.exactOptional(text),
};

/** A session of the resumable upload. */
export interface UploadState extends OutputOf<typeof UPLOAD_ENTRIES> {}

export const UPLOAD: v.GenericSchema<InputOf<typeof UPLOAD_ENTRIES>, UploadState> = shape(UPLOAD_ENTRIES);
