import * as pulumi from "@pulumi/pulumi";
import { declareNumbers } from "./numbers";

const config = new pulumi.Config();

export const numbers = declareNumbers({
    pin: config.requireSecret("pin"),
    supportRegion: config.require("supportRegion"),
}).map((number) => number.displayPhoneNumber);
