/** What happens to a setting, in words. Pure. */
import { clean, cut } from "../../graph/wire";
import { nameOf, nameWithoutId } from "../say/name";
import { AFTER_REFRESH } from "../say/refresh";
import { UNKNOWN } from "../unknown";
import type { Comparison } from "./compare";
import type { Owner, Setting, Values } from "./setting";

const LONGEST_VALUE = 60;

/** A setting that outlives its resource. */
export function describeStays(why: string): string {
    return `left as it is: ${why}`;
}

/**
 * What a setting is called: `business profile of phone number 106540352242922`. Never the other way round: lines that
 * begin with a number are plans of that number (provider/number/say/lines.ts).
 */
export function nameOfSetting({ of, noun }: Pick<Setting, "of" | "noun">, id: unknown): string {
    return `${noun} of ${nameOfOwner(of, id)}`;
}

function nameOfOwner(of: Owner, id: unknown): string {
    const isKnown = typeof id === "string" && id !== UNKNOWN;
    if (of === "wabaId") return isKnown ? `WABA ${clean(id)}` : nameWithoutId(false, "WABA");
    return isKnown ? nameOf({ phoneNumberId: clean(id) }) : nameWithoutId();
}

/** The line about what `pulumi up` would do with a setting after a refresh. */
export function describeSettingAfterRefresh(name: string, change: string): string {
    return `${AFTER_REFRESH}${name}: ${change}`;
}

/** Reads a line that {@link describeSettingAfterRefresh} made; undefined: any other line. */
export function readSettingLine(
    line: string,
): { readonly name: string; readonly afterRefresh: string } | undefined {
    if (!line.startsWith(AFTER_REFRESH)) return undefined;
    const own = line.slice(AFTER_REFRESH.length);
    const [, name, afterRefresh] = /^([A-Za-z ]+ of (?:phone number|WABA) \d{1,30}): (.*)$/.exec(own) ?? [];
    return name === undefined || afterRefresh === undefined ? undefined : { name, afterRefresh };
}

/** A change of a recorded setting, in words that follow its name. Undefined: nothing happens to Graph or state. */
export function describeChange(setting: Setting, change: Comparison, declared: Values): string | undefined {
    const parts = [
        ...(change.missing === undefined ? [] : [change.missing]),
        ...change.set.map((name) => describeField(setting, name, declared)),
        ...(change.unknown.length === 0 ? [] : [`${change.unknown.join(" and ")} not known until apply`]),
        ...(change.dropped.length === 0
            ? []
            : [`leave ${change.dropped.join(", ")} as it is, no longer declared`]),
        ...change.options.map((name) => `note ${name}: ${describeValue(declared[name])}`),
    ];
    if (parts.length === 0) return undefined;
    const danger = change.set.length === 0 ? undefined : setting.danger?.(declared);
    return `${danger === undefined ? "" : `${danger}: `}${parts.join(", ")}`;
}

/** What declaring a setting for the first time does: what is there already is left, and not sent again. */
export function describeNew(setting: Setting, declared: Values): string {
    const fields = Object.keys(setting.fields).filter(
        (name) => declared[name] !== undefined && setting.fields[name]?.kind !== "option",
    );
    const danger = setting.danger?.(declared);
    const missing = setting.missing?.({});
    const what = [
        ...(missing === undefined ? [] : [missing]),
        ...fields.map((name) => describeField(setting, name, declared)),
    ].join(", ");
    return `${danger === undefined ? "" : `${danger}: `}${what}, unless Graph shows the same already`;
}

function describeField({ fields }: Setting, name: string, declared: Values): string {
    const value = declared[name];
    const says = fields[name]?.says;
    if (says !== undefined) return says;
    if (fields[name]?.secret === true) return `set ${name}`;
    if (value === UNKNOWN) return `set ${name} (not known until apply)`;
    if (value === "") return `clear ${name}`;
    return `set ${name} to ${describeValue(value)}`;
}

function describeValue(value: unknown): string {
    if (value === undefined) return "default";
    if (Array.isArray(value) && value.some((each) => typeof each === "object"))
        return `${value.length} entries`;
    return cut(clean(JSON.stringify(value)), LONGEST_VALUE);
}
