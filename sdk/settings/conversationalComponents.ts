/** The resource that a program declares the conversationalComponents of a number with. */
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type {
    ConversationalCommand,
    ConversationalComponentsInputs,
} from "../../provider/settings/kinds/conversationalComponents";
import { typeOf } from "../../provider/settings/setting";
import { type InputsOf, SettingOfNumber } from "./setting";

// Loaded by the first resource of it: a program that declares numbers alone is spared.
const load = () =>
    (
        require("../../provider/settings/kinds/conversationalComponents") as typeof import("../../provider/settings/kinds/conversationalComponents")
    ).conversationalComponents;

/** The inputs of a {@link WhatsAppConversationalComponents}. */
export interface WhatsAppConversationalComponentsArgs extends InputsOf<ConversationalComponentsInputs> {
    /** The ID of the number on the Graph API; take it from the number's resource, so that this one follows it. */
    readonly phoneNumberId: Input<string>;
}

/**
 * Ice breakers and commands of a number's chats. A list that is not declared is left as it is. Deleting clears both.
 */
export class WhatsAppConversationalComponents extends SettingOfNumber {
    /** Pulumi's type of this resource. */
    static override readonly type = typeOf({ name: "ConversationalComponents" });

    /** The ID of the number on the Graph API. */
    declare readonly phoneNumberId: Output<string>;
    /** The ice breakers. */
    declare readonly prompts: Output<readonly string[] | undefined>;
    /** The commands. */
    declare readonly commands: Output<readonly ConversationalCommand[] | undefined>;

    /**
     * Declares it.
     *
     * @example
     * ```ts
     * new WhatsAppConversationalComponents("support", {
     *     phoneNumberId: number.phoneNumberId,
     *     prompts: ["Where is my order?"],
     *     commands: [{ commandName: "track", commandDescription: "Track an order" }],
     * });
     * ```
     * @throws ResourceError when the program declares the same one twice
     */
    constructor(name: string, args: WhatsAppConversationalComponentsArgs, opts?: CustomResourceOptions) {
        super(load(), name, args, opts);
    }
}
