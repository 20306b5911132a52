/** Steps of resources, turned into what is intended with each number: a number may change resources. Pure. */
import { isId } from "../graph/wire";
import { DeclaredNumbers } from "../provider/run/declared";
import { UNKNOWN } from "../provider/unknown";
import { isHidden, SECRET } from "./hidden";
import type { Bag, NumberStep, ReadPreview, ResourceSide } from "./previewJson";

/** A resource declares the number from now on. */
export interface Declaration {
    readonly step: NumberStep;
    /** As the preview shows them. */
    readonly inputs: Bag;
    /** What this same resource has recorded of the number; undefined: it is new to it. */
    readonly recorded?: ResourceSide;
    /** Its ID may turn out to be another: then the resource is replaced. */
    readonly mayBeReplaced: boolean;
}

/** A resource gives the number up. */
export interface Removal {
    readonly step: NumberStep;
    readonly recorded: ResourceSide;
    /** Why the provider is not called; undefined: it is. */
    readonly kept?: "retainOnDelete" | "deletedWith";
    /** The resource of `deletedWith` is replaced: whether the provider is called depends on the order. */
    readonly mayBeKept: boolean;
    /** The ID that the resource has instead, as the inputs have it. */
    readonly replacedBy?: unknown;
}

/** What happens to one number. */
export interface Intent {
    /** Undefined: not known until apply, or a secret. */
    readonly phoneNumberId: string | undefined;
    /** It is a secret. */
    readonly secretId: boolean;
    readonly declarations: readonly Declaration[];
    readonly removals: readonly Removal[];
}

/** The intents of a preview, and the numbers that its program still declares. */
export interface Intents {
    readonly numbers: readonly Intent[];
    /** What a refresh found. */
    readonly refreshed: readonly NumberStep[];
    readonly declared: DeclaredNumbers;
    /** Resources that get a hidden ID: it may be any number's. Of those that declare the same, a few. */
    readonly unknownIds: readonly Declaration[];
    /** Resources that are new to a number. Of those that declare the same, a few. */
    readonly created: readonly Declaration[];
}

interface Entry {
    readonly phoneNumberId: string | undefined;
    readonly secretId: boolean;
    readonly declarations: Declaration[];
    readonly removals: Removal[];
}

/** Sorts a preview's steps by number. Steps that change nothing are skipped, but still declare. */
export function intentsOf(preview: ReadPreview): Intents {
    const declared = new DeclaredNumbers();
    const unknownIds: Declaration[] = [];
    const created: Declaration[] = [];
    const entries = new Map<string, Entry>();
    // A number whose ID is hidden has its own entry, by the URN of its resource.
    const of = (id: string | undefined, secretId: boolean, own: string) => {
        const key = id ?? own;
        const entry = entries.get(key) ?? { phoneNumberId: id, secretId, declarations: [], removals: [] };
        entries.set(key, entry);
        return entry;
    };
    const planned = preview.steps.filter(({ refresh }) => !refresh).map(asReplacement);
    for (const step of withoutDoubles(planned)) {
        for (const declaration of declarations(step, preview)) {
            const id = declaredId(declaration);
            if (CREATES.has(step.op)) created.push(declaration);
            if (id === undefined || declaration.mayBeReplaced) unknownIds.push(declaration);
            else declared.declare(id);
            const secret = declaration.inputs.phoneNumberId === SECRET;
            if (!SENDS_NOTHING.has(step.op)) of(id, secret, `new ${step.urn}`).declarations.push(declaration);
        }
        for (const removal of removals(step, planned, preview)) {
            const id = recordedId(removal.recorded);
            of(id, id === undefined, `old ${step.urn}`).removals.push(removal);
        }
    }
    const refreshed = preview.steps.filter(({ refresh }) => refresh);
    return {
        numbers: [...entries.values()],
        refreshed,
        declared,
        unknownIds: distinct(unknownIds),
        created: distinct(created),
    };
}

/** Two of each kind: a fleet declares the same over and over, and each number is compared with these. */
function distinct(declarations: readonly Declaration[]): Declaration[] {
    const byShape = new Map<string, Declaration[]>();
    for (const declaration of declarations) {
        const shape = JSON.stringify({ ...declaration.inputs, phoneNumberId: undefined });
        const some = byShape.get(shape) ?? [];
        if (some.length < 2) byShape.set(shape, [...some, declaration]);
    }
    return [...byShape.values()].flat();
}

/** An import reads the number; if the program declares anything else, an update of its own follows. */
const IMPORTS = new Set(["import", "import-replacement"]);
const SENDS_NOTHING = new Set(["same", ...IMPORTS]);
const CREATES = new Set(["create", "create-replacement", "replace"]);
const KEEPS = new Set(["update", "same"]);
const DELETES = new Set(["delete", "delete-replaced", "replace"]);

/** With --show-replacement-steps a replacement is listed as a whole and in parts. */
function withoutDoubles(steps: readonly NumberStep[]): NumberStep[] {
    const inParts = new Set(steps.filter(({ op }) => op === "create-replacement").map(({ urn }) => urn));
    return steps.filter(({ op, urn }) => op !== "replace" || !inParts.has(urn));
}

/** A different ID means a replacement, whatever the engine calls it. */
function asReplacement(step: NumberStep): NumberStep {
    const { op, before, after } = step;
    if (!KEEPS.has(op) || before === undefined || after === undefined) return step;
    const recorded = recordedId(before);
    const { phoneNumberId } = after.inputs;
    const another = recorded !== undefined && isId(phoneNumberId) && phoneNumberId !== recorded;
    return another ? { ...step, op: "replace" } : step;
}

/** The ID that state has: a secret there, but not in the engine's own ID of the resource. */
export function recordedId({ id, inputs, outputs }: ResourceSide): string | undefined {
    return [outputs.phoneNumberId, id, inputs.phoneNumberId].find(isId);
}

/** The declared ID; for a resource that is not replaced, the ID that it has. */
function declaredId({ inputs, recorded }: Declaration): string | undefined {
    const { phoneNumberId } = inputs;
    if (typeof phoneNumberId === "string" && !isHidden(phoneNumberId)) return phoneNumberId;
    return recorded === undefined ? undefined : recordedId(recorded);
}

function declarations(step: NumberStep, { said }: ReadPreview): Declaration[] {
    const { op, before, after } = step;
    if (after === undefined) return [];
    const { inputs } = after;
    if (CREATES.has(op) || IMPORTS.has(op)) return [{ step, inputs, mayBeReplaced: false }];
    if (!KEEPS.has(op) || before === undefined) return [];
    const { phoneNumberId } = inputs;
    const id = recordedId(before);
    // The engine found it the same, or unknown: a secret does not show which, unless it was no secret before.
    const mayBeReplaced =
        op === "update" &&
        (phoneNumberId === UNKNOWN ||
            (phoneNumberId === SECRET &&
                (before.inputs.phoneNumberId !== SECRET || (id !== undefined && said.unknownId.has(id)))));
    return [{ step, inputs, recorded: before, mayBeReplaced }];
}

function removals(step: NumberStep, steps: readonly NumberStep[], { operations }: ReadPreview): Removal[] {
    const { before, urn } = step;
    if (!DELETES.has(step.op) || before === undefined) return [];
    const replacement = steps.find(
        (other) => other.urn === urn && /^(create|import)-replacement$/.test(other.op),
    );
    const replacedBy = (step.after ?? replacement?.after)?.inputs.phoneNumberId;
    const leaving = operations.get(before.deletedWith ?? "");
    const deletedWith = leaving?.has("delete") === true;
    const kept = before.retainOnDelete ? "retainOnDelete" : deletedWith ? "deletedWith" : undefined;
    return [
        {
            step,
            recorded: before,
            ...(kept === undefined ? {} : { kept }),
            mayBeKept: leaving !== undefined && (leaving.has("replace") || leaving.has("delete-replaced")),
            ...(replacedBy === undefined ? {} : { replacedBy }),
        },
    ];
}
