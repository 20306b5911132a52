/** Where a number's events go: overrides, and the apps that a WABA sends to (graph-api-settings.md §2, §3). */
import { type Call, get, post, remove } from "../call";
import { idFrom, json, text } from "../wire";
import { rowsOf, type Source } from "./source";

/** Meta's limit of a callback URL. */
export const LONGEST_CALLBACK = 200;

/** The URL of each level. Absent: that level has none. */
export interface WebhookUrls {
    readonly number?: string;
    readonly waba?: string;
    readonly app?: string;
}

export const WEBHOOK_SOURCE: Source = { field: "webhook_configuration" };

export function webhookUrlsFrom(value: unknown): WebhookUrls {
    const { phone_number, whatsapp_business_account, application } = json(value);
    const url = (name: "number" | "waba" | "app", said: unknown) => {
        const given = text(said);
        return given === undefined || given === "" ? {} : { [name]: given };
    };
    return {
        ...url("number", phone_number),
        ...url("waba", whatsapp_business_account),
        ...url("app", application),
    };
}

/** POST /{phone-number-id} with a callback of its own. Graph calls it before it answers. */
export async function setWebhookOverride(
    call: Call,
    id: string,
    { uri, verifyToken }: { readonly uri: string; readonly verifyToken: string },
): Promise<void> {
    const body = { webhook_configuration: { override_callback_uri: uri, verify_token: verifyToken } };
    await post(call, "setting the webhook override", id, body, { repeatable: true, secrets: [verifyToken] });
}

/** The same with an empty URL: the WABA's or the app's URL applies again. */
export async function clearWebhookOverride(call: Call, id: string): Promise<void> {
    const body = { webhook_configuration: { override_callback_uri: "" } };
    await post(call, "clearing the webhook override", id, body, { repeatable: true });
}

export const SUBSCRIPTIONS_SOURCE: Source = { edge: "subscribed_apps" };

/** An app that gets a WABA's events. */
export interface SubscribedApp {
    readonly appId: string;
    readonly overrideCallbackUri?: string;
}

export function subscribedAppsFrom(answer: unknown): SubscribedApp[] {
    return rowsOf(answer).flatMap((row) => {
        const appId = idFrom(json(row.whatsapp_business_api_data).id);
        const uri = text(row.override_callback_uri);
        if (appId === undefined) return [];
        return [{ appId, ...(uri === undefined || uri === "" ? {} : { overrideCallbackUri: uri }) }];
    });
}

/** GET /app: the app of the token. Undefined: Graph does not tell. */
export async function readAppId(call: Call): Promise<string | undefined> {
    return idFrom((await get(call, "asking for the token's app", "app", { fields: "id" })).id);
}

/**
 * POST /{waba-id}/subscribed_apps: subscribes the token's app. Without an override that **removes** the one that the
 * WABA has.
 */
export async function subscribeApp(
    call: Call,
    wabaId: string,
    override?: { readonly uri: string; readonly verifyToken: string },
): Promise<void> {
    const body =
        override === undefined
            ? undefined
            : { override_callback_uri: override.uri, verify_token: override.verifyToken };
    const secrets = override === undefined ? [] : [override.verifyToken];
    const how = { repeatable: true, secrets, kind: "ofWaba" } as const;
    await post(call, "subscribing the app", `${wabaId}/subscribed_apps`, body, how);
}

/** DELETE /{waba-id}/subscribed_apps: the token's app alone. */
export async function unsubscribeApp(call: Call, wabaId: string): Promise<void> {
    await remove(call, "unsubscribing the app", `${wabaId}/subscribed_apps`, "ofWaba");
}
