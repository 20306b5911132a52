import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";

/** Nobody knows the PINs, and nobody types them: another word here (for example a date) generates new ones. */
const rotation = new pulumi.Config().require("rotation");

const NUMBERS = {
    support: "106540352242922",
    orders: "106540352242923",
    returns: "106540352242924",
};

export const rotations = Object.entries(NUMBERS).map(([name, phoneNumberId]) => {
    // Like RandomString, but its result is a secret. RandomInteger would lose a leading zero.
    const pin = new RandomPassword(`${name}-pin`, {
        keepers: { rotation },
        length: 6,
        numeric: true,
        lower: false,
        upper: false,
        special: false,
    });
    const number = new WhatsAppPhoneNumber(name, { phoneNumberId, pin: pin.result }, { protect: true });
    return pulumi.interpolate`${name}: PIN no. ${number.pinRevision}`;
});
