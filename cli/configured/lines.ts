/** What is configured on a number, as `show` says it: a label and a text for each fact. Pure. */
import type { Shown, Subscription } from "../../provider/settings/reading";
import type { ConfiguredFacts, Webhook } from "./facts";

/** A label, and what is said. */
type Line = readonly [label: string, text: string];

const LEVELS = { number: "the number's own", waba: "the WABA's", app: "the app's" } as const;

export function configuredLines(facts: ConfiguredFacts): Line[] {
    const { profile, conversationalComponents: components, calling, commerce, username } = facts;
    return [
        ["webhook", said(facts.webhook, webhookText)],
        ["app subscribed", said(facts.appSubscription, subscriptionText)],
        [
            "profile",
            said(profile, ({ fields, hasPicture }) => {
                const set = fields.length === 0 ? "empty" : fields.join(", ");
                return `${set}; ${hasPicture ? "a picture" : "no picture"}`;
            }),
        ],
        ["ice breakers", said(components, ({ prompts }) => String(prompts))],
        ["commands", said(components, ({ commands }) => String(commands))],
        [
            "calling",
            said(calling, ({ status, restricted }) => [status ?? "not set", ...restricted].join("; ")),
        ],
        [
            "commerce",
            said(
                commerce,
                ({ isCartEnabled, isCatalogVisible }) =>
                    `cart ${onOff(isCartEnabled)}, catalogue ${onOff(isCatalogVisible)}`,
            ),
        ],
        [
            "username",
            said(username, ({ username: name, status }) =>
                name === undefined ? "none" : `${name} (${status ?? "Graph does not say its status"})`,
            ),
        ],
        [
            "Flows key",
            said(facts.flowsPublicKey, ({ isSet, signatureStatus }) =>
                isSet || signatureStatus !== undefined ? (signatureStatus ?? "set") : "none",
            ),
        ],
        ["QR codes", said(facts.qrCodes, ({ count }) => String(count))],
    ];
}

/** Which URL applies. */
export function webhookText({ level, url }: Webhook): string {
    return level === "none" ? "none at any level" : `${url} (${LEVELS[level]})`;
}

function subscriptionText({ subscribed, appId, apps }: Subscription): string {
    if (subscribed === undefined) {
        return `not known: Graph does not tell the token's app; ${apps} subscribed to the WABA`;
    }
    return `${subscribed ? "yes" : "no"}${appId === undefined ? "" : ` (app ${appId})`}`;
}

function said<T>({ value, why }: Shown<T>, text: (value: T) => string): string {
    return why === undefined ? text(value as T) : `not readable (${why})`;
}

function onOff(value: boolean | undefined): string {
    return value === undefined ? "not set" : value ? "on" : "off";
}
