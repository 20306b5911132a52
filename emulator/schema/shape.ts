/** What the schemas are made of. A schema's message says what a value must be; a value that is null is not there. */
import * as v from "valibot";
import { LAST_MOMENT } from "../clock";
import { depthOf, isObject, withoutNulls } from "./json";

type Entries = Readonly<Record<string, v.GenericSchema>>;

/** The keys of the entries that are of these kinds. */
type KeysOf<Of extends Entries, Kind> = {
    [Key in keyof Of]: Of[Key] extends { readonly type: Kind } ? Key : never;
}[keyof Of];
type MayBeGiven<Of extends Entries> = KeysOf<Of, "optional" | "exact_optional">;
type MayBeThere<Of extends Entries> = KeysOf<Of, "exact_optional">;

// Mapped in parts, each by the entries' own keys: so an editor shows the comment of an entry at the value's name.
type Needed<Of extends Entries, Keys extends keyof Of> = { -readonly [Key in Keys]: v.InferInput<Of[Key]> };
type Optional<Of extends Entries, Keys extends keyof Of> = {
    -readonly [Key in Keys]?: v.InferInput<Of[Key]> | null | undefined;
};
type There<Of extends Entries, Keys extends keyof Of> = { -readonly [Key in Keys]: v.InferOutput<Of[Key]> };
type Sometimes<Of extends Entries, Keys extends keyof Of> = {
    -readonly [Key in Keys]?: v.InferOutput<Of[Key]>;
};

/** What may be given for an object of these entries: what is optional may also be null, which is not there. */
export type InputOf<Of extends Entries> = Needed<Of, Exclude<keyof Of, MayBeGiven<Of>>> &
    Optional<Of, MayBeGiven<Of>>;

/** What is there of an object of these entries once it is read. */
export type OutputOf<Of extends Entries> = There<Of, Exclude<keyof Of, MayBeThere<Of>>> &
    Sometimes<Of, MayBeThere<Of>>;

const OPTIONAL = ["optional", "exact_optional"];

/** An object with these keys and no others. */
export function shape<Of extends Entries>(entries: Of): v.GenericSchema<InputOf<Of>, OutputOf<Of>> {
    const all = Object.keys(entries);
    const names = all.length === 0 ? "nothing" : all.join(", ");
    const needed = all.filter((key) => !OPTIONAL.includes(entries[key]?.type ?? ""));
    const schema = v.pipe(
        v.custom<object>(isObject, `must be an object with ${names}`),
        v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
            const there = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
            const given = there.map(([key]) => key);
            const unknown = Object.keys(value).find((key) => !Object.hasOwn(entries, key));
            const missing = needed.find((key) => !given.includes(key));
            if (unknown !== undefined) {
                addIssue({ message: `has no ${unknown}; it has ${names}` });
            } else if (missing !== undefined) {
                addIssue({ message: `needs ${missing}` });
            } else {
                return Object.fromEntries(there);
            }
            return NEVER;
        }),
        v.object(entries),
    );
    return schema as unknown as v.GenericSchema<InputOf<Of>, OutputOf<Of>>;
}

/** Any text. */
export const text: v.GenericSchema<string> = v.string("must be a text");

/** A text that says something. */
export const word: v.GenericSchema<string> = v.pipe(text, v.nonEmpty("must be a text that is not empty"));

/** A text of this form. */
export const like = (form: RegExp, what: string): v.GenericSchema<string> =>
    v.pipe(v.string(`must be ${what}`), v.regex(form, `must be ${what}`));

/** An ID of Graph. */
export const digits = like(/^\d{1,32}$/, "a text of digits");

/** A URL. */
export const url: v.GenericSchema<string> = v.pipe(text, v.check(URL.canParse, "must be a URL"));

/** True or false. */
export const flag: v.GenericSchema<boolean> = v.boolean("must be true or false");

/** One of these texts. */
export const oneOf = <const Option extends string>(options: readonly Option[]): v.GenericSchema<Option> =>
    v.picklist(options, `must be one of ${options.join(", ")}`);

/** A number without a fraction, in these bounds. */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): v.GenericSchema<number> {
    const bounds = most >= Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    const message = `must be a whole number ${bounds}`;
    return v.pipe(
        v.number(message),
        v.integer(message),
        v.minValue(least, message),
        v.maxValue(most, message),
    );
}

/** How many of something. */
export const count = whole(0);

/** The last moment that a Date can have. */
const LAST_TIME = 8.64e15;
const A_TIME = "must be a time in milliseconds since 1970";

/** A time, in milliseconds since 1970. */
export const time: v.GenericSchema<number> = v.pipe(
    v.number(A_TIME),
    v.minValue(-LAST_TIME, A_TIME),
    v.maxValue(LAST_TIME, A_TIME),
);

/** The longest that a timer of Node.js waits. */
const LONGEST_WAIT = 2 ** 31 - 1;
const A_WAIT = `must be a number of milliseconds from 0 to ${LONGEST_WAIT}`;

/** How long to wait, in milliseconds. */
export const wait: v.GenericSchema<number> = v.pipe(
    v.number(A_WAIT),
    v.minValue(0, A_WAIT),
    v.maxValue(LONGEST_WAIT, A_WAIT),
);

/** A list; an element is never null. */
export const listOf = <In, Out>(each: v.GenericSchema<In, Out>): v.GenericSchema<In[], Out[]> =>
    v.array(each, "must be a list");

/** A list in which no two have the same ID. `what`: what there are two of. */
export const eachOnce = <In, Out>(
    each: v.GenericSchema<In, Out>,
    what: string,
    idOf: (one: Out) => string,
): v.GenericSchema<In[], Out[]> =>
    v.pipe(
        listOf(each),
        v.check(
            (list) => new Set(list.map(idOf)).size === list.length,
            ({ input }) => `has two ${what} ${twice((input as Out[]).map(idOf))}`,
        ),
    );

function twice(ids: readonly string[]): string {
    return ids.find((id, index) => ids.indexOf(id) < index) ?? "";
}

/** An object whose keys are IDs. */
export const byId = <In, Out>(
    each: v.GenericSchema<In, Out>,
): v.GenericSchema<Record<string, In>, Record<string, Out>> =>
    v.pipe(v.custom<Record<string, In>>(isObject, "must be an object"), v.record(digits, each));

/** A JSON object as it came; also null stays. */
export const json: v.GenericSchema<Record<string, unknown>> = v.pipe(
    v.custom<Record<string, unknown>>(
        (value) => isObject(value) && depthOf(value) !== undefined,
        "must be a JSON object that is not nested deeper than 64 levels",
    ),
    v.transform((value) => structuredClone(value)),
);

/** A JSON object under Graph's names, of which these must have their form; null is not there, also inside it. */
export function openShape(entries: Entries): v.GenericSchema<Record<string, unknown>> {
    const schema = v.pipe(json, v.transform(withoutNulls), v.looseObject(entries));
    return schema as v.GenericSchema<Record<string, unknown>>;
}

/** A number of milliseconds that a clock can be moved by or started at. */
export function moment(least: number): v.GenericSchema<number> {
    const message = `must be a number of milliseconds from ${least} to ${LAST_MOMENT}`;
    return v.pipe(v.number(message), v.minValue(least, message), v.maxValue(LAST_MOMENT, message));
}
