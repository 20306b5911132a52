/** A number's state after a plan, as far as the plan tells: what a preview shows as outputs. Pure. */
import type { Raw } from "../../resource";
import { UNKNOWN } from "../../unknown";
import { INPUT_NAMES } from "../model/inputs";
import type { PhoneNumberState } from "../model/state";
import { type Step, sendsPin } from "./plan";
import type { Preview } from "./preview";

type Property = keyof PhoneNumberState;

/** What only Graph can tell of a number that is new to the program. */
const OBSERVED: readonly Property[] = [
    "displayPhoneNumber",
    "verifiedName",
    "nameStatus",
    "codeVerificationStatus",
    "status",
    "platformType",
    "registered",
    "isOnBizApp",
    "wabaId",
    "requests",
];

/** What a step may change besides the input that it sets. */
const CHANGED_BY: Readonly<Record<Step["request"], readonly Property[]>> = {
    setPin: [],
    setStorage: [],
    setIdentityKeyCheck: [],
    restoreSettings: ["settingsToRestore"],
    setDisplayName: ["requests", "newDisplayName", "newNameStatus", "newNameApprovedAt"],
    deregister: ["requests", "registered", "status", "platformType"],
    register: [
        "requests",
        "registered",
        "status",
        "platformType",
        "verifiedName",
        "nameStatus",
        "newDisplayName",
        "newNameStatus",
        "newNameApprovedAt",
        "appliedName",
    ],
};

/** What an update drops once it is done, or sets again if it fails. */
const TRANSIENT: readonly Property[] = [
    "refusedPin",
    "refusedRegister",
    "regionUnread",
    "identityKeyCheckToRestore",
    "settingsToRestore",
];

/** All that a plan may change, whatever it is. */
const CHANGEABLE = [...new Set([...OBSERVED, ...Object.values(CHANGED_BY).flat()])].filter(
    (property) => !TRANSIENT.includes(property),
);

/** The state after a create. */
export function foreseeCreate(inputs: Raw): Raw {
    // A live number that is adopted may keep the PIN that it has, which nothing here knows.
    const isSent = inputs.pinOnAdoption == null || inputs.pinOnAdoption === "set";
    return { ...unknown(OBSERVED), ...declaredIn(inputs), ...(isSent ? {} : unknown(["pin"])) };
}

/** The state after an update. */
export function foreseeUpdate(state: PhoneNumberState, inputs: Raw, preview: Preview): Raw {
    const isDeclared = (name: string) => (INPUT_NAMES as readonly string[]).includes(name);
    const isKept = (name: string) => !isDeclared(name) && !(TRANSIENT as readonly string[]).includes(name);
    const kept = Object.fromEntries(Object.entries(state).filter(([name]) => isKept(name)));
    if (preview.kind !== "decided") {
        const open = unknown(state.unsentPin === undefined ? CHANGEABLE : [...CHANGEABLE, "unsentPin"]);
        const pin = state.pin === inputs.pin ? {} : unknown(["pin"]);
        return { ...kept, ...open, ...declaredIn(inputs), ...pin };
    }
    const { steps } = preview.decision;
    const changed = unknown(steps.flatMap(({ request }) => CHANGED_BY[request]));
    const { pin, ...declared } = declaredIn(inputs);
    if (steps.some(sendsPin)) {
        const { unsentPin: _, ...rest } = kept;
        return { ...rest, ...changed, ...declared, pin };
    }
    // The PIN that Graph accepted, never merely the declared one.
    return { ...kept, ...changed, ...declared, ...(state.pin === undefined ? {} : { pin: state.pin }) };
}

function declaredIn(inputs: Raw): Raw {
    const names = [...INPUT_NAMES, "pinRevision"];
    return Object.fromEntries(names.flatMap((name) => (inputs[name] == null ? [] : [[name, inputs[name]]])));
}

function unknown(properties: readonly Property[]): Raw {
    return Object.fromEntries(properties.map((property) => [property, UNKNOWN]));
}
