import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const support = new whatsapp.Username("support", {
    phoneNumberId: "106540352242922",
    username: "jaspers.market",
});
