/** What a preview can tell about a number: the decision, or why there is none yet. Pure, and data. */

import { UNKNOWN } from "../../unknown";
import {
    type InputName,
    type PhoneNumberInputs,
    type PreviewInputs,
    toRecord,
    unknownInputs,
} from "../model/inputs";
import type { PhoneNumberState } from "../model/state";
import { type Decision, decide } from "./decide";
import type { Facts } from "./gates";
import { desiredFromInputs, knownFromState } from "./known";

/** The result of changing a recorded number to these inputs. */
export type Preview =
    /** Its ID is not known: it may turn out the same, or be another number's. */
    | { readonly kind: "idUnknown" }
    /** The new number is registered, then the old one deregistered. */
    | { readonly kind: "replaced"; readonly by: string }
    /** Without these inputs there is no plan. */
    | {
          readonly kind: "inputsUnknown";
          readonly inputs: readonly InputName[];
          readonly mayGoOffline: boolean;
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
    // Calling that a replacement would switch a live number off and on again if the ID turns out the same.
    if (inputs.phoneNumberId === UNKNOWN) return { kind: "idUnknown" };
    if (inputs.phoneNumberId !== state.phoneNumberId) {
        return { kind: "replaced", by: String(inputs.phoneNumberId) };
    }
    const unknown = unknownInputs(inputs);
    if (unknown.length > 0) {
        const mayGoOffline = unknown.includes("dataLocalizationRegion") && state.registered;
        return { kind: "inputsUnknown", inputs: unknown, mayGoOffline };
    }
    const known = knownFromState(state, circumstances.now);
    const desired = desiredFromInputs(inputs as unknown as PhoneNumberInputs, state);
    const decision = decide(known, desired, { remembered: state, recorded: known, ...circumstances });
    return { kind: "decided", decision, records: toRecord(state, inputs) };
}

/** Whether the engine has anything to do. */
export function changes(preview: Preview): boolean {
    return preview.kind !== "decided" || preview.decision.steps.length > 0 || preview.records.length > 0;
}
