/** What creating a number does, once it was read. Pure, and data; only a preview of a create loads it. */
import type { GraphError } from "../../../graph/errors";
import type { Raw } from "../../resource";
import { UNKNOWN } from "../../unknown";
import { newState, type PhoneNumberInputs, unknownInputs } from "../model/inputs";
import { type Decision, decide } from "./decide";
import type { Facts } from "./gates";
import { desiredFromInputs, type Known, knownFromObservation, type Observation } from "./known";
import type { Circumstances } from "./preview";

/** What a preview found of a number that is new to the program. */
export type Foreseen = { readonly seen: Observation } | { readonly missing: GraphError };

/** What creating a number does: registers it, or adopts it. */
export interface Creation {
    /** Undefined: Graph does not show whether it is registered. */
    readonly known: Known | undefined;
    readonly decision: Decision;
}

/** What creating a number does that was read; `remembered` is what this machine knows of its requests. */
export function previewCreate(
    seen: Observation,
    inputs: PhoneNumberInputs,
    remembered: Facts["remembered"],
    circumstances: Circumstances,
): Creation {
    const { now } = circumstances;
    const known = knownFromObservation(seen, newState(inputs), false, now);
    const facts = { observed: seen.node, settingsError: seen.settingsError?.message };
    const decision = decide(known, desiredFromInputs(inputs), {
        remembered,
        recorded: undefined,
        ...facts,
        ...circumstances,
    });
    return { known, decision };
}

/** The inputs of a new number, if all is known that its plan depends on: which PIN it is makes no difference. */
export function plannedInputs(inputs: Raw): PhoneNumberInputs | undefined {
    const isPlanned = unknownInputs(inputs).every((name) => name === "pin");
    return isPlanned && inputs.phoneNumberId !== UNKNOWN
        ? (inputs as unknown as PhoneNumberInputs)
        : undefined;
}
