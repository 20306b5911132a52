import type { Declared } from "./stack";

/** The number that most tests are about, and others beside it. */
export const ID = "106540352242922";
export const OTHER_ID = "106540352242923";
export const PIN = "310467";

/** A declaration of the number, with what the test is about. */
export function number(args: Declared = {}): Declared {
    return { phoneNumberId: ID, pin: PIN, ...args };
}
