/** What Graph shows of a number's settings, for adopt to declare. */
import { generateKeyPairSync } from "node:crypto";
import type { FoundSettings } from "../../../cli/adopt/found";
import { type Configured, KINDS } from "../../../provider/settings/reading";

const KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .publicKey.export({ type: "spki", format: "pem" })
    .toString();

export const NOTHING = {
    ...Object.fromEntries(KINDS.map((kind) => [kind, { value: {} }])),
    webhook: { value: {} },
} as Configured;

export const HOURS = {
    status: "ENABLED",
    timezoneId: "Europe/Berlin",
    weeklyOperatingHours: [
        { dayOfWeek: "MONDAY", openTime: "0900", closeTime: "1700" },
        { dayOfWeek: "TUESDAY", openTime: "0900", closeTime: "1700" },
    ],
};

export const FULL: Configured = {
    businessProfile: {
        value: {
            about: "Open 9 to 5",
            description: "A market\n*/ of \u2028 things",
            websites: ["https://example.com"],
            vertical: "RETAIL",
            hasPicture: true,
        },
    },
    conversationalComponents: {
        value: {
            prompts: ["Where are you?"],
            commands: [{ commandName: "order", commandDescription: "Order something" }],
        },
    },
    callingSettings: {
        value: {
            status: "ENABLED",
            callIconVisibility: "DEFAULT",
            callIcons: { restrictToUserCountries: ["DE", "AT"] },
            callHours: {
                ...HOURS,
                holidaySchedule: [
                    { date: "2025-12-25", startTime: "0900", endTime: "1000" },
                    { date: "2026-12-25", startTime: "0900", endTime: "1000" },
                ],
            },
            sip: { status: "DISABLED", servers: [{ hostname: "sip.example.com", port: 5061, appId: "1" }] },
            srtpKeyExchangeProtocol: "DTLS-SRTP",
            audio: { additionalCodecs: ["PCMA"] },
            ipAddresses: { default: ["192.0.2.1"] },
        },
    },
    commerceSettings: { value: { isCartEnabled: false, isCatalogVisible: true } },
    username: { value: { username: "jaspers.market", usernameStatus: "APPROVED" } },
    flowsPublicKey: { value: { businessPublicKey: KEY.trim(), signatureStatus: "VALID" } },
    webhook: { value: { number: "https://own.example/hook", app: "https://app.example" } },
};

export const fieldsOf = (found: FoundSettings) =>
    Object.fromEntries(
        found.declared.map(({ resource, fields }) => [resource.replace("WhatsApp", ""), fields]),
    );
