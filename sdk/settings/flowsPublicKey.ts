/** The resource that a program declares the flowsPublicKey of a number with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { FlowsPublicKeyInputs } from "../../provider/settings/kinds/flowsPublicKey";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (
        require("../../provider/settings/kinds/flowsPublicKey") as typeof import("../../provider/settings/kinds/flowsPublicKey")
    ).flowsPublicKey;

/** The inputs of a {@link WhatsAppFlowsPublicKey}. */
export interface WhatsAppFlowsPublicKeyArgs extends InputsOf<FlowsPublicKeyInputs> {
    /** The ID of the number on the Graph API; take it from the number's resource, so that this one follows it. */
    readonly phoneNumberId: Input<string>;
}

/**
 * The public key that Flows encrypt with. Deleting leaves it: Graph has no way to take one away.
 */
export class WhatsAppFlowsPublicKey extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "FlowsPublicKey" });

    /** The ID of the number on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** The key that Graph has; undefined where its signature is of another registration. */
    declare readonly businessPublicKey: Output<string | undefined>;
    /** `VALID` or `MISMATCH`. */
    declare readonly signatureStatus: Output<string | undefined>;

    /**
     * Declares it.
     *
     * @example
     * ```ts
     * import { readFileSync } from "node:fs";
     *
     * new WhatsAppFlowsPublicKey("support", {
     *     phoneNumberId: number.phoneNumberId,
     *     businessPublicKey: readFileSync("flows.pub.pem", "utf8"),
     * });
     * ```
     * @throws ResourceError when the program declares the same one twice
     */
    constructor(name: string, args: WhatsAppFlowsPublicKeyArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
