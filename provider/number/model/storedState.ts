/**
 * State as it is read back: written by an older release, or edited by somebody. It is checked here once; after that,
 * types are true. What can't be read is dropped, as if it had never been recorded; a number whose ID can't be read
 * is an error, and never "gone".
 */
import { isRegion } from "../../../graph/observed";
import { flag, isId, json, text } from "../../../graph/wire";
import { shown } from "../../rules";
import { formatLedger, parseLedger } from "./ledger";
import { blankState, type PhoneNumberState } from "./state";

type Bag = Readonly<Record<string, unknown>>;

/** The state of a number can't be used; the message says why, and what to do. */
export class BadState extends Error {
    override readonly name = "BadState";
}

type Reader = (value: unknown) => unknown;

const pin: Reader = (value) => (typeof value === "string" ? value : undefined);
const moment: Reader = (value) =>
    typeof value === "string" && Number.isFinite(Date.parse(value)) ? value : undefined;

/** Settings by their name, each an object. */
export function settingsToRestore(value: unknown): PhoneNumberState["settingsToRestore"] {
    const settings = Object.entries(json(value)).map(([name, values]) => [name, json(values)] as const);
    return settings.length === 0 ? undefined : Object.fromEntries(settings);
}

/** How each property is read: undefined drops it. */
const OF_EACH: Readonly<Record<Exclude<keyof PhoneNumberState, "phoneNumberId" | "requests">, Reader>> = {
    pin,
    pinRevision: (value) => (typeof value === "number" && value >= 1 ? value : undefined),
    dataLocalizationRegion: (value) => (isRegion(value) ? value : undefined),
    regionUnread: flag,
    enableIdentityKeyCheck: flag,
    displayName: text,
    applyApprovedName: flag,
    allowUnverifiedOutage: flag,
    pinOnAdoption: (value) => (value === "set" || value === "keep" ? value : undefined),
    deletionProtection: flag,
    displayPhoneNumber: text,
    verifiedName: text,
    nameStatus: text,
    newDisplayName: text,
    newNameStatus: text,
    newNameApprovedAt: moment,
    appliedName: text,
    codeVerificationStatus: text,
    status: text,
    platformType: text,
    registered: flag,
    isOnBizApp: flag,
    wabaId: (value) => (isId(value) ? value : undefined),
    registerLockedUntil: moment,
    deregisterLockedUntil: moment,
    refusedPin: pin,
    unsentPin: pin,
    refusedRegister: text,
    identityKeyCheckToRestore: flag,
    settingsToRestore,
};
const READERS = new Map<string, Reader>(Object.entries(OF_EACH));

/**
 * Reads a number's state.
 * @param now decides what the ledger drops: entries from the future, and those that have left the window
 * @throws BadState when its ID is not an ID
 */
export function stateFrom(bag: Bag, now: number): PhoneNumberState {
    const { phoneNumberId, requests: ledger } = bag;
    if (!isId(phoneNumberId)) {
        throw new BadState(
            `state holds the phone number ID ${shown(phoneNumberId)}, which is not the digits of an ID: state was edited, or ` +
                "this resource was imported. Next: correct it (pulumi stack export, then import), or take the resource " +
                "out of state (pulumi state delete) and declare the number, which adopts it",
        );
    }
    const read: [string, unknown][] = [];
    // A loop: each call of the engine reads states, and a report reads one for each of its guesses.
    for (const property of Object.keys(bag)) {
        if (property === "phoneNumberId" || property === "requests") continue;
        const raw = bag[property];
        const reader = READERS.get(property);
        // What a later release wrote is kept for that release.
        const value = reader === undefined ? raw : reader(raw);
        if (value !== undefined) read.push([property, value]);
    }
    const requests = formatLedger(parseLedger(ledger), now);
    return { ...blankState(phoneNumberId), ...Object.fromEntries(read), phoneNumberId, requests };
}
