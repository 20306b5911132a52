/** What a refresh would record about a setting, and what the next `pulumi up` would then do. Pure. */
import { describeAfterRefresh } from "../provider/number/say/lines";
import { compare, pick } from "../provider/settings/compare";
import { describeChange, nameOfSetting } from "../provider/settings/say";
import { type Setting, secretsOf } from "../provider/settings/setting";
import { changesOf, describeDrift } from "./drift";
import type { ReadPreview, ResourceSide, SettingStep } from "./previewJson";

/** The part of a preview that says what comes after a refresh. */
type AfterRefresh = Pick<ReadPreview, "saidOfSettings" | "refreshAlone" | "settings">;

/** What a refresh found of a setting, in words; undefined: it is as recorded. */
export function describeSettingDrift(
    kind: Setting,
    { op, before, after }: SettingStep,
    { saidOfSettings, refreshAlone, settings }: AfterRefresh,
    now: number,
): string | undefined {
    if (before === undefined) return undefined;
    if (after === undefined || op === "delete") return GONE;
    const name = nameOfSetting(kind, before.inputs[kind.of]);
    // The engine shows no difference if the provider gives none; then only the provider's line is left.
    const told = refreshAlone ? saidOfSettings.get(name) : undefined;
    const secrets = new Set(secretsOf(kind));
    const changes = changesOf(before.outputs, after.outputs, { labels: {}, ours: new Set(), secrets });
    if (changes.length === 0 && told === undefined) return undefined;
    const next = refreshAlone ? (told ?? afterwards(kind, { before, after }, now)) : undefined;
    const found =
        changes.length === 0 && hasTwins(kind, before, settings) ? OR_ANOTHER : describeDrift(changes);
    return [found, ...(next === undefined ? [] : [describeAfterRefresh(next)])].join("; ");
}

/** Lines name what a number has many of by the number only. */
function hasTwins({ name, of }: Setting, { inputs }: ResourceSide, all: readonly SettingStep[]): boolean {
    const twins = all.filter(({ kind, before }) => kind === name && before?.inputs[of] === inputs[of]);
    return twins.length > 1;
}

const OR_ANOTHER = "drifted, or another one of the number has";

/** What `pulumi up` would do if the program declares what it declared before. */
function afterwards(
    kind: Setting,
    { before, after }: Required<Pick<SettingStep, "before" | "after">>,
    now: number,
): string | undefined {
    const declared = pick(before.inputs, Object.keys(kind.fields));
    const there = after.outputs;
    return describeChange(kind, compare(kind, { there, recorded: there, declared, now }), declared);
}

const GONE =
    "gone: Graph no longer has it, and the refresh removes it from state; nothing is sent. If the program still " +
    "declares it, the next pulumi up sets it again";
