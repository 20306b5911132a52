/** The app's subscription to a WABA's events (graph-api-settings.md §3). */
import { defined } from "../../../graph/defined";
import { GraphError } from "../../../graph/errors";
import { readSource } from "../../../graph/settings/source";
import {
    readAppId,
    SUBSCRIPTIONS_SOURCE,
    type SubscribedApp,
    subscribeApp,
    subscribedAppsFrom,
    unsubscribeApp,
} from "../../../graph/settings/webhooks";
import { booleanRule } from "../../rules";
import { setting, type Values } from "../setting";
import { CALLBACK_RULE, VERIFY_TOKEN_RULE } from "./webhookOverride";

/** What a program declares of the app's subscription. */
export interface AppSubscriptionInputs {
    /** A URL for the numbers of this WABA, instead of the app's; `""` takes it away; absent leaves it as it is. */
    readonly overrideCallbackUri?: string;
    /** What Graph sends with its call to that URL; always kept as a secret. */
    readonly verifyToken?: string;
    /** Whether a delete unsubscribes the app: every number of the WABA then gets no events. Default false. */
    readonly unsubscribeOnDelete?: boolean;
}

export const appSubscription = setting<AppSubscriptionInputs>({
    name: "AppSubscription",
    noun: "app subscription",
    of: "wabaId",
    fields: {
        overrideCallbackUri: { rule: (value) => (value === "" ? undefined : CALLBACK_RULE(value)) },
        verifyToken: { rule: VERIFY_TOKEN_RULE, secret: true, kind: "writeOnly" },
        unsubscribeOnDelete: { rule: booleanRule("unsubscribeOnDelete"), kind: "option", default: false },
    },
    outputs: ["appId", "subscribed"],
    check({ overrideCallbackUri, verifyToken }) {
        const hasUrl = overrideCallbackUri !== undefined && overrideCallbackUri !== "";
        if (hasUrl === (verifyToken !== undefined)) return undefined;
        return hasUrl
            ? { property: "overrideCallbackUri", reason: "verifyToken is missing: an override wants one" }
            : { property: "", reason: "verifyToken is given without an overrideCallbackUri" };
    },
    missing: ({ subscribed }) => (subscribed === true ? undefined : "subscribe the app"),
    async read(call, id, recorded) {
        const apps = subscribedAppsFrom(
            await readSource(call, id, SUBSCRIPTIONS_SOURCE, "app subscription", "WABA"),
        );
        const appId = (await appIdOf(call)) ?? recorded.appId;
        if (appId === undefined) return unknownApp(apps, recorded);
        const own = apps.find((app) => app.appId === appId);
        const { overrideCallbackUri } = own ?? {};
        return defined({ appId, subscribed: own !== undefined, overrideCallbackUri });
    },
    gate({ declared, shown }) {
        const { overrideCallbackUri } = declared;
        // A bare POST would take away an override that may be this app's, and nobody asked for that.
        if (shown.mayHaveOverride !== true || overrideCallbackUri !== undefined) return undefined;
        return {
            why: "Graph does not tell which app the token is of, and subscribing it again may remove an override of this WABA",
            next: "declare overrideCallbackUri and verifyToken too, or use a token for which GET /app works",
        };
    },
    async write(call, id, { declared, shown }) {
        const { overrideCallbackUri: uri = shown.overrideCallbackUri, verifyToken } = declared;
        // A bare POST takes the override away: it is sent where there is none, or where none is wanted.
        const override =
            typeof uri === "string" && uri !== "" && verifyToken !== undefined
                ? { uri, verifyToken }
                : undefined;
        // Graph takes an override only of an app that is subscribed already.
        if (override !== undefined && shown.subscribed !== true) await subscribeApp(call, id);
        await subscribeApp(call, id, override);
        return { subscribed: true };
    },
    removal: {
        kind: "clear",
        option: "unsubscribeOnDelete",
        isSet: ({ subscribed }) => subscribed === true,
        clear: unsubscribeApp,
        means: () => "this app gets no events of the WABA's numbers any more; other apps stay subscribed",
    },
});

/** Not documented for every token: a refusal says nothing of the subscription. */
async function appIdOf(call: Parameters<typeof readAppId>[0]): Promise<string | undefined> {
    try {
        return await readAppId(call);
    } catch (error) {
        if (error instanceof GraphError) return undefined;
        throw error;
    }
}

/** Without the app's ID no entry can be told to be ours: what an earlier run was answered stands, if any app is left. */
function unknownApp(apps: readonly SubscribedApp[], recorded: Values): Values {
    if (recorded.subscribed === true && apps.length > 0) {
        return defined({ subscribed: true, overrideCallbackUri: recorded.overrideCallbackUri });
    }
    const mayHaveOverride = apps.some(({ overrideCallbackUri }) => overrideCallbackUri !== undefined);
    return { subscribed: false, mayHaveOverride };
}
