/** The business username (graph-api-settings.md §8). */
import { type Call, remove, send } from "../call";
import { json, text, word } from "../wire";
import type { Source } from "./source";

interface Username {
    readonly username?: string;
    /** `APPROVED`, `RESERVED`: an open set. */
    readonly status?: string;
}

export const USERNAME_SOURCE: Source = { edge: "username" };

/** The code for a name that another number of the same business has. */
export const HELD_BY_OWN_NUMBER = 147005;

export function usernameFrom(answer: unknown): Username {
    const { username, status } = json(answer);
    const name = text(username);
    const state = word(status);
    return {
        ...(name === undefined || name === "" ? {} : { username: name }),
        ...(state === undefined ? {} : { status: state }),
    };
}

/**
 * POST /{phone-number-id}/username.
 * @param force takes it from the number of the same business that has it, at once
 */
export async function setUsername(call: Call, id: string, username: string, force: boolean): Promise<void> {
    const body = { username, transfer_action: force ? "force_transfer" : "none" };
    // Sent again it says the same; a transfer does not: the other number may have taken another name since.
    await send(call, "setting the username", `${id}/username`, body, { repeatable: !force });
}

/** DELETE /{phone-number-id}/username: somebody else can take it then. */
export async function releaseUsername(call: Call, id: string): Promise<void> {
    await remove(call, "releasing the username", `${id}/username`);
}
