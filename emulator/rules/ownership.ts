/** Ownership verification: codes, and what register needs. */
import { randomInt } from "node:crypto";
import { HOUR, MINUTE } from "../clock";
import { GraphRefusal, invalidParameter } from "../errors";
import type { NumberState } from "../state";
import type { Switches } from "../switches";

/** A code works once, within about ten minutes (graph-api.md §2.6). */
const CODE_LIFETIME = 10 * MINUTE;
const MOST_CODES = 5;
const MOST_WRONG_CODES = 5;

const refused = (userMsg: string): GraphRefusal =>
    new GraphRefusal(136024, {
        subcode: 2388091,
        isTransient: false,
        userTitle: "Cannot request code",
        userMsg,
    });

/** Whether the number's ownership lets it register. VERIFIED is not always enough (graph-api.md §3 row 9). */
export function mayRegister(number: NumberState, switches: Switches): boolean {
    const verified = number.codeVerificationStatus === "VERIFIED" || switches.unverifiedMayRegister;
    return verified && !number.verificationDemanded;
}

/** Makes a verification code, which the emulator's console shows (graph-api.md §2.5). */
export function sendCode(
    number: NumberState,
    method: string | undefined,
    language: string | undefined,
    now: number,
): string {
    if (method !== "SMS" && method !== "VOICE") {
        throw invalidParameter("Param code_method must be one of {SMS, VOICE}");
    }
    if (language === undefined || !/^[a-z]{2}(_[A-Z]{2})?$/.test(language)) {
        throw invalidParameter("Param language must be a language code such as en or en_US");
    }
    if (number.codeVerificationStatus === "VERIFIED" && !number.verificationDemanded) {
        throw refused("You have already verified the ownership of this phone number.");
    }
    if (number.isOnBizApp) throw refused("This phone number is in use on the WhatsApp Business app.");
    // Each try during the wait starts the hour again (§4, 136024).
    const tries = number.codeRequests.filter((at) => at > now - HOUR);
    number.codeRequests = [...tries, now];
    if (tries.length >= MOST_CODES) {
        throw refused("You have requested too many codes. Please wait 1 hour before you try again.");
    }
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    number.code = { code, method, expiresAt: now + CODE_LIFETIME, wrongGuesses: 0 };
    return code;
}

/** Checks a verification code. The right one makes the number VERIFIED. */
export function checkCode(number: NumberState, given: string | undefined, now: number): void {
    if (given === undefined || given === "") throw invalidParameter("The parameter code is required");
    const { code } = number;
    if (code === undefined || now > code.expiresAt) {
        throw new GraphRefusal(136025, { details: "The code has expired or was not requested" });
    }
    if (code.wrongGuesses >= MOST_WRONG_CODES) {
        throw new GraphRefusal(136025, { details: "Codes were entered too fast; request another one" });
    }
    if (given !== code.code) {
        code.wrongGuesses += 1;
        throw new GraphRefusal(136025, { details: "The code is wrong" });
    }
    number.codeVerificationStatus = "VERIFIED";
    number.verificationDemanded = false;
    number.wrongPins = 0;
    number.codeRequests = [];
    delete number.code;
}
