import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { WhatsAppPhoneNumber } from "pulumi-whatsapp";
import { numbersIn, pinOf } from "./numbers";

const pins = new pulumi.Config().requireSecretObject<Record<string, string>>("pins");

const file = `numbers.${pulumi.getStack()}.csv`;
const { numbers, problems } = numbersIn(readFileSync(file, "utf8"), file);
if (problems.length > 0) throw new pulumi.RunError(problems.join("\n"));

export const fleet = numbers.map(({ name, live, ...args }) => {
    const pin = pins.apply((given) => pinOf(name, given));
    // Customers write to it: removing its row must not switch the line off.
    const options = { protect: live, retainOnDelete: live };
    const number = new WhatsAppPhoneNumber(name, { ...args, pin }, options);
    return pulumi.interpolate`${name}: ${number.displayPhoneNumber} ${number.status}`;
});
