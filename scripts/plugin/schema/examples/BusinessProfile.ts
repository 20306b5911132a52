import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const support = new whatsapp.BusinessProfile("support", {
    phoneNumberId: "106540352242922",
    about: "Open 9 to 5",
    websites: ["https://example.com"],
});
