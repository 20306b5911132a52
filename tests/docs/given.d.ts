/** What the ts blocks of the documentation take as given: a program's configuration, and a number declared in it. */
import type * as pulumi from "@pulumi/pulumi";
import type * as whatsapp from "pulumi-whatsapp";

declare global {
    const config: pulumi.Config;
    const pin: pulumi.Output<string>;
    const support: whatsapp.WhatsAppPhoneNumber;
    const WhatsAppPhoneNumber: typeof whatsapp.WhatsAppPhoneNumber;
    const getPhoneNumbers: typeof whatsapp.getPhoneNumbers;
    const getPhoneNumberOutput: typeof whatsapp.getPhoneNumberOutput;
}
