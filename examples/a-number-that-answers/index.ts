import * as pulumi from "@pulumi/pulumi";
import {
    WhatsAppAppSubscription,
    WhatsAppBusinessProfile,
    WhatsAppConversationalComponents,
    WhatsAppPhoneNumber,
    WhatsAppWebhookOverride,
} from "pulumi-whatsapp";

const config = new pulumi.Config();

// Customers write to it: removing it from the program, or pulumi destroy, is refused. That goes for what it answers
// with, too: a resource that is not protected is deleted before the engine comes to one that is.
const protect = true;

const support = new WhatsAppPhoneNumber(
    "support",
    { phoneNumberId: "106540352242922", pin: config.requireSecret("pin") },
    { protect },
);
const { phoneNumberId } = support;

// Belongs to the account, and stays when the resource is deleted.
const subscription = new WhatsAppAppSubscription("account", { wabaId: "102290129340398" });

// Graph refuses the override of an app that is not subscribed.
new WhatsAppWebhookOverride(
    "support",
    {
        phoneNumberId,
        overrideCallbackUri: config.require("webhookUrl"),
        verifyToken: config.requireSecret("verifyToken"),
    },
    { dependsOn: subscription, protect },
);

new WhatsAppBusinessProfile("support", {
    phoneNumberId,
    about: "We answer from 9 to 5",
    websites: ["https://example.com"],
});

new WhatsAppConversationalComponents(
    "support",
    { phoneNumberId, prompts: ["Where is my order?", "When are you open?"] },
    { protect },
);

export const { displayPhoneNumber, status } = support;
