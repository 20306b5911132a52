/** What is configured on a number, in short: what `show` and `doctor` say of it. Pure. */
import type { WebhookUrls } from "../../graph/settings/webhooks";
import { list } from "../../graph/wire";
import { callingSettings } from "../../provider/settings/kinds";
import type { Configured, Kind, Shown, Subscription } from "../../provider/settings/reading";
import type { Values } from "../../provider/settings/setting";

/** Everything that was read of a number. */
interface Readings {
    readonly configured: Configured;
    readonly subscription: Shown<Subscription>;
    readonly qrCodes: Shown<number>;
}

/** Which URL gets a number's events, and the level that has it: the first one of these (graph-api-settings.md §2). */
export interface Webhook {
    readonly level: "number" | "waba" | "app" | "none";
    readonly url?: string;
}

/** The facts, each for itself: JSON has them under these names. */
export interface ConfiguredFacts {
    readonly webhook: Shown<Webhook>;
    readonly appSubscription: Shown<Subscription>;
    readonly profile: Shown<{ readonly fields: readonly string[]; readonly hasPicture: boolean }>;
    readonly conversationalComponents: Shown<{ readonly prompts: number; readonly commands: number }>;
    readonly calling: Shown<{ readonly status: string | undefined; readonly restricted: readonly string[] }>;
    readonly commerce: Shown<{
        readonly isCartEnabled: boolean | undefined;
        readonly isCatalogVisible: boolean | undefined;
    }>;
    readonly username: Shown<{ readonly username: string | undefined; readonly status: string | undefined }>;
    readonly flowsPublicKey: Shown<{
        readonly isSet: boolean;
        readonly signatureStatus: string | undefined;
    }>;
    readonly qrCodes: Shown<{ readonly count: number }>;
}

export function factsOf({ configured, subscription, qrCodes }: Readings): ConfiguredFacts {
    return {
        ...checkedFactsOf(configured),
        appSubscription: subscription,
        conversationalComponents: as(configured.conversationalComponents, ({ prompts, commands }) => ({
            prompts: list(prompts).length,
            commands: list(commands).length,
        })),
        commerce: as(configured.commerceSettings, ({ isCartEnabled, isCatalogVisible }) => ({
            isCartEnabled: flagOf(isCartEnabled),
            isCatalogVisible: flagOf(isCatalogVisible),
        })),
        username: as(configured.username, ({ username, usernameStatus }) => ({
            username: textOf(username),
            status: textOf(usernameStatus),
        })),
        flowsPublicKey: as(configured.flowsPublicKey, ({ businessPublicKey, signatureStatus }) => ({
            // Meta's own example shows a valid signature without its key (graph-api-settings.md §9).
            isSet: businessPublicKey !== undefined || signatureStatus === "VALID",
            signatureStatus: textOf(signatureStatus),
        })),
        qrCodes: as(qrCodes, (count) => ({ count })),
    };
}

/** What `doctor` looks at. */
export type CheckedFacts = Pick<ConfiguredFacts, "webhook" | "profile" | "calling">;

export const CHECKED = ["businessProfile", "callingSettings"] as const satisfies readonly Kind[];

export function checkedFactsOf(configured: Configured<(typeof CHECKED)[number]>): CheckedFacts {
    return {
        webhook: as(configured.webhook, webhookOf),
        profile: as(configured.businessProfile, profileOf),
        calling: as(configured.callingSettings, (values) => ({
            status: textOf(values.status),
            restricted: callingSettings.told?.(values) ?? [],
        })),
    };
}

/** The facts as `--json` shows them: each with its fields, or with why it is not readable. */
export function factsAsJson(facts: ConfiguredFacts): object {
    return Object.fromEntries(
        Object.entries(facts).map(([name, { value, why }]: [string, Shown<object>]) => [
            name,
            why === undefined ? value : { notReadable: why },
        ]),
    );
}

function as<T, Fact>({ value, why }: Shown<T>, fact: (value: T) => Fact): Shown<Fact> {
    return why === undefined ? { value: fact(value as T) } : { why };
}

function webhookOf({ number, waba, app }: WebhookUrls): Webhook {
    if (number !== undefined) return { level: "number", url: number };
    if (waba !== undefined) return { level: "waba", url: waba };
    return app === undefined ? { level: "none" } : { level: "app", url: app };
}

/** The names of the fields that are set, in the order in which they are documented. */
function profileOf({ hasPicture, ...fields }: Values) {
    return { fields: Object.keys(fields), hasPicture: hasPicture === true };
}

function textOf(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

function flagOf(value: unknown): boolean | undefined {
    return typeof value === "boolean" ? value : undefined;
}
