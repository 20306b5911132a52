/** What is wrong with a function's arguments, each on its own name. Pure. */
import { PHONE_NUMBER_FIELDS } from "../../../graph/node";
import type { CheckFailure, Raw } from "../../resource";
import { type Rule, shown } from "../../rules";
import { isUnknown } from "../../settings/compare";
import { idRule, listRule, objectRule, oneOfRule } from "../../settings/rules";

type Arguments = Readonly<Record<string, { readonly rule: Rule; readonly required?: true }>>;

const FIELDS = {
    rule: listRule("fields", PHONE_NUMBER_FIELDS.length, (at) => oneOfRule(at, PHONE_NUMBER_FIELDS)),
};

const FILTER_FIELDS = ["accountMode", "messagingLimitTier", "isOfficialBusinessAccount"];

function filterRule(at: string): Rule {
    const keys = { field: oneOfRule(`${at}.field`, FILTER_FIELDS), value: valueRule(`${at}.value`) };
    return objectRule(at, keys, ["field", "value"]);
}

function valueRule(property: string): Rule {
    return (value) =>
        typeof value === "string" || typeof value === "boolean"
            ? undefined
            : `${property} was given as ${shown(value)}: give a text, true or false`;
}

function limitRule(value: unknown): string | undefined {
    if (typeof value === "number" && value >= 1) return undefined;
    return `limit was given as ${shown(value)}: give 1 or more, or leave it out`;
}

/** The arguments of getPhoneNumber. */
export const GET_PHONE_NUMBER: Arguments = {
    phoneNumberId: { rule: idRule("phoneNumberId"), required: true },
    fields: FIELDS,
};

/** The arguments of getPhoneNumbers. */
export const GET_PHONE_NUMBERS: Arguments = {
    wabaId: { rule: idRule("wabaId"), required: true },
    sort: { rule: oneOfRule("sort", ["newestFirst", "oldestFirst"]) },
    // How many Graph takes is not documented: it says so itself.
    filtering: { rule: listRule("filtering", Number.POSITIVE_INFINITY, filterRule) },
    limit: { rule: limitRule },
    fields: FIELDS,
};

/** @param args without those that are null */
export function checkArguments(known: Arguments, args: Raw): CheckFailure[] {
    const missing = Object.keys(known).filter((name) => known[name]?.required && !Object.hasOwn(args, name));
    return [
        ...missing.map((property) => ({
            property,
            reason: `${property} is missing: the digits of an ID, for example "106540352242922"`,
        })),
        ...Object.entries(args).flatMap(([property, value]) => {
            const reason = wrongWith(known, property, value);
            return reason === undefined ? [] : [{ property, reason }];
        }),
    ];
}

function wrongWith(known: Arguments, property: string, value: unknown): string | undefined {
    if (!Object.hasOwn(known, property)) {
        return `${property} is not an argument: give ${Object.keys(known).join(", ")}`;
    }
    return isUnknown(value) ? `${property} is not known yet` : known[property]?.rule(value);
}
