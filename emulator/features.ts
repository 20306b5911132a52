/** The types of what else is configured on a number, and of what belongs to an app (graph-api-settings.md). */
import type { InferInput, InferOutput } from "valibot";
import type {
    AUTOMATION_COMMAND,
    CALLING_RESTRICTION,
    COMMERCE_SETTINGS,
    CONVERSATIONAL_AUTOMATION,
    FLOWS_KEY,
    PICTURE,
    QR_CODE,
    WEBHOOK_OVERRIDE,
} from "./schema/number";
import type { APP, UPLOAD, USER } from "./schema/others";

/** A URL for webhooks that overrides the app's own. */
export interface WebhookOverride extends InferOutput<typeof WEBHOOK_OVERRIDE> {}

/** The profile picture: what is left of an upload. */
export interface Picture extends InferOutput<typeof PICTURE> {}

/** Ice breakers and commands, under Graph's names. */
export interface ConversationalAutomation extends InferOutput<typeof CONVERSATIONAL_AUTOMATION> {}

/** A command that users see when they type a slash. */
export interface AutomationCommand extends InferOutput<typeof AUTOMATION_COMMAND> {}

/** A QR code with its short link. */
export interface QrCode extends InferOutput<typeof QR_CODE> {}

/** The commerce settings. */
export interface CommerceSettings extends InferOutput<typeof COMMERCE_SETTINGS> {}

/** The public key of Flows. */
export interface FlowsKey extends InferOutput<typeof FLOWS_KEY> {}

/** A restriction of calling that Meta has set; no request changes it. */
export interface CallingRestriction extends InferOutput<typeof CALLING_RESTRICTION> {}

/** An app, to which tokens belong. */
export interface AppState extends InferOutput<typeof APP> {}

/** An app to add; everything but `id` has a default. */
export interface AppSeed extends InferInput<typeof APP> {}

/** A direct change of an app; null and undefined remove a value, or bring its default back. */
export interface AppPatch extends Partial<AppSeed> {}

/** A WhatsApp user to whom messages can go; others exist without a seed, and have no hash. */
export interface UserState extends InferOutput<typeof USER> {}

/** A session of the resumable upload. */
export interface UploadState extends InferOutput<typeof UPLOAD> {}

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
