import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const support = whatsapp.getPhoneNumber({
    phoneNumberId: "106540352242922",
});
export const quality = support.then(support => support.qualityRating);
