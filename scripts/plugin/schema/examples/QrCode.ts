import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const support = new whatsapp.QrCode("support", {
    phoneNumberId: "106540352242922",
    prefilledMessage: "Hello, I have a question",
});
export const link = support.deepLinkUrl;
