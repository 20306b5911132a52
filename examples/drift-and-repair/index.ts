import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

const config = new pulumi.Config();
const pin = config.requireSecret("pin");

const support = new WhatsAppPhoneNumber(
    "support",
    {
        phoneNumberId: "106540352242922",
        pin,
        dataLocalizationRegion: config.require("supportRegion"),
        // Drift is found because it is declared: a setting that the program leaves out is left alone.
        enableIdentityKeyCheck: true,
    },
    { protect: true },
);

const orders = new WhatsAppPhoneNumber(
    "orders",
    { phoneNumberId: "106540352242923", pin, dataLocalizationRegion: "DE" },
    { protect: true },
);

export const registered = { support: support.registered, orders: orders.registered };
