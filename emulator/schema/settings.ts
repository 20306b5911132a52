/** What else is configured on a phone number: the values of each setting, and what each may be. */
import * as v from "valibot";
import {
    count,
    flag,
    type InputOf,
    json,
    like,
    listOf,
    type OutputOf,
    oneOf,
    openShape,
    shape,
    text,
    time,
    url,
} from "./shape";

const WEBHOOK_OVERRIDE_ENTRIES = {
    /** Where webhooks go. */
    uri: url,
    /** What the handshake sent; no read shows it. */
    verifyToken: v.optional(text, ""),
};

/** A URL for webhooks that overrides the app's own. */
export interface WebhookOverride extends OutputOf<typeof WEBHOOK_OVERRIDE_ENTRIES> {}

export const WEBHOOK_OVERRIDE: v.GenericSchema<
    InputOf<typeof WEBHOOK_OVERRIDE_ENTRIES>,
    WebhookOverride
> = shape(WEBHOOK_OVERRIDE_ENTRIES);

const PICTURE_ENTRIES = {
    /** Of the bytes that were uploaded, in hex. */
    sha256: text,
    /** `file_type` of the upload. */
    type: text,
    /** How many bytes it has. */
    bytes: count,
};

/** The profile picture: what is left of an upload. */
export interface Picture extends OutputOf<typeof PICTURE_ENTRIES> {}

export const PICTURE: v.GenericSchema<InputOf<typeof PICTURE_ENTRIES>, Picture> = shape(PICTURE_ENTRIES);

const AUTOMATION_COMMAND_ENTRIES = {
    /** Its name, without the slash. */
    command_name: text,
    /** Its hint. */
    command_description: text,
};

/** A command that users see when they type a slash. */
export interface AutomationCommand extends OutputOf<typeof AUTOMATION_COMMAND_ENTRIES> {}

const AUTOMATION_COMMAND: v.GenericSchema<
    InputOf<typeof AUTOMATION_COMMAND_ENTRIES>,
    AutomationCommand
> = shape(AUTOMATION_COMMAND_ENTRIES);

const CONVERSATIONAL_AUTOMATION_ENTRIES = {
    /** The ice breakers. */
    prompts: v.optional(listOf(text), () => []),
    /** The commands. */
    commands: v.optional(listOf(AUTOMATION_COMMAND), () => []),
};

/** Ice breakers and commands, under Graph's names. */
export interface ConversationalAutomation extends OutputOf<typeof CONVERSATIONAL_AUTOMATION_ENTRIES> {}

export const CONVERSATIONAL_AUTOMATION: v.GenericSchema<
    InputOf<typeof CONVERSATIONAL_AUTOMATION_ENTRIES>,
    ConversationalAutomation
> = shape(CONVERSATIONAL_AUTOMATION_ENTRIES);

const QR_CODE_ENTRIES = {
    /** The last part of its link. */
    code: like(/^\w+$/, "a text of letters and digits"),
    /** The text that users find in their chat. */
    prefilledMessage: text,
    /** Milliseconds of the emulator's clock. */
    createdAt: time,
};

/** A QR code with its short link. */
export interface QrCode extends OutputOf<typeof QR_CODE_ENTRIES> {}

export const QR_CODE: v.GenericSchema<InputOf<typeof QR_CODE_ENTRIES>, QrCode> = shape(QR_CODE_ENTRIES);

const COMMERCE_SETTINGS_ENTRIES = {
    /** `is_cart_enabled`. */
    isCartEnabled: v.optional(flag, false),
    /** `is_catalog_visible`. */
    isCatalogVisible: v.optional(flag, false),
};

/** The commerce settings. */
export interface CommerceSettings extends OutputOf<typeof COMMERCE_SETTINGS_ENTRIES> {}

export const COMMERCE_SETTINGS: v.GenericSchema<
    InputOf<typeof COMMERCE_SETTINGS_ENTRIES>,
    CommerceSettings
> = shape(COMMERCE_SETTINGS_ENTRIES);

const FLOWS_KEY_ENTRIES = {
    /** The PEM as it was given. */
    publicKey: text,
    /** `business_public_key_signature_status`. */
    status: oneOf(["VALID", "MISMATCH"]),
};

/** The public key of Flows. */
export interface FlowsKey extends OutputOf<typeof FLOWS_KEY_ENTRIES> {}

export const FLOWS_KEY: v.GenericSchema<InputOf<typeof FLOWS_KEY_ENTRIES>, FlowsKey> = shape(
    FLOWS_KEY_ENTRIES,
);

const CALLING_RESTRICTION_ENTRIES = {
    /** RESTRICTED_BUSINESS_INITIATED_CALLING or RESTRICTED_USER_INITIATED_CALLING. */
    type: text,
    /** Why. */
    reason: v.exactOptional(text),
    /** Seconds since 1970; over then. */
    expiration: v.exactOptional(time),
};

/** A restriction of calling that Meta has set; no request changes it. */
export interface CallingRestriction extends OutputOf<typeof CALLING_RESTRICTION_ENTRIES> {}

export const CALLING_RESTRICTION: v.GenericSchema<
    InputOf<typeof CALLING_RESTRICTION_ENTRIES>,
    CallingRestriction
> = shape(CALLING_RESTRICTION_ENTRIES);

/** The calling settings: what reads look into must have its form. */
export const CALLING = openShape({
    status: v.exactOptional(text),
    sip: v.exactOptional(
        openShape({ status: v.exactOptional(text), servers: v.exactOptional(listOf(json)) }),
    ),
});

/** The business profile: what reads look into must have its form. */
export const PROFILE = openShape({
    messaging_product: v.optional(text, "whatsapp"),
    about: v.exactOptional(text),
    address: v.exactOptional(text),
    description: v.exactOptional(text),
    email: v.exactOptional(text),
    vertical: v.exactOptional(text),
    profile_picture_url: v.exactOptional(text),
    websites: v.exactOptional(listOf(text)),
});
