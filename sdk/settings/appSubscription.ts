/** The resource that a program declares the app subscription of a WABA with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { AppSubscriptionInputs } from "../../provider/settings/kinds/appSubscription";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (
        require("../../provider/settings/kinds/appSubscription") as typeof import("../../provider/settings/kinds/appSubscription")
    ).appSubscription;

/** The inputs of a {@link WhatsAppAppSubscription}. */
export interface WhatsAppAppSubscriptionArgs extends InputsOf<AppSubscriptionInputs> {
    /** The ID of the WhatsApp Business Account. */
    readonly wabaId: Input<string>;
}

/**
 * The subscription of the token's app to the events of a WABA, and the WABA's own callback URL if one is declared.
 * Deleting leaves it, unless `unsubscribeOnDelete` is true.
 */
export class WhatsAppAppSubscription extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "AppSubscription" });

    /** The ID of the WhatsApp Business Account. */
    declare readonly wabaId: Output<string>;
    /** The URL for the numbers of this WABA, while it is declared. */
    declare readonly overrideCallbackUri: Output<string | undefined>;
    /** The token that Graph accepted with the URL, secret. */
    declare readonly verifyToken: Output<string | undefined>;
    /** As declared. */
    declare readonly unsubscribeOnDelete: Output<boolean | undefined>;
    /** The app of the token, where Graph tells it. */
    declare readonly appId: Output<string | undefined>;
    /** Whether the app is subscribed. */
    declare readonly subscribed: Output<boolean>;

    /**
     * Declares it.
     *
     * @example
     * ```ts
     * new WhatsAppAppSubscription("support", {
     *     wabaId: "102290129340398",
     * });
     * ```
     * @throws ResourceError when the program declares the same one twice
     */
    constructor(name: string, args: WhatsAppAppSubscriptionArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
