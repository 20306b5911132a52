/** What deregister resets of everything that is configured on a number (graph-api-settings.md; mostly unknown). */
import type { NumberState } from "../state";
import type { Switches } from "../switches";

/** Each part of a number that has a switch …AfterDeregister, and how it is brought back to its start. */
const WIPES = {
    webhookAfterDeregister: (number) => {
        number.webhookOverrides = {};
    },
    profileAfterDeregister: (number) => {
        number.profile = { messaging_product: "whatsapp" };
    },
    pictureAfterDeregister: (number) => {
        delete number.picture;
    },
    automationAfterDeregister: (number) => {
        delete number.conversationalAutomation;
    },
    qrCodesAfterDeregister: (number) => {
        number.qrCodes = [];
    },
    usernameAfterDeregister: (number) => {
        delete number.username;
        delete number.usernameStatus;
    },
    commerceAfterDeregister: (number) => {
        number.commerce = { isCartEnabled: false, isCatalogVisible: false };
    },
    flowsKeyAfterDeregister: (number) => {
        delete number.flowsKey;
    },
    callingAfterDeregister: (number) => {
        delete number.calling;
    },
    searchVisibilityAfterDeregister: (number) => {
        number.searchVisibility = "VISIBLE";
    },
} satisfies Partial<Record<keyof Switches, (number: NumberState) => void>>;

/** Resets each part whose switch says so. What Meta itself has set, such as restrictions of calling, stays. */
export function wipe(number: NumberState, switches: Switches): void {
    for (const [name, reset] of Object.entries(WIPES)) {
        if (switches[name as keyof typeof WIPES] === "reset") reset(number);
    }
    if (switches.flowsKeyAfterDeregister === "mismatch" && number.flowsKey !== undefined) {
        number.flowsKey.status = "MISMATCH";
    }
}
