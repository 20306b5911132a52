/**
 * The inputs of a number: what a program declares, with one row that describes each input. check, previews, the
 * inputs that a refresh restores, the report and the reference read the rows; a new input begins here.
 */
import type { Region } from "../../../graph/observed";
import type { Raw } from "../../resource";
import { booleanRule, type Rule } from "../../rules";
import { UNKNOWN } from "../../unknown";
import { displayNameRule, phoneNumberIdRule, pinOnAdoptionRule, pinRule, regionRule } from "./inputRules";
import { blankState, type PhoneNumberState } from "./state";

/** What a program declares about a number. These are the SDK's arguments, and this is their documentation. */
export interface DeclaredInputs {
    /**
     * The number's ID on the Graph API (not the phone number itself): a string of digits, for example
     * `"106540352242922"`. A change replaces the resource: the new number is registered, then the old one
     * deregistered.
     */
    readonly phoneNumberId: string;
    /**
     * The two-step verification PIN: a string of 6 digits, always kept as a secret. A number that has a PIN
     * already is registered with it; otherwise this becomes its PIN. A change is set in place and spends no
     * registration.
     */
    readonly pin: string;
    /**
     * The country in which Meta keeps the number's data at rest, for example `"DE"`; absent for none. A change
     * takes a live number offline for a moment: deregister, set storage, register.
     */
    readonly dataLocalizationRegion?: Region;
    /**
     * Whether messages carry, and are checked against, a hash of the customer's identity; absent leaves the
     * setting as it is. Set in place.
     */
    readonly enableIdentityKeyCheck?: boolean;
    /**
     * The name that customers see, 2 to 75 characters; absent leaves it as it is. A change asks Meta for a review
     * (ten in 30 days). Once the new name is approved, the next `pulumi up` applies it with one register request,
     * within 14 days of the approval. The number stays online.
     */
    readonly displayName?: string;
    /** Also apply a name that was approved without being declared here, with one register request. Default false. */
    readonly applyApprovedName?: boolean;
    /**
     * Consent to an outage, or to a registration, although Graph does not show the number's ownership as `VERIFIED`.
     * Meta says that only a verified number can be registered, and EXPIRED is common on live numbers: without this
     * such a number is not taken offline. Default false.
     */
    readonly allowUnverifiedOutage?: boolean;
    /**
     * What adopting a live number does with its PIN. `"set"`: the declared one becomes its PIN. `"keep"`: it keeps the
     * one that it has, and the declared one is first sent when it is needed: another one is declared, a change of region
     * tests it, a register asks for it. Default `"set"`.
     */
    readonly pinOnAdoption?: "set" | "keep";
    /**
     * Refuses to deregister the number while it is live: when the resource is removed, replaced by another ID, or the
     * stack is destroyed. To give the number up, declare `false`, run `pulumi up`, and remove it then. A renamed or
     * moved resource still declares its number, and is not refused. Default false.
     */
    readonly deletionProtection?: boolean;
}

/** The inputs after `check`, which adds the revision. */
export interface PhoneNumberInputs extends DeclaredInputs {
    /** Goes up by one when the PIN changes: previews show `[secret]` on both sides of a PIN. */
    readonly pinRevision: number;
}

/** What an input is. */
interface Row<Value> {
    /** What is wrong with a value; undefined: nothing. */
    readonly rule: Rule;
    /** The message if it is missing; absent: it is optional. */
    readonly required?: string;
    /** Its value never appears in a message, log or diff. */
    readonly secret?: true;
    /** What it is where it is absent. Whether a program gives that or leaves it out is no difference. */
    readonly default?: Value;
    /** Another value is another resource. */
    readonly replaces?: true;
    /**
     * Without its value there is no whole plan: a preview then says that it is not known, and looks at each of these,
     * which are all that make a difference to a plan. False: no plan depends on it.
     */
    readonly planned: false | ((state: PhoneNumberState) => readonly (Value | undefined)[]);
    /** Whether a number is what a language such as YAML made of the digits, and not one of them is lost. */
    fromNumber?(value: number): boolean;
    /** It causes no request: state keeps what is declared. */
    readonly keptAsDeclared?: true;
    /** State must have it when the resource is gone from the program: a change is an update that sends nothing. */
    readonly outlivesProgram?: true;
    /** How a refresh restores it; undefined: state does not know it. */
    fromState(state: PhoneNumberState): Value | undefined;
}

/** Stands for any text that state does not know. It is never shown, and never sent. */
const ANOTHER = "another";

/** Every input, in the order in which they are documented. */
export const INPUTS: { readonly [K in keyof DeclaredInputs]-?: Row<DeclaredInputs[K]> } = {
    phoneNumberId: {
        rule: phoneNumberIdRule,
        required: 'phoneNumberId is missing: the digits of the number\'s ID, for example "106540352242922"',
        fromNumber: (value) => Number.isSafeInteger(value) && value > 0,
        // This one's plan does not cover another resource.
        planned: false,
        replaces: true,
        fromState: ({ phoneNumberId }) => phoneNumberId,
    },
    pin: {
        rule: pinRule,
        required: 'pin is missing: six digits as a string, for example config.requireSecret("pin")',
        secret: true,
        // A PIN that begins with 0 is text in YAML too, or has lost its zero.
        fromNumber: (value) => Number.isInteger(value) && value >= 100_000 && value <= 999_999,
        planned: ({ pin, refusedPin, unsentPin }) => [pin, refusedPin, unsentPin, ANOTHER],
        // The refused PIN is the declared one, and so is the one that was never sent.
        fromState: ({ pin, refusedPin, unsentPin }) => pin ?? refusedPin ?? unsentPin,
    },
    dataLocalizationRegion: {
        rule: regionRule,
        planned: ({ dataLocalizationRegion: recorded }) => [
            undefined,
            recorded,
            recorded === "DE" ? "CH" : "DE",
        ],
        fromState: ({ dataLocalizationRegion }) => dataLocalizationRegion,
    },
    enableIdentityKeyCheck: {
        rule: booleanRule("enableIdentityKeyCheck", "leave it out to leave it as it is"),
        planned: () => [undefined, true, false],
        fromState: ({ enableIdentityKeyCheck }) => enableIdentityKeyCheck,
    },
    displayName: {
        rule: displayNameRule,
        planned: ({ verifiedName, newDisplayName }) => [undefined, verifiedName, newDisplayName, ANOTHER],
        fromState: ({ displayName }) => displayName,
    },
    applyApprovedName: {
        rule: booleanRule("applyApprovedName"),
        default: false,
        planned: () => [false, true],
        keptAsDeclared: true,
        fromState: ({ applyApprovedName }) => applyApprovedName,
    },
    allowUnverifiedOutage: {
        rule: booleanRule("allowUnverifiedOutage"),
        default: false,
        planned: () => [false, true],
        keptAsDeclared: true,
        fromState: ({ allowUnverifiedOutage }) => allowUnverifiedOutage,
    },
    pinOnAdoption: {
        rule: pinOnAdoptionRule,
        default: "set",
        planned: () => ["set", "keep"],
        keptAsDeclared: true,
        fromState: ({ pinOnAdoption }) => pinOnAdoption,
    },
    deletionProtection: {
        rule: booleanRule("deletionProtection"),
        default: false,
        // It decides on the resource's end alone.
        planned: false,
        keptAsDeclared: true,
        outlivesProgram: true,
        fromState: ({ deletionProtection }) => deletionProtection,
    },
};

/** The name of an input. */
export type InputName = keyof DeclaredInputs;

/** The names of all inputs. */
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

/** The inputs whose values are secrets. */
export const SECRET_INPUTS = INPUT_NAMES.filter((name) => INPUTS[name].secret);

/** The inputs without which there is no plan. */
export const PLANNED_INPUTS = INPUT_NAMES.filter((name) => INPUTS[name].planned !== false);

/** Inputs of a preview: any of them may be {@link UNKNOWN}. */
export type PreviewInputs = Readonly<Record<keyof PhoneNumberInputs, unknown>>;

/** The inputs that are not known until apply, and without which there is no plan. */
export function unknownInputs(inputs: Readonly<Partial<PreviewInputs>>): InputName[] {
    return PLANNED_INPUTS.filter((name) => inputs[name] === UNKNOWN);
}

/** The inputs with what is unknown in each way that makes a difference to a plan. */
export function possibleInputs(inputs: PreviewInputs, state: PhoneNumberState): PhoneNumberInputs[] {
    const whole = unknownInputs(inputs).reduce<PreviewInputs[]>(
        (soFar, name) => {
            const { planned } = INPUTS[name];
            const values = planned === false ? [] : new Set<unknown>(planned(state));
            return soFar.flatMap((each) => [...values].map((value) => ({ ...each, [name]: value })));
        },
        [inputs],
    );
    return whole as unknown as PhoneNumberInputs[];
}

/**
 * The inputs that would result in this state: with them a refresh shows what has drifted (pulumi.md §2.7). Undefined if
 * a required one is not known: then the engine keeps those that it has, and `ignoreChanges: ["pin"]` its PIN.
 */
export function inputsFromState(state: PhoneNumberState): PhoneNumberInputs | undefined {
    const inputs = knownInputs(state);
    const isWhole = INPUT_NAMES.every((name) => INPUTS[name].required === undefined || name in inputs);
    return isWhole
        ? ({ ...inputs, pinRevision: state.pinRevision } as unknown as PhoneNumberInputs)
        : undefined;
}

/** The inputs that state knows. */
export function knownInputs(state: PhoneNumberState): Readonly<Partial<DeclaredInputs>> {
    const known = INPUT_NAMES.flatMap((name) => {
        const value = INPUTS[name].fromState(state);
        return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(known);
}

/** Inputs of digits that a language read as a number, as text again where no digit can be lost. */
export function accept(inputs: Raw): Raw {
    const texts = INPUT_NAMES.flatMap((name) => {
        const value = inputs[name];
        const isWhole = typeof value === "number" && INPUTS[name].fromNumber?.(value) === true;
        return isWhole ? [[name, String(value)] as const] : [];
    });
    return texts.length === 0 ? inputs : { ...inputs, ...Object.fromEntries(texts) };
}

/** The inputs whose declared values state has to learn. */
export function toRecord(state: PhoneNumberState, inputs: Readonly<Partial<PreviewInputs>>): InputName[] {
    return INPUT_NAMES.filter((name) => {
        const { outlivesProgram, fromState, default: absent } = INPUTS[name];
        const isUnread = name === "dataLocalizationRegion" && state.regionUnread === true;
        return (outlivesProgram || isUnread) && (fromState(state) ?? absent) !== (inputs[name] ?? absent);
    });
}

/** The state with the inputs that cause no request, so that a refresh can restore them. */
export function keepDeclared(state: PhoneNumberState, inputs: PhoneNumberInputs): PhoneNumberState {
    const kept = INPUT_NAMES.filter((name) => INPUTS[name].keptAsDeclared);
    const others = Object.entries(state).filter(([name]) => !(kept as readonly string[]).includes(name));
    const declared = kept.flatMap((name) =>
        inputs[name] === undefined ? [] : [[name, inputs[name]] as const],
    );
    return Object.fromEntries([...others, ...declared]) as unknown as PhoneNumberState;
}

/** What is known of a number that a program declares for the first time. */
export function newState(inputs: PhoneNumberInputs): PhoneNumberState {
    const { phoneNumberId, pin, pinRevision, pinOnAdoption } = inputs;
    const blank = blankState(phoneNumberId, pinRevision);
    return pinOnAdoption === "keep" ? { ...blank, unsentPin: pin } : blank;
}
