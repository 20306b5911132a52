/** The arguments of the functions, as a program of any language hands them over: checked once, here. Pure. */
import { PHONE_NUMBER_FIELDS } from "../../graph/node";
import { FILTER_FIELDS, LIST_ORDERS } from "../../graph/wabas";
import type { CheckFailure, Raw } from "../resource";
import { type Rule, shown } from "../rules";
import { idRule, listRule, objectRule, oneOfRule } from "../shapes";
import { isUnknown } from "../unknown";
import type { GetPhoneNumberArgs, GetPhoneNumbersArgs } from "./types";

/** What a function takes. */
type Arguments = Readonly<Record<string, { readonly rule: Rule; readonly required?: true }>>;

/** What is wrong with a function's arguments, each on its own name. */
export class ArgumentError extends Error {
    override readonly name = "ArgumentError";
    constructor(
        functionName: string,
        readonly failures: readonly CheckFailure[],
    ) {
        super(`${functionName}: ${failures.map(({ reason }) => reason).join("; ")}`);
    }
}

const FIELDS = {
    rule: listRule("fields", PHONE_NUMBER_FIELDS.length, (at) => oneOfRule(at, PHONE_NUMBER_FIELDS)),
};

const GET_PHONE_NUMBER: Arguments = {
    phoneNumberId: { rule: idRule("phoneNumberId"), required: true },
    fields: FIELDS,
};

const GET_PHONE_NUMBERS: Arguments = {
    wabaId: { rule: idRule("wabaId"), required: true },
    sort: { rule: oneOfRule("sort", LIST_ORDERS) },
    // How many Graph takes is not documented: it says so itself.
    filtering: { rule: listRule("filtering", Number.POSITIVE_INFINITY, filterRule) },
    limit: { rule: limitRule },
    fields: FIELDS,
};

/** @throws ArgumentError */
export function getPhoneNumberArgs(given: Raw): GetPhoneNumberArgs {
    return checked("getPhoneNumber", GET_PHONE_NUMBER, given) as unknown as GetPhoneNumberArgs;
}

/** @throws ArgumentError */
export function getPhoneNumbersArgs(given: Raw): GetPhoneNumbersArgs {
    return checked("getPhoneNumbers", GET_PHONE_NUMBERS, given) as unknown as GetPhoneNumbersArgs;
}

function checked(functionName: string, known: Arguments, given: Raw): Raw {
    const args = accepted(given);
    const missing = Object.keys(known).filter((name) => known[name]?.required && !Object.hasOwn(args, name));
    const failures = [
        ...missing.map((property) => ({
            property,
            reason: `${property} is missing: the digits of an ID, for example "106540352242922"`,
        })),
        ...Object.entries(args).flatMap(([property, value]) => {
            const reason = wrongWith(known, property, value);
            return reason === undefined ? [] : [{ property, reason }];
        }),
    ];
    if (failures.length > 0) throw new ArgumentError(functionName, failures);
    return args;
}

/** As a language without types hands them over: an ID may come as a number, and nothing as null. */
function accepted(given: Raw): Raw {
    const named = Object.entries(given).filter(([, value]) => value != null);
    const texts = named.map(([name, value]) => {
        const isId = /Id$/.test(name) && Number.isSafeInteger(value);
        return [name, isId ? String(value) : value] as const;
    });
    return Object.fromEntries(texts);
}

function wrongWith(known: Arguments, property: string, value: unknown): string | undefined {
    if (!Object.hasOwn(known, property)) {
        return `${property} is not an argument: give ${Object.keys(known).join(", ")}`;
    }
    return isUnknown(value) ? `${property} is not known yet` : known[property]?.rule(value);
}

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
