/** A plan in one line, for a plain `pulumi preview`. Pure; a reading of the same plan that is carried out. */
import { UNKNOWN } from "./check";
import { nameOf } from "./errors";
import { budgetRefusal } from "./gates";
import type { PhoneNumberInputs, PhoneNumberState } from "./number";
import { cost, describeStep, desiredFromInputs, goesOffline, inRegion, knownFromState, plan } from "./plan";
import { REQUESTS_PER_WINDOW, requestsLeft } from "./quota";

/** Inputs of a preview: any of them may be the text that stands for "not known until apply". */
export type PreviewInputs = PhoneNumberInputs | Readonly<Record<keyof PhoneNumberInputs, unknown>>;

/** What a change of a recorded number amounts to. */
export interface Preview {
    readonly changes: boolean;
    /** A new phoneNumberId: the new number is registered, then the old one deregistered. */
    readonly replaces: boolean;
    /** The plan, or a warning, in one line; undefined: nothing to say. */
    readonly line?: string;
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

/** What changing a recorded number to these inputs does. */
export function previewUpdate(
    state: PhoneNumberState,
    inputs: PreviewInputs,
    now: number,
    ignoreLocks: boolean,
): Preview {
    if (inputs.phoneNumberId !== state.phoneNumberId) {
        const id =
            inputs.phoneNumberId === UNKNOWN ? "an ID that is not known until apply" : inputs.phoneNumberId;
        return {
            changes: true,
            replaces: true,
            line: `${nameOf(state)}: replaced by ${id}; then deregistered, unless it is still declared elsewhere`,
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
        };
    }
    return previewPlan(state, inputs as PhoneNumberInputs, now, ignoreLocks);
}

function unknownInputs(inputs: PreviewInputs): string[] {
    const plannable = ["pin", "dataLocalizationRegion", "enableIdentityKeyCheck"] as const;
    return plannable.filter((property) => inputs[property] === UNKNOWN);
}

function previewPlan(
    state: PhoneNumberState,
    inputs: PhoneNumberInputs,
    now: number,
    ignoreLocks: boolean,
): Preview {
    const steps = plan(knownFromState(state), desiredFromInputs(inputs, state));
    if (steps.length === 0) {
        const warning = onBizAppWarning(state, inputs);
        return { changes: false, replaces: false, ...(warning === undefined ? {} : { line: warning }) };
    }
    const refused = budgetRefusal(steps, { state, now, ignoreLocks });
    const outage = goesOffline(steps) ? "OUTAGE: " : "";
    const end =
        refused === undefined ? left() : `. It would be REFUSED: ${refused.why}. Next: ${refused.remedy}`;
    return {
        changes: true,
        replaces: false,
        line: `${nameOf(state)}: ${outage}${steps.map(describeStep).join(", ")}${end}`,
    };

    function left(): string {
        const spent = cost(steps);
        if (spent.register + spent.deregister === 0) return "";
        const after = (request: "register" | "deregister") =>
            requestsLeft(state, request, now) - spent[request];
        return `; leaves ${after("register")} register and ${after("deregister")} deregister requests of ${REQUESTS_PER_WINDOW} in 72 hours`;
    }
}

/** A coexistence number can't have a region: a warning at each preview, and no change that never ends. */
function onBizAppWarning(state: PhoneNumberState, inputs: PhoneNumberInputs): string | undefined {
    if (state.isOnBizApp !== true || inputs.dataLocalizationRegion === state.dataLocalizationRegion)
        return undefined;
    const wanted = inputs.dataLocalizationRegion ?? "none";
    return `${nameOf(state)}: warning: the declared region (${wanted}) has no effect while the number is on the WhatsApp Business app too`;
}
