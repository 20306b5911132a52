/** A number's own callback URL (graph-api-settings.md §2). */
import {
    clearWebhookOverride,
    LONGEST_CALLBACK,
    setWebhookOverride,
    WEBHOOK_SOURCE,
    type WebhookUrls,
    webhookUrlsFrom,
} from "../../../graph/settings/webhooks";
import { textRule, urlRule } from "../../shapes";
import { setting } from "../setting";

/** What a program declares of a number's webhook. */
export interface WebhookOverrideInputs {
    /**
     * The URL that gets this number's messages and calls, https, at most 200 characters. Graph calls it once before
     * it takes it: it must answer the challenge already.
     */
    readonly overrideCallbackUri: string;
    /** What Graph sends with its call, for the endpoint to know it by; always kept as a secret. */
    readonly verifyToken: string;
}

/** The rules of a callback URL and of its token, which a WABA's override shares. */
export const CALLBACK_RULE = urlRule("overrideCallbackUri", {
    most: LONGEST_CALLBACK,
    protocols: ["https:"],
});
export const VERIFY_TOKEN_RULE = textRule("verifyToken", { least: 1, most: 4096, secret: true });

/** The URL that applies where the number has none of its own. */
function fallback({ waba, app }: WebhookUrls): string | undefined {
    return waba ?? app;
}

export const webhookOverride = setting<WebhookOverrideInputs>({
    name: "WebhookOverride",
    noun: "webhook override",
    of: "phoneNumberId",
    fields: {
        overrideCallbackUri: {
            rule: CALLBACK_RULE,
            required: 'overrideCallbackUri is missing: a URL, for example "https://example.com/webhook"',
        },
        verifyToken: {
            rule: VERIFY_TOKEN_RULE,
            required: 'verifyToken is missing, for example config.requireSecret("verifyToken")',
            secret: true,
            kind: "writeOnly",
        },
    },
    outputs: ["fallbackUri"],
    source: WEBHOOK_SOURCE,
    from(answer) {
        const urls = webhookUrlsFrom(answer);
        return { overrideCallbackUri: urls.number, fallbackUri: fallback(urls) };
    },
    gone: ({ overrideCallbackUri }) => (overrideCallbackUri === undefined ? ["verifyToken"] : []),
    async write(call, id, { declared: { overrideCallbackUri: uri, verifyToken } }) {
        await setWebhookOverride(call, id, { uri, verifyToken });
        return {};
    },
    removal: {
        kind: "clear",
        isSet: ({ overrideCallbackUri }) => overrideCallbackUri !== undefined,
        clear: clearWebhookOverride,
        means: ({ fallbackUri }) =>
            fallbackUri === undefined
                ? "its events go nowhere then: neither the WABA nor the app shows a URL"
                : `its events go to ${String(fallbackUri)} then`,
    },
    restore: {
        // Graph never shows the token that it wants with the URL.
        cannot: ({ overrideCallbackUri }) => ({
            why: `the webhook override ${String(overrideCallbackUri)} can't be put back without its verify token`,
            next: "declare it in a WebhookOverride resource that depends on the number, so that the same run sets it again; pulumi up --refresh does where it was set apart",
            values: ["overrideCallbackUri"],
            fields: ["overrideCallbackUri", "verifyToken"],
        }),
        putBack: async () => undefined,
    },
});
