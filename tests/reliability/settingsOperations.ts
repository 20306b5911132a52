/** The operations of the settings' fault matrix: what is declared of each kind, and the run that is disturbed. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as kinds from "../../provider/settings/kinds";
import type { Setting } from "../../provider/settings/setting";
import { png } from "../support/picture";
import type { Program } from "../support/pulumiModel";
import { type Play, wabaOf } from "./bench";

/** What Graph is told with a callback's URL, and no text may show. */
export const VERIFY_TOKEN = "canary-of-the-verify-token";
/** The app of the emulator's token. */
const APP = "67084829";

/** One operation on one setting. */
export interface SettingOperation extends Play {
    readonly setting: Setting;
}

const hook = (name: string) => ({
    overrideCallbackUri: `https://hooks.example/${name}`,
    verifyToken: VERIFY_TOKEN,
});
const HOURS = {
    status: "ENABLED",
    timezoneId: "Europe/Berlin",
    weeklyOperatingHours: [{ dayOfWeek: "MONDAY", openTime: "0900", closeTime: "1700" }],
};

/** What a kind declares first and then; `cleared`: what makes a delete do something. */
interface Row {
    readonly setting: Setting;
    readonly first: object;
    readonly next: object;
    readonly cleared?: object;
}

function rows(folder: string): readonly Row[] {
    const picture = (name: string) => {
        const file = path.join(folder, `${name}.png`);
        writeFileSync(file, png(640, 640, name));
        return { profilePicture: file };
    };
    const key = () => ({
        businessPublicKey: generateKeyPairSync("rsa", { modulusLength: 2048 })
            .publicKey.export({ type: "spki", format: "pem" })
            .toString(),
    });
    return [
        { setting: kinds.webhookOverride, first: hook("a"), next: hook("b"), cleared: {} },
        {
            setting: kinds.appSubscription,
            first: {},
            next: hook("waba"),
            cleared: { unsubscribeOnDelete: true },
        },
        {
            setting: kinds.businessProfile,
            first: { about: "Open", description: "two\nlines", ...picture("one") },
            next: { about: "Shut", websites: ["https://a.example"], ...picture("two") },
        },
        {
            setting: kinds.conversationalComponents,
            first: { prompts: ["Where is my order?"] },
            next: { prompts: ["Hi"], commands: [{ commandName: "track", commandDescription: "Track it" }] },
            cleared: {},
        },
        {
            setting: kinds.callingSettings,
            first: { status: "ENABLED", callHours: HOURS },
            next: { status: "DISABLED", audio: { additionalCodecs: ["PCMA"] } },
        },
        {
            setting: kinds.commerceSettings,
            first: { isCartEnabled: true },
            next: { isCartEnabled: false, isCatalogVisible: true },
        },
        {
            setting: kinds.username,
            first: { username: "id_{id}" },
            next: { username: "id.{id}" },
            cleared: { releaseOnDelete: true },
        },
        { setting: kinds.flowsPublicKey, first: key(), next: key() },
        {
            setting: kinds.qrCode,
            first: { prefilledMessage: "Hello" },
            next: { prefilledMessage: "Good day" },
            cleared: { deleteOnDelete: true },
        },
    ];
}

/** A program with one setting; `{id}` in a text is the number's ID. */
function declaring({ name, of }: Setting, args: object): (id: string) => Program {
    const text = JSON.stringify(args);
    return (id) => ({
        [`${name}:main`]: {
            [of]: of === "wabaId" ? wabaOf(id) : id,
            ...JSON.parse(text.replaceAll("{id}", id)),
        },
    });
}

/** Create, update, delete where it does something, and refresh of every kind. */
export function settingOperations(): { readonly operations: readonly SettingOperation[]; close(): void } {
    const folder = mkdtempSync(path.join(tmpdir(), "settings-"));
    const operations = rows(folder).flatMap(({ setting, first, next, cleared }): SettingOperation[] => {
        // Graph takes an override of an app that is subscribed.
        const subscribedApps = setting === kinds.appSubscription ? [] : [APP];
        const from = { setting, seed: { registered: true }, waba: { subscribedApps } };
        const one = declaring(setting, first);
        const removed = { ...first, ...cleared };
        return [
            { ...from, name: `create of a ${setting.noun}`, program: one },
            {
                ...from,
                name: `update of a ${setting.noun}`,
                before: one,
                program: declaring(setting, next),
            },
            {
                ...from,
                name: `refresh of a ${setting.noun}`,
                before: one,
                program: one,
                run: (stack) => stack.refresh(),
            },
            ...(cleared === undefined
                ? []
                : [
                      {
                          ...from,
                          name: `delete of a ${setting.noun}`,
                          before: declaring(setting, removed),
                          program: () => ({}),
                      },
                  ]),
        ];
    });
    return { operations, close: () => rmSync(folder, { recursive: true }) };
}
