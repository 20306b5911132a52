/** What Graph shows of a number, and what that makes of what is recorded. */

import { isApproved, knownName, type NameState } from "./displayName";
import type { Call } from "./graph/call";
import { type GraphError, NotFoundError } from "./graph/errors";
import type { Listings } from "./graph/listings";
import { readNumber, readSettings } from "./graph/numbers";
import {
    defined,
    type ObservedNumber,
    type ObservedSettings,
    type PhoneNumberState,
    regionOf,
    showsRegistered,
} from "./number";
import type { Known } from "./plan";
import { settling } from "./quota";

/** A number as Graph shows it now. */
export interface Observation {
    readonly node: ObservedNumber;
    readonly settings: ObservedSettings;
    /** Why the settings could not be read, if they could not: then they are unknown. */
    readonly settingsError?: GraphError;
}

/** What `/settings` is needed for: a failed answer is no error here, unknown is not different. */
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

/** Reads the number, and its settings where they are wanted. Throws what the node's read throws. */
export async function observe(call: Call, id: string, withSettings: boolean): Promise<Observation> {
    const settings = withSettings ? settingsOf(call, id) : Promise.resolve({ settings: {} });
    const node = await readNumber(call, id);
    return { node, ...(await settings) };
}

/**
 * As a refresh reads a number: its node from the WABA's listing, which all reads of a run share. The listing
 * only ever confirms. Where it fails, lacks the number, or shows another registration than is recorded, the
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

/** The schema's words for a status in a listing: they say less than the node's (graph-api.md §5). */
const ONLY_LISTED = new Set(["LINKED", "UNLINKED"]);

/** Whether a row says as much as the node would, and of its registration the same as is recorded. */
export function confirms(row: ObservedNumber, state: PhoneNumberState, now: number): boolean {
    const { status, platformType } = row;
    if (status === undefined || platformType === undefined) return false;
    if (status === "DELETED" || ONLY_LISTED.has(status)) return false;
    return isRegistered(row, state, now) === state.registered;
}

/**
 * Whether a number is gone for good. 100/33 alone is also what a token sees that lost the asset, so it takes a
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

/** What of the state says whether a request is still settling. */
export type Recorded = Pick<PhoneNumberState, "requests" | "registered" | "platformType" | "status">;

/**
 * Whether the number is registered: as the node shows it, unless an accepted request is settling. One that has
 * shown since is not: what the node shows after that, somebody did, such as a process that was killed.
 */
export function isRegistered(node: ObservedNumber, recorded: Recorded, now: number): boolean | undefined {
    const awaited = settling(recorded, now)?.registered;
    const stillAwaited = awaited === recorded.registered && showsRegistered(recorded) !== awaited;
    return stillAwaited ? awaited : showsRegistered(node);
}

/**
 * What is known after observing: where Graph is silent, what is recorded stands. Undefined: Graph shows
 * neither `platform_type` nor a telling `status`, so that nobody should act.
 */
export function knownFromObservation(
    { node, settings }: Observation,
    state: PhoneNumberState,
    recorded: boolean,
    now: number,
): Known | undefined {
    const registered = isRegistered(node, state, now);
    if (registered === undefined) return undefined;
    const recordedRegion = recorded ? (state.dataLocalizationRegion ?? "none") : "unknown";
    return {
        registered,
        isOnBizApp: node.isOnBizApp ?? state.isOnBizApp ?? false,
        pin: state.pin,
        region: settings.storage === undefined ? recordedRegion : regionOf(settings.storage),
        identityKeyCheck: settings.identityKeyCheck ?? state.enableIdentityKeyCheck ?? "unknown",
        name: knownName(withName(node, state, now), now),
    };
}

/**
 * The state with what was observed in it. What Graph did not say keeps what is recorded.
 * @param declaresIdentityKeyCheck the setting is kept only while it is declared
 */
export function stateFromObservation(
    { node, settings }: Observation,
    state: PhoneNumberState,
    declaresIdentityKeyCheck: boolean,
    now: number,
): PhoneNumberState {
    const { isPinEnabled: _, ...shown } = node;
    const { dataLocalizationRegion: recordedRegion, enableIdentityKeyCheck: recordedCheck, ...rest } = state;
    const region = settings.storage === undefined ? recordedRegion : regionOf(settings.storage);
    return {
        ...withName(node, rest, now),
        ...shown,
        registered: isRegistered(node, state, now) ?? state.registered,
        ...defined({
            dataLocalizationRegion: region === "none" ? undefined : region,
            enableIdentityKeyCheck: declaresIdentityKeyCheck
                ? (settings.identityKeyCheck ?? recordedCheck)
                : undefined,
        }),
    };
}

/** The state's part on the name. A node that was read and shows no new name has none: it is not kept. */
function withName<T extends NameState>(node: ObservedNumber, state: T, now: number): T {
    if (Object.keys(node).length === 0) return state;
    const { newDisplayName: _, newNameStatus: __, newNameApprovedAt: seenAt, ...rest } = state;
    const { verifiedName = state.verifiedName, newDisplayName, newNameStatus } = node;
    const seenBefore = newDisplayName === state.newDisplayName && isApproved(state.newNameStatus);
    const approvedAt = seenBefore && seenAt !== undefined ? seenAt : new Date(now).toISOString();
    const newNameApprovedAt = isApproved(newNameStatus) ? approvedAt : undefined;
    return { ...rest, ...defined({ verifiedName, newDisplayName, newNameStatus, newNameApprovedAt }) } as T;
}
