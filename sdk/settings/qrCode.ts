/** The resource that a program declares the qrCode of a number with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { QrCodeInputs } from "../../provider/settings/kinds/qrCode";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (require("../../provider/settings/kinds/qrCode") as typeof import("../../provider/settings/kinds/qrCode"))
        .qrCode;

/** The inputs of a {@link WhatsAppQrCode}. */
export interface WhatsAppQrCodeArgs extends InputsOf<QrCodeInputs> {
    /** The ID of the number on the Graph API; take it from the number's resource, so that this one follows it. */
    readonly phoneNumberId: Input<string>;
}

/**
 * A QR code and short link that begin a chat with a text. A changed text keeps the code. Deleting leaves it, unless
 * `deleteOnDelete` is true: it may be printed.
 */
export class WhatsAppQrCode extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "QrCode" });

    /** The ID of the number on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** What the customer's message begins with. */
    declare readonly prefilledMessage: Output<string>;
    /** As declared. */
    declare readonly deleteOnDelete: Output<boolean | undefined>;
    /** The code, made by Meta. */
    declare readonly code: Output<string>;
    /** The link, `https://wa.me/message/<code>`. */
    declare readonly deepLinkUrl: Output<string>;

    /**
     * Declares a code.
     *
     * @example
     * ```ts
     * new WhatsAppQrCode("support", {
     *     phoneNumberId: number.phoneNumberId,
     *     prefilledMessage: "Hello, I have a question",
     * });
     * ```
     */
    constructor(name: string, args: WhatsAppQrCodeArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
