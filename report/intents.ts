/** Steps of resources, turned into what is intended with each number: a number may change resources. Pure. */
import { UNKNOWN } from "../provider/check";
import { DeclaredNumbers } from "../provider/declared";
import type { PhoneNumberState } from "../provider/number";
import type { PreviewInputs } from "../provider/preview";
import { type NumberStep, type ResourceSide, recordedState } from "./previewJson";

/** A resource declares the number from now on. */
export interface Declaration {
    readonly step: NumberStep;
    readonly inputs: PreviewInputs;
    /** What this same resource has recorded of the number; undefined: it is new to it. */
    readonly recorded?: PhoneNumberState;
}

/** A resource takes leave of the number. */
export interface Removal {
    readonly step: NumberStep;
    readonly state: PhoneNumberState;
    /** `retainOnDelete`: the provider is not asked. */
    readonly retained: boolean;
    /** The ID that the resource has instead, as the inputs have it. */
    readonly replacedBy?: unknown;
}

/** What happens to one number. */
export interface Intent {
    /** Undefined: not known until apply. */
    readonly phoneNumberId: string | undefined;
    readonly declaration?: Declaration;
    readonly removals: readonly Removal[];
}

/** The intents of a preview, and the numbers that its program goes on declaring. */
export interface Intents {
    readonly numbers: readonly Intent[];
    readonly declared: DeclaredNumbers;
    /** Some resource gets an ID that is not known until apply: it may be any number's. */
    readonly unknownIds: boolean;
}

/** Sorts a preview's steps by number. Steps that change nothing are passed over, but still declare. */
export function intentsOf(steps: readonly NumberStep[]): Intents {
    const declared = new DeclaredNumbers();
    const byNumber = new Map<string, { declaration?: Declaration; removals: Removal[] }>();
    const unknown: Intent[] = [];
    const of = (id: string) => {
        const entry = byNumber.get(id) ?? { removals: [] };
        byNumber.set(id, entry);
        return entry;
    };
    for (const step of withoutDoubles(steps)) {
        for (const declaration of declarations(step)) {
            const id = declaration.inputs.phoneNumberId;
            if (typeof id !== "string" || id === UNKNOWN) {
                unknown.push({ phoneNumberId: undefined, declaration, removals: [] });
                continue;
            }
            declared.declare(id);
            if (step.op !== "same") of(id).declaration = declaration;
        }
        for (const removal of removals(step)) of(removal.state.phoneNumberId).removals.push(removal);
    }
    const numbers = [...byNumber].map(([phoneNumberId, intent]) => ({ phoneNumberId, ...intent }));
    return { numbers: [...numbers, ...unknown], declared, unknownIds: unknown.length > 0 };
}

const CREATES = new Set(["create", "create-replacement", "replace"]);
const KEEPS = new Set(["update", "same"]);
const DELETES = new Set(["delete", "delete-replaced", "replace"]);

/** With --show-replacement-steps a replacement is listed as a whole and in parts. */
function withoutDoubles(steps: readonly NumberStep[]): NumberStep[] {
    const inParts = new Set(steps.filter(({ op }) => op === "create-replacement").map(({ urn }) => urn));
    return steps.filter(({ op, urn }) => op !== "replace" || !inParts.has(urn));
}

function declarations(step: NumberStep): Declaration[] {
    if (step.after === undefined) return [];
    const inputs = step.after.inputs as PreviewInputs;
    if (CREATES.has(step.op)) return [{ step, inputs: standInPins(inputs) }];
    if (!KEEPS.has(step.op) || step.before === undefined) return [];
    return [{ step, inputs: standInPins(inputs), recorded: withStandInPins(step.before, step.after) }];
}

function removals(step: NumberStep): Removal[] {
    if (!DELETES.has(step.op) || step.before === undefined) return [];
    const replacedBy = step.after?.inputs.phoneNumberId;
    return [
        {
            step,
            state: withStandInPins(step.before, step.after),
            retained: step.before.retainOnDelete,
            ...(replacedBy === undefined ? {} : { replacedBy }),
        },
    ];
}

/**
 * A preview shows `[secret]` for every PIN; a plan only asks whether they are the same. These stand in for
 * them. A plan in words holds no PIN, so they are never printed.
 */
const DECLARED_PIN = "the declared PIN";
const EARLIER_PIN = "an earlier PIN";

function standInPins(inputs: PreviewInputs): PreviewInputs {
    return inputs.pin === UNKNOWN ? inputs : { ...inputs, pin: DECLARED_PIN };
}

/**
 * The accepted PIN is the declared one where `pinRevision` never moved: neither between the inputs, nor in an
 * update that ended half-way. A doubt counts as a difference: setting a PIN again does no harm.
 */
function withStandInPins(before: ResourceSide, after: ResourceSide | undefined): PhoneNumberState {
    const state = recordedState(before);
    const declared = after?.inputs.pinRevision;
    const same = state.pinRevision === declared && before.inputs.pinRevision === declared;
    return {
        ...state,
        ...(state.pin === undefined ? {} : { pin: same ? DECLARED_PIN : EARLIER_PIN }),
        // The PIN that was refused was the one declared then.
        ...(state.refusedPin === undefined
            ? {}
            : { refusedPin: state.pinRevision === declared ? DECLARED_PIN : EARLIER_PIN }),
    };
}
