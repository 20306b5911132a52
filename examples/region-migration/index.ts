import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

const config = new pulumi.Config();

const support = new WhatsAppPhoneNumber(
    "support",
    {
        phoneNumberId: "106540352242922",
        pin: config.requireSecret("pin"),
        // A change takes the number offline between two requests: `pulumi preview` says so first.
        dataLocalizationRegion: config.require("region"),
        enableIdentityKeyCheck: true,
    },
    // Customers write to it. Moving it is still possible, removing it is not.
    { protect: true },
);

export const region = support.dataLocalizationRegion;
export const status = support.status;
export const requests = support.requests;
