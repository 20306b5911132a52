/** Every kind of setting as a program declares it, and the stack that they are declared in. */
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { png } from "../../support/picture";
import type { Declarations } from "./declarations";
import type { Face } from "./face";
import { Stack } from "./stack";

/** The number that they are declared on, its WABA, and the verify token of its override. */
export const NUMBER = "106540352242922";
export const WABA = "102290129340398";
export const TOKEN = "canary-of-the-verify-token";
const { publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** Every kind, with what it declares first and then. */
const DECLARED: Readonly<Record<string, readonly [object, object]>> = {
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

/**
 * Every kind once, by its own name. Graph takes an override of an app that is subscribed, so that one waits for the other.
 * @param at what they declare first, or then
 */
export function settings(at: 0 | 1): Declarations {
    const all = Object.entries(DECLARED).map(([kind, declared]) => {
        const owner = kind === "AppSubscription" ? {} : { phoneNumberId: NUMBER };
        const dependsOn = kind === "WebhookOverride" ? ["AppSubscription"] : [];
        return [kind, { kind, args: { ...owner, ...declared[at] }, dependsOn }] as const;
    });
    return Object.fromEntries(all);
}

/** A stack with the number, and the picture that its profile takes. */
export async function stackForSettings({ main }: Face): Promise<Stack> {
    const stack = await Stack.create({ main, numbers: [{ id: NUMBER, wabaId: WABA, registered: true }] });
    await writeFile(path.join(stack.folder, "logo.png"), png());
    return stack;
}
