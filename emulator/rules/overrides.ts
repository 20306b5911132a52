/** Webhook overrides of numbers and WABAs, and the subscription of apps (graph-api-settings.md §2, §3). */
import { GraphRefusal, invalidParameter } from "../errors";
import { isLoopbackUrl } from "../loopback";
import type { AppState, Delivery, JsonObject, NumberState, WabaState, WebhookOverride } from "../state";
import type { Switches } from "../switches";
import { appLink } from "./token";

const LONGEST = 200;

/** Whom an override is for, and how its URL is tried. */
export interface OverrideFacts {
    /** The token's app. */
    readonly app: AppState;
    readonly waba: WabaState;
    readonly switches: Switches;
    /** Whether the URL answers the challenge. */
    readonly handshake: (uri: string, verifyToken: string) => Promise<boolean>;
}

/** Checks an override and its URL; the caller keeps it. An empty URI clears: undefined. */
export async function checkedOverride(
    uri: unknown,
    verifyToken: unknown,
    { app, waba, switches, handshake }: OverrideFacts,
): Promise<WebhookOverride | undefined> {
    if (typeof uri !== "string") throw invalidParameter("Param override_callback_uri must be a string");
    if (uri === "") return undefined;
    const isReady = waba.subscribedApps.includes(app.id);
    if (!isReady || (switches.overrideNeedsAppWebhook && app.callbackUrl === undefined)) {
        throw new GraphRefusal(100, {
            message:
                "(#100) Before override the current callback uri, your app must be subscribed to receive messages " +
                "for WhatsApp Business Account",
        });
    }
    if (typeof verifyToken !== "string" || verifyToken === "") {
        throw invalidParameter("Param verify_token is required with override_callback_uri");
    }
    if (uri.length > LONGEST) {
        throw invalidParameter(`Param override_callback_uri has at most ${LONGEST} characters`);
    }
    if (!isAllowed(uri)) throw invalidParameter("Param override_callback_uri must be a URL with https");
    if (switches.webhookHandshake === "real" && !(await handshake(uri, verifyToken))) {
        throw failedHandshake(switches);
    }
    return { uri, verifyToken };
}

/** Meta takes https only; a listener on this machine has no certificate that everybody trusts. */
function isAllowed(uri: string): boolean {
    if (!URL.canParse(uri)) return false;
    const { protocol } = new URL(uri);
    return protocol === "https:" || (protocol === "http:" && isLoopbackUrl(uri));
}

function failedHandshake({ failedHandshake: code }: Switches): GraphRefusal {
    const text = "Callback verification failed: the URL must answer 200 with hub.challenge as its body";
    return code === "error100"
        ? invalidParameter(text)
        : new GraphRefusal(2200, { message: `(#2200) ${text}` });
}

/** Keeps an app's override of a number or WABA, or removes it. */
export function keepOverride(
    of: NumberState | WabaState,
    appId: string,
    override: WebhookOverride | undefined,
): void {
    if (override === undefined) {
        delete of.webhookOverrides[appId];
    } else {
        of.webhookOverrides[appId] = override;
    }
}

type Level = Delivery["level"];

/** The URLs of an app on each level, the one that applies first; a level without one is absent. */
function urlsOf(number: NumberState, waba: WabaState, app: AppState): [Level, string][] {
    const urls: [Level, string | undefined][] = [
        ["phone_number", number.webhookOverrides[app.id]?.uri],
        ["whatsapp_business_account", waba.webhookOverrides[app.id]?.uri],
        ["application", app.callbackUrl],
    ];
    return urls.filter((each): each is [Level, string] => each[1] !== undefined);
}

/** The field webhook_configuration of a number's node, as the token's app sees it. */
export function showWebhooks(number: NumberState, waba: WabaState, app: AppState): JsonObject {
    return Object.fromEntries(urlsOf(number, waba, app));
}

/** Of the fields that are sent, those that follow an override; the others always go to the app's own URL. */
const FOLLOWING = ["messages", "account_settings_update"];

/** Where a number's webhooks of a field go in an app that is subscribed; undefined: nowhere. */
export function urlThatApplies(
    number: NumberState,
    waba: WabaState,
    app: AppState,
    field: string,
): { level: Level; url: string } | undefined {
    if (!waba.subscribedApps.includes(app.id)) return undefined;
    const urls = urlsOf(number, waba, app);
    const [first] = FOLLOWING.includes(field) ? urls : urls.filter(([level]) => level === "application");
    return first === undefined ? undefined : { level: first[0], url: first[1] };
}

/** Subscribes an app. */
export function subscribe(waba: WabaState, appId: string): void {
    if (!waba.subscribedApps.includes(appId)) waba.subscribedApps.push(appId);
}

/** Unsubscribes an app, and removes its override of the WABA. Other apps stay. */
export function unsubscribe(waba: WabaState, appId: string): void {
    waba.subscribedApps = waba.subscribedApps.filter((id) => id !== appId);
    keepOverride(waba, appId, undefined);
}

/** The list of the apps that are subscribed. */
export function listSubscribed(
    waba: WabaState,
    apps: ReadonlyMap<string, AppState>,
): { readonly data: JsonObject[] } {
    const data = waba.subscribedApps.map((id) => {
        const app = apps.get(id) ?? { id, name: "Emulator" };
        const override = waba.webhookOverrides[id];
        return {
            whatsapp_business_api_data: { id, link: appLink(app), name: app.name },
            ...(override === undefined ? {} : { override_callback_uri: override.uri }),
        };
    });
    return { data };
}
