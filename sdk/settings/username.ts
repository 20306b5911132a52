/** The resource that a program declares the username of a number with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { UsernameInputs } from "../../provider/settings/kinds/username";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (
        require("../../provider/settings/kinds/username") as typeof import("../../provider/settings/kinds/username")
    ).username;

/** The inputs of a {@link WhatsAppUsername}. */
export interface WhatsAppUsernameArgs extends InputsOf<UsernameInputs> {
    /** The ID of the number on the Graph API; take it from the number's resource, so that this one follows it. */
    readonly phoneNumberId: Input<string>;
}

/**
 * The business username of a number. Deleting leaves it, unless `releaseOnDelete` is true.
 */
export class WhatsAppUsername extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "Username" });

    /** The ID of the number on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** The name that the number has. */
    declare readonly username: Output<string | undefined>;
    /** As declared. */
    declare readonly forceTransfer: Output<boolean | undefined>;
    /** As declared. */
    declare readonly releaseOnDelete: Output<boolean | undefined>;
    /** `APPROVED`, or `RESERVED` while Meta reviews it: an open set. */
    declare readonly usernameStatus: Output<string | undefined>;

    /**
     * Declares it.
     *
     * @example
     * ```ts
     * new WhatsAppUsername("support", {
     *     phoneNumberId: number.phoneNumberId,
     *     username: "jaspers.market",
     * });
     * ```
     * @throws ResourceError when the program declares the same one twice
     */
    constructor(name: string, args: WhatsAppUsernameArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
