import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const listed = whatsapp.getPhoneNumbers({
    wabaId: "102290129340398",
});
export const numbers = listed.then(listed => listed.numbers);
