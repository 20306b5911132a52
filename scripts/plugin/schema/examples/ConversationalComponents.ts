import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const support = new whatsapp.ConversationalComponents("support", {
    phoneNumberId: "106540352242922",
    prompts: ["Where is my order?"],
    commands: [{
        commandName: "track",
        commandDescription: "Track an order",
    }],
});
