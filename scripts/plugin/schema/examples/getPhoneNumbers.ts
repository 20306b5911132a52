import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const listed = whatsapp.getPhoneNumbers({
    wabaId: "102290129340398",
});
