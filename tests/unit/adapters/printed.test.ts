import { expect } from "chai";
import { PrintedLines } from "../../../provider/adapters/dynamic/log";

const LINE = "phone number 7: its region is not known";
const lost = () => Promise.reject(new Error("the engine is gone"));

/** What an engine's log gets, and what is printed, of one line. */
async function said(severity: "info" | "warning", warn?: () => Promise<void>) {
    const [logged, printed]: [unknown[], unknown[]] = [[], []];
    const lines = new PrintedLines(warn && ((line, urn) => warn().then(() => void logged.push([line, urn]))));
    const { log } = console;
    console.log = (line) => void printed.push(line);
    try {
        await lines.during("urn", async () => lines.say(LINE, severity));
    } finally {
        console.log = log;
    }
    return { logged, printed };
}

describe("the lines of a dynamic provider's process", () => {
    for (const [what, severity, warn, expected] of [
        [
            "a warning goes to the engine's log, which writes that it is one",
            "warning",
            async () => {},
            { logged: [[LINE, "urn"]], printed: [] },
        ],
        [
            "a warning that the engine does not take is printed as one",
            "warning",
            lost,
            { logged: [], printed: [`warning: ${LINE}`] },
        ],
        [
            "so is one where no engine is known",
            "warning",
            undefined,
            { logged: [], printed: [`warning: ${LINE}`] },
        ],
        ["any other line is printed as it is", "info", async () => {}, { logged: [], printed: [LINE] }],
    ] as const) {
        it(what, async () => expect(await said(severity, warn)).to.deep.equal(expected));
    }
});
