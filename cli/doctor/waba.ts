/** What doctor says about a WABA: its review, payment, verification, cap (graph-api.md §2.9, §3). Pure. */
import type { WabaNode } from "../../graph/wabas";
import type { Check } from "./check";

const MANAGER = "WhatsApp Manager (business.facebook.com/wa/manage)";
/** Registered numbers that a business may have before and after it is verified (the phone-numbers page). */
const CAP = { unverified: 2, verified: 20 };

/** @param registered how many of its numbers are registered; undefined: not known */
export function wabaChecks(waba: WabaNode, registered: number | undefined): Check[] {
    return [review(waba), payment(waba), cap(waba, registered), ...health(waba)];
}

function review({ accountReviewStatus: status }: WabaNode): Check {
    if (status === undefined) return { verdict: "unknown", found: "review: Graph does not say" };
    if (status === "APPROVED") return { verdict: "ok", found: "review: APPROVED" };
    return {
        verdict: "refuses",
        found: `review: ${status}: register is refused (100) until it is APPROVED`,
        next: `see the account's review in ${MANAGER}; PENDING passes by itself`,
    };
}

function payment({ primaryFundingId }: WabaNode): Check {
    if (primaryFundingId !== undefined) return { verdict: "ok", found: "payment: there is a method" };
    return {
        verdict: "warning",
        found: "payment: no method is shown: a number that migrates to this WABA can't be registered without",
        next: `add one in ${MANAGER} > Billing & payments`,
    };
}

/** The true cap is the portfolio's, which can't be read, so this warns and does not refuse. */
function cap({ businessVerificationStatus: status }: WabaNode, registered: number | undefined): Check {
    const verified = status === "verified";
    const most = verified ? CAP.verified : CAP.unverified;
    const business = `business: ${status ?? "verification unknown"}`;
    const count = registered === undefined ? "" : `; ${registered} registered here`;
    if (status === undefined) return { verdict: "unknown", found: `${business}${count}` };
    if (verified && (registered ?? 0) < most) {
        return { verdict: "ok", found: `${business}${count}, of ${most} that such a business may have` };
    }
    const full = registered !== undefined && registered >= most;
    return {
        verdict: "warning",
        found: `${business}${count}: Meta's usual cap is ${most}${full ? ", which is reached" : ""}`,
        next: verified
            ? "ask Meta to raise the cap before registering more"
            : "verify the business (business.facebook.com > Settings > Security Center): the cap is then 20",
    };
}

function health({ healthStatus }: WabaNode): Check[] {
    const can = healthStatus?.canSendMessage;
    if (can === undefined || can === "AVAILABLE") return [];
    const reasons = (healthStatus?.entities ?? []).flatMap(({ errors = [] }) => errors);
    const why = reasons.map(({ errorDescription }) => errorDescription ?? "no reason given").join("; ");
    const solution = reasons
        .map(({ possibleSolution }) => possibleSolution)
        .find((each) => each !== undefined);
    return [
        {
            verdict: "warning",
            found: `sending is ${can}${why === "" ? "" : `: ${why}`}`,
            next: solution ?? `see ${MANAGER}`,
        },
    ];
}
