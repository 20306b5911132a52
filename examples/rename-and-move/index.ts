import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

const pin = new pulumi.Config().requireSecret("pin");

const support = new WhatsAppPhoneNumber(
    "support",
    { phoneNumberId: "106540352242922", pin, dataLocalizationRegion: "DE" },
    { protect: true },
);

const orders = new WhatsAppPhoneNumber(
    "orders",
    { phoneNumberId: "106540352242923", pin, dataLocalizationRegion: "DE" },
    { protect: true },
);

export const statuses = [support.status, orders.status];
