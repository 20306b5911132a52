/** Inputs that tests of settings declare. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { png } from "../../../support/picture";

const folder = mkdtempSync(path.join(tmpdir(), "settings-"));
// A process of the test runner may have several files of tests, which share this module.
process.once("exit", () => rmSync(folder, { recursive: true }));

/** A file with a square picture; its content may change. */
export const picture = path.join(folder, "logo.png");
writeFileSync(picture, png(640, 640, "one"));

export const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

export const HOOK = { overrideCallbackUri: "https://hooks.example/a", verifyToken: "a-token" };

export const HOURS = {
    status: "ENABLED",
    timezoneId: "Europe/Berlin",
    weeklyOperatingHours: [{ dayOfWeek: "MONDAY", openTime: "0900", closeTime: "1700" }],
};
