/**
 * Whether a plan may run: budget, locks and the number's own condition, decided before its first step.
 * Pure; each refusal says why, and what to do next (design.md, "Offline steps").
 */
import type { ObservedNumber, PhoneNumberState } from "./number";
import { cost, goesOffline, type Step } from "./plan";
import { type CountedRequest, freeAt, lockedUntil, type Remembered, requestsLeft } from "./quota";

/** What the gates look at besides the plan. */
export interface GateFacts {
    /** What is recorded: the ledger, the locks, the PIN that was refused. */
    readonly state: Remembered & Pick<PhoneNumberState, "refusedPin">;
    /** The number as Graph shows it; undefined when only the state is asked (a preview). */
    readonly observed?: ObservedNumber | undefined;
    readonly now: number;
    /** WHATSAPP_IGNORE_LOCKS=1: send what is locked out all the same. */
    readonly ignoreLocks: boolean;
}

/** Why a plan may not run, and the next thing to do. */
export interface GateRefusal {
    readonly why: string;
    readonly remedy: string;
}

/** The first reason why these steps may not run, or undefined. */
export function refusal(steps: readonly Step[], facts: GateFacts): GateRefusal | undefined {
    const { register, deregister } = cost(steps);
    return (
        (register > 0 ? registerGate(steps, facts) : undefined) ??
        (deregister > 0 ? quotaGate("deregister", 1, facts) : undefined)
    );
}

/** Whether a number that is live, and no longer declared, may be deregistered. */
export function deregisterRefusal(facts: GateFacts): GateRefusal | undefined {
    return quotaGate("deregister", 1, facts);
}

function registerGate(steps: readonly Step[], facts: GateFacts): GateRefusal | undefined {
    return (
        conditionGate(steps, facts) ??
        // One to come back, one in reserve: the ledger is a lower bound (design.md).
        quotaGate("register", goesOffline(steps) ? 2 : 1, facts) ??
        refusedPinGate(steps, facts)
    );
}

const LOST: Record<string, string> = {
    BANNED: "appeal the ban in WhatsApp Manager (Account tools > Phone numbers)",
    DELETED: "remove the number from the program, or add it to the WABA again",
    MIGRATED: "declare the number under the ID that it has in its new WABA",
};

function conditionGate(steps: readonly Step[], { observed }: GateFacts): GateRefusal | undefined {
    const act = goesOffline(steps) ? "go offline" : "be registered";
    const lost = observed?.status === undefined ? undefined : LOST[observed.status];
    if (lost !== undefined) {
        return { why: `the number can't ${act}: its status is ${observed?.status}`, remedy: lost };
    }
    const verified = observed?.codeVerificationStatus;
    if (verified !== undefined && verified !== "VERIFIED") {
        return {
            why: `the number can't ${act}: its ownership is ${verified}, and register would answer 133006`,
            remedy:
                "verify it (POST /{phone-number-id}/request_code, then /verify_code, or WhatsApp Manager), " +
                "then run pulumi up again",
        };
    }
    return undefined;
}

function quotaGate(request: CountedRequest, needed: number, facts: GateFacts): GateRefusal | undefined {
    const { state, now, ignoreLocks } = facts;
    const locked = lockedUntil(state, request, now);
    if (locked !== undefined && !ignoreLocks) {
        return {
            why: `Graph locked ${request} requests for it (133016) until ${when(locked, now)}`,
            remedy: "run pulumi up after that; WHATSAPP_IGNORE_LOCKS=1 tries all the same",
        };
    }
    const left = requestsLeft(state, request, now);
    if (left >= needed) return undefined;
    const want =
        needed === 1
            ? `no ${request} request is left in its 72 hours`
            : `${left} ${request} request${left === 1 ? "" : "s"} left in its 72 hours, and going offline needs ` +
              `${needed}: one to come back, one in reserve`;
    return {
        why: want,
        remedy: `run pulumi up after ${when(freeAt(state, request, needed, now), now)}, when enough are free`,
    };
}

/** A wrong PIN can't be undone by trying again: the one that was refused is not sent twice (133005). */
function refusedPinGate(steps: readonly Step[], facts: GateFacts): GateRefusal | undefined {
    const register = steps.find((step) => step.request === "register");
    const wrong = register?.pin === facts.state.refusedPin && facts.state.refusedPin !== undefined;
    // Two-step verification switched off in WhatsApp Manager: any PIN will do again.
    if (!wrong || facts.observed?.isPinEnabled === false || facts.ignoreLocks) return undefined;
    return {
        why: "register was refused with this same PIN before (133005)",
        remedy:
            "declare the PIN that the number had before, or turn two-step verification off in WhatsApp Manager " +
            "(Phone numbers > Settings > Two-step verification) and run pulumi up again",
    };
}

/** A moment in UTC, and the hours until then. */
export function when(moment: number, now: number): string {
    const hours = Math.max(0, (moment - now) / 3600_000);
    const utc = new Date(moment).toISOString().slice(0, 16).replace("T", " ");
    return `${utc} UTC (in ${hours < 10 ? hours.toFixed(1) : Math.round(hours)} hours)`;
}
