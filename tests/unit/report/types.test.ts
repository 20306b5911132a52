import { expect } from "chai";
import { DYNAMIC, NATIVE } from "../../../provider/resourceType";
import { AFTER_REFRESH } from "../../../provider/say/refresh";
import { UNKNOWN } from "../../../provider/unknown";
import { ID, INPUTS, OTHER_ID, OTHER_INPUTS, OTHER_STATE, preview, STATE, step, urn } from "./previews";
import { LEFT, NAME, type Row, report, testRows } from "./rows";

/** A resource of the other type. */
const OTHER = (name: string) => ({ name, type: `${NATIVE}PhoneNumber` });
const OUTAGE =
    "OUTAGE: set PIN, deregister (offline until registered again), set storage to CH, register in CH";

const ROWS: Record<string, Row> = {
    "a resource that an alias gives its other type, without a change": {
        steps: [step("same", { ...OTHER("support"), state: STATE, news: INPUTS })],
        lines: [],
    },
    "one that is only read again": {
        steps: [step("update", { ...OTHER("support"), state: STATE, news: INPUTS })],
        lines: [`${NAME}: nothing to send: it is only read again`],
    },
    "one that changes at once": {
        steps: [
            step("update", {
                ...OTHER("support"),
                state: STATE,
                news: { ...INPUTS, dataLocalizationRegion: "CH" },
            }),
        ],
        lines: [`${NAME}: ${OUTAGE}${LEFT(8, 9)}`],
        concerns: ["outage", "change"],
    },
    "without an alias: it is adopted, and the old resource only forgets it": {
        steps: [step("create", { ...OTHER("support"), news: INPUTS }), step("delete", { state: STATE })],
        lines: [
            `${NAME}: adopt: set PIN; the old resource support is only removed from state: the new one declares it now`,
        ],
        concerns: ["change"],
    },
    "an import reads, and sends nothing": {
        steps: [step("import", { news: INPUTS })],
        lines: [],
    },
    "an import that the program declares otherwise: the update counts": {
        steps: [
            step("import", { news: INPUTS }),
            step("update", {
                state: { ...STATE, pin: undefined },
                olds: { phoneNumberId: ID, dataLocalizationRegion: "DE" },
                news: INPUTS,
            }),
        ],
        lines: [`${NAME}: set PIN`],
        concerns: ["change"],
    },
    "an import by a new resource: the old one only forgets it": {
        steps: [step("import", { ...OTHER("helpdesk"), news: INPUTS }), step("delete", { state: STATE })],
        lines: [`${NAME}: support is only removed from state: another resource of this program declares it`],
        concerns: [],
    },
    "a resource that imports another number instead": {
        steps: [
            step("import-replacement", { state: STATE, news: OTHER_INPUTS }),
            step("delete-replaced", { state: STATE }),
        ],
        lines: [`${NAME}: DEREGISTERED for good: replaced by ${OTHER_ID}${LEFT(9, 9)}`],
        concerns: ["deregister", "replace", "change"],
    },
    "a number that is only looked up": {
        steps: [step("read", { ...OTHER("support"), refreshed: STATE })],
        lines: [],
    },
};

describe("the two types of resources in a report", () => {
    testRows(ROWS);

    it("both in one preview, each of its own number", () => {
        const region = { dataLocalizationRegion: "CH" };
        const { numbers } = report(
            preview(
                step("update", { state: STATE, news: { ...INPUTS, ...region } }),
                step("delete", { name: "orders", type: `${NATIVE}PhoneNumber`, state: OTHER_STATE }),
            ),
        );
        expect(numbers.map(({ resources }) => resources[0]?.urn)).to.deep.equal([
            urn("orders", `${NATIVE}PhoneNumber`),
            urn("support", `${DYNAMIC}PhoneNumber`),
        ]);
    });

    it("one that a refresh found gone under its old name, and that is made again under its new one, once", () => {
        const { steps } = JSON.parse(preview(step("create", { ...OTHER("support"), news: INPUTS })));
        const refreshed = [
            step("refresh", { name: "orders", state: OTHER_STATE, refreshed: OTHER_STATE }),
            step("delete", { state: STATE }),
        ];
        const { numbers } = report(JSON.stringify({ steps: [...refreshed, ...steps] }));
        expect(numbers.map(({ line }) => line)).to.deep.equal([
            `phone number ${ID}: register in DE, or adopt it if it is live: set PIN`,
        ]);
    });

    it("a region that is read for the first time is no drift unless it is another one", () => {
        const { dataLocalizationRegion: _, ...rest } = STATE;
        const unread = { ...rest, regionUnread: true };
        const told = (refreshed: object) => {
            const found = step("refresh", { state: unread, refreshed: { ...refreshed } });
            const { steps } = JSON.parse(preview(found));
            steps.shift();
            return report(JSON.stringify({ steps })).numbers.map(({ words }) => words);
        };
        expect(told(rest)).to.deep.equal([]);
        const [found, ...others] = told({ ...rest, dataLocalizationRegion: "DE" });
        expect(found).to.contain("drifted: the refresh records region from none to DE");
        expect(found).to.not.contain("regionUnread");
        expect(others).to.deep.equal([]);
    });

    it("what the package for Node.js keeps beside the properties is no difference between them", () => {
        const old = { ...STATE, __provider: "text" };
        const { numbers } = report(
            preview(
                step("update", {
                    ...OTHER("support"),
                    state: old,
                    olds: { ...INPUTS, __provider: "text" },
                    news: INPUTS,
                }),
            ),
        );
        expect(numbers.map(({ action }) => action)).to.deep.equal(["none"]);
    });

    /** A line as each face says it: on the stack, there as a warning after another line, or on its resource. */
    const saying = (line: string) => [
        { severity: "info", message: `${line}\n\n` },
        { severity: "info", message: `phone number 8: register\nwarning: ${line}\n` },
        { severity: "warning", message: `warning: ${line}\n`, urn: urn("support", `${NATIVE}PhoneNumber`) },
        { severity: "info", message: `${line}\n`, urn: urn("support", `${NATIVE}PhoneNumber`) },
    ];
    const withLine = (said: object, ...steps: Parameters<typeof preview>) =>
        report(JSON.stringify({ ...JSON.parse(preview(...steps)), diagnostics: [said] }));

    for (const [index, said] of saying(`${AFTER_REFRESH}${NAME}: ${OUTAGE}`).entries()) {
        it(`what a refresh leads to is read from the lines, ${index + 1}`, () => {
            const refreshed = { ...JSON.parse(preview(step("refresh", { state: STATE, refreshed: STATE }))) };
            refreshed.steps.shift();
            const { numbers } = report(JSON.stringify({ ...refreshed, diagnostics: [said] }));
            expect(numbers.map(({ line }) => line)).to.deep.equal([
                `${NAME}: drifted; after this refresh, pulumi up would do: ${OUTAGE}`,
            ]);
        });
    }

    for (const [index, said] of saying(`${NAME}: its ID is not known until apply`).entries()) {
        it(`so is an ID that is a secret and not known, ${index + 1}`, () => {
            const secret = { phoneNumberId: "[secret]" };
            const steps = step("update", {
                state: STATE,
                olds: { ...INPUTS, ...secret },
                news: { ...INPUTS, ...secret },
            });
            const [entry] = withLine(said, steps).numbers;
            expect(entry?.words).to.match(/^may be replaced: its ID is hidden as a secret/);
        });
    }

    for (const type of [DYNAMIC, NATIVE].map((prefix) => `${prefix}PhoneNumber`)) {
        it(`a refused input of ${type} is said without the type, and never with a value`, () => {
            const error = (message: string) => ({ severity: "error", message, urn: urn("support", type) });
            const { errors } = report(
                JSON.stringify({
                    steps: [],
                    diagnostics: [
                        error(
                            `error: ${type} resource 'support' has a problem: pin was given with 5 digits\n`,
                        ),
                        error(
                            `error: ${type} resource 'support': property pin value {31046} has a problem: no\n`,
                        ),
                    ],
                }),
            );
            expect(errors).to.deep.equal([
                "support: pin was given with 5 digits",
                "support: property pin has a problem: no",
            ]);
        });
    }

    it("an ID that is not known for the import of a number may be any's", () => {
        const { numbers } = report(
            preview(
                step("import", { name: "helpdesk", news: { ...INPUTS, phoneNumberId: UNKNOWN } }),
                step("delete", { state: STATE }),
            ),
        );
        expect(numbers[0]?.offline).to.equal("maybe");
    });
});
