/**
 * What doctor says about what is configured on a number and on its WABA. Pure. It warns: none of it refuses a
 * registration, and what can't be read is unknown.
 */
import type { PhoneNumberNode } from "../../graph/node";
import { list } from "../../graph/wire";
import type { Shown, Subscription } from "../../provider/settings/reading";
import type { CheckedFacts } from "../configured/facts";
import { webhookText } from "../configured/lines";
import { HELD } from "../numbers";
import type { Reach } from "../reach";
import { type Check, SEE_MANAGER } from "./check";

/** What the fields of a profile are that tell a customer who it is. */
const TELLING = ["about", "description", "websites"];

/**
 * The webhook that applies, the profile, restricted calls.
 * @param reach what asking the webhook's server showed; undefined: it was not asked
 */
export function configuredChecks({ webhook, profile, calling }: CheckedFacts, reach?: Reach): Check[] {
    return [...webhookChecks(webhook, reach), ...profileChecks(profile), ...callingChecks(calling)];
}

function webhookChecks({ value, why }: CheckedFacts["webhook"], reach: Reach | undefined): Check[] {
    if (why !== undefined) return [unreadable("webhook", why)];
    const found = `webhook: ${webhookText(value)}`;
    if (typeof reach === "object") {
        return [
            warning(
                `${found}: its server does not answer from here (${reach.why})`,
                "start it, or declare another URL; if only Meta's network can reach it, leave it as it is",
            ),
        ];
    }
    if (value.level !== "none") return [{ verdict: "ok", found }];
    return [
        warning(
            "webhook: none at any level: its messages and calls reach no endpoint",
            "set the app's callback URL in the App Dashboard, or declare a WhatsAppWebhookOverride",
        ),
    ];
}

function profileChecks({ value, why }: CheckedFacts["profile"]): Check[] {
    if (why !== undefined) return [unreadable("profile", why)];
    if (TELLING.some((field) => value.fields.includes(field))) return [];
    return [
        warning(
            "profile: neither about, description nor websites: customers don't see who writes",
            "declare a WhatsAppBusinessProfile, or fill it in in WhatsApp Manager",
        ),
    ];
}

function callingChecks({ value }: CheckedFacts["calling"]): Check[] {
    // What can't be read of the settings is said where the region is.
    return list(value?.restricted).map((found) => ({ verdict: "warning", found: `calls: ${String(found)}` }));
}

/** Quality and status of a number, which Graph shows with its node: always one check, and one for each problem. */
export function standingChecks(
    { value, why }: Shown<Pick<PhoneNumberNode, "qualityRating">>,
    status: string | undefined,
): Check[] {
    const quality = value?.qualityRating?.toUpperCase();
    const problems = [
        ...(why === undefined ? [] : [unreadable("quality", why)]),
        ...(quality === "RED" || quality === "YELLOW" ? [warning(`quality: ${quality}`, SEE_MANAGER)] : []),
        ...(isPlain(status) ? [] : [warning(`status: ${status}: ${standing(status)}`, SEE_MANAGER)]),
    ];
    if (problems.length > 0) return problems;
    return [
        {
            verdict: "ok",
            found: `quality: ${value?.qualityRating ?? "not rated"}; status: ${status ?? "not shown"}`,
        },
    ];
}

/** Of a number that is live, or not registered yet; a listing has LINKED and UNLINKED for these (graph-api.md §5). */
const PLAIN = ["CONNECTED", "PENDING", "LINKED", "UNLINKED", "UNKNOWN"];

function isPlain(status: string | undefined): boolean {
    return status === undefined || PLAIN.includes(status.toUpperCase());
}

function standing(status: string | undefined): string {
    if (HELD.includes(status?.toUpperCase() ?? "")) return "Meta holds the number back";
    return status?.toUpperCase() === "BANNED" ? "Meta has banned the number" : "the number is not CONNECTED";
}

/** Whether the token's app gets the WABA's events. */
export function subscriptionChecks({ value, why }: Shown<Subscription>): Check[] {
    if (why !== undefined) return [unreadable("app subscription", why)];
    const { subscribed, appId, apps } = value;
    const app = appId === undefined ? "the token's app" : `the token's app ${appId}`;
    if (subscribed === undefined) {
        const found = `app subscription: Graph does not tell the token's app; ${apps} subscribed`;
        return [{ verdict: "unknown", found }];
    }
    if (subscribed) return [{ verdict: "ok", found: `app subscription: ${app} is subscribed` }];
    const others = apps === 0 ? "and no other is" : `${apps} other${apps === 1 ? " is" : "s are"}`;
    return [
        warning(
            `app subscription: ${app} is not subscribed, ${others}: it gets no events of these numbers, and no override can be set`,
            "declare a WhatsAppAppSubscription",
        ),
    ];
}

function warning(found: string, next: string): Check {
    return { verdict: "warning", found, next };
}

function unreadable(what: string, why: string): Check {
    return { verdict: "unknown", found: `${what}: not readable (${why})` };
}
