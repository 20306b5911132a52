import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const config = new pulumi.Config();
const verifyToken = config.require("verifyToken");
const support = new whatsapp.WebhookOverride("support", {
    phoneNumberId: "106540352242922",
    overrideCallbackUri: "https://example.com/webhook",
    verifyToken: pulumi.secret(verifyToken),
});
