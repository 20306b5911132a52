import * as pulumi from "@pulumi/pulumi";
import { getPhoneNumbersOutput, WhatsAppPhoneNumber } from "pulumi-whatsapp";

const config = new pulumi.Config();
const pin = config.requireSecret("pin");

export const registered = getPhoneNumbersOutput({ wabaId: config.require("wabaId") }).apply((numbers) =>
    numbers
        // Unverified numbers can't be registered yet; those on the WhatsApp Business app never.
        .filter((number) => number.registered === false && number.isOnBizApp !== true)
        .filter((number) => number.codeVerificationStatus === "VERIFIED")
        .map((number) => {
            const resource = new WhatsAppPhoneNumber(
                `number-${number.id}`,
                { phoneNumberId: number.id, pin },
                // Once registered, a number is no longer in this list: it must then be forgotten, not switched off.
                { retainOnDelete: true },
            );
            return resource.displayPhoneNumber;
        }),
);
