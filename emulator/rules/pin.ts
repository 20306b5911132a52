/** The two-step verification PIN: checking, guessing, setting. */
import { HOUR } from "../clock";
import { GraphRefusal, invalidParameter } from "../errors";
import type { NumberState } from "../state";
import type { Switches } from "../switches";

/** A two-step verification PIN is six digits (graph-api.md §2.3). */
export const PIN_FORMAT = /^[0-9]{6}$/;

/** How this number's PIN is checked (graph-api.md §3 rows 4 and 5). */
export function pinMode(number: NumberState, switches: Switches): Switches["pinMode"] {
    return number.pinMode ?? switches.pinMode;
}

/** Why a register request with this PIN is refused, or undefined. */
export function checkPin(
    number: NumberState,
    pin: string,
    now: number,
    switches: Switches,
): GraphRefusal | undefined {
    const mode = pinMode(number, switches);
    const unchecked = mode === "retired" || (mode === "evolved" && number.registered);
    if (unchecked || number.pin === undefined) return undefined;
    return (
        guessedTooOften(number, now, switches) ?? (pin === number.pin ? undefined : new GraphRefusal(133005))
    );
}

/** After too many wrong PINs there is a wait; only the details tell how long (graph-api.md §3 row 23). */
function guessedTooOften(number: NumberState, now: number, switches: Switches): GraphRefusal | undefined {
    const limits = [
        {
            code: 133008,
            most: switches.pinGuessesPer12Hours,
            hours: 12,
            text: "Too many two-step verification PIN guesses",
        },
        {
            code: 133009,
            most: switches.pinGuessesPerHour,
            hours: 1,
            text: "Two-step verification PIN was entered too quickly",
        },
    ];
    for (const { code, most, hours, text } of limits) {
        const guesses = number.pinGuesses.filter((at) => at > now - hours * HOUR);
        const oldest = guesses.at(-most);
        if (most > 0 && oldest !== undefined) {
            const wait = Math.ceil((oldest + hours * HOUR - now) / 1000);
            return new GraphRefusal(code, {
                details: `${text}. Please wait ${wait} seconds before trying again`,
            });
        }
    }
    return undefined;
}

/** Counts a wrong PIN. After too many in a row the ownership must be verified again (graph-api.md §3 row 9). */
export function countGuess(number: NumberState, now: number, switches: Switches): void {
    number.pinGuesses = [...number.pinGuesses.filter((at) => at > now - 12 * HOUR), now];
    number.wrongPins += 1;
    const most = switches.wrongPinsDemandVerification;
    if (most > 0 && number.wrongPins >= most) number.verificationDemanded = true;
}

function forgetGuesses(number: NumberState): void {
    number.pinGuesses = [];
    number.wrongPins = 0;
}

/** An accepted register sets the PIN if there was none. */
export function keepPin(number: NumberState, pin: string, switches: Switches): void {
    if (pinMode(number, switches) === "retired") {
        delete number.pin;
    } else if (number.pin === undefined) {
        number.pin = pin;
    }
    forgetGuesses(number);
}

/** Sets the PIN without the old one: only while registered (graph-api.md §2.2, §3 row 7). */
export function changePin(number: NumberState, pin: string, switches: Switches): void {
    if (pin !== "" && !PIN_FORMAT.test(pin)) throw invalidParameter("Param pin must be a string of 6 digits");
    if (!number.registered) throw new GraphRefusal(133010);
    if (pinMode(number, switches) === "retired") {
        if (switches.setPinWhenRetired === "refused") {
            throw invalidParameter("Two-step verification PIN is not supported for this phone number");
        }
        return;
    }
    // The schema allows an empty pin, but no API turns two-step verification off: nothing changes.
    if (pin !== "") {
        number.pin = pin;
        forgetGuesses(number);
    }
}
