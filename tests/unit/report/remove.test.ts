import { ID, INPUTS, OTHER_ID, OTHER_INPUTS, STATE, step } from "./previews";
import { LEFT, LIVE, NAME, OFF, type Row, testRows, UNTIL } from "./rows";

const ROWS: Record<string, Row> = {
    "a number that nothing declares any more": {
        steps: [step("delete", { state: STATE })],
        lines: [`${NAME}: DEREGISTERED for good: nothing declares it any more${LEFT(9, 9)}`],
        concerns: ["deregister", "change"],
    },
    "a deregistration that is locked out": {
        steps: [step("delete", { state: { ...STATE, deregisterLockedUntil: UNTIL } })],
        lines: [
            `${NAME}: DEREGISTERED for good: nothing declares it any more. It would be REFUSED: Graph locked it out of deregister requests (133016) until 2026-11-22 13:00 UTC (in 1.0 hours). Next: wait until then, then run the command again; WHATSAPP_IGNORE_LOCKS=1 sends it anyway`,
        ],
        concerns: ["deregister", "locked", "refused", "change"],
    },
    "a deleted number that is off": {
        steps: [step("delete", { state: { ...STATE, registered: false } })],
        lines: [`${NAME}: support is only removed from state: it is not registered`],
        concerns: [],
    },
    "a deleted number with retainOnDelete": {
        steps: [step("delete", { state: STATE, retainOnDelete: true })],
        lines: [`${NAME}: support is only removed from state: retainOnDelete leaves it as it is`],
        concerns: [],
    },
    "a deleted number on the WhatsApp Business app": {
        steps: [step("delete", { state: { ...STATE, isOnBizApp: true } })],
        lines: [
            `${NAME}: support is only removed from state: it is on the WhatsApp Business app too, and only the app can take it off`,
        ],
        concerns: [],
    },
    "a deleted number that --live shows off": {
        steps: [step("delete", { state: { ...STATE, requests: "" } })],
        live: { [ID]: OFF },
        lines: [`${NAME}: support is only removed from state: it is not registered`],
        concerns: [],
    },
    "a deleted number of which --live does not show whether it is registered: the provider refuses, too": {
        steps: [step("delete", { state: STATE })],
        live: { [ID]: { node: {}, settings: {} } },
        lines: [
            `${NAME}: DEREGISTERED for good: nothing declares it any more. It would be REFUSED: Graph shows neither platform_type nor a clear status (none), so it is not known whether the number is registered. Next: try another WHATSAPP_API_VERSION, or look at the number in WhatsApp Manager, then run the command again`,
        ],
        concerns: ["deregister", "refused", "change"],
    },
    "a deleted resource whose number an unchanged one declares": {
        steps: [
            step("same", { name: "helpdesk", state: STATE, news: INPUTS }),
            step("delete", { state: STATE }),
        ],
        lines: [`${NAME}: support is only removed from state: another resource of this program declares it`],
        concerns: [],
    },
    "a number that comes back under another ID, as --live shows": {
        steps: [step("delete", { state: STATE }), step("create", { name: "moved", news: OTHER_INPUTS })],
        live: {
            [ID]: LIVE,
            [OTHER_ID]: { ...LIVE, node: { ...LIVE.node, displayPhoneNumber: "+16315555555" } },
        },
        lines: [
            `phone number ${OTHER_ID} (+16315555555): adopt: set PIN`,
            `${NAME}: support is only removed from state: the same phone number is declared under the ID ${OTHER_ID}`,
        ],
        concerns: ["change"],
    },
};

describe("the report of a number that is removed", () => {
    testRows(ROWS);
});
