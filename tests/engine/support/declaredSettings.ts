/** Every kind of setting as a program declares it. */
import { generateKeyPairSync } from "node:crypto";

/** The number that they are declared on, its WABA, and the verify token of its override. */
export const NUMBER = "106540352242922";
export const WABA = "102290129340398";
export const TOKEN = "canary-of-the-verify-token";
const { publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** Every class, with what it declares first and then. */
export const DECLARED: Readonly<Record<string, readonly [object, object]>> = {
    AppSubscription: [{ wabaId: WABA }, { wabaId: WABA, unsubscribeOnDelete: true }],
    WebhookOverride: [
        { overrideCallbackUri: "https://hooks.example/a", verifyToken: TOKEN },
        { overrideCallbackUri: "https://hooks.example/b", verifyToken: TOKEN },
    ],
    BusinessProfile: [
        { about: "Open", description: "two\nlines", profilePicture: "./logo.png" },
        { about: "Shut", websites: ["https://a.example"], profilePicture: "./logo.png" },
    ],
    ConversationalComponents: [{ prompts: ["Hi"] }, { prompts: ["Hi", "Ho"] }],
    CallingSettings: [{ status: "ENABLED" }, { status: "DISABLED" }],
    CommerceSettings: [{ isCartEnabled: true }, { isCartEnabled: false }],
    Username: [{ username: "jaspers.market" }, { username: "jaspers" }],
    FlowsPublicKey: [{ businessPublicKey: publicKey }, { businessPublicKey: publicKey }],
    QrCode: [{ prefilledMessage: "Hello" }, { prefilledMessage: "Good day", deleteOnDelete: true }],
};
