import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp-native";

const shop = new whatsapp.AppSubscription("shop", {wabaId: "102290129340398"});
