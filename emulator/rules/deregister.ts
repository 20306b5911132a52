/** Deregister (graph-api.md §2.4). */
import { invalidParameter } from "../errors";
import type { JsonObject, NumberState } from "../state";
import type { Switches } from "../switches";
import { refund, spend } from "./quota";
import { storeIn } from "./region";
import { settle } from "./status";
import { wipe } from "./wipe";

/** Answers a deregister request, or throws the refusal. The PIN stays (graph-api.md §3 row 6). */
export function answerDeregister(
    number: NumberState,
    version: number,
    now: number,
    switches: Switches,
): JsonObject {
    spend(number, "deregister", now, switches);
    const refusal = refusalOf(number, switches);
    if (refusal !== undefined) {
        if (!switches.refusedRequestsCount) refund(number, "deregister");
        throw refusal;
    }
    settle(number, now, switches.deregisterSettleMs);
    number.registered = false;
    number.partialDeregister = false;
    number.status = switches.statusAfterDeregister;
    if (version < 21 || switches.storageAfterDeregister === "reset") storeIn(number, undefined);
    if (switches.identityCheckAfterDeregister === "reset") number.identityKeyCheck = false;
    wipe(number, switches);
    return { success: true };
}

/** The three refusals of graph-api.md §2.4. */
function refusalOf(number: NumberState, switches: Switches) {
    if (number.isOnBizApp) {
        return invalidParameter("Deregister endpoint is not available for API solution for SMB businesses.");
    }
    // After a deregister that failed half-way, another one is allowed: it repairs the number (133000).
    if (number.registered || number.partialDeregister) return undefined;
    return switches.deregisterUnregistered === "notLinked"
        ? invalidParameter("Phone number is not currently linked in Facebook Hosted System")
        : invalidParameter("Phone number not registered on the WhatsApp Business Platform.", 2207051);
}
