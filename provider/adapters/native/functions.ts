/** The functions by their tokens. Their arguments and results are those of the package for Node.js. */
import type { Asker } from "../../functions/read";
import type { CheckFailure, Raw } from "../../resource";
import { NATIVE } from "../../resourceType";
import type { Session } from "../../run/session";
import { UNKNOWN } from "../../unknown";

/** Answers a function. A result is an object in every language: a list is its `numbers`. */
export async function invoke(
    token: string,
    args: Raw,
    session: Session,
): Promise<{ result: Raw } | { failures: CheckFailure[] }> {
    const ask = FUNCTIONS[token];
    if (ask === undefined) {
        throw new Error(
            `this version of the plugin whatsapp has no function ${token}. Next: install a later one`,
        );
    }
    const unknown = Object.keys(args).filter((name) => args[name] === UNKNOWN);
    if (unknown.length > 0) {
        return {
            failures: unknown.map((property) => ({ property, reason: `${property} is not known yet` })),
        };
    }
    return { result: await ask(args, session) };
}

const FUNCTIONS: Readonly<Record<string, (args: Raw, session: Session) => Promise<Raw>>> = {
    [`${NATIVE}getPhoneNumber`]: async (args, session) => {
        const { readPhoneNumber } = await import("../../functions/read.js");
        return { ...(await readPhoneNumber(typed(args), askerOf(session))) };
    },
    [`${NATIVE}getPhoneNumbers`]: async (args, session) => {
        const { readPhoneNumbers } = await import("../../functions/read.js");
        return { numbers: await readPhoneNumbers(typed(args), askerOf(session)) };
    },
};

function askerOf(session: Session): Asker {
    return { settings: () => session.settings(), stopping: session.host.stopping };
}

/** Arguments as a language without types hands them over: an ID may come as a number, and nothing as null. */
function typed<Args>(args: Raw): Args {
    const given = Object.entries(args).filter(([, value]) => value != null);
    const texts = given.map(([name, value]) => {
        const isId = /Id$/.test(name) && Number.isSafeInteger(value);
        return [name, isId ? String(value) : value] as const;
    });
    return Object.fromEntries(texts) as Args;
}
