import { expect } from "chai";
import { UNKNOWN } from "../../../provider/unknown";
import { ID, INPUTS, preview, STATE, step } from "./previews";
import { LEFT, LIVE, NAME, OFF, type Row, report, testRows } from "./rows";

const ROWS: Record<string, Row> = {
    "a new number: register, or adopt if it is live already": {
        steps: [step("create", { news: INPUTS })],
        lines: [`phone number ${ID}: register in DE, or adopt it if it is live: set PIN`],
        concerns: ["change"],
    },
    "a new number that --live shows off": {
        steps: [step("create", { news: INPUTS })],
        live: { [ID]: OFF },
        lines: [`phone number ${ID}: set storage to DE, register in DE${LEFT(9, 10)}`],
        concerns: ["change"],
    },
    "a new number that --live shows live": {
        steps: [step("create", { news: INPUTS })],
        live: { [ID]: LIVE },
        lines: [`phone number ${ID}: adopt: set PIN`],
        concerns: ["change"],
    },
    "a new number that --live shows live, and that keeps its PIN": {
        steps: [step("create", { news: { ...INPUTS, pinOnAdoption: "keep" } })],
        live: { [ID]: LIVE },
        lines: [`phone number ${ID}: adopt, leaving its PIN as it is`],
        concerns: ["change"],
    },
    "a new number that would keep its PIN": {
        steps: [step("create", { news: { ...INPUTS, pinOnAdoption: "keep" } })],
        lines: [`phone number ${ID}: register in DE, or adopt it if it is live, leaving its PIN as it is`],
        concerns: ["change"],
    },
    "a number that changes resources, and keeps its PIN": {
        steps: [
            step("create", { name: "helpdesk", news: { ...INPUTS, pinOnAdoption: "keep" } }),
            step("delete", { state: STATE }),
        ],
        lines: [
            `${NAME}: adopt, leaving its PIN as it is; support is only removed from state: helpdesk declares it now`,
        ],
        concerns: ["change"],
    },
    "a new number that --live shows live in another region": {
        steps: [step("create", { news: { ...INPUTS, dataLocalizationRegion: "IN" } })],
        live: { [ID]: LIVE },
        lines: [
            `phone number ${ID}: adopt. It would be REFUSED: the number is live in DE, and IN is declared: changing that takes it offline, and no preview has shown it. Next: declare dataLocalizationRegion "DE", then run pulumi up again; that adopts the number as it is; then change the region and look at the preview`,
        ],
        concerns: ["refused", "change"],
    },
    "a new number that --live could not read": {
        steps: [step("create", { news: INPUTS })],
        live: { [ID]: { unread: "it could not be read" } },
        lines: [`phone number ${ID}: register in DE, or adopt it if it is live: set PIN`],
        concerns: ["change"],
    },
    "a new number whose region is not known": {
        steps: [step("create", { news: { ...INPUTS, dataLocalizationRegion: UNKNOWN } })],
        lines: [
            `phone number ${ID}: register in a region that is not known until apply, or adopt it if it is live: set PIN`,
        ],
        concerns: ["unknown", "change"],
    },
};

describe("the report of a new number", () => {
    testRows(ROWS);

    it("of a new number lists both ways: registered, and adopted", () => {
        const [entry] = report(
            preview(step("create", { news: { ...INPUTS, enableIdentityKeyCheck: true } })),
        ).numbers;
        expect(entry?.requests.map(({ request }) => request)).to.deep.equal([
            "setStorage",
            "register",
            "setIdentityKeyCheck",
        ]);
        expect(entry?.requestsIfLive?.map(({ request }) => request)).to.deep.equal([
            "setPin",
            "setIdentityKeyCheck",
        ]);
    });
});
