import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

export const status = new WhatsAppPhoneNumber(
    "sales",
    {
        phoneNumberId: "106540352242922",
        pin: new pulumi.Config().requireSecret("pin"),
        dataLocalizationRegion: "DE",
    },
    { protect: true },
).status;
