/** The business username (graph-api-settings.md §8). */
import type { Call } from "../../../graph/call";
import { defined } from "../../../graph/defined";
import { GraphError } from "../../../graph/errors";
import {
    HELD_BY_OWN_NUMBER,
    releaseUsername,
    setUsername,
    USERNAME_SOURCE,
    usernameFrom,
} from "../../../graph/settings/username";
import { booleanRule, shown } from "../../rules";
import { setting } from "../setting";

/** What a program declares of a number's username. */
export interface UsernameInputs {
    /** 3 to 35 of a-z, 0-9, `.` and `_`, with a letter; upper and lower case are the same. */
    readonly username: string;
    /** Take it from another number of the same business that has it, at once: that one then has none. Default false. */
    readonly forceTransfer?: boolean;
    /** Whether a delete gives it up: somebody else can take it then. Default false. */
    readonly releaseOnDelete?: boolean;
}

const FORM = /^(?=.*[a-z])[a-z0-9_](?:[a-z0-9_]|\.(?!\.)){1,33}[a-z0-9_]$/;
const DOMAIN = /\.(com|org|net|int|edu|gov|mil|us|in|html)$/;

function usernameRule(value: unknown): string | undefined {
    const form =
        "3 to 35 of a-z, 0-9, . and _, with a letter, no period at its ends or twice in a row, not beginning with www, " +
        "and not ending like a domain";
    if (typeof value !== "string") return `username is not text: give ${form}`;
    const name = value.toLowerCase();
    return FORM.test(name) && !name.startsWith("www") && !DOMAIN.test(name)
        ? undefined
        : `username was given as ${shown(value)}: give ${form}`;
}

export const username = setting<UsernameInputs>({
    name: "Username",
    noun: "username",
    of: "phoneNumberId",
    fields: {
        username: {
            rule: usernameRule,
            required: 'username is missing, for example "jaspers.market"',
            same: (shown, declared) => String(shown ?? "").toLowerCase() === String(declared).toLowerCase(),
        },
        forceTransfer: { rule: booleanRule("forceTransfer"), kind: "option", default: false },
        releaseOnDelete: { rule: booleanRule("releaseOnDelete"), kind: "option", default: false },
    },
    outputs: ["usernameStatus"],
    source: USERNAME_SOURCE,
    from(answer) {
        const { username: name, status } = usernameFrom(answer);
        return defined({ username: name, usernameStatus: status });
    },
    danger: ({ forceTransfer }) => (forceTransfer === true ? "TRANSFER" : undefined),
    async write(call, id, { declared, log }) {
        const { username: name, forceTransfer = false } = declared;
        try {
            await setUsername(call, id, name, false);
        } catch (error) {
            const isHeld = error instanceof GraphError && error.code === HELD_BY_OWN_NUMBER;
            if (!isHeld || !forceTransfer) throw error;
            log(`TRANSFER: taking ${name} from the number of this business that has it`);
            await setUsername(call, id, name, true);
        }
        return {};
    },
    removal: {
        kind: "clear",
        option: "releaseOnDelete",
        isSet: (shown) => shown.username !== undefined,
        clear: (call: Call, id: string) => releaseUsername(call, id),
        means: (shown) => `somebody else can take ${String(shown.username)} then`,
    },
    restore: { putBack: (call, id, lost) => setUsername(call, id, String(lost.username), false) },
});
