import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

const config = new pulumi.Config();
const pin = config.requireSecret("pin");

const support = new WhatsAppPhoneNumber("support", {
    phoneNumberId: "106540352242922",
    pin,
    // Changing it takes the number offline for a moment: `pulumi preview` says so first.
    dataLocalizationRegion: config.require("supportRegion"),
    enableIdentityKeyCheck: true,
});

const orders = new WhatsAppPhoneNumber("orders", {
    phoneNumberId: "106540352242923",
    pin,
    dataLocalizationRegion: "DE",
});

const india = new WhatsAppPhoneNumber("india", {
    phoneNumberId: "106540352242924",
    pin,
    dataLocalizationRegion: "IN",
});

export const numbers = [support, orders, india].map((number) => ({
    displayPhoneNumber: number.displayPhoneNumber,
    region: number.dataLocalizationRegion,
    status: number.status,
}));
