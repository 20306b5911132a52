/** Display names: request, review, and the register that brings one into use. */
import { DAY } from "../clock";
import { invalidParameter } from "../errors";
import type { NumberState } from "../state";
import type { Switches } from "../switches";

/** An approved name comes into use by a register request within 14 days (graph-api.md §3 row 16). */
const NAME_LIFETIME = 14 * DAY;
const MOST_CHANGES = 10;
const CHANGES_WINDOW = 30 * DAY;

/** new_name_status as a read shows it: an approval expires. */
export function newNameStatus(number: NumberState, now: number): string | undefined {
    const { newNameStatus: status, newNameApprovedAt: at } = number;
    return status === "APPROVED" && at !== undefined && now > at + NAME_LIFETIME ? "EXPIRED" : status;
}

/** Requests another display name (graph-api.md §2.2). */
export function proposeDisplayName(number: NumberState, name: string, now: number, switches: Switches): void {
    if (name.length < 2 || name.length > 75) {
        throw invalidParameter("Param new_display_name must have 2 to 75 characters");
    }
    if (number.isOfficialBusinessAccount) {
        throw invalidParameter("The display name of an Official Business Account can't be changed");
    }
    const changes = number.nameChanges.filter((at) => at > now - CHANGES_WINDOW);
    if (changes.length >= MOST_CHANGES) {
        throw invalidParameter("The display name can be changed 10 times in 30 days");
    }
    number.nameChanges = [...changes, now];
    number.newDisplayName = name;
    number.newNameStatus = { manual: "PENDING_REVIEW", approve: "APPROVED", decline: "DECLINED" }[
        switches.nameReview
    ];
    delete number.newNameApprovedAt;
    if (number.newNameStatus === "APPROVED") number.newNameApprovedAt = now;
}

/** Register brings an approved name into use. Before the approval, and after it expired, nothing changes. */
export function applyApprovedName(number: NumberState, now: number): void {
    if (number.newDisplayName !== undefined && newNameStatus(number, now) === "APPROVED") {
        number.verifiedName = number.newDisplayName;
        number.nameStatus = "APPROVED";
        delete number.newDisplayName;
        delete number.newNameStatus;
        delete number.newNameApprovedAt;
    }
}
