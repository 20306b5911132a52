import { UNKNOWN } from "../../../provider/unknown";
import { INPUTS, OTHER_ID, OTHER_INPUTS, OTHER_STATE, STATE, step } from "./previews";
import { LEFT, NAME, OTHER_NAME, type Row, testRows } from "./rows";

const renamed = (state = {}, news = {}) => [
    step("create", { name: "helpdesk", news: { ...INPUTS, ...news } }),
    step("delete", { state: { ...STATE, ...state } }),
];
const swapped = [
    step("replace", { state: STATE, news: { ...INPUTS, phoneNumberId: OTHER_ID } }),
    step("replace", { name: "orders", state: OTHER_STATE, news: INPUTS }),
];

const ROWS: Record<string, Row> = {
    renamed: {
        steps: renamed(),
        lines: [`${NAME}: adopt: set PIN; support is only removed from state: helpdesk declares it now`],
        concerns: ["change"],
    },
    "renamed while it is off": {
        steps: renamed({ registered: false }),
        lines: [
            `${NAME}: register in DE${LEFT(8, 10)}; support is only removed from state: helpdesk declares it now`,
        ],
        concerns: ["change"],
    },
    "renamed and moved to another region at once": {
        steps: renamed({}, { dataLocalizationRegion: "CH" }),
        lines: [
            `${NAME}: adopt. It would be REFUSED: the number is live in DE, and CH is declared: changing that takes it offline, and no preview has shown it. Next: declare dataLocalizationRegion "DE", then run pulumi up again; that adopts the number as it is; then change the region and look at the preview; support is only removed from state: helpdesk declares it now`,
        ],
        concerns: ["refused", "change"],
    },
    "two resources swap their numbers": {
        steps: swapped,
        lines: [
            `${NAME}: adopt: set PIN; support is only removed from state: orders declares it now`,
            `${OTHER_NAME}: adopt: set PIN; orders is only removed from state: support declares it now`,
        ],
        concerns: ["replace", "change"],
    },
    "a replacement in place, as by --replace or taint": {
        steps: [step("replace", { state: STATE, news: INPUTS })],
        lines: [`${NAME}: adopt: set PIN; its resource is replaced, and it is not deregistered`],
        concerns: ["replace", "change"],
    },
    "a replacement by another number": {
        steps: [step("replace", { state: STATE, news: OTHER_INPUTS })],
        lines: [
            `${NAME}: DEREGISTERED for good: replaced by ${OTHER_ID}${LEFT(9, 9)}`,
            `phone number ${OTHER_ID}: register in DE, or adopt it if it is live: set PIN`,
        ],
        concerns: ["deregister", "replace", "change"],
    },
    "the same, with --show-replacement-steps": {
        steps: [
            step("create-replacement", { state: STATE, news: OTHER_INPUTS }),
            step("replace", { state: STATE, news: OTHER_INPUTS }),
            step("delete-replaced", { state: STATE }),
        ],
        lines: [
            `${NAME}: DEREGISTERED for good: replaced by ${OTHER_ID}${LEFT(9, 9)}`,
            `phone number ${OTHER_ID}: register in DE, or adopt it if it is live: set PIN`,
        ],
        concerns: ["deregister", "replace", "change"],
    },
    "a replacement by an ID that is not known": {
        steps: [step("replace", { state: STATE, news: { ...INPUTS, phoneNumberId: UNKNOWN } })],
        lines: [
            `${NAME}: DEREGISTERED for good: replaced by an ID that is not known until apply, unless an ID that is not known yet turns out to be this one${LEFT(9, 9)}`,
            "a phone number whose ID is not known until apply: register in DE, or adopt it if it is live: set PIN",
        ],
        concerns: ["deregister", "replace", "unknown", "change"],
    },
};

describe("the report of renamed and replaced resources", () => {
    testRows(ROWS);
});
