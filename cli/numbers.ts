/** Numbers as the commands show them: what Graph says now, and what the stack knows. */
import type { Call } from "../graph/call";
import type { PhoneNumberNode } from "../graph/node";
import { type ObservedSettings, showsRegistered } from "../graph/observed";
import { settingsOf } from "../provider/number/act/observe";
import { type CountedRequest, lockedUntil, requestsLeft } from "../provider/number/model/ledger";
import { nextOf } from "./errors";
import type { StackNumber } from "./stack";

/** Everything that is known about a number. */
export interface NumberRow {
    readonly node: PhoneNumberNode;
    readonly settings: ObservedSettings;
    /** Why the settings are not known, if they are not. */
    readonly settingsError?: string | undefined;
    /** What to do about that. */
    readonly settingsNext?: string | undefined;
    /** Undefined: the stack does not have it. */
    readonly inStack?: StackNumber | undefined;
}

/** Reads the settings of one number after another; what can't be read is no error of its own. */
export function settingsReader(call: Call): (id: string) => Promise<Omit<NumberRow, "node" | "inStack">> {
    return async (id) => {
        const { settings, settingsError } = await settingsOf(call, id);
        if (settingsError === undefined) return { settings };
        return { settings, settingsError: settingsError.message, settingsNext: nextOf(settingsError, id) };
    };
}

/** Statuses of a number that is registered, and that Meta holds back. */
export const HELD: readonly string[] = ["FLAGGED", "RESTRICTED", "RATE_LIMITED"];

/** Whether a number is registered, in words. */
export function registrationOf(node: PhoneNumberNode): string {
    const registered = showsRegistered(node);
    if (registered === undefined) return "unknown";
    if (!registered) return node.isOnBizApp === true ? "app only" : "not registered";
    return node.isOnBizApp === true ? "registered, and on the app" : "registered";
}

/** Where its data is kept: a region, `none`, `no storage`, or `?` when it is not known. */
export function regionText({ settings: { storage } }: Pick<NumberRow, "settings">): string {
    if (storage === undefined) return "?";
    if (storage.kind === "inCountry") return storage.region;
    return storage.kind === "noStorage" ? "no storage" : "none";
}

/** Whether a PIN is set. */
export function pinOf({ isPinEnabled }: PhoneNumberNode): string {
    return isPinEnabled === undefined ? "?" : isPinEnabled ? "set" : "none";
}

/** How many customers it may write to in 24 hours. */
export function limitOf(node: PhoneNumberNode): string {
    return node.whatsappBusinessManagerMessagingLimit ?? node.messagingLimitTier ?? "?";
}

/** How many customers a tier lets a number write to in 24 hours, for example TIER_10K; what is not a tier is first. */
export function customersOf(limit: string): number {
    if (/UNLIMITED/i.test(limit)) return Number.POSITIVE_INFINITY;
    const [, count, thousands] = /^TIER_(\d+)(K?)$/i.exec(limit) ?? [];
    return count === undefined ? -1 : Number(count) * (thousands === "" ? 1 : 1000);
}

/** The requests of a kind that are left, as far as the stack knows. */
export interface Left {
    readonly left: number;
    /** ISO 8601: locked out until then (133016). */
    readonly lockedUntil?: string;
}

/** The register and deregister requests that are left; undefined where the stack does not know the number. */
export function leftOf(
    inStack: StackNumber | undefined,
    now: number,
): Readonly<Record<CountedRequest, Left>> | undefined {
    if (inStack === undefined) return undefined;
    const of = (request: CountedRequest): Left => {
        const until = lockedUntil(inStack.state, request, now);
        return {
            left: requestsLeft(inStack.state, request, now),
            ...(until === undefined ? {} : { lockedUntil: new Date(until).toISOString() }),
        };
    };
    return { register: of("register"), deregister: of("deregister") };
}

/** A row as `--json` shows it, without secrets. */
export function rowAsJson(row: NumberRow, now: number): object {
    const { settings, settingsError, inStack, node } = row;
    return {
        ...node,
        registered: showsRegistered(node),
        storage: settings.storage,
        enableIdentityKeyCheck: settings.identityKeyCheck,
        settingsError,
        resource: inStack?.name,
        requestsLeft: leftOf(inStack, now),
    };
}
