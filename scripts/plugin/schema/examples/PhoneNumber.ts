import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const config = new pulumi.Config();
const pin = config.require("pin");
const support = new whatsapp.PhoneNumber("support", {
    phoneNumberId: "106540352242922",
    pin: pulumi.secret(pin),
    dataLocalizationRegion: "DE",
});
export const status = support.status;
