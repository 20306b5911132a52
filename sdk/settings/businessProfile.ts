/** The resource that a program declares the businessProfile of a number with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { BusinessProfileInputs } from "../../provider/settings/kinds/businessProfile";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (
        require("../../provider/settings/kinds/businessProfile") as typeof import("../../provider/settings/kinds/businessProfile")
    ).businessProfile;

/** The inputs of a {@link WhatsAppBusinessProfile}. */
export interface WhatsAppBusinessProfileArgs
    extends InputsOf<Omit<BusinessProfileInputs, "profilePictureHash">> {
    /** The ID of the number on the Graph API; take it from the number's resource, so that this one follows it. */
    readonly phoneNumberId: Input<string>;
}

/**
 * What customers see of a number's business. A field that is not declared is left as it is. Deleting leaves the profile.
 */
export class WhatsAppBusinessProfile extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "BusinessProfile" });

    /** The ID of the number on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** The line below the name. */
    declare readonly about: Output<string | undefined>;
    /** The address. */
    declare readonly address: Output<string | undefined>;
    /** The description. */
    declare readonly description: Output<string | undefined>;
    /** The e-mail address. */
    declare readonly email: Output<string | undefined>;
    /** The websites. */
    declare readonly websites: Output<readonly string[] | undefined>;
    /** What kind of business it is. */
    declare readonly vertical: Output<string | undefined>;
    /** The picture's file, as declared. */
    declare readonly profilePicture: Output<string | undefined>;
    /** As declared. */
    declare readonly appId: Output<string | undefined>;
    /** Tells which picture was uploaded last. */
    declare readonly profilePictureHash: Output<string | undefined>;

    /**
     * Declares it.
     *
     * @example
     * ```ts
     * new WhatsAppBusinessProfile("support", {
     *     phoneNumberId: number.phoneNumberId,
     *     about: "Open 9 to 5",
     *     websites: ["https://example.com"],
     *     profilePicture: "./logo.png",
     * });
     * ```
     * @throws ResourceError when the program declares the same one twice
     */
    constructor(name: string, args: WhatsAppBusinessProfileArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
