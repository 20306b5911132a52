import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const support = whatsapp.getPhoneNumber({
    phoneNumberId: "106540352242922",
});
