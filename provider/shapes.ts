/**
 * Rules for texts, words, URLs, lists, objects and IDs, which settings and the arguments of functions share. Pure. A program
 * that declares numbers alone loads none of them.
 */
import { type Rule, shown, typeOf } from "./rules";

/** A text of some length, in characters: an emoji of one code point counts once. */
export function textRule(
    property: string,
    {
        least = 0,
        most,
        emoji = true,
        secret = false,
    }: {
        readonly least?: number;
        readonly most: number;
        readonly emoji?: boolean;
        /** What is wrong is said without the value. */
        readonly secret?: boolean;
    },
): Rule {
    return (value) => {
        if (typeof value !== "string") {
            const zeros = typeof value === "number" ? ", in quotes: a number loses leading zeros" : "";
            return `${property} was given as ${secret ? typeOf(value) : shown(value)}: give a text${secret ? zeros : ""}`;
        }
        const { length } = [...value];
        if (length < least) return `${property} is empty: give ${least} to ${most} characters`;
        if (length > most) return `${property} has ${length} characters: Graph takes at most ${most}`;
        if (!emoji && hasEmoji(value)) return `${property} has an emoji: Graph takes none here`;
        return undefined;
    };
}

/** Pictures, flags and keycaps; not the signs of copyright and trade marks, which are text. */
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}|\u20e3/u;

function hasEmoji(value: string): boolean {
    return EMOJI.test(value);
}

/** One of some words. */
export function oneOfRule(property: string, words: readonly string[]): Rule {
    const rule = (value: unknown) =>
        typeof value === "string" && words.includes(value)
            ? undefined
            : `${property} was given as ${shown(value)}: give one of ${words.filter(Boolean).join(" ")}`;
    return Object.assign(rule, { words: words.filter(Boolean) });
}

/** A URL that Graph calls or shows. */
export function urlRule(
    property: string,
    { most, protocols }: { readonly most: number; readonly protocols: readonly string[] },
): Rule {
    return (value) => {
        if (typeof value !== "string" || !URL.canParse(value)) {
            return `${property} was given as ${shown(value)}: give a URL, for example "https://example.com"`;
        }
        const { protocol, hostname } = new URL(value);
        const isLoopback = ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
        if (!protocols.includes(protocol) && !(protocol === "http:" && isLoopback)) {
            return `${property} begins with ${protocol}//: Graph takes ${protocols.join(" or ")}//`;
        }
        if (value.length > most)
            return `${property} has ${value.length} characters: Graph takes at most ${most}`;
        return undefined;
    };
}

/** A list, with a rule for each of its entries. */
export function listRule(property: string, most: number, each: (at: string) => Rule): Rule {
    return (value) => {
        if (!Array.isArray(value)) return `${property} was given as ${shown(value)}: give a list`;
        if (value.length > most)
            return `${property} has ${value.length} entries: Graph takes at most ${most}`;
        for (const [at, entry] of value.entries()) {
            const wrong = each(`${property}[${at}]`)(entry);
            if (wrong !== undefined) return wrong;
        }
        return undefined;
    };
}

/** An object with these keys and no others. */
export function objectRule(
    property: string,
    keys: Readonly<Record<string, Rule | undefined>>,
    required: readonly string[] = [],
): Rule {
    return (value) => {
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
            return `${property} was given as ${shown(value)}: give an object with ${Object.keys(keys).join(", ")}`;
        }
        const given = Object.entries(value).filter(([, each]) => each !== undefined && each !== null);
        const missing = required.find((key) => !given.some(([name]) => name === key));
        if (missing !== undefined) return `${property}.${missing} is missing`;
        for (const [key, each] of given) {
            if (!Object.hasOwn(keys, key)) {
                return `${property}.${key} is not known: it knows ${Object.keys(keys).join(", ")}`;
            }
            const wrong = keys[key]?.(each);
            if (wrong !== undefined) return wrong;
        }
        return undefined;
    };
}

/** The digits of an ID of Graph's. */
export function idRule(property: string): Rule {
    return (value) =>
        typeof value === "string" && /^\d{1,30}$/.test(value)
            ? undefined
            : `${property} was given as ${shown(value)}: give the digits of an ID as a string, for example "106540352242922"`;
}
