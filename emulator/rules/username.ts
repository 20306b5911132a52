/** The business username (graph-api-settings.md §8). */
import { GraphRefusal } from "../errors";
import type { JsonObject, NumberState } from "../state";
import type { Switches } from "../switches";
import { must } from "./checks";

/** The refusals of a username, beside those of the error table. */
const REFUSALS: Readonly<Record<number, string>> = {
    147001: "The username is not available",
    147002: "The phone number is not eligible for a username",
    147003: "A Facebook page must be linked to use this username",
    147004: "An Instagram account must be linked to use this username",
    147005: "Another phone number of the business has this username",
};

const DOMAIN = /\.(com|org|net|int|edu|gov|mil|us|in|html)$/;

function hasForm(name: string): boolean {
    const lower = name.toLowerCase();
    return (
        /^[a-z0-9._]{3,35}$/.test(lower) &&
        /[a-z]/.test(lower) &&
        !/^\.|\.$|\.\./.test(lower) &&
        !lower.startsWith("www") &&
        !DOMAIN.test(lower)
    );
}

/** Who else has usernames. */
export interface OtherNames {
    /** The other numbers of the business. */
    readonly own: readonly NumberState[];
    /** The numbers of other businesses. */
    readonly foreign: readonly NumberState[];
    /** Usernames that others have taken, in lower case. */
    readonly taken: ReadonlySet<string>;
}

/** A username that is asked for. */
interface UsernameRequest {
    readonly username: unknown;
    readonly transfer: unknown;
}

const isCalled =
    (name: string) =>
    ({ username }: NumberState): boolean =>
        username?.toLowerCase() === name.toLowerCase();

function refusal(code: number): GraphRefusal {
    const details = REFUSALS[code];
    return details === undefined
        ? new GraphRefusal(code)
        : new GraphRefusal(code, { message: `(#${code}) ${details}`, details });
}

/** Sets the username; returns the answer, and the number that lost the name to this one. */
export function setUsername(
    number: NumberState,
    { username, transfer = "none" }: UsernameRequest,
    { own, foreign, taken }: OtherNames,
    switches: Switches,
): { answer: JsonObject; loser?: NumberState } {
    if (typeof username !== "string" || !hasForm(username)) {
        throw must(
            "username",
            "have 3 to 35 of a-z 0-9 . _ with a letter, no period first, last or twice, no www first and no domain's ending",
        );
    }
    if (transfer !== "none" && transfer !== "force_transfer") {
        throw must("transfer_action", "be one of {none, force_transfer}");
    }
    if (!number.registered) throw refusal(133010);
    if (number.usernameRefusal !== undefined) throw refusal(number.usernameRefusal);
    if (taken.has(username.toLowerCase()) || foreign.some(isCalled(username))) throw refusal(147001);
    const loser = own.find(isCalled(username));
    if (loser !== undefined) {
        if (transfer !== "force_transfer") throw refusal(147005);
        forget(loser);
    }
    // The same name in another case is no new name, and gets no new review.
    if (!isCalled(username)(number)) number.usernameStatus = switches.usernameReview;
    number.username = username;
    const answer = { status: number.usernameStatus ?? "approved" };
    return loser === undefined ? { answer } : { answer, loser };
}

function forget(number: NumberState): void {
    delete number.username;
    delete number.usernameStatus;
}

/** The username as a read shows it; undefined: none. */
export function shownUsername({ username }: NumberState, { usernameCasing }: Switches): string | undefined {
    return usernameCasing === "lower" ? username?.toLowerCase() : username;
}

/** Answers a read; without a username it has no keys. */
export function readUsername(number: NumberState, switches: Switches): JsonObject {
    const username = shownUsername(number, switches);
    return username === undefined ? {} : { username, status: number.usernameStatus ?? "approved" };
}

/** Removes the username, or keeps one that is reserved only. */
export function deleteUsername(number: NumberState, { reservedUsernameDelete }: Switches): JsonObject {
    const reserved = number.username !== undefined && number.usernameStatus === "reserved";
    if (reserved && reservedUsernameDelete === "kept") return { success: false };
    forget(number);
    return { success: true };
}

/** Names that are free and like the display name. */
export function suggestUsernames(number: NumberState, { own, foreign, taken }: OtherNames): JsonObject {
    const bare = number.verifiedName.toLowerCase().replace(/[^a-z0-9]/g, "");
    const base = (/[a-z]/.test(bare) ? bare : `business${bare}`).replace(/^www+/, "w").slice(0, 20);
    const isFree = (name: string): boolean =>
        hasForm(name) && !taken.has(name) && ![...own, ...foreign].some(isCalled(name));
    const names = [base, `${base}_1`, `${base}.official`, `${base}_business`].filter(isFree);
    return { data: [{ username_suggestions: names }] };
}
