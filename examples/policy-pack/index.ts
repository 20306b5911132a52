import { PolicyPack } from "@pulumi/policy";
import { numbersAreProtected } from "./rules";

new PolicyPack("whatsapp-numbers", { policies: [numbersAreProtected] });
