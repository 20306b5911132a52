/** The types of what else is configured on a number, and of what belongs to an app (graph-api-settings.md). */
import type { AppSeed } from "./schema/others";

export type { AppSeed, AppState, UploadState, UserState } from "./schema/others";
export type {
    AutomationCommand,
    CallingRestriction,
    CommerceSettings,
    ConversationalAutomation,
    FlowsKey,
    Picture,
    QrCode,
    WebhookOverride,
} from "./schema/settings";

/** A direct change of an app; null and undefined remove a value, or bring its default back. */
export interface AppPatch extends Partial<AppSeed> {}

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
