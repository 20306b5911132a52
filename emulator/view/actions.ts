/** What happens to a number behind its owner's back, as buttons. */
import type { NumberPatch, NumberState } from "../state";
import type { Action } from "./types";

/** A button of a number. */
interface NumberAction extends Action {
    readonly patch: NumberPatch;
}

/** The changes that make sense for a number as it is. The first ones always stand, so that a button keeps its place. */
export function actionsOf(number: NumberState): NumberAction[] {
    return [
        number.registered
            ? { label: "Deregister", said: "is off the Cloud API", patch: { registered: false } }
            : { label: "Register", said: "is on the Cloud API", patch: { registered: true } },
        number.status === "BANNED"
            ? { label: "Lift the ban", said: "is no longer banned", patch: { registered: number.registered } }
            : { label: "Ban", said: "is banned", patch: { status: "BANNED" } },
        businessApp(number),
        number.codeVerificationStatus === "VERIFIED"
            ? {
                  label: "Expire the ownership",
                  said: "has to be verified again",
                  patch: { codeVerificationStatus: "EXPIRED" },
              }
            : {
                  label: "Verify the ownership",
                  said: "is verified",
                  patch: { codeVerificationStatus: "VERIFIED" },
              },
        ...review(number),
    ];
}

function businessApp({ isOnBizApp, registered }: NumberState): NumberAction {
    if (isOnBizApp) {
        return {
            label: "Leave the Business app",
            said: "is off the Business app",
            patch: { isOnBizApp: false },
        };
    }
    // A number of both is registered; its status is not touched where it was.
    const joined = registered ? { isOnBizApp: true } : { isOnBizApp: true, registered: true };
    return { label: "Join the Business app", said: "is on the Business app too", patch: joined };
}

/** Meta's answer to a display name that was asked for. */
function review({ newDisplayName, newNameStatus }: NumberState): NumberAction[] {
    if (newDisplayName === undefined) return [];
    const approve: NumberAction = {
        label: "Approve the name",
        said: "has its new name approved: the next register applies it",
        patch: { newNameStatus: "APPROVED" },
    };
    const decline: NumberAction = {
        label: "Decline the name",
        said: "has its new name declined",
        patch: { newNameStatus: "DECLINED" },
    };
    return [
        ...(newNameStatus === "APPROVED" ? [] : [approve]),
        ...(newNameStatus === "DECLINED" ? [] : [decline]),
    ];
}
