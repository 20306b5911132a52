import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { checkSetting } from "../../../provider/settings/check";
import * as kinds from "../../../provider/settings/kinds";
import { HOOK, HOURS } from "./support/declared";
import { NUMBER } from "./support/life";

describe("what the check of a setting takes", () => {
    const limits: readonly (readonly [string, (typeof kinds)[keyof typeof kinds], object, boolean])[] = [
        ["139 emoji", kinds.businessProfile, { about: "\u{1f600}".repeat(139) }, true],
        ["140 characters of about", kinds.businessProfile, { about: "a".repeat(140) }, false],
        ["an empty about", kinds.businessProfile, { about: "" }, false],
        ["an empty description", kinds.businessProfile, { description: "" }, true],
        ["three websites", kinds.businessProfile, { websites: Array(3).fill("https://a.example") }, false],
        ["a website without https", kinds.businessProfile, { websites: ["a.example"] }, false],
        ["a vertical that is none", kinds.businessProfile, { vertical: "SPACE" }, false],
        ["an emoji in a prompt", kinds.conversationalComponents, { prompts: ["Hi \u{1f600}"] }, false],
        ["a flag in a prompt", kinds.conversationalComponents, { prompts: ["\u{1f1e9}\u{1f1ea}"] }, false],
        ["a sign of copyright in a prompt", kinds.conversationalComponents, { prompts: ["\u00a9 us"] }, true],
        ["five prompts", kinds.conversationalComponents, { prompts: ["1", "2", "3", "4", "5"] }, false],
        ["a username like a domain", kinds.username, { username: "jaspers.com" }, false],
        ["a username with two periods", kinds.username, { username: "jas..pers" }, false],
        ["a username of digits", kinds.username, { username: "12345" }, false],
        ["a username in capitals", kinds.username, { username: "Jaspers_1" }, true],
        ["141 characters of a QR code", kinds.qrCode, { prefilledMessage: "a".repeat(141) }, false],
        [
            "an override without https",
            kinds.webhookOverride,
            { ...HOOK, overrideCallbackUri: "http://a.example" },
            false,
        ],
        [
            "an override without a token",
            kinds.webhookOverride,
            { overrideCallbackUri: "https://a.example" },
            false,
        ],
        ["hours that overlap", kinds.callingSettings, { callHours: overlapping() }, false],
        ["a codec that is none", kinds.callingSettings, { audio: { additionalCodecs: ["OPUS"] } }, false],
        ["a small key", kinds.flowsPublicKey, { businessPublicKey: smallKey() }, false],
    ];
    for (const [what, kind, inputs, isTaken] of limits) {
        it(`${what}: ${isTaken ? "taken" : "refused"}`, () => {
            const { failures } = checkSetting(kind, { [kind.of]: NUMBER, ...inputs });
            expect(failures.length === 0, failures.map(({ reason }) => reason).join()).to.equal(isTaken);
        });
    }
});

function overlapping(): object {
    const day = (openTime: string, closeTime: string) => ({ dayOfWeek: "MONDAY", openTime, closeTime });
    return { ...HOURS, weeklyOperatingHours: [day("0900", "1200"), day("1100", "1700")] };
}

function smallKey(): string {
    return generateKeyPairSync("rsa", { modulusLength: 1024 })
        .publicKey.export({ type: "spki", format: "pem" })
        .toString();
}
