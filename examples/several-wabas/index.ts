import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

const config = new pulumi.Config();
const pin = config.requireSecret("pin");

// The same program for every account: a stack's config says which numbers, and whose token (whatsapp:accessToken).
export const numbers = Object.entries(config.requireObject<Record<string, string>>("numbers")).map(
    ([name, phoneNumberId]) => {
        const number = new WhatsAppPhoneNumber(name, { phoneNumberId, pin }, { protect: true });
        return pulumi.interpolate`${name}: ${number.displayPhoneNumber} of WABA ${number.wabaId}`;
    },
);
