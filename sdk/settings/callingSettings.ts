/** The resource that a program declares the callingSettings of a number with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { CallHours } from "../../provider/settings/kinds/callHours";
import type {
    CallAudio,
    CallIcons,
    CallingSettingsInputs,
    Sip,
} from "../../provider/settings/kinds/callingSettings";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (
        require("../../provider/settings/kinds/callingSettings") as typeof import("../../provider/settings/kinds/callingSettings")
    ).callingSettings;

/** The inputs of a {@link WhatsAppCallingSettings}. */
export interface WhatsAppCallingSettingsArgs extends InputsOf<CallingSettingsInputs> {
    /** The ID of the number on the Graph API; take it from the number's resource, so that this one follows it. */
    readonly phoneNumberId: Input<string>;
}

/**
 * Calls on a number: whether, when and from where, and SIP. A field that is not declared is left as it is. Deleting
 * leaves them.
 */
export class WhatsAppCallingSettings extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "CallingSettings" });

    /** The ID of the number on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** Whether calls are on. */
    declare readonly status: Output<string | undefined>;
    /** Whether chats show the call icon. */
    declare readonly callIconVisibility: Output<string | undefined>;
    /** Whether a call gives permission to call back. */
    declare readonly callbackPermissionStatus: Output<string | undefined>;
    /** Where the call icon shows. */
    declare readonly callIcons: Output<CallIcons | undefined>;
    /** When calls are taken. */
    declare readonly callHours: Output<CallHours | undefined>;
    /** Calls over SIP. */
    declare readonly sip: Output<Sip | undefined>;
    /** How media keys are exchanged. */
    declare readonly srtpKeyExchangeProtocol: Output<string | undefined>;
    /** Codecs beside Opus. */
    declare readonly audio: Output<CallAudio | undefined>;

    /**
     * Declares it.
     *
     * @example
     * ```ts
     * new WhatsAppCallingSettings("support", {
     *     phoneNumberId: number.phoneNumberId,
     *     status: "ENABLED",
     *     callHours: {
     *         status: "ENABLED",
     *         timezoneId: "Europe/Berlin",
     *         weeklyOperatingHours: [{ dayOfWeek: "MONDAY", openTime: "0900", closeTime: "1700" }],
     *     },
     * });
     * ```
     * @throws ResourceError when the program declares the same one twice
     */
    constructor(name: string, args: WhatsAppCallingSettingsArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
