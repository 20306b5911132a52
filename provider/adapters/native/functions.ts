/** The functions by their tokens. Their arguments and results are those of the package for Node.js. */
import type { Asker } from "../../functions/read";
import type { CheckFailure, Raw } from "../../resource";
import { NATIVE } from "../../resourceType";
import type { Session } from "../../run/session";

/** Answers a function. A result is an object in every language: a list is its `numbers`. */
export async function invoke(
    token: string,
    args: Raw,
    session: Session,
): Promise<{ result: Raw } | { failures: readonly CheckFailure[] }> {
    const ask = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
    if (ask === undefined) {
        throw new Error(
            `this version of the plugin whatsapp has no function ${token}. Next: install a later one`,
        );
    }
    const asker = { settings: () => session.settings(), stopping: session.host.stopping };
    try {
        return { result: await ask(args, asker) };
    } catch (error) {
        const { ArgumentError } = await import("../../functions/arguments.js");
        if (error instanceof ArgumentError) return { failures: error.failures };
        throw error;
    }
}

const FUNCTIONS: Readonly<Record<string, (args: Raw, asker: Asker) => Promise<Raw>>> = {
    [`${NATIVE}getPhoneNumber`]: async (args, asker) => {
        const { readPhoneNumber } = await import("../../functions/read.js");
        return { ...(await readPhoneNumber(args, asker)) };
    },
    [`${NATIVE}getPhoneNumbers`]: async (args, asker) => {
        const { readPhoneNumbers } = await import("../../functions/read.js");
        return { numbers: await readPhoneNumbers(args, asker) };
    },
};
