/** The resource that a program declares the webhookOverride of a number with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { WebhookOverrideInputs } from "../../provider/settings/kinds/webhookOverride";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (
        require("../../provider/settings/kinds/webhookOverride") as typeof import("../../provider/settings/kinds/webhookOverride")
    ).webhookOverride;

/** The inputs of a {@link WhatsAppWebhookOverride}. */
export interface WhatsAppWebhookOverrideArgs extends InputsOf<WebhookOverrideInputs> {
    /** The ID of the number on the Graph API; take it from the number's resource, so that this one follows it. */
    readonly phoneNumberId: Input<string>;
}

/**
 * The webhook of one number: where its messages and calls go, instead of the URL of its WABA or of the app. The app must
 * be subscribed to the WABA first ({@link WhatsAppAppSubscription}). Deleting clears it.
 */
export class WhatsAppWebhookOverride extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "WebhookOverride" });

    /** The ID of the number on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** The URL that gets the number's events. */
    declare readonly overrideCallbackUri: Output<string>;
    /** The token that Graph accepted with the URL, secret: Graph never shows it. */
    declare readonly verifyToken: Output<string | undefined>;
    /** The URL of the WABA or of the app, which applies where the number has none. */
    declare readonly fallbackUri: Output<string | undefined>;

    /**
     * Declares it.
     *
     * @example
     * ```ts
     * new WhatsAppWebhookOverride("support", {
     *     phoneNumberId: number.phoneNumberId,
     *     overrideCallbackUri: "https://example.com/webhook",
     *     verifyToken: config.requireSecret("verifyToken"),
     * });
     * ```
     * @throws ResourceError when the program declares the same one twice
     */
    constructor(name: string, args: WhatsAppWebhookOverrideArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
