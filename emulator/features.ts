/** What else is configured on a number, and what belongs to an app (graph-api-settings.md). */

/** A URL for webhooks that overrides the app's own. */
export interface WebhookOverride {
    /** Where webhooks go. */
    uri: string;
    /** What the handshake sent; no read shows it. */
    verifyToken: string;
}

/** The profile picture: what is left of an upload. */
export interface Picture {
    /** Of the bytes that were uploaded, in hex. */
    sha256: string;
    /** `file_type` of the upload. */
    type: string;
    /** How many bytes it has. */
    bytes: number;
}

/** Ice breakers and commands, under Graph's names. */
export interface ConversationalAutomation {
    /** The ice breakers. */
    prompts: string[];
    /** The commands. */
    commands: AutomationCommand[];
}

/** A command that users see when they type a slash. */
export interface AutomationCommand {
    /** Its name, without the slash. */
    command_name: string;
    /** Its hint. */
    command_description: string;
}

/** A QR code with its short link. */
export interface QrCode {
    /** The last part of its link. */
    code: string;
    /** The text that users find in their chat. */
    prefilledMessage: string;
    /** Milliseconds of the emulator's clock. */
    createdAt: number;
}

/** The commerce settings. */
export interface CommerceSettings {
    /** `is_cart_enabled`. */
    isCartEnabled: boolean;
    /** `is_catalog_visible`. */
    isCatalogVisible: boolean;
}

/** The public key of Flows. */
export interface FlowsKey {
    /** The PEM as it was given. */
    publicKey: string;
    /** `business_public_key_signature_status`. */
    status: "VALID" | "MISMATCH";
}

/** A restriction of calling that Meta has set; no request changes it. */
export interface CallingRestriction {
    /** RESTRICTED_BUSINESS_INITIATED_CALLING or RESTRICTED_USER_INITIATED_CALLING. */
    type: string;
    /** Why. */
    reason?: string;
    /** Seconds since 1970; over then. */
    expiration?: number;
}

/** An app, to which tokens belong. */
export interface AppState {
    /** Its ID, a string of digits. */
    id: string;
    /** Its name; default Emulator. */
    name: string;
    /** Its address, if it has one. */
    link?: string;
    /** Its own URL for webhooks; absent: none. */
    callbackUrl?: string;
}

/** An app to add; everything but `id` has a default. */
export type AppSeed = { readonly id: string } & { [Key in Exclude<keyof AppState, "id">]?: AppState[Key] };

/** A direct change of an app; undefined (null over HTTP) removes an optional value. */
export type AppPatch = { [Key in Exclude<keyof AppState, "id">]?: AppState[Key] | null | undefined };

/** A WhatsApp user to whom messages can go; others exist without a seed, and have no hash. */
export interface UserState {
    /** The phone number, digits only. */
    waId: string;
    /** The hash of the user's identity key. */
    identityKeyHash: string;
}

/** A session of the resumable upload. */
export interface UploadState {
    /** What stands after `upload:`. */
    id: string;
    /** Its app. */
    appId: string;
    /** `file_type`. */
    fileType: string;
    /** `file_length`. */
    fileLength: number;
    /** The bytes so far, in Base64; empty again once it is complete. */
    received: string;
    /** What the complete upload is called. */
    handle?: string;
    /** When it was complete, in milliseconds of the emulator's clock. */
    completedAt?: number;
    /** Of all its bytes, once it is complete. */
    sha256?: string;
    /** Why it can't be a profile picture, once it is complete; absent: it can. */
    notAPicture?: string;
}

/** A webhook that the emulator sent, or would have sent. */
export interface Delivery {
    /** Milliseconds of the emulator's clock. */
    readonly at: number;
    /** The app that gets it. */
    readonly appId: string;
    /** The WABA of the number. */
    readonly wabaId: string;
    /** The number that the webhook is about. */
    readonly phoneNumberId: string;
    /** Whose URL applies. */
    readonly level: "phone_number" | "whatsapp_business_account" | "application";
    /** That URL. */
    readonly url: string;
    /** What is sent. */
    readonly body: Readonly<Record<string, unknown>>;
    /** How it went: only loopback addresses are called. */
    outcome: "underWay" | "delivered" | "failed" | "notLoopback";
    /** The HTTP status of the listener's answer. */
    status?: number;
}
