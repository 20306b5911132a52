/** A number as the page shows it: a pure function of the state. */
import { newNameStatus } from "../rules/displayName";
import { urlThatApplies } from "../rules/overrides";
import { recent, requestsLeft } from "../rules/quota";
import { shownStatus } from "../rules/status";
import type { AppState, Delivery, NumberState, WabaState } from "../state";
import type { Switches } from "../switches";
import { actionsOf } from "./actions";
import type { Card, RequestLane, ShownDelivery, ShownProfile } from "./types";

/** What a card depends on besides its number. */
interface CardFacts {
    readonly now: number;
    readonly switches: Switches;
    readonly waba: WabaState;
    readonly apps: readonly AppState[];
    /** Of this number, oldest first. */
    readonly deliveries: readonly Delivery[];
}

/** Statuses under which a registered number can't send. */
const BARRED = ["BANNED", "RESTRICTED", "RATE_LIMITED", "DELETED"];

/** How many of the webhooks that were sent a card has. */
const NEWEST = 3;

/** A number's card. Each value is named here: a secret that is added to the state later does not show. */
export function cardOf(number: NumberState, facts: CardFacts): Card {
    const { now, switches, waba, apps } = facts;
    const { status, platformType } = shownStatus(number, now);
    const review = newNameStatus(number, now);
    const { code, newDisplayName, region } = number;
    return {
        id: number.id,
        wabaId: number.wabaId,
        displayPhoneNumber: number.displayPhoneNumber,
        verifiedName: number.verifiedName,
        registered: number.registered,
        state: stateOf(number),
        status,
        platformType,
        ...(region === undefined ? {} : { region }),
        hasPin: number.pin !== undefined,
        ownership: number.codeVerificationStatus,
        nameStatus: number.nameStatus,
        ...(newDisplayName === undefined ? {} : { newName: { name: newDisplayName, status: review ?? "" } }),
        isOnBizApp: number.isOnBizApp,
        qualityRating: number.qualityRating,
        register: lane(number, "register", now, switches),
        deregister: lane(number, "deregister", now, switches),
        ...(code === undefined || code.expiresAt <= now
            ? {}
            : { code: { code: code.code, method: code.method, expiresAt: code.expiresAt } }),
        webhooks: apps.flatMap((app) => {
            const target = urlThatApplies(number, waba, app, "messages");
            return target === undefined ? [] : [{ appId: app.id, ...target }];
        }),
        deliveries: facts.deliveries.slice(-NEWEST).reverse().map(shownDelivery),
        profile: profileOf(number),
        actions: actionsOf(number),
    };
}

/** Whether a number can send: not what `status` says for a while, but what is true. */
export function stateOf({ registered, status }: NumberState): Card["state"] {
    if (BARRED.includes(status)) return "barred";
    return registered ? "live" : "off";
}

function lane(
    number: NumberState,
    kind: "register" | "deregister",
    now: number,
    switches: Switches,
): RequestLane {
    const requests = kind === "register" ? number.registerRequests : number.deregisterRequests;
    const blocked = kind === "register" ? number.registerBlockedUntil : number.deregisterBlockedUntil;
    return {
        at: recent(requests, now),
        left: requestsLeft(number, kind, now, switches),
        ...(blocked === undefined || blocked <= now ? {} : { blockedUntil: blocked }),
    };
}

function shownDelivery({ at, body, outcome, status }: Delivery): ShownDelivery {
    const field = /"field":"(\w+)"/.exec(JSON.stringify(body))?.[1] ?? "";
    return { at, field, outcome: status === undefined ? outcome : `${outcome} ${status}` };
}

function profileOf(number: NumberState): ShownProfile {
    const { profile, conversationalAutomation: automation, username } = number;
    return {
        about: text(profile.about),
        description: text(profile.description),
        address: text(profile.address),
        email: text(profile.email),
        vertical: text(profile.vertical),
        websites: Array.isArray(profile.websites) ? profile.websites.map(text) : [],
        hasPicture: number.picture !== undefined,
        ...(username === undefined ? {} : { username }),
        prompts: automation?.prompts ?? [],
        commands: (automation?.commands ?? []).map(({ command_name: name, command_description: hint }) => ({
            name,
            hint,
        })),
    };
}

/** Of a profile, whose type leaves open what else it has. */
function text(value: unknown): string {
    return typeof value === "string" ? value : "";
}
