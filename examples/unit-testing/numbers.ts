import type { Input } from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

export interface NumbersArgs {
    pin: Input<string>;
    supportRegion: string;
}

/** The company's numbers. A function, so that tests can call it; index.ts gives it what the stack's config says. */
export function declareNumbers({ pin, supportRegion }: NumbersArgs): WhatsAppPhoneNumber[] {
    const support = new WhatsAppPhoneNumber(
        "support",
        { phoneNumberId: "106540352242922", pin, dataLocalizationRegion: supportRegion },
        { protect: true },
    );
    const orders = new WhatsAppPhoneNumber("orders", {
        phoneNumberId: "106540352242923",
        pin,
        dataLocalizationRegion: "DE",
    });
    return [support, orders];
}
