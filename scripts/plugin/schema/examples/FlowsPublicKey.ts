import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const config = new pulumi.Config();
const flowsPublicKey = config.require("flowsPublicKey");
const support = new whatsapp.FlowsPublicKey("support", {
    phoneNumberId: "106540352242922",
    businessPublicKey: flowsPublicKey,
});
