/** The errors that an operation on a number ends with: always with what is known, and with the state to keep. */
import { GraphError } from "../../../graph/errors";
import { nextStep } from "../../../graph/fix";
import { clean, messageOf } from "../../../graph/wire";
import { HalfWay, Refusal } from "../../resource";
import type { Command } from "../../say/command";
import { nameOf } from "../../say/name";
import type { Reason } from "../decide/reasons";
import type { PhoneNumberState } from "../model/state";
import { explained, standingOf } from "../say/failures";
import { tell } from "../say/reasons";

/** The operation that ends. */
interface Ending {
    readonly state: PhoneNumberState;
    readonly now: number;
    readonly command: Command;
    /** Whether a request was sent that changed the number, or may have done so. */
    readonly recorder: { readonly changed: boolean };
}

/** The error of an operation that sends nothing. `what`: what is not done, if its reason does not say it. */
export function refusalOf({ state, now, command }: Ending, reason: Reason, what = ""): Refusal {
    const { why, fix } = tell(reason, now);
    return new Refusal(clean(nameOf(state)), clean(what + why), clean(nextStep(fix, command)));
}

/** What a failed operation throws: HalfWay if something was sent that changed the number, or may have. */
export function failureOf({ state, now, command, recorder: { changed } }: Ending, error: unknown): unknown {
    if (error instanceof Refusal || error instanceof HalfWay) return error;
    const standing = changed ? standingOf(state, now) : "";
    const message = clean(
        error instanceof GraphError
            ? explained(error, state, { standing, command })
            : `${nameOf(state)}: ${messageOf(error)}. ${standing}`,
    );
    return changed ? new HalfWay(message, state, error) : new Error(message);
}
