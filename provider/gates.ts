/**
 * Whether a plan may run: previews, budget, locks and the number's own condition, decided before its first
 * step. Pure; each refusal says why, and what to do next (docs/how-it-works.md, "The gates of an outage").
 */
import type { ObservedNumber, PhoneNumberState, RegionOrNone } from "./number";
import { cost, type Desired, goesOffline, type Known, knownFromState, plan, type Step } from "./plan";
import {
    type CountedRequest,
    freeAt,
    lockedUntil,
    parseLedger,
    type Remembered,
    requestsLeft,
    WINDOW_MS,
} from "./quota";
import { namesRegion, type RegionParameter } from "./regionParameter";

/** Why something may not run, and the next thing to do. */
export interface GateRefusal {
    readonly why: string;
    readonly remedy: string;
}

/** What budget and condition are judged by. */
export interface GateFacts {
    /** What is recorded: the ledger, the locks, the PIN and the register that were refused. */
    readonly state: Remembered & Pick<PhoneNumberState, "refusedPin" | "refusedRegister">;
    /** The number as Graph shows it; undefined when only the state is asked (a preview). */
    readonly observed?: ObservedNumber | undefined;
    readonly now: number;
    /** WHATSAPP_IGNORE_LOCKS=1: send what is locked out all the same. */
    readonly ignoreLocks: boolean;
    /** Declared: an outage may run although the ownership does not show as VERIFIED. */
    readonly allowUnverifiedOutage?: boolean | undefined;
    /** What is known of this Graph. Default: nothing. */
    readonly regionParameter?: RegionParameter | undefined;
    /** When `pulumi-whatsapp verify` last succeeded for this number on this machine, in milliseconds since 1970. */
    readonly verifiedAt?: number | undefined;
}

/** What is compared to tell whether a plan is the one that a preview has shown. */
export interface PlanFacts {
    readonly steps: readonly Step[];
    readonly known: Known;
    readonly desired: Desired;
    /** The state before this operation; undefined at create. */
    readonly recorded: PhoneNumberState | undefined;
    /** Why `/settings` could not be read, if so. */
    readonly settingsError?: string | undefined;
}

/** The first reason why the plan of a create or update may not run, or undefined. */
export function refusal(planned: PlanFacts, facts: GateFacts): GateRefusal | undefined {
    return (
        onBizAppGate(planned, facts) ??
        previewGate(planned, facts) ??
        unknownRegionGate(planned) ??
        budgetRefusal(planned.steps, facts)
    );
}

/** The part that the state alone can judge too: condition and budget. Previews ask it with no observation. */
export function budgetRefusal(steps: readonly Step[], facts: GateFacts): GateRefusal | undefined {
    const { register, deregister } = cost(steps);
    const asks = steps.some((step) => step.request === "setDisplayName");
    return (
        (register > 0 ? registerGate(steps, facts) : undefined) ??
        (deregister > 0 ? quotaGate("deregister", 1, facts) : undefined) ??
        (asks ? nameChangeGate(facts) : undefined)
    );
}

/** Ten changes of the display name in 30 days (graph-api.md §2.2). */
function nameChangeGate({ state, now }: GateFacts): GateRefusal | undefined {
    if (requestsLeft(state, "nameChange", now) > 0) return undefined;
    return {
        why: "its 10 changes of the display name in 30 days are used up",
        remedy: `declare the former displayName, and this one after ${when(freeAt(state, "nameChange", 1, now), now)}`,
    };
}

/** Coexistence at create: the Business app has no local storage, and register is refused (graph-api.md §3 rows 12, 20). */
function onBizAppGate(
    { known, desired, recorded }: PlanFacts,
    { observed }: GateFacts,
): GateRefusal | undefined {
    if (!known.isOnBizApp || recorded !== undefined) return undefined;
    if (desired.region !== "none") {
        return {
            why: `the region ${desired.region} can't be declared: the number is on the WhatsApp Business app too, which has no local storage`,
            remedy: "leave dataLocalizationRegion out, or take the number off the app first",
        };
    }
    if (known.registered) return undefined;
    return {
        why: `it is on the WhatsApp Business app and not on the Cloud API (platform_type ${observed?.platformType ?? "unknown"}), where register is refused`,
        remedy: "onboard it with coexistence through Embedded Signup, or delete its account in the app, then run pulumi up",
    };
}

/** An outage runs only if the plan from the recorded state had one too: then a preview could show it. */
function previewGate(
    { steps, known, desired, recorded }: PlanFacts,
    { now }: GateFacts,
): GateRefusal | undefined {
    if (!goesOffline(steps)) return undefined;
    if (recorded === undefined) {
        return {
            why: `it is live with the region ${known.region}, and ${desired.region} is declared: a change takes it offline, which no preview has shown`,
            remedy: `declare ${asDeclared(known.region)} and run pulumi up, which adopts it as it is; then change it and look at the preview`,
        };
    }
    if (goesOffline(plan(knownFromState(recorded, now), desired))) return undefined;
    const state = recorded.dataLocalizationRegion ?? "none";
    const said = recorded.registered ? state : "that it is not registered";
    return {
        why: `the region is ${known.region}, state says ${said}: mending that takes the number offline, which no preview has shown`,
        // A refresh reads the settings only of numbers that declare one.
        remedy:
            state === "none"
                ? `declare ${asDeclared(known.region)}; to have none, remove it again after that`
                : "pulumi refresh, then preview",
    };
}

function asDeclared(region: RegionOrNone | "unknown"): string {
    return region === "none" ? "no dataLocalizationRegion" : `dataLocalizationRegion "${region}"`;
}

/** A live number whose region nobody can read is not adopted with one: state would say what nobody saw. */
function unknownRegionGate({ known, desired, recorded, settingsError }: PlanFacts): GateRefusal | undefined {
    if (recorded !== undefined || !known.registered || known.isOnBizApp) return undefined;
    if (known.region !== "unknown" || desired.region === "none") return undefined;
    const cause = settingsError === undefined ? "" : ` (${settingsError})`;
    return {
        why: `it is live, ${desired.region} is declared, and Graph does not say which region it has${cause}`,
        remedy: "run pulumi up again when /settings answers, or declare it without a region first",
    };
}

function registerGate(steps: readonly Step[], facts: GateFacts): GateRefusal | undefined {
    return (
        conditionGate(steps, facts) ??
        quotaGate("register", registersNeeded(steps, facts), facts) ??
        refusedPinGate(steps, facts) ??
        refusedRegisterGate(steps, facts)
    );
}

/**
 * One to come back and one in reserve, since the ledger is a lower bound
 * (docs/how-it-works.md, "The ledger, the journal, and settling"). One more where it is not known whether this Graph takes the region in register: finding out may cost one.
 */
function registersNeeded(steps: readonly Step[], { regionParameter = "unknown" }: GateFacts): number {
    if (!goesOffline(steps)) return 1;
    const names = steps.some(
        (step) => step.request === "register" && namesRegion(step.region, regionParameter),
    );
    return names && regionParameter === "unknown" ? 3 : 2;
}

const LOST: Record<string, string> = {
    BANNED: "appeal the ban in WhatsApp Manager (Account tools > Phone numbers)",
    DELETED: "remove the number from the program, or add it to the WABA again and declare its new ID",
    MIGRATED: "declare the number under the ID that it has in its new WABA",
};

function conditionGate(
    steps: readonly Step[],
    { observed, allowUnverifiedOutage }: GateFacts,
): GateRefusal | undefined {
    const act = goesOffline(steps) ? "be taken offline" : "be registered";
    const lost = observed?.status === undefined ? undefined : LOST[observed.status];
    if (lost !== undefined) {
        return { why: `the number can't ${act}: its status is ${observed?.status}`, remedy: lost };
    }
    const ownership = observed?.codeVerificationStatus;
    if (ownership === undefined || ownership === "VERIFIED") return undefined;
    // A live number that is registered once more stays live, whatever Graph answers.
    const staysLive = steps.some((step) => step.request === "register" && step.again);
    if (staysLive || allowUnverifiedOutage === true) return undefined;
    const verify = "npx pulumi-whatsapp verify with its ID (or WhatsApp Manager), then pulumi up";
    const consent = "or declare allowUnverifiedOutage: true to try it as it is";
    return goesOffline(steps)
        ? {
              why: `its ownership shows as ${ownership}, and Meta says that only a verified number can be registered: it may not come back from an outage`,
              remedy: `${verify}; ${consent}`,
          }
        : {
              why: `the number can't be registered: its ownership shows as ${ownership}, and Meta says that only a verified number can be (133006)`,
              remedy: `${verify}; ${consent}`,
          };
}

/** Whether `needed` requests of a kind may be sent: not locked out, and left in the window. */
export function quotaGate(
    request: CountedRequest,
    needed: number,
    facts: GateFacts,
): GateRefusal | undefined {
    const { state, now, ignoreLocks } = facts;
    const locked = lockedUntil(state, request, now);
    if (locked !== undefined && !ignoreLocks) {
        return {
            why: `Graph locked it out of ${request} requests (133016) until ${when(locked, now)}`,
            remedy: "run pulumi up after that; WHATSAPP_IGNORE_LOCKS=1 tries all the same",
        };
    }
    const left = requestsLeft(state, request, now);
    if (left >= needed) return undefined;
    const parts = needed > 2 ? ", one in case Graph refuses the region in register" : "";
    const why =
        needed === 1
            ? `no ${request} request is left in its 72 hours`
            : `${left} ${request} request${left === 1 ? " is" : "s are"} left in its 72 hours, and going offline needs ` +
              `${needed}: one to come back, one in reserve${parts}`;
    const free = when(freeAt(state, request, needed, now), now);
    return { why, remedy: `run pulumi up after ${free}, when enough are free` };
}

/** A wrong PIN can't be undone by trying again: the one that was refused is not sent twice (133005). */
function refusedPinGate(steps: readonly Step[], facts: GateFacts): GateRefusal | undefined {
    const { refusedPin } = facts.state;
    const first = steps.find((step) => step.request === "register" || step.request === "setPin");
    // Where the PIN is set before it registers, a live number proves or mends it.
    if (first?.request !== "register" || facts.ignoreLocks) return undefined;
    if (refusedPin === undefined || first.pin !== refusedPin) return undefined;
    // Two-step verification was switched off in WhatsApp Manager: any PIN will do again.
    if (facts.observed?.isPinEnabled === false) return undefined;
    return {
        why: "register was refused with this same PIN before (133005)",
        remedy:
            "declare the PIN that the number had before, or turn two-step verification off in WhatsApp Manager " +
            "(Phone numbers > Settings > Two-step verification), then run pulumi up again",
    };
}

/**
 * A register was refused for what a person has to mend, and whether that was done only a further register can tell:
 * it is not sent again while Graph shows the same ownership as then (graph-api.md §3 row 9).
 */
function refusedRegisterGate(
    steps: readonly Step[],
    { state, observed, now, ignoreLocks, verifiedAt = 0 }: GateFacts,
): GateRefusal | undefined {
    const last = parseLedger(state.requests).findLast(({ request }) => request === "register");
    const [, code, shown] = /^(\d+) (\S+)$/.exec(state.refusedRegister ?? "") ?? [];
    if (code === undefined || last === undefined || ignoreLocks || goesOffline(steps)) return undefined;
    const isLast = last.outcome === Number(code) && last.at * 1000 > now - WINDOW_MS;
    const changed =
        observed?.codeVerificationStatus !== undefined && observed.codeVerificationStatus !== shown;
    if (!isLast || changed || verifiedAt >= last.at * 1000) return undefined;
    const once = "run pulumi up once with WHATSAPP_IGNORE_LOCKS=1";
    return Number(code) === 133006
        ? {
              why: `register was refused (133006: verify the number again), and Graph shows its ownership as ${shown}, as it did then`,
              remedy: `npx pulumi-whatsapp verify --again with its ID on this machine, then pulumi up; if it was verified elsewhere, ${once}`,
          }
        : {
              why: `register was refused for a missing permission (${code}), and one more would be counted`,
              remedy: `give the token's system user the WABA with full control and its permissions, then ${once}`,
          };
}

/** A moment in UTC, and the hours until then. */
export function when(moment: number, now: number): string {
    const hours = Math.max(0, (moment - now) / 3600_000);
    const utc = new Date(moment).toISOString().slice(0, 16).replace("T", " ");
    return `${utc} UTC (in ${hours < 10 ? hours.toFixed(1) : Math.round(hours)} hours)`;
}
