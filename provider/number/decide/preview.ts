/** What a preview can tell about a number: the decision, or why there is none yet. Pure, and data. */

import { UNKNOWN } from "../../unknown";
import { type InputName, type PreviewInputs, possibleInputs, toRecord, unknownInputs } from "../model/inputs";
import type { PhoneNumberState } from "../model/state";
import { type Decision, decide } from "./decide";
import type { Facts } from "./gates";
import { desiredFromInputs, knownFromState } from "./known";

/** The result of changing a recorded number to these inputs. */
export type Preview =
    /** Its ID is not known: it may turn out the same, or be another number's. */
    | { readonly kind: "idUnknown"; readonly ifSame: InPlace }
    /** The new number is registered, then the old one deregistered. */
    | { readonly kind: "replaced"; readonly by: string }
    | InPlace;

/** The result if it is the same number. */
export type InPlace =
    /** Without these inputs there is no whole plan. */
    | {
          readonly kind: "inputsUnknown";
          readonly inputs: readonly InputName[];
          /** What is decided at least, whatever they turn out to be; refused: whatever they are. */
          readonly least: Decision;
          readonly offline: "no" | "maybe" | "briefly";
      }
    | {
          readonly kind: "decided";
          readonly decision: Decision;
          /** The inputs that state has to learn, also where nothing is sent. */
          readonly records: readonly InputName[];
      };

/** What this machine knows in addition to the state. */
export type KnownOfGraph = Pick<Facts, "regionParameter" | "verifiedAt">;

/** What a decision depends on outside the number. */
export interface Circumstances extends KnownOfGraph {
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly ignoreLocks: boolean;
}

/** What changing a recorded number to these inputs does, as far as state tells. */
export function previewUpdate(
    state: PhoneNumberState,
    inputs: PreviewInputs,
    circumstances: Circumstances,
): Preview {
    const { phoneNumberId } = state;
    // Calling that a replacement would switch a live number off and on again if the ID turns out the same.
    if (inputs.phoneNumberId === UNKNOWN) {
        return { kind: "idUnknown", ifSame: inPlace(state, { ...inputs, phoneNumberId }, circumstances) };
    }
    if (inputs.phoneNumberId !== phoneNumberId) {
        return { kind: "replaced", by: String(inputs.phoneNumberId) };
    }
    return inPlace(state, inputs, circumstances);
}

function inPlace(state: PhoneNumberState, inputs: PreviewInputs, circumstances: Circumstances): InPlace {
    const known = knownFromState(state, circumstances.now);
    const facts = { remembered: state, recorded: known, ...circumstances };
    const decisions = possibleInputs(inputs, state).map((each) =>
        decide(known, desiredFromInputs(each, state), facts),
    ) as [Decision, ...Decision[]];
    const unknown = unknownInputs(inputs);
    return unknown.length > 0
        ? { kind: "inputsUnknown", inputs: unknown, ...united(decisions) }
        : { kind: "decided", decision: decisions[0], records: toRecord(state, inputs) };
}

/** What all possible decisions have in common, and whether one of them takes the number offline. */
function united(
    decisions: readonly [Decision, ...Decision[]],
): Pick<InPlace & { kind: "inputsUnknown" }, "least" | "offline"> {
    const offline = decisions.filter((each) => each.offline !== "no").length;
    const { refused: _, ...least } = decisions.reduce((one, other) =>
        other.steps.length < one.steps.length ? other : one,
    );
    const refused = decisions.every((each) => each.refused !== undefined) ? decisions[0].refused : undefined;
    return {
        least: { ...least, ...(refused === undefined ? {} : { refused }) },
        offline: offline === 0 ? "no" : offline < decisions.length ? "maybe" : "briefly",
    };
}

/** Whether the engine has anything to do. */
export function changes(preview: Preview): boolean {
    return preview.kind !== "decided" || preview.decision.steps.length > 0 || preview.records.length > 0;
}
