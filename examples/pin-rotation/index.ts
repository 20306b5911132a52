import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

/** Each number has its own PIN: a leaked one opens only one number. */
const pins = new pulumi.Config().requireSecretObject<Record<string, string>>("pins");

const NUMBERS = {
    support: "106540352242922",
    orders: "106540352242923",
    returns: "106540352242924",
};

export const rotations = Object.entries(NUMBERS).map(([name, phoneNumberId]) => {
    const pin = pins.apply((given) => {
        const own = given[name];
        if (own === undefined) {
            throw new Error(
                `${name} has no PIN: pulumi config set --secret --path pins.${name} <six digits>`,
            );
        }
        return own;
    });
    const number = new WhatsAppPhoneNumber(name, { phoneNumberId, pin }, { protect: true });
    return pulumi.interpolate`${name}: PIN no. ${number.pinRevision}`;
});
