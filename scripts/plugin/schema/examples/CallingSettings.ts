import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const support = new whatsapp.CallingSettings("support", {
    phoneNumberId: "106540352242922",
    status: "ENABLED",
    callHours: {
        status: "ENABLED",
        timezoneId: "Europe/Berlin",
        weeklyOperatingHours: [{
            dayOfWeek: "MONDAY",
            openTime: "0900",
            closeTime: "1700",
        }],
    },
});
