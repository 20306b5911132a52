/** Reading a number from Graph. */
import type { Call } from "../../../graph/call";
import { type GraphError, NotFoundError } from "../../../graph/errors";
import type { Listings } from "../../../graph/listings";
import { readNumber, readSettings } from "../../../graph/numbers";
import type { ObservedNumber } from "../../../graph/observed";
import { isRegistered, type Observation } from "../decide/known";
import type { PhoneNumberState } from "../model/state";

/** What `/settings` is needed for: a failed answer is no error here, since unknown is not different. */
export async function settingsOf(
    call: Call,
    id: string,
): Promise<Pick<Observation, "settings" | "settingsError">> {
    try {
        return { settings: await readSettings(call, id) };
    } catch (error) {
        return { settings: {}, settingsError: error as GraphError };
    }
}

/** Reads the number, and its settings if needed. Throws what the node's read throws. */
export async function observe(call: Call, id: string, withSettings: boolean): Promise<Observation> {
    const settings = withSettings ? settingsOf(call, id) : Promise.resolve({ settings: {} });
    const node = await readNumber(call, id);
    return { node, ...(await settings) };
}

/**
 * Reads a number as a refresh does: its node from the WABA's listing, which all reads of a run share. The listing
 * only ever confirms. If it fails, lacks the number, or shows another registration than recorded, the
 * number itself is read: a row may be from before another process's outage ended.
 */
export async function observeListed(
    call: Call,
    listings: Listings,
    state: PhoneNumberState,
    withSettings: boolean,
    now: number,
): Promise<Observation> {
    const id = state.phoneNumberId;
    const settings = withSettings ? settingsOf(call, id) : Promise.resolve({ settings: {} });
    const row = state.wabaId === undefined ? undefined : await listings.row(state.wabaId, id, call.signal);
    const node = row !== undefined && confirms(row, state, now) ? row : await readNumber(call, id);
    return { node, ...(await settings) };
}

/** The schema's values of a status in a listing: less precise than the node's (graph-api.md §5). */
const ONLY_LISTED = new Set(["LINKED", "UNLINKED"]);

/** Whether a row says as much as the node would, and shows the registration that is recorded. */
function confirms(row: ObservedNumber, state: PhoneNumberState, now: number): boolean {
    const { status, platformType } = row;
    if (status === undefined || platformType === undefined) return false;
    if (status === "DELETED" || ONLY_LISTED.has(status)) return false;
    return isRegistered(row, state, now) === state.registered;
}

/**
 * Whether a number is gone for good. A token that lost the asset gets 100/33 too, so this also needs a
 * full listing of the WABA that lacks the number (docs/how-it-works.md, "When a number is gone").
 */
export async function isGone(
    call: Call,
    listings: Listings,
    { phoneNumberId, wabaId }: Pick<PhoneNumberState, "phoneNumberId" | "wabaId">,
    error: unknown,
): Promise<boolean> {
    if (!(error instanceof NotFoundError)) return false;
    if (error.code === 33) return true;
    return wabaId !== undefined && (await listings.lacks(wabaId, phoneNumberId, call.signal));
}
