/** A plan in one line, for a plain `pulumi preview`. Pure; a reading of the same plan that is carried out. */
import { UNKNOWN } from "./check";
import { approvalDeadline, dayOf, knownName, nameWarning } from "./displayName";
import { nameOf } from "./errors";
import { budgetRefusal, type GateFacts, type GateRefusal } from "./gates";
import { defined, type PhoneNumberInputs, type PhoneNumberState } from "./number";
import {
    cost,
    describeStep,
    desiredFromInputs,
    goesOffline,
    inRegion,
    knownFromState,
    planWithin,
    type Step,
} from "./plan";
import { type CountedRequest, REQUESTS_PER_WINDOW, type Remembered, requestsLeft } from "./quota";

/** Inputs of a preview: any of them may be the text that stands for "not known until apply". */
export type PreviewInputs = PhoneNumberInputs | Readonly<Record<keyof PhoneNumberInputs, unknown>>;

/** A plan, whether it may run, and what it leaves: what the one-line preview and the report put in words. */
export interface Forecast {
    readonly steps: readonly Step[];
    /** Why it would not run as things stand. */
    readonly refused?: GateRefusal;
    /** The counted requests that are left after it. */
    readonly left: Readonly<Record<CountedRequest, number>>;
}

/** Looks ahead from what is remembered of a number's requests. */
export function forecast(
    steps: readonly Step[],
    refused: GateRefusal | undefined,
    remembered: Remembered,
    now: number,
): Forecast {
    const spent = cost(steps);
    const after = (request: CountedRequest) =>
        Math.max(0, requestsLeft(remembered, request, now) - spent[request]);
    const left = { register: after("register"), deregister: after("deregister") };
    return refused === undefined ? { steps, left } : { steps, left, refused };
}

/** A forecast in words. */
export function describeForecast({ steps, refused, left }: Forecast): string {
    const what = (goesOffline(steps) ? "OUTAGE: " : "") + steps.map(describeStep).join(", ");
    if (refused !== undefined) return `${what}. ${describeRefusal(refused)}`;
    const { register, deregister } = cost(steps);
    return register + deregister === 0 ? what : what + describeLeft(left);
}

/** What a plan would be refused for, and what to do about it. */
export function describeRefusal({ why, remedy }: GateRefusal): string {
    return `It would be REFUSED: ${why}. Next: ${remedy}`;
}

/** What a plan leaves of the requests that Graph counts. */
export function describeLeft({ register, deregister }: Forecast["left"]): string {
    return `; leaves ${register} register and ${deregister} deregister requests of ${REQUESTS_PER_WINDOW} in 72 hours`;
}

/** What a change of a recorded number amounts to. */
export interface Preview {
    readonly changes: boolean;
    /** A new phoneNumberId: the new number is registered, then the old one deregistered. */
    readonly replaces: boolean;
    /** The plan, or a warning, in one line; undefined: nothing to say. */
    readonly line?: string;
    /** What a person should know besides, such as a display name that was declined. */
    readonly warning?: string;
    /** The plan that the line tells; undefined where it can't be made yet. */
    readonly forecast?: Forecast;
    /** Inputs that are not known until apply. */
    readonly unknown?: readonly string[];
}

/** The line for a number that is not in state yet: its state is observed only when it is created. */
export function previewCreate(inputs: PreviewInputs): string {
    const id =
        inputs.phoneNumberId === UNKNOWN
            ? "a phone number whose ID is not known until apply"
            : `phone number ${inputs.phoneNumberId}`;
    const region = inputs.dataLocalizationRegion;
    const where =
        region === UNKNOWN ? " in a region that is not known until apply" : inRegion(region as undefined);
    return `${id}: register${where}, or adopt if already live`;
}

/** What this machine knows besides the state. */
export type KnownOfGraph = Pick<GateFacts, "regionParameter" | "verifiedAt">;

/** What changing a recorded number to these inputs does. */
export function previewUpdate(
    state: PhoneNumberState,
    inputs: PreviewInputs,
    now: number,
    ignoreLocks: boolean,
    known: KnownOfGraph = {},
): Preview {
    if (inputs.phoneNumberId === UNKNOWN) {
        // It may turn out the same: to call that a replacement would switch a live number off and on again.
        return {
            changes: true,
            replaces: false,
            line:
                `${nameOf(state)}: its ID is not known until apply: left as it is if it turns out the same, else replaced ` +
                "and then deregistered, unless it is still declared elsewhere",
            unknown: ["phoneNumberId"],
        };
    }
    if (inputs.phoneNumberId !== state.phoneNumberId) {
        return {
            changes: true,
            replaces: true,
            line: `${nameOf(state)}: replaced by ${inputs.phoneNumberId}; then deregistered, unless it is still declared elsewhere`,
        };
    }
    const unknown = unknownInputs(inputs);
    if (unknown.length > 0) {
        const outage =
            unknown.includes("dataLocalizationRegion") && state.registered
                ? "; a change of region takes it offline"
                : "";
        return {
            changes: true,
            replaces: false,
            line: `${nameOf(state)}: ${unknown.join(" and ")} not known until apply${outage}`,
            unknown,
        };
    }
    return previewPlan(state, inputs as PhoneNumberInputs, { now, ignoreLocks, ...known });
}

/** The inputs that are not known until apply, and without which there is no plan. */
export function unknownInputs(inputs: PreviewInputs): string[] {
    const plannable = [
        "pin",
        "dataLocalizationRegion",
        "enableIdentityKeyCheck",
        "displayName",
        "applyApprovedName",
        "allowUnverifiedOutage",
    ] as const;
    return plannable.filter((property) => inputs[property] === UNKNOWN);
}

function previewPlan(
    state: PhoneNumberState,
    inputs: PhoneNumberInputs,
    circumstances: Pick<GateFacts, "now" | "ignoreLocks" | "regionParameter" | "verifiedAt">,
): Preview {
    const { now } = circumstances;
    const { allowUnverifiedOutage } = inputs;
    const facts = { state, allowUnverifiedOutage, ...circumstances };
    const { steps, postponed } = planWithin(
        knownFromState(state, now),
        desiredFromInputs(inputs, state),
        (all) => budgetRefusal(all, facts),
    );
    const warning = nameNotice(state, inputs, now, postponed);
    if (steps.length === 0) {
        const line = onBizAppWarning(state, inputs);
        return { changes: false, replaces: false, ...defined({ line, warning }) };
    }
    const ahead = forecast(steps, budgetRefusal(steps, facts), state, now);
    const line = `${nameOf(state)}: ${describeForecast(ahead)}`;
    return { changes: true, replaces: false, forecast: ahead, ...defined({ line, warning }) };
}

/** What there is to say of the display name, whether or not a step follows from it. */
function nameNotice(
    state: PhoneNumberState,
    inputs: PhoneNumberInputs,
    now: number,
    postponed: GateRefusal | undefined,
): string | undefined {
    const text =
        postponed === undefined
            ? nameWarning(state, inputs, now)
            : `the approved display name is not brought in now: ${postponed.why}. Next: ${postponed.remedy}`;
    if (text !== undefined) return `${nameOf(state)}: warning: ${text}`;
    const deadline = approvalDeadline(state);
    if (deadline === undefined || knownName(state, now).approved === undefined) return undefined;
    return `${nameOf(state)}: the display name has to be brought in by ${dayOf(deadline)} at the latest`;
}

/** A coexistence number can't have a region: a warning at each preview, and no change that never ends. */
function onBizAppWarning(state: PhoneNumberState, inputs: PhoneNumberInputs): string | undefined {
    if (state.isOnBizApp !== true || inputs.dataLocalizationRegion === state.dataLocalizationRegion)
        return undefined;
    const wanted = inputs.dataLocalizationRegion ?? "none";
    return `${nameOf(state)}: warning: the declared region (${wanted}) has no effect while the number is on the WhatsApp Business app too`;
}
