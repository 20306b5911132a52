/** What a reviewer must not miss about a number. Pure. */

import type { Observation } from "../provider/number/decide/known";
import { cost } from "../provider/number/decide/plan";
import type { Notice } from "../provider/number/decide/reasons";
import { type CountedRequest, lockedUntil } from "../provider/number/model/ledger";
import type { PhoneNumberState } from "../provider/number/model/state";
import { describeNotice, describeReason, ON_BIZ_APP } from "../provider/number/say/reasons";
import { PULUMI_UP, SAME_COMMAND } from "../provider/say/command";
import { when } from "../provider/say/time";
import { SECRET } from "./hidden";
import type { Intent } from "./intents";
import type { Circumstances, Told } from "./outcome";
import type { Warning } from "./report";

/** What the warnings of a number depend on, besides its outcome. */
export interface About {
    readonly intent: Intent;
    readonly recorded: PhoneNumberState | undefined;
    readonly circumstances: Circumstances;
    readonly read: Observation | { readonly unread: string } | undefined;
}

/** The order of warnings: the most serious first. */
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
    "settings",
    "unread",
];

/** The warnings of a number, the most serious first. */
export function warningsOf(told: Told, about: About): Warning[] {
    return sorted([
        ...offlineWarnings(told),
        ...lockWarnings(told, about),
        ...refusedWarnings(told, about),
        ...replaceWarnings(about.intent),
        ...(told.stays === undefined ? [] : [{ about: "deletedWith", text: told.stays } as const]),
        ...unknownWarnings(about.intent),
        ...numberWarnings(told, about),
        ...noticeWarnings(told, about),
    ]);
}

/** The most serious first, those about the same concern in order. */
export function sorted(warnings: readonly Warning[]): Warning[] {
    return [...warnings].sort((a, b) => ORDER.indexOf(a.about) - ORDER.indexOf(b.about));
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
    { planned = [] }: Told,
    { recorded, circumstances: { now, ignoreLocks } }: About,
): Warning[] {
    if (recorded === undefined) return [];
    const needed = cost(planned);
    const kinds: CountedRequest[] = ["register", "deregister"];
    return kinds.flatMap((kind) => {
        const until = needed[kind] > 0 ? lockedUntil(recorded, kind, now) : undefined;
        if (until === undefined) return [];
        const end = ignoreLocks ? "; WHATSAPP_IGNORE_LOCKS=1 sends them anyway" : "";
        return [{ about: "locked", text: `locked out of ${kind} requests until ${when(until, now)}${end}` }];
    });
}

function refusedWarnings({ refused, action }: Told, { circumstances: { now } }: About): Warning[] {
    if (refused === undefined) return [];
    const command = action === "deregister" ? SAME_COMMAND : PULUMI_UP;
    return [{ about: "refused", text: `nothing would be sent: ${describeReason(refused, now, command)}` }];
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

/** A hidden ID. */
function unknownWarnings({ phoneNumberId, secretId, declarations }: Intent): Warning[] {
    const maybe = declarations.find(({ mayBeReplaced }) => mayBeReplaced);
    if (phoneNumberId !== undefined && maybe === undefined) return [];
    const secret = maybe === undefined ? secretId : maybe.inputs.phoneNumberId === SECRET;
    const why = secret ? "hidden as a secret" : "not known until apply";
    return [{ about: "unknown", text: `phoneNumberId is ${why}` }];
}

/** What each notice is about. */
const NOTICES: Readonly<Record<Notice["kind"], Warning["about"]>> = {
    comesOnBizApp: "coexistence",
    regionHasNoEffect: "coexistence",
    regionUnread: "unread",
    nameDeclined: "name",
    approvalExpired: "name",
    approvedNotDeclared: "name",
    approvalEnds: "name",
    namePostponed: "name",
};

function noticeWarnings({ notices = [] }: Told, { circumstances: { now } }: About): Warning[] {
    return notices.map((notice) => ({
        about: NOTICES[notice.kind],
        text: describeNotice(notice, now, PULUMI_UP).text,
    }));
}

/** What a number's state shows, and that it could not be read. */
function numberWarnings({ action, notices = [] }: Told, { recorded, read, intent }: About): Warning[] {
    const onBizApp =
        (read !== undefined && "node" in read ? read.node.isOnBizApp : undefined) ?? recorded?.isOnBizApp;
    // News of it is a notice, which says the same.
    const isTold = action === "forget" || notices.some(({ kind }) => kind === "comesOnBizApp");
    const refusedPin = intent.declarations.some(
        ({ recorded: side }) => side?.outputs.refusedPin !== undefined,
    );
    return [
        ...(onBizApp === true && !isTold ? [{ about: "coexistence", text: ON_BIZ_APP } as const] : []),
        ...(!refusedPin
            ? []
            : [
                  {
                      about: "pin",
                      text: "register was refused for a wrong PIN before (133005): it is sent again only with a different PIN",
                  } as const,
              ]),
        ...(read !== undefined && "unread" in read ? [{ about: "unread", text: read.unread } as const] : []),
    ];
}
