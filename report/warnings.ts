/** What a reviewer must not overlook of a number. Pure. */
import type { GateRefusal } from "../provider/gates";
import { when } from "../provider/gates";
import type { PhoneNumberState } from "../provider/number";
import type { Observation } from "../provider/observe";
import { cost, type Step } from "../provider/plan";
import type { Forecast } from "../provider/preview";
import { type CountedRequest, lockedUntil } from "../provider/quota";
import type { Circumstances } from "./entry";
import { SECRET } from "./hidden";
import type { Intent } from "./intents";
import type { Action, NumberEntry, Warning } from "./report";

/** What a plan tells, before it is an entry. */
export interface Told {
    readonly action: Action;
    readonly words: string;
    readonly offline?: NumberEntry["offline"];
    readonly sent?: readonly Step[];
    readonly ifLive?: readonly Step[];
    readonly forecast?: Forecast;
    /** A refusal that has no forecast. */
    readonly refused?: GateRefusal;
    /** What there is to say of its display name. */
    readonly note?: string;
    /** The words without what depends on the ledger. */
    readonly core?: string;
    /** It stays registered although nothing keeps it any more. */
    readonly stays?: string;
}

/** What is told of a number, with its warnings. */
export interface Outcome {
    readonly told: Told;
    readonly warnings: readonly Warning[];
}

/** What the warnings of a number are made from, besides what is told of it. */
export interface About {
    readonly intent: Intent;
    readonly recorded: PhoneNumberState | undefined;
    readonly circumstances: Circumstances;
    readonly read: Observation | { readonly unread: string } | undefined;
}

/** The order in which warnings are given: the gravest first. */
export const ORDER: readonly Warning["about"][] = [
    "deregister",
    "outage",
    "locked",
    "refused",
    "replace",
    "deletedWith",
    "unknown",
    "coexistence",
    "pin",
    "name",
    "unread",
];

/** The warnings of a number, the gravest first. */
export function warningsOf(told: Told, about: About): Warning[] {
    return [
        ...offlineWarnings(told),
        ...lockWarnings(told, about),
        ...refusedWarnings(told),
        ...replaceWarnings(about.intent),
        ...(told.stays === undefined ? [] : [{ about: "deletedWith", text: told.stays } as const]),
        ...unknownWarnings(about.intent),
        ...numberWarnings(told, about),
    ];
}

function offlineWarnings({ action, offline }: Told): Warning[] {
    switch (offline) {
        case "briefly":
            return [{ about: "outage", text: "it is offline between deregister and register" }];
        case "maybe":
            return action === "deregister"
                ? [{ about: "deregister", text: "a live number may be switched off for good" }]
                : [{ about: "outage", text: "it may go offline" }];
        case "forGood":
            return [{ about: "deregister", text: "a live number is switched off for good" }];
        default:
            return [];
    }
}

function lockWarnings(
    { forecast }: Told,
    { recorded, circumstances: { now, ignoreLocks } }: About,
): Warning[] {
    if (recorded === undefined || forecast === undefined) return [];
    const needed = cost(forecast.steps);
    const kinds: CountedRequest[] = ["register", "deregister"];
    return kinds.flatMap((kind) => {
        const until = needed[kind] > 0 ? lockedUntil(recorded, kind, now) : undefined;
        if (until === undefined) return [];
        const end = ignoreLocks ? "; WHATSAPP_IGNORE_LOCKS=1 sends them all the same" : "";
        return [{ about: "locked", text: `locked out of ${kind} requests until ${when(until, now)}${end}` }];
    });
}

function refusedWarnings({ forecast, refused = forecast?.refused }: Told): Warning[] {
    if (refused === undefined) return [];
    return [{ about: "refused", text: `nothing would be sent: ${refused.why}. Next: ${refused.remedy}` }];
}

function replaceWarnings({ declarations, removals }: Intent): Warning[] {
    const steps = [...removals, ...declarations].map(({ step }) => step);
    const replaced = steps.filter(
        ({ op }) => op === "replace" || op === "create-replacement" || op === "delete-replaced",
    );
    const names = [...new Set(replaced.map(({ name }) => name))];
    const maybe = declarations.flatMap(({ mayBeReplaced, step }) => (mayBeReplaced ? [step.name] : []));
    return [
        ...names.map((name) => ({ about: "replace", text: `the resource ${name} is replaced` }) as const),
        ...maybe.map((name) => ({ about: "replace", text: `the resource ${name} may be replaced` }) as const),
    ];
}

/** An ID that is not told. */
function unknownWarnings({ phoneNumberId, secretId, declarations }: Intent): Warning[] {
    const maybe = declarations.find(({ mayBeReplaced }) => mayBeReplaced);
    if (phoneNumberId !== undefined && maybe === undefined) return [];
    const secret = maybe === undefined ? secretId : maybe.inputs.phoneNumberId === SECRET;
    const why = secret ? "hidden as a secret" : "not known until apply";
    return [{ about: "unknown", text: `phoneNumberId is ${why}` }];
}

function numberWarnings({ action, note }: Told, { recorded, read, intent }: About): Warning[] {
    const onBizApp =
        (read !== undefined && "node" in read ? read.node.isOnBizApp : undefined) ?? recorded?.isOnBizApp;
    const refusedPin = intent.declarations.some(
        ({ recorded: side }) => side?.outputs.refusedPin !== undefined,
    );
    return [
        ...(onBizApp === true && action !== "forget"
            ? [
                  {
                      about: "coexistence",
                      text: "it is on the WhatsApp Business app too: it keeps the PIN, region and registration that it has",
                  } as const,
              ]
            : []),
        ...(!refusedPin
            ? []
            : [
                  {
                      about: "pin",
                      text: "register was refused for a wrong PIN before (133005): one is sent again only if it is another",
                  } as const,
              ]),
        ...(note === undefined ? [] : [{ about: "name", text: note } as const]),
        ...(read !== undefined && "unread" in read ? [{ about: "unread", text: read.unread } as const] : []),
    ];
}
