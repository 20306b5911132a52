/** Checks a fault when it is planned: over HTTP it comes as JSON. */
import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Fault, RawAnswer } from "./api";

const ACTIONS = ["error", "respond", "drop", "hang", "html", "empty", "truncate", "slow", "delayMs"];

/** Returns the fault, or throws one line that says what is wrong with it. */
export function checkFault(fault: Fault): Fault {
    const action: unknown = fault.do;
    const names = typeof action === "object" && action !== null ? Object.keys(action) : [];
    const [name, ...others] = names.filter((each) => ACTIONS.includes(each));
    if (name === undefined || others.length > 0) {
        throw new Error(`a fault's do has one of ${ACTIONS.join(", ")}, not ${JSON.stringify(action)}`);
    }
    if ("respond" in fault.do) checkAnswer(fault.do.respond);
    return fault;
}

/** An answer that node:http can't send is the test's mistake: it is refused when it is planned. */
function checkAnswer({ status, body, headers = {} }: RawAnswer): void {
    if (!Number.isInteger(status) || status < 100 || status > 999) {
        throw new Error(`respond.status is a whole number from 100 to 999, not ${JSON.stringify(status)}`);
    }
    if (body !== undefined && typeof body !== "string") {
        throw new Error("respond.body is the text of the body: give JSON as text too");
    }
    for (const [name, value] of Object.entries(headers)) {
        validateHeaderName(name);
        validateHeaderValue(name, value);
    }
}
