/** What a preview says of the settings of numbers: each resource in words, and what may have to stop a pipeline. Pure. */
import { isId } from "../graph/wire";
import { compare, differs, pick } from "../provider/settings/compare";
import * as kinds from "../provider/settings/kinds";
import { describeChange, describeNew, describeStays, nameOfSetting } from "../provider/settings/say";
import { removalOf, type Setting, type Values } from "../provider/settings/setting";
import { SECRET } from "./hidden";
import type { Bag, ReadPreview, SettingStep } from "./previewJson";
import type { Concern, SettingEntry } from "./report";
import { describeSettingDrift } from "./settingsDrift";

const BY_NAME = new Map(Object.values(kinds).map((kind) => [kind.name, kind] as const));

/** What happens to the settings of a preview, those that matter most first. */
export function settingEntries(preview: ReadPreview, now: number): SettingEntry[] {
    const planned = plannedEntries(
        preview.settings.filter(({ refresh }) => !refresh),
        now,
    );
    const entries = [...planned, ...driftEntries(preview, planned, now)];
    const weight = ({ concerns }: SettingEntry) => (concerns.some((each) => each !== "change") ? 0 : 1);
    return entries.sort((a, b) => weight(a) - weight(b) || (a.urn < b.urn ? -1 : 1));
}

function plannedEntries(steps: readonly SettingStep[], now: number): SettingEntry[] {
    // With --show-replacement-steps a replacement is listed as a whole and in parts.
    const inParts = new Set(steps.filter(({ op }) => op === "create-replacement").map(({ urn }) => urn));
    const listed = steps.filter(({ op, urn }) => op !== "replace" || !inParts.has(urn));
    const declared = new Set(listed.flatMap(declaredBy));
    return listed.flatMap((step) => {
        const kind = BY_NAME.get(step.kind);
        return kind === undefined ? [] : entryOf(kind, step, tellOf(kind, step, { now, declared }));
    });
}

/** What a refresh found of the settings that have no plan: a plan describes the setting as the refresh left it. */
function driftEntries(preview: ReadPreview, planned: readonly SettingEntry[], now: number): SettingEntry[] {
    const urns = new Set(planned.map(({ urn }) => urn));
    return preview.settings.flatMap((step) => {
        const kind = BY_NAME.get(step.kind);
        if (!step.refresh || kind === undefined || urns.has(step.urn)) return [];
        const words = describeSettingDrift(kind, step, preview, now);
        // Whatever the engine calls the step, the refresh alone makes it.
        const found = { ...step, op: "refresh" };
        return entryOf(kind, found, words === undefined ? undefined : { words, concerns: [] });
    });
}

/** What all settings of a preview share. */
interface Around {
    readonly now: number;
    /** What resources declare from now on. */
    readonly declared: ReadonlySet<string>;
}

/** What a resource declares from now on, as `delete` knows it: by kind and owner. */
function declaredBy({ kind, after }: SettingStep): string[] {
    const setting = BY_NAME.get(kind);
    const owner = setting === undefined ? undefined : after?.inputs[setting.of];
    return isId(owner) ? [`${kind} ${owner}`] : [];
}

function entryOf(kind: Setting, step: SettingStep, told: Told | undefined): SettingEntry[] {
    if (told === undefined) return [];
    const { op, urn, name, before, after } = step;
    const { words, concerns } = told;
    const owner = (after ?? before)?.inputs[kind.of];
    const id = isId(owner) ? owner : null;
    const line = `${nameOfSetting(kind, owner)}: ${words}`;
    const resource = `WhatsApp${kind.name}`;
    const replaced: readonly Concern[] = /replace/.test(op) ? ["replace"] : [];
    return [{ resource, name, urn, op, of: id, words, line, concerns: [...concerns, ...replaced, "change"] }];
}

interface Told {
    readonly words: string;
    readonly concerns: readonly Concern[];
}

function tellOf(
    kind: Setting,
    { op, before, after }: SettingStep,
    { now, declared: still }: Around,
): Told | undefined {
    // An import sends nothing: if the program declares anything else, an update of its own follows.
    if (/^(create|create-replacement)$/.test(op) && after !== undefined) return creation(kind, after);
    if (op === "replace" && before !== undefined && after !== undefined) {
        const [made, gone] = [creation(kind, after), removal(kind, before, still)];
        const words = `${made.words}; ${nameOfSetting(kind, before.inputs[kind.of])}: ${gone.words}`;
        return { words, concerns: [...made.concerns, ...gone.concerns] };
    }
    if (op === "update" && before !== undefined && after !== undefined) {
        const declared = fieldsOf(kind, after.inputs);
        const change = compare(kind, { there: before.outputs, recorded: before.outputs, declared, now });
        const words = differs(change) ? describeChange(kind, change, declared) : undefined;
        // Secrets look the same on both sides. Without one, only what Pulumi keeps of the resource differs: its type.
        if (words === undefined && !hasSecret(before.outputs) && !hasSecret(declared)) return undefined;
        return { words: words ?? "set a secret value", concerns: transfers(kind, declared) };
    }
    if (/^(delete|delete-replaced)$/.test(op) && before !== undefined) return removal(kind, before, still);
    return undefined;
}

function creation(kind: Setting, { inputs }: NonNullable<SettingStep["after"]>): Told {
    const declared = fieldsOf(kind, inputs);
    return { words: describeNew(kind, declared), concerns: transfers(kind, declared) };
}

function hasSecret(values: Bag): boolean {
    return JSON.stringify(values).includes(JSON.stringify(SECRET));
}

/** A name may be taken from another number: also where it is not known yet whether that is declared. */
function transfers(kind: Setting, declared: Values): readonly Concern[] {
    const { forceTransfer } = declared;
    const may = forceTransfer !== undefined && forceTransfer !== false;
    return kind.danger !== undefined && may ? ["transfer"] : [];
}

function removal(
    kind: Setting,
    { inputs, outputs, retainOnDelete }: NonNullable<SettingStep["before"]>,
    declared: ReadonlySet<string>,
): Told {
    const { name, of, many } = kind;
    if (many !== true && declared.has(`${name} ${inputs[of]}`)) {
        return { words: describeStays("another resource declares it now"), concerns: [] };
    }
    if (retainOnDelete) return { words: "left as it is (retainOnDelete)", concerns: [] };
    const what = removalOf(kind, outputs);
    if (what.kind === "leave") return { words: describeStays(what.why), concerns: [] };
    const isSubscription = name === kinds.appSubscription.name;
    const words = `${isSubscription ? "UNSUBSCRIBED" : "cleared"}: ${what.means(outputs)}`;
    return { words, concerns: isSubscription ? ["unsubscribe"] : [] };
}

function fieldsOf({ fields }: Setting, inputs: Bag): Values {
    return pick(inputs, Object.keys(fields));
}
