/** What a change of a setting amounts to. Pure. */
import { isDeepStrictEqual } from "node:util";
import { isUnknown } from "../unknown";
import type { Field, Setting, Values } from "./setting";

/** Whether two values say the same. Nothing, an empty text and an empty list are one (graph-api-settings.md §4). */
export function sameValue(a: unknown, b: unknown): boolean {
    return isDeepStrictEqual(plain(a), plain(b));
}

function plain(value: unknown): unknown {
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value === "string") return value.replaceAll("\r\n", "\n");
    if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(plain);
    if (typeof value !== "object") return value;
    const entries = Object.entries(value).map(([key, each]) => [key, plain(each)] as const);
    const given = entries.filter(([, each]) => each !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
    return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** What is declared against what is there. */
export interface Comparison {
    /** Fields of Graph's whose value differs. */
    readonly set: readonly string[];
    /** Options that differ: nothing is sent for them. */
    readonly options: readonly string[];
    /** Fields that were declared before, and are left as they are from now on. */
    readonly dropped: readonly string[];
    /** Declared, and not known until apply. */
    readonly unknown: readonly string[];
    /** What is missing although no field differs, in words. */
    readonly missing?: string | undefined;
}

/**
 * Compares what is declared with what is there.
 * @param there what Graph shows, or what is recorded of it
 * @param recorded what state has: accepted values that Graph never shows, and what was declared before
 */
export function compare(
    setting: Setting,
    {
        there,
        recorded,
        declared,
        now,
    }: {
        readonly there: Values;
        readonly recorded: Values;
        readonly declared: Values;
        readonly now: number;
    },
): Comparison {
    const held = setting.held?.(there) ?? [];
    const set: string[] = [];
    const options: string[] = [];
    const dropped: string[] = [];
    const unknown: string[] = [];
    for (const [name, field] of Object.entries(setting.fields)) {
        const wanted = declared[name];
        const isOption = field.kind === "option";
        if (isOption && sameValue(recorded[name] ?? field.default, wanted ?? field.default)) continue;
        if (wanted === undefined) {
            if (recorded[name] !== undefined) (isOption ? options : dropped).push(name);
        } else if (isUnknown(wanted)) unknown.push(name);
        else if (isOption) options.push(name);
        else if (!held.includes(name) && !isThere(field, name, { there, recorded, wanted, now }))
            set.push(name);
    }
    return { set, options, dropped, unknown, missing: setting.missing?.(there) };
}

function isThere(
    field: Field,
    name: string,
    { there, recorded, wanted, now }: { there: Values; recorded: Values; wanted: unknown; now: number },
): boolean {
    const is = field.kind === "writeOnly" ? recorded[name] : there[name];
    return field.same?.(is, wanted, now) ?? sameValue(is, wanted);
}

/** Whether there is anything to do. */
export function differs({ set, options, dropped, unknown, missing }: Comparison): boolean {
    return set.length + options.length + dropped.length + unknown.length > 0 || missing !== undefined;
}

/** The values but some. */
export function omit(values: Values, names: readonly string[]): Values {
    return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** Some of the values. */
export function pick(values: Values, names: readonly string[]): Values {
    return Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name]]] : [])));
}
