/** The resource that a program declares the commerceSettings of a number with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { CommerceSettingsInputs } from "../../provider/settings/kinds/commerceSettings";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (
        require("../../provider/settings/kinds/commerceSettings") as typeof import("../../provider/settings/kinds/commerceSettings")
    ).commerceSettings;

/** The inputs of a {@link WhatsAppCommerceSettings}. */
export interface WhatsAppCommerceSettingsArgs extends InputsOf<CommerceSettingsInputs> {
    /** The ID of the number on the Graph API; take it from the number's resource, so that this one follows it. */
    readonly phoneNumberId: Input<string>;
}

/**
 * The cart and the catalogue of a number. A field that is not declared is left as it is. Deleting leaves them.
 */
export class WhatsAppCommerceSettings extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "CommerceSettings" });

    /** The ID of the number on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** Whether there is a cart. */
    declare readonly isCartEnabled: Output<boolean | undefined>;
    /** Whether the catalogue shows. */
    declare readonly isCatalogVisible: Output<boolean | undefined>;

    /**
     * Declares it.
     *
     * @example
     * ```ts
     * new WhatsAppCommerceSettings("support", {
     *     phoneNumberId: number.phoneNumberId,
     *     isCartEnabled: true,
     * });
     * ```
     * @throws ResourceError when the program declares the same one twice
     */
    constructor(name: string, args: WhatsAppCommerceSettingsArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
