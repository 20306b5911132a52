/** What is known about a number, and what is declared for it: all that a plan is made from. Pure. */
import { defined } from "../../../graph/defined";
import type { GraphError } from "../../../graph/errors";
import {
    type ObservedNumber,
    type ObservedSettings,
    type RegionOrNone,
    regionOfStorage,
    showsRegistered,
} from "../../../graph/observed";
import type { DeclaredInputs, PhoneNumberInputs } from "../model/inputs";
import { settling } from "../model/ledger";
import type { PhoneNumberState } from "../model/state";
import { isApproved, type KnownName, knownName, type NameState } from "./displayName";

/** A number as Graph shows it now. */
export interface Observation {
    readonly node: ObservedNumber;
    readonly settings: ObservedSettings;
    /** Why the settings could not be read, if they could not: then they are unknown. */
    readonly settingsError?: GraphError;
}

/** What is known about a number: recorded in state, or observed and completed from state. */
export interface Known {
    readonly registered: boolean;
    /** Also on the WhatsApp Business app (coexistence): we never register, deregister or give it a PIN. */
    readonly isOnBizApp: boolean;
    /** The last PIN that Graph accepted. */
    readonly pin: string | undefined;
    /** The PIN that was declared when the number was adopted with its own, and that was never sent. */
    readonly unsentPin?: string | undefined;
    readonly region: RegionOrNone | "unknown";
    readonly identityKeyCheck: boolean | "unknown";
    readonly name?: KnownName;
    /** Settings that an earlier outage may have taken. */
    readonly toRestore?: readonly string[];
}

/** What is declared for a number. */
export interface Desired {
    readonly pin: string;
    readonly region: RegionOrNone;
    /** Undefined: leave it as it is. */
    readonly identityKeyCheck: boolean | undefined;
    readonly displayName?: string | undefined;
    /** Apply an approved name that is not declared. */
    readonly applyApprovedName?: boolean | undefined;
    /** Whether adopting the number sets its PIN; absent: it does. */
    readonly pinOnAdoption?: DeclaredInputs["pinOnAdoption"];
    /** It causes no step; an outage's gate checks it. */
    readonly allowUnverifiedOutage?: boolean | undefined;
}

/** What the state alone says about a number. */
export function knownFromState(state: PhoneNumberState, now: number): Known {
    return {
        registered: state.registered,
        isOnBizApp: state.isOnBizApp ?? false,
        pin: state.pin,
        unsentPin: state.unsentPin,
        region: recordedRegion(state),
        identityKeyCheck: state.enableIdentityKeyCheck ?? "unknown",
        name: knownName(state, now),
        ...toRestoreIn(state),
    };
}

function recordedRegion({ dataLocalizationRegion, regionUnread }: PhoneNumberState): Known["region"] {
    return dataLocalizationRegion ?? (regionUnread === true ? "unknown" : "none");
}

/** What an earlier outage may have taken. */
export function toRestoreIn({ settingsToRestore }: PhoneNumberState): Pick<Known, "toRestore"> {
    return settingsToRestore === undefined ? {} : { toRestore: Object.keys(settingsToRestore) };
}

/**
 * What is known after observing: where Graph is silent, the recorded value counts. Undefined: Graph shows neither
 * `platform_type` nor a clear `status`, so nobody should act.
 * @param recorded whether the state is this number's own, not a blank one
 */
export function knownFromObservation(
    { node, settings }: Observation,
    state: PhoneNumberState,
    recorded: boolean,
    now: number,
): Known | undefined {
    const registered = isRegistered(node, state, now);
    if (registered === undefined) return undefined;
    const silent = recorded ? recordedRegion(state) : "unknown";
    return {
        registered,
        isOnBizApp: node.isOnBizApp ?? state.isOnBizApp ?? false,
        pin: state.pin,
        unsentPin: state.unsentPin,
        region: settings.storage === undefined ? silent : regionOfStorage(settings.storage),
        identityKeyCheck: settings.identityKeyCheck ?? state.enableIdentityKeyCheck ?? "unknown",
        name: knownName(withName(node, state, now), now),
        ...toRestoreIn(state),
    };
}

/** Inputs; a plan leaves out the identity, the revision and the protection. */
type Plannable = Omit<DeclaredInputs, "phoneNumberId"> & Partial<PhoneNumberInputs>;

/** What the inputs declare, and what an earlier outage left to be restored. */
export function desiredFromInputs(inputs: Plannable, state?: PhoneNumberState): Desired {
    const { phoneNumberId: _, pinRevision: __, pin, ...settings } = inputs;
    const { dataLocalizationRegion, enableIdentityKeyCheck, ...others } = settings;
    const {
        displayName,
        applyApprovedName,
        allowUnverifiedOutage,
        pinOnAdoption,
        deletionProtection: ___,
        ...rest
    } = others;
    // A new input that the plan does not know is a compiler error here.
    rest satisfies Record<string, never>;
    return {
        pin,
        region: dataLocalizationRegion ?? "none",
        identityKeyCheck: enableIdentityKeyCheck ?? state?.identityKeyCheckToRestore,
        displayName,
        applyApprovedName,
        allowUnverifiedOutage,
        pinOnAdoption,
    };
}

/** The part of the state that says whether a request is still settling. */
type Recorded = Pick<PhoneNumberState, "requests" | "registered" | "platformType" | "status">;

/**
 * Whether the number is registered: as the node shows it, unless an accepted request is settling. A request that has
 * shown since is not settling: then what the node shows was done by somebody, such as a killed process.
 */
export function isRegistered(node: ObservedNumber, recorded: Recorded, now: number): boolean | undefined {
    const awaited = settling(recorded, now)?.registered;
    const stillAwaited = awaited === recorded.registered && showsRegistered(recorded) !== awaited;
    return stillAwaited ? awaited : showsRegistered(node);
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
    const {
        dataLocalizationRegion: recorded,
        regionUnread,
        enableIdentityKeyCheck: recordedCheck,
        ...rest
    } = state;
    const isSeen = settings.storage !== undefined;
    const region = settings.storage === undefined ? recorded : regionOfStorage(settings.storage);
    return {
        ...withName(node, rest, now),
        ...shown,
        registered: isRegistered(node, state, now) ?? state.registered,
        ...defined({
            dataLocalizationRegion: region === "none" ? undefined : region,
            regionUnread: isSeen ? undefined : regionUnread,
            enableIdentityKeyCheck: declaresIdentityKeyCheck
                ? (settings.identityKeyCheck ?? recordedCheck)
                : undefined,
        }),
    };
}

/** A number whose region state does not know: where its settings can't be read either, state has to say so. */
export function newlyObserved(seen: Observation, state: PhoneNumberState): PhoneNumberState {
    const { settings, settingsError } = seen;
    const isUnread = settings.storage === undefined && settingsError !== undefined;
    return isUnread ? { ...state, regionUnread: true } : state;
}

/** The state's part about the name. If a node that was read shows no new name, none is kept. */
function withName<T extends NameState>(node: ObservedNumber, state: T, now: number): T {
    if (Object.keys(node).length === 0) return state;
    const { newDisplayName: _, newNameStatus: __, newNameApprovedAt: seenAt, ...rest } = state;
    const { verifiedName = state.verifiedName, newDisplayName, newNameStatus } = node;
    const seenBefore = newDisplayName === state.newDisplayName && isApproved(state.newNameStatus);
    const approvedAt = seenBefore && seenAt !== undefined ? seenAt : new Date(now).toISOString();
    const newNameApprovedAt = isApproved(newNameStatus) ? approvedAt : undefined;
    return { ...rest, ...defined({ verifiedName, newDisplayName, newNameStatus, newNameApprovedAt }) } as T;
}
