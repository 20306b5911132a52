/** The functions by their tokens. Their arguments and results are those of the package for Node.js. */
import type { Asker } from "../../functions/read";
import type { GetPhoneNumberArgs, GetPhoneNumbersArgs } from "../../functions/types";
import type { CheckFailure, Raw } from "../../resource";
import { NATIVE } from "../../resourceType";
import type { Session } from "../../run/session";

/** Answers a function. A result is an object in every language: a list is its `numbers`. */
export async function invoke(
    token: string,
    args: Raw,
    session: Session,
): Promise<{ result: Raw } | { failures: CheckFailure[] }> {
    const ask = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
    if (ask === undefined) {
        throw new Error(
            `this version of the plugin whatsapp has no function ${token}. Next: install a later one`,
        );
    }
    const { GET_PHONE_NUMBER, GET_PHONE_NUMBERS, checkArguments } = await import("./arguments.js");
    const given = accepted(args);
    const isOne = token === ONE;
    const failures = checkArguments(isOne ? GET_PHONE_NUMBER : GET_PHONE_NUMBERS, given);
    if (failures.length > 0) return { failures };
    const asker = { settings: () => session.settings(), stopping: session.host.stopping };
    return { result: await ask(given, asker) };
}

const ONE = `${NATIVE}getPhoneNumber`;

/** Each is asked with arguments that are checked. */
const FUNCTIONS: Readonly<Record<string, (args: Raw, asker: Asker) => Promise<Raw>>> = {
    [ONE]: async (args, asker) => {
        const { readPhoneNumber } = await import("../../functions/read.js");
        return { ...(await readPhoneNumber(args as unknown as GetPhoneNumberArgs, asker)) };
    },
    [`${NATIVE}getPhoneNumbers`]: async (args, asker) => {
        const { readPhoneNumbers } = await import("../../functions/read.js");
        return { numbers: await readPhoneNumbers(args as unknown as GetPhoneNumbersArgs, asker) };
    },
};

/** Arguments as a language without types hands them over: an ID may come as a number, and nothing as null. */
function accepted(args: Raw): Raw {
    const given = Object.entries(args).filter(([, value]) => value != null);
    const texts = given.map(([name, value]) => {
        const isId = /Id$/.test(name) && Number.isSafeInteger(value);
        return [name, isId ? String(value) : value] as const;
    });
    return Object.fromEntries(texts);
}
