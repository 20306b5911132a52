/** Why something is not sent, and what to do about it, in words. Pure. */
import { nextStep, type Words } from "../../../graph/fix";
import type { RegionOrNone } from "../../../graph/observed";
import { dayOf, when } from "../../say/time";
import { APPROVAL_DAYS } from "../decide/displayName";
import type { LeftAlone, LostStatus, Notice, Reason } from "../decide/reasons";
import { LIMITS } from "../model/ledger";
import { describeWindow } from "./limits";

/** A reason in words. */
interface Told {
    /** What would be refused, and why: a clause without a full stop. */
    readonly why: string;
    readonly fix: Words;
}

type Of<Kind extends Reason["kind"]> = Extract<Reason, { kind: Kind }>;

const ONCE_MORE = "WHATSAPP_IGNORE_LOCKS=1";

/** @param now milliseconds since 1970 */
export function tell(reason: Reason, now: number): Told {
    switch (reason.kind) {
        case "registrationUnclear":
            return {
                why: `Graph shows neither platform_type nor a clear status (${reason.status ?? "none"}), so it is not known whether the number is registered`,
                fix: { todo: "try another WHATSAPP_API_VERSION, or look at the number in WhatsApp Manager" },
            };
        case "noRegionOnBizApp":
            return {
                why: `the region ${reason.region} can't be declared: the number is on the WhatsApp Business app too, which has no local storage`,
                fix: { todo: "leave dataLocalizationRegion out, or take the number off the app" },
            };
        case "onBizAppOnly":
            return {
                why: `it is on the WhatsApp Business app and not on the Cloud API (platform_type ${reason.platformType ?? "unknown"}), where register is refused`,
                fix: {
                    todo: "onboard it with coexistence through Embedded Signup, or delete its account in the app",
                },
            };
        case "outageAtCreate":
            return outageAtCreate(reason);
        case "outageNotPreviewed":
            return outageNotPreviewed(reason);
        case "regionUnknown":
            return {
                why: `the number is live, ${reason.wanted} is declared, and Graph does not show which region it has${reason.cause === undefined ? "" : ` (${reason.cause})`}`,
                fix: {
                    todo: "wait until Graph answers for /settings, or declare the number without a region first",
                },
            };
        case "lost":
            return {
                why: `the number can't ${reason.act === "outage" ? "be taken offline" : "be registered"}: its status is ${reason.status}`,
                fix: { todo: LOST[reason.status] },
            };
        case "unverified":
            return unverified(reason);
        case "lockedOut":
            return {
                why: `Graph locked it out of ${reason.request} requests (133016) until ${when(reason.until, now)}`,
                fix: { todo: "wait until then", besides: `${ONCE_MORE} sends it anyway` },
            };
        case "requestsSpent":
            return requestsSpent(reason, now);
        case "deletionProtected":
            return {
                why: "the number is live, and its deletionProtection is true",
                fix: {
                    todo: "to give it up, declare it with deletionProtection: false, run pulumi up, and remove it then",
                    besides:
                        "to keep it live and have Pulumi forget it, run pulumi state delete with its URN",
                    again: false,
                },
            };
        case "nameChangesSpent":
            return {
                why: `its ${LIMITS.nameChange.most} changes of the display name in ${describeWindow("nameChange")} are used up`,
                fix: {
                    todo: `declare the former displayName, and this one after ${when(reason.freeAt, now)}`,
                },
            };
        case "pinRefused":
            return {
                why: "register was refused with this same PIN before (133005)",
                fix: {
                    todo:
                        "declare the PIN that the number had before, or turn two-step verification off in WhatsApp Manager " +
                        "(Phone numbers > Settings > Two-step verification)",
                },
            };
        case "registerRefused":
            return registerRefused(reason);
        case "tooSlow":
            return { why: "Graph answers too slowly to take it offline now", fix: {} };
        case "refusedInThisRun":
            return {
                why: `this same register was refused in this run, and is not sent again: ${reason.message}`,
                fix: reason.fix,
            };
    }
}

const LOST: Readonly<Record<LostStatus, string>> = {
    BANNED: "appeal the ban in WhatsApp Manager (Account tools > Phone numbers)",
    DELETED: "remove the number from the program, or add it to the WABA again and declare its new ID",
    MIGRATED: "declare the number under the ID that it has in its new WABA",
};

function outageAtCreate({ has, wanted }: Of<"outageAtCreate">): Told {
    const live = has === "none" ? "the number is live without a region" : `the number is live in ${has}`;
    const change = wanted === "none" ? "no region is declared" : `${wanted} is declared`;
    return {
        why: `${live}, and ${change}: changing that takes it offline, and no preview has shown it`,
        fix: {
            todo: `declare ${asDeclared(has)}`,
            besides: "that adopts the number as it is; then change the region and look at the preview",
        },
    };
}

function outageNotPreviewed({ has, recorded }: Of<"outageNotPreviewed">): Told {
    const states = { notRegistered: "that it is not registered", unknown: "that it could not be read" };
    const said = recorded === "notRegistered" || recorded === "unknown" ? states[recorded] : recorded;
    const is = has === "none" ? "Graph shows no region" : `the region is ${has}`;
    return {
        why: `${is}, state says ${said}: correcting that takes the number offline, and no preview has shown it`,
        // A refresh reads the settings only of numbers that declare one.
        fix:
            recorded === "none"
                ? { todo: `declare ${asDeclared(has)}`, besides: "to have none, remove it again after that" }
                : { todo: "run pulumi refresh, and look at the preview" },
    };
}

function asDeclared(region: RegionOrNone | "unknown"): string {
    return region === "none" ? "no dataLocalizationRegion" : `dataLocalizationRegion "${region}"`;
}

function unverified({ act, ownership }: Of<"unverified">): Told {
    return {
        why:
            act === "outage"
                ? `its ownership shows as ${ownership}, and Meta says that only a verified number can be registered: it may not come back from an outage`
                : `the number can't be registered: its ownership shows as ${ownership}, and Meta says that only a verified number can be (133006)`,
        fix: {
            todo: "verify it (npx pulumi-whatsapp verify with its ID, or WhatsApp Manager)",
            besides: "or declare allowUnverifiedOutage: true to try it as it is",
        },
    };
}

function requestsSpent({ request, left, needed, freeAt }: Of<"requestsSpent">, now: number): Told {
    const parts = needed > 2 ? ", one in case Graph refuses the region in register" : "";
    const why =
        needed === 1
            ? `no ${request} request is left in its ${describeWindow(request)}`
            : `${left} ${request} request${left === 1 ? " is" : "s are"} left in its ${describeWindow(request)}, and going offline needs ` +
              `${needed}: one to come back, one in reserve${parts}`;
    return { why, fix: { todo: `wait until ${when(freeAt, now)}, when enough are free` } };
}

function registerRefused({ code, ownership }: Of<"registerRefused">): Told {
    return code === 133006
        ? {
              why: `register was refused (133006: verify the number again), and Graph shows its ownership as ${ownership}, as it did then`,
              fix: {
                  todo: "run npx pulumi-whatsapp verify --again with its ID on this machine",
                  besides: `if it was verified elsewhere, run once with ${ONCE_MORE}`,
              },
          }
        : {
              why: `register was refused for a missing permission (${code}), and one more would be counted`,
              fix: {
                  todo: "give the token's system user the WABA with full control and its permissions",
                  besides: `run once with ${ONCE_MORE}`,
              },
          };
}

/** Why a number that is given up is left as it is. */
export function describeLeftAlone(leftAlone: LeftAlone): string {
    switch (leftAlone) {
        case "deleted":
            return "Graph shows it as deleted, and nothing is sent";
        case "onBizApp":
            return "it is on the WhatsApp Business app too, and only the app can take it off";
        case "notRegistered":
            return "it is not registered";
    }
}

/** A reason as one text: why, and what to do next. `command`: how the reader runs it again. */
export function describeReason(reason: Reason, now: number, command: string): string {
    const { why, fix } = tell(reason, now);
    return `${why}. Next: ${nextStep(fix, command)}`;
}

/** A notice in words. */
export interface NoticeText {
    readonly warns: boolean;
    readonly text: string;
}

/** Why a deleted resource's number is left alone, by the ID under which it is declared. */
export function describeDeclared(id: string, phoneNumberId: string): string {
    return id === phoneNumberId
        ? "another resource of this program declares it"
        : `the same phone number is declared under the ID ${id}`;
}

/** What coexistence means for a number. */
export const ON_BIZ_APP =
    "it is on the WhatsApp Business app too: it keeps the PIN, region and registration that it has";

/** What a postponed display name begins with, before the reason. */
export const NOT_APPLIED = "the approved display name is not applied now: ";

/** A notice in words, and whether it is a warning. `command`: how the reader runs it again. */
export function describeNotice(notice: Notice, now: number, command: string): NoticeText {
    switch (notice.kind) {
        case "comesOnBizApp":
            return { warns: true, text: ON_BIZ_APP };
        case "regionHasNoEffect":
            return {
                warns: true,
                text: `the declared region (${notice.region}) has no effect while the number is on the WhatsApp Business app too`,
            };
        case "regionUnread":
            return {
                warns: true,
                text: `its region is not known, and stays as it is: ${notice.cause}. pulumi refresh reads it`,
            };
        case "nameDeclined":
            return {
                warns: true,
                text: `the display name "${notice.name}" was declined: declare another displayName, or ask for a review in WhatsApp Manager`,
            };
        case "approvalExpired":
            return {
                warns: true,
                text: `the approval of the display name "${notice.name}" has expired (${APPROVAL_DAYS} days): ask for it again in WhatsApp Manager`,
            };
        case "approvedNotDeclared":
            return {
                warns: true,
                text:
                    `the display name "${notice.name}" is approved, but not declared: displayName: "${notice.name}", or applyApprovedName: true, ` +
                    `applies it with one register request, until ${dayOf(notice.until)} at the latest`,
            };
        case "approvalEnds":
            return {
                warns: false,
                text: `the approved display name has to be applied by ${dayOf(notice.until)} at the latest`,
            };
        case "namePostponed":
            return { warns: true, text: NOT_APPLIED + describeReason(notice.reason, now, command) };
    }
}
