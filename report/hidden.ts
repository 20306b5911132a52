/**
 * What a preview hides: an input that is not known until apply, and any secret, which it shows as
 * `[secret]`. Neither is a value. A report then looks at what may happen: at *guesses*, each of which replaces every
 * such value by one that makes a difference to a plan. Pure.
 */

import {
    type PhoneNumberInputs,
    PLANNED_INPUTS,
    type PreviewInputs,
    SECRET_INPUTS,
} from "../provider/number/model/inputs";
import { LIMITS, parseLedger } from "../provider/number/model/ledger";
import { type PhoneNumberState, SECRET_PROPERTIES } from "../provider/number/model/state";
import { stateFrom } from "../provider/number/model/storedState";
import { UNKNOWN } from "../provider/unknown";
import { type PinFacts, pinWorlds } from "./pins";
import type { Bag } from "./previewJson";

/** How a preview shows a secret. */
export const SECRET = "[secret]";

/** Whether a preview hides the value. */
export function isHidden(value: unknown): boolean {
    return value === SECRET || value === UNKNOWN;
}

/** A value that is hidden. */
export interface Hidden {
    readonly property: string;
    /** The program's, or what state has recorded. */
    readonly side: "input" | "state";
    readonly secret: boolean;
}

/** The data behind a plan, as the preview shows it. */
export interface Shown {
    readonly inputs?: Bag | undefined;
    /** What is recorded; undefined: nothing. */
    readonly outputs?: Bag | undefined;
    readonly pins: PinFacts;
}

/** One possible case. */
export interface GuessedNumber {
    readonly inputs: PhoneNumberInputs;
    readonly state: PhoneNumberState | undefined;
}

/** Inputs without which there is no plan. A PIN is a secret everywhere, and known by its revision. */
const PLANNABLE = PLANNED_INPUTS.filter((name) => !SECRET_INPUTS.includes(name));
const PINS = new Set<string>(SECRET_PROPERTIES);

/** The inputs of a plan that are hidden. */
export function hiddenInputs({ inputs = {} }: Shown): Hidden[] {
    const pin = inputs.pin === UNKNOWN || isHidden(inputs.pinRevision) ? ["pin"] : [];
    const hidden = [...pin, ...PLANNABLE.filter((property) => isHidden(inputs[property]))];
    return hidden.map((property) => ({ property, side: "input", secret: inputs[property] === SECRET }));
}

/** The part of the recorded state that is hidden. */
export function hiddenState({ outputs = {} }: Shown): Hidden[] {
    const hidden = Object.keys(outputs).filter(
        (property) => !PINS.has(property) && property !== "phoneNumberId" && isHidden(outputs[property]),
    );
    return hidden.sort().map((property) => ({ property, side: "state", secret: true }));
}

/** Whether one of these is hidden. */
export function hides(hidden: readonly Hidden[], property: string): boolean {
    return hidden.some((each) => each.property === property);
}

/** What is hidden, and why. */
export function describeHidden(hidden: readonly Hidden[]): string {
    const groups = [
        hidden.filter(({ side, secret }) => side === "input" && !secret),
        hidden.filter(({ side, secret }) => side === "input" && secret),
        hidden.filter(({ side }) => side === "state"),
    ];
    return groups.flatMap((group) => (group.length === 0 ? [] : [clause(group)])).join(", ");
}

/** A sentence about one hidden value. */
export function describeOne(hidden: Hidden): string {
    return clause([hidden], "is ");
}

/** Values of one side that are hidden for the same reason. */
function clause(group: readonly Hidden[], verb = ""): string {
    const [first] = group;
    const where = first?.side === "state" ? " in state" : "";
    const why = first?.side === "input" && !first.secret ? "not known until apply" : "hidden as a secret";
    return `${group.map(({ property }) => property).join(" and ")}${where} ${verb}${why}`;
}

/** Values for what is hidden, on both sides. */
interface Guess {
    readonly inputs?: Bag;
    readonly outputs?: Bag;
}

/**
 * The guesses of a number: for each group of hidden values, those that lead to different plans or refusals.
 * @param phoneNumberId the number's ID; a stand-in if it is hidden
 * @param live the number was read too
 */
export function guessesOf(shown: Shown, phoneNumberId: string, now: number, live = false): GuessedNumber[] {
    const { inputs = {}, outputs } = shown;
    const sides = { inputs, outputs: outputs ?? {}, now, live };
    const groups = [
        () => pinWorlds(shown.pins),
        regions,
        registration,
        ledger,
        locks,
        protection,
        name,
        settings,
    ];
    const guesses = groups.reduce<Guess[]>(
        (soFar, group) => {
            const some = group(sides);
            return soFar.flatMap((guess) => some.map((next) => both(guess, next)));
        },
        [{}],
    );
    return guesses.map((guess) => ({
        inputs: { ...inputs, ...guess.inputs, phoneNumberId } as unknown as PhoneNumberInputs,
        state:
            outputs === undefined
                ? undefined
                : stateFrom({ ...outputs, ...guess.outputs, phoneNumberId }, now),
    }));
}

/** The data behind the guesses. */
interface Sides {
    readonly inputs: Bag;
    readonly outputs: Bag;
    readonly now: number;
    readonly live: boolean;
}

function both(one: Guess, other: Guess): Guess {
    return {
        inputs: { ...one.inputs, ...other.inputs },
        outputs: { ...one.outputs, ...other.outputs },
    };
}

/** The values to try for a hidden property; for any other, its value. */
function values(bag: Bag, property: string, some: readonly unknown[]): Bag[] {
    return isHidden(bag[property]) ? some.map((value) => ({ [property]: value })) : [{}];
}

const outputs = (bags: readonly Bag[]): Guess[] => bags.map((bag) => ({ outputs: bag }));

/** The same region on both sides, another one, none. */
function regions({ inputs, outputs: recorded }: Sides): Guess[] {
    const known = [inputs, recorded]
        .map((bag) => bag.dataLocalizationRegion)
        .filter((each) => !isHidden(each));
    const some = [undefined, ...new Set([...known, "DE", "CH", "GB"].filter((each) => each !== undefined))];
    const three = some.slice(0, 3);
    return values(inputs, "dataLocalizationRegion", three).flatMap((wanted) =>
        values(recorded, "dataLocalizationRegion", three).map((has) => ({ inputs: wanted, outputs: has })),
    );
}

function registration({ outputs: recorded, live }: Sides): Guess[] {
    // Only beside what --live shows do the recorded platform and status say anything.
    const platforms = live ? ["CLOUD_API", "NOT_APPLICABLE"] : [undefined];
    const statuses = live ? ["CONNECTED", "DISCONNECTED", undefined] : [undefined];
    const all = [
        values(recorded, "registered", [true, false]),
        values(recorded, "isOnBizApp", [false, true]),
        values(recorded, "platformType", platforms),
        values(recorded, "status", statuses),
    ];
    const product = all.reduce<Bag[]>(
        (soFar, some) => soFar.flatMap((bag) => some.map((next) => ({ ...bag, ...next }))),
        [{}],
    );
    return outputs(product);
}

/** Nothing spent; all spent a while ago; beside what --live shows, a request that may still be settling. */
function ledger({ outputs: recorded, now, live }: Sides): Guess[] {
    const at = Math.floor(now / 1000);
    const all = Object.entries(LIMITS).flatMap(([request, { most }]) =>
        Array<string>(most).fill(`${request[0]}${at - 3600}=ok`),
    );
    const settling = live ? [`r${at}=ok`, `d${at}=ok`] : [];
    return outputs(values(recorded, "requests", ["", all.join(" "), ...settling]));
}

/** Nothing is locked out or was refused; all is locked out; a register was refused. */
function locks({ outputs: recorded, now }: Sides): Guess[] {
    const until = new Date(now + 3600_000).toISOString();
    const last = parseLedger(recorded.requests).findLast(({ request }) => request === "register");
    const refused = typeof last?.outcome === "number" ? `${last.outcome} VERIFIED` : undefined;
    const hidden = ["registerLockedUntil", "deregisterLockedUntil", "refusedRegister"].filter((property) =>
        isHidden(recorded[property]),
    );
    if (hidden.length === 0) return [{}];
    const only = (some: Bag) => Object.fromEntries(hidden.map((property) => [property, some[property]]));
    return outputs([
        only({}),
        only({ registerLockedUntil: until, deregisterLockedUntil: until }),
        only({ refusedRegister: refused }),
    ]);
}

/** Protected or not: only a removal asks. */
function protection({ outputs: recorded }: Sides): Guess[] {
    return outputs(values(recorded, "deletionProtection", [undefined, true]));
}

const NAMES = ["verifiedName", "newDisplayName", "newNameStatus", "newNameApprovedAt", "appliedName"];

/** No name to do anything about; one to ask for; one to apply; both. */
function name({ inputs, outputs: recorded, now }: Sides): Guess[] {
    const inInputs = ["displayName", "applyApprovedName"].some((property) => isHidden(inputs[property]));
    const inState = [...NAMES, "displayName"].some((property) => isHidden(recorded[property]));
    if (!inInputs && !inState) return [{}];
    const none = Object.fromEntries([...NAMES, "displayName"].map((property) => [property, undefined]));
    const approved = {
        newDisplayName: "a new name",
        newNameStatus: "APPROVED",
        newNameApprovedAt: new Date(now).toISOString(),
    };
    const declared = (displayName: string | undefined, applyApprovedName: boolean | undefined) => ({
        displayName,
        applyApprovedName,
    });
    const verified = { ...none, verifiedName: "the name" };
    return [
        { inputs: declared(undefined, undefined), outputs: none },
        { inputs: declared("another name", undefined), outputs: verified },
        { inputs: declared(undefined, true), outputs: { ...verified, ...approved } },
        { inputs: declared("another name", true), outputs: { ...verified, ...approved } },
    ];
}

/** Values that only add a request that nothing refuses, or a consent: a guess without them warns of no less. */
function settings({ inputs, outputs: recorded }: Sides): Guess[] {
    const none = (bag: Bag, ...properties: string[]) =>
        Object.fromEntries(
            properties.filter((property) => isHidden(bag[property])).map((property) => [property, undefined]),
        );
    return [
        {
            inputs: none(inputs, "enableIdentityKeyCheck", "allowUnverifiedOutage", "pinOnAdoption"),
            outputs: Object.fromEntries(
                Object.keys(recorded)
                    .filter((property) => !HANDLED.has(property) && isHidden(recorded[property]))
                    .map((property) => [property, undefined]),
            ),
        },
    ];
}

/** What the other groups guess. */
const HANDLED = new Set([
    ...PINS,
    ...NAMES,
    "phoneNumberId",
    "pinRevision",
    "displayName",
    "dataLocalizationRegion",
    "registered",
    "isOnBizApp",
    "platformType",
    "status",
    "requests",
    "registerLockedUntil",
    "deregisterLockedUntil",
    "refusedRegister",
    "deletionProtection",
]);

/** Inputs as the words need them: a secret counts as unknown, like what is not known until apply. */
export function asUnknown(inputs: Bag): PreviewInputs {
    const entries = Object.entries(inputs).map(([property, value]) => [
        property,
        value === SECRET && property !== "pin" ? UNKNOWN : value,
    ]);
    return Object.fromEntries(entries) as PreviewInputs;
}
