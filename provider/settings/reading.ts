/**
 * What is configured on a number or on its WABA, read for an outage and for the commands: each setting by itself, so
 * that one which Graph does not show takes nothing from the others. Reads alone.
 */
import { askForFields, type Call, get } from "../../graph/call";
import { GraphError, RateLimitError } from "../../graph/errors";
import { listQrCodes } from "../../graph/settings/qrCodes";
import { readSource, type Source } from "../../graph/settings/source";
import {
    readAppId,
    SUBSCRIPTIONS_SOURCE,
    type SubscribedApp,
    subscribedAppsFrom,
    WEBHOOK_SOURCE,
    type WebhookUrls,
    webhookUrlsFrom,
} from "../../graph/settings/webhooks";
import * as kinds from "./kinds";
import type { Setting, Values } from "./setting";

/** What a reading came to: what Graph shows, or why it can't be read. */
export type Shown<T = Values> =
    | { readonly value: T; readonly why?: undefined }
    | { readonly value?: undefined; readonly why: string };

/** The settings that a number has one of each of, and that Graph shows as they are declared. */
export const OF_A_NUMBER = {
    businessProfile: kinds.businessProfile,
    conversationalComponents: kinds.conversationalComponents,
    callingSettings: kinds.callingSettings,
    commerceSettings: kinds.commerceSettings,
    username: kinds.username,
    flowsPublicKey: kinds.flowsPublicKey,
} as const satisfies Readonly<Record<string, Setting>>;

/** The name of such a setting. */
export type Kind = keyof typeof OF_A_NUMBER;

/** What Graph shows of each, and of the webhook's URLs at each level. */
export type Configured<Asked extends Kind = Kind> = Readonly<Record<Asked, Shown>> & {
    readonly webhook: Shown<WebhookUrls>;
};

export const KINDS = Object.keys(OF_A_NUMBER) as readonly Kind[];

/** Reads what is configured on one number after another, and asks no more once Graph limits the calls. */
export class ConfiguredReader {
    private limited: string | undefined;
    private appId: Promise<Shown<string | undefined>> | undefined;

    constructor(private readonly call: Call) {}

    /**
     * One request for what the node shows, one for each edge.
     * @param calling the calling settings, which were read with the number's settings
     * @param asked which of them to read
     */
    async ofNumber<Asked extends Kind>(
        id: string,
        calling: Shown,
        asked: readonly Asked[],
    ): Promise<Configured<Asked>> {
        const settings = asked.map((kind) => OF_A_NUMBER[kind]);
        const node = this.node(id, [WEBHOOK_SOURCE, ...settings.flatMap(({ source }) => source ?? [])]);
        const ask = (source: Source, noun: string) => this.source(id, source, noun, node);
        const read = asked.map(async (kind) => {
            const isCalling = kind === ("callingSettings" satisfies Kind);
            return [kind, isCalling ? calling : await shownBy(OF_A_NUMBER[kind], ask)] as const;
        });
        const shown = Object.fromEntries(await Promise.all(read)) as Record<Asked, Shown>;
        const { value, why } = await ask(WEBHOOK_SOURCE, "webhook");
        return { ...shown, webhook: why === undefined ? { value: webhookUrlsFrom(value) } : { why } };
    }

    /** How many QR codes a number has. */
    qrCodes(id: string): Promise<Shown<number>> {
        return this.shown(async () => (await listQrCodes(this.call, id)).length);
    }

    /** Who gets a WABA's events. */
    async subscription(wabaId: string | undefined): Promise<Shown<Subscription>> {
        if (wabaId === undefined) return { why: "Graph does not show the number's WABA" };
        this.appId ??= this.shown(() => readAppId(this.call));
        const read = this.shown(() =>
            readSource(this.call, wabaId, SUBSCRIPTIONS_SOURCE, "app subscription", "WABA"),
        );
        const [{ value: appId }, { value: answer, why }] = await Promise.all([this.appId, read]);
        return why === undefined ? { value: subscriptionOf(subscribedAppsFrom(answer), appId) } : { why };
    }

    private async source(
        id: string,
        source: Source,
        noun: string,
        node: Promise<Node>,
    ): Promise<Shown<unknown>> {
        if ("field" in source) return (await node)(source.field);
        return this.shown(() => readSource(this.call, id, source, noun));
    }

    /** The fields of the node that hold settings; one that Graph does not know is not one that is empty. */
    private async node(id: string, sources: readonly Source[]): Promise<Node> {
        const fields = sources.flatMap((source) => ("field" in source ? [source.field] : []));
        const { value, why } = await this.shown(() =>
            askForFields(
                fields,
                (names) => get(this.call, "reading what is set on the number", id, { fields: names }),
                { kind: "phone number", id },
            ),
        );
        return (field) => {
            if (why !== undefined) return { why };
            return value.known.includes(field)
                ? { value: value.answer[field] }
                : { why: `this version of Graph does not know ${field}` };
        };
    }

    /** Anything else that is read along with it. */
    async shown<T>(read: () => Promise<T>): Promise<Shown<T>> {
        if (this.limited !== undefined) return { why: this.limited };
        try {
            return { value: await read() };
        } catch (error) {
            if (!(error instanceof GraphError)) throw error;
            if (error instanceof RateLimitError) this.limited = error.message;
            return { why: error.message };
        }
    }
}

async function shownBy(
    { source, from, noun }: Setting,
    ask: (source: Source, noun: string) => Promise<Shown<unknown>>,
): Promise<Shown> {
    if (source === undefined || from === undefined) return { why: "Graph does not show it" };
    const { value, why } = await ask(source, noun);
    return why === undefined ? { value: from(value) } : { why };
}

/** What a node shows of one field. */
type Node = (field: string) => Shown<unknown>;

/** Whether the token's app gets a WABA's events. */
export interface Subscription {
    /** Undefined: there are apps, and Graph does not tell which one the token is of. */
    readonly subscribed: boolean | undefined;
    /** The token's app. */
    readonly appId?: string;
    /** The WABA's own callback URL for that app. */
    readonly overrideCallbackUri?: string;
    /** How many apps are subscribed. */
    readonly apps: number;
}

/** Whether the token's app is among the apps. */
export function subscriptionOf(apps: readonly SubscribedApp[], appId: string | undefined): Subscription {
    const own = apps.find((app) => app.appId === appId);
    const isKnown = appId !== undefined || apps.length === 0;
    const { overrideCallbackUri } = own ?? {};
    return {
        subscribed: isKnown ? own !== undefined : undefined,
        ...(appId === undefined ? {} : { appId }),
        ...(overrideCallbackUri === undefined ? {} : { overrideCallbackUri }),
        apps: apps.length,
    };
}
