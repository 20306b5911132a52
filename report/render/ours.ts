/**
 * Sentences of a report in Markdown. They are ours, but may hold what others wrote, wherever a message repeats it.
 * So the rule is turned round: only what is word for word ours stays as it is, the rest is in a code span. Pure.
 */
import { REGIONS } from "../../provider/number";

const REGION = `(?:${Object.keys(REGIONS).join("|")})`;

/** What a plan says over and over: pieces between commas, colons, semicolons and full stops. */
const OURS = [
    "OUTAGE",
    "DEREGISTERED for good",
    "drifted",
    "set PIN",
    "deregister \\(offline until registered again\\)",
    `set storage to ${REGION}`,
    "switch local storage off",
    `register(?: in ${REGION})?`,
    "switch the identity key check (?:on|off)",
    "adopt(?: as it is)?",
    "or adopt if already live",
    "leaves \\d{1,2} register and \\d{1,2} deregister requests of 10 in 72 hours",
    "nothing declares it any more",
    "nothing in this preview declares it",
    "unless an ID that is not known yet turns out to be this one",
    "nothing to send",
    "it is only read again",
    "it is offline between deregister and register",
    "it may go offline",
    "a live number is switched off for good",
    "a live number may be switched off for good",
    "register in a region that is not known until apply",
    "register in a region that is hidden as a secret",
    "dataLocalizationRegion (?:is )?not known until apply",
    "dataLocalizationRegion (?:is )?hidden as a secret",
    "phoneNumberId is not known until apply",
    "phoneNumberId is hidden as a secret",
    "a change of region takes it offline",
    "its resource is replaced",
    "and it is not deregistered",
    "it is not registered",
    "retainOnDelete leaves it as it is",
    "Graph shows it as deleted",
    "and nothing is sent",
    "nothing would be sent",
    // The engine's operations.
    "create|update|replace|delete|refresh|create-replacement|delete-replaced",
];
const IS_OURS = new RegExp(`^(?:${OURS.join("|")})$`);

/**
 * A sentence in which only our own words are no code.
 * @param code makes a code span
 */
export function sentence(text: string, code: (foreign: string) => string): string {
    const parts = text.split(/(, |; |\. |: )/);
    let done = "";
    let span = "";
    parts.forEach((part, at) => {
        const isSeparator = at % 2 === 1;
        const between = isSeparator && !isOurs(parts[at - 1]) && !isOurs(parts[at + 1]);
        if (isSeparator ? between : !isOurs(part)) {
            span += part;
            return;
        }
        done += (span === "" ? "" : code(span)) + part;
        span = "";
    });
    return done + (span === "" ? "" : code(span));
}

function isOurs(part: string | undefined): boolean {
    return part !== undefined && IS_OURS.test(part);
}
