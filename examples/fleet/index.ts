/** The numbers of one shard. The stack's name says which; the driver, a CI job and the operator all run this. */
import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";
import { loadFleet } from "./fleetFile";

const { WHATSAPP_PIN } = process.env;
const pin = WHATSAPP_PIN ? pulumi.secret(WHATSAPP_PIN) : new pulumi.Config().requireSecret("pin");

for (const number of loadFleet().filter(({ shard }) => shard === pulumi.getStack())) {
    new WhatsAppPhoneNumber(
        `number-${number.phoneNumberId}`,
        {
            phoneNumberId: number.phoneNumberId,
            pin,
            dataLocalizationRegion: number.region,
            enableIdentityKeyCheck: number.identityCheck,
        },
        // A row that is removed, or moves to another shard without the driver, must not switch a line off.
        { protect: !number.removable },
    );
}
