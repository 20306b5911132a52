/** Checks of values that came in. Each returns what is kept, or throws the refusal. */
import { invalidParameter } from "../errors";
import { isObject } from "../schema/json";
import type { JsonObject } from "../state";
import type { Switches } from "../switches";

/** A check of one value; `param` is its name in the refusal. */
export type Check = (param: string, value: unknown, rules: CheckRules) => unknown;

/** What checks depend on. */
interface CheckRules {
    /** Whether a key that can't be set is refused; otherwise it is dropped. */
    readonly refuseUnknown: boolean;
    /** Whose words are understood where the sources have two. */
    readonly names: Switches["settingsAccepts"];
}

/** How many characters a text has; an emoji may be several, but half of one never is. */
export const lengthOf = (text: string): number => [...text].length;

/** Graph's wording. */
export function must(param: string, be: string): Error {
    return invalidParameter(`Param ${param} must ${be}`);
}

/** One of these words, in upper or lower case. */
export const oneOf =
    (...words: string[]): Check =>
    (param, value) => {
        const word = typeof value === "string" ? value.toUpperCase() : "";
        if (!words.includes(word)) throw must(param, `be one of {${words.join(", ")}}`);
        return word;
    };

/** A text of this form. */
export const textLike =
    (pattern: RegExp, what: string): Check =>
    (param, value) => {
        if (typeof value !== "string" || !pattern.test(value)) throw must(param, `be ${what}`);
        return value;
    };

/** A list of at most so many. */
export const listOf =
    (each: Check, most: number): Check =>
    (param, value, rules) => {
        if (!Array.isArray(value) || value.length > most) throw must(param, `be a list of at most ${most}`);
        return value.map((item: unknown, index) => each(`${param}[${index}]`, item, rules));
    };

/** An object with these keys; the required ones come first. */
export const objectOf =
    (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
    (param, value, rules) => {
        if (!isObject(value)) throw must(param, "be an object");
        const missing = Object.keys(required).find((key) => value[key] === undefined);
        if (missing !== undefined) throw must(param, `have ${missing}`);
        const checks = new Map(Object.entries({ ...required, ...optional }));
        const kept: JsonObject = {};
        for (const [key, given] of Object.entries(value)) {
            const check = checks.get(key);
            if (check !== undefined) {
                kept[key] = check(`${param}[${key}]`, given, rules);
            } else if (rules.refuseUnknown) {
                throw invalidParameter(`Param ${param}[${key}] can't be set`);
            }
        }
        return kept;
    };
