import { expect } from "chai";
import { UNKNOWN } from "../../../provider/unknown";
import { prepare } from "../../../report";
import { ID, INPUTS, OTHER_ID, OTHER_STATE, preview, STATE, step } from "./previews";
import { type Row, report, testRows } from "./rows";

const ROWS: Record<string, Row> = {
    "a refresh that comes before the steps is passed over": {
        steps: [step("refresh", { state: STATE, news: INPUTS })],
        lines: [],
        concerns: [],
    },
    "other resources are passed over": {
        steps: [step("create", { type: "aws:s3/bucket:Bucket", news: { phoneNumberId: ID } })],
        lines: [],
        concerns: [],
    },
    "a number in a component is found": {
        steps: [
            step("create", {
                type: "acme:index:Team$pulumi-nodejs:dynamic/whatsapp:PhoneNumber",
                news: INPUTS,
            }),
        ],
        lines: [`phone number ${ID}: register in DE, or adopt it if it is live: set PIN`],
        concerns: ["change"],
    },
};

describe("the report of a preview as a whole", () => {
    testRows(ROWS);

    it("names those that go offline first", () => {
        const { numbers, summary } = report(
            preview(
                step("create", { name: "new", news: { ...INPUTS, phoneNumberId: "1" } }),
                step("update", { state: STATE, news: { ...INPUTS, dataLocalizationRegion: "CH" } }),
                step("delete", { name: "orders", state: OTHER_STATE }),
            ),
        );
        expect(numbers.map(({ phoneNumberId }) => phoneNumberId)).to.deep.equal([OTHER_ID, ID, "1"]);
        expect(summary.line).to.equal(
            "3 WhatsApp numbers: 1 DEREGISTERED for good, 1 re-registered with an OUTAGE, 1 registered, or adopted if already live",
        );
    });

    it("asks to see only the numbers that something may be sent to", () => {
        const text = preview(
            step("same", { name: "helpdesk", state: STATE, news: INPUTS }),
            step("delete", { name: "forgotten", state: STATE }),
            step("delete", { name: "kept", state: { ...STATE, phoneNumberId: "2" }, retainOnDelete: true }),
            step("delete", { name: "gone", state: { ...STATE, phoneNumberId: "3" } }),
            step("create", { name: "new", news: { ...INPUTS, phoneNumberId: "4" } }),
            step("create", { name: "unknown", news: { ...INPUTS, phoneNumberId: UNKNOWN } }),
        );
        expect(prepare(text).toObserve).to.deep.equal(["3", "4"]);
    });
});
