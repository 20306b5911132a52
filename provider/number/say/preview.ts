/** A preview in words. Pure. */

import type { Region } from "../../../graph/observed";
import { PULUMI_UP } from "../../say/command";
import { UNKNOWN } from "../../unknown";
import type { InPlace, Preview } from "../decide/preview";
import type { InputName, PreviewInputs } from "../model/inputs";
import { describeDecision, describeEnd, describePlan, KEEPING_PIN } from "./decision";
import { describeNotice, type NoticeText } from "./reasons";
import { inRegion } from "./steps";

/** The warning that the region may change, and what that means. */
export const REGION_MAY_CHANGE = "; a change of region takes it offline";

/** What a preview says. */
export interface PreviewText {
    /** The plan; undefined: there is nothing to do. */
    readonly plan?: string;
    /** What else a person should know. */
    readonly notices: readonly NoticeText[];
}

/** How the plan of a number with an unknown ID begins. */
export const ID_UNKNOWN = "its ID is not known until apply";
const IF_THE_SAME =
    "left as it is if it turns out the same, else replaced and then deregistered, unless it is still declared elsewhere";
const IF_ANOTHER =
    "replaced and then deregistered if it is another number's, unless it is still declared elsewhere; if it is the same: ";

/** What changing a recorded number does, in words that follow its name. */
export function describePreview(preview: Preview, now: number): PreviewText {
    switch (preview.kind) {
        case "idUnknown": {
            const { plan, notices } = describeInPlace(preview.ifSame, now);
            return {
                plan: `${ID_UNKNOWN}: ${plan === undefined ? IF_THE_SAME : IF_ANOTHER + plan}`,
                notices,
            };
        }
        case "replaced":
            return {
                plan: `replaced by ${preview.by}; then deregistered, unless it is still declared elsewhere`,
                notices: [],
            };
        default:
            return describeInPlace(preview, now);
    }
}

function describeInPlace(preview: InPlace, now: number): PreviewText {
    if (preview.kind === "inputsUnknown") return { plan: describeUnknown(preview, now), notices: [] };
    const { decision, records } = preview;
    const notices = decision.notices.map((notice) => describeNotice(notice, now, PULUMI_UP));
    if (decision.steps.length > 0) return { plan: describeDecision(decision, now), notices };
    return records.length === 0
        ? { notices }
        : { plan: `record ${records.join(" and ")} in state; nothing is sent`, notices };
}

/** Inputs that are not known until apply, and what is certain even so. */
function describeUnknown(
    { inputs, least, offline }: InPlace & { kind: "inputsUnknown" },
    now: number,
): string {
    const open = notKnown(inputs);
    if (offline === "briefly")
        return describePlanWithout(describePlan(least), open) + describeEnd(least, now);
    const end = least.refused === undefined ? "" : describeEnd(least, now);
    return open + (offline === "maybe" ? REGION_MAY_CHANGE : "") + end;
}

/** Inputs that are not known until apply. */
function notKnown(inputs: readonly InputName[]): string {
    return `${inputs.join(" and ")} not known until apply`;
}

/** The steps that are certain, of a plan that is not whole without what is `open`. */
export function describePlanWithout(plan: string, open: string): string {
    return `${plan}; ${open}`;
}

/** The inputs that a create's line depends on, as far as they are known. */
type CreationInputs = Partial<Pick<PreviewInputs, "dataLocalizationRegion" | "pinOnAdoption">>;

/** What happens to a number that is new to the program; a region that is unknown is said to be so. */
export function describeCreation(inputs: CreationInputs, hidden = "not known until apply"): string {
    const { dataLocalizationRegion: region, pinOnAdoption } = inputs;
    const where =
        region === UNKNOWN ? ` in a region that is ${hidden}` : inRegion(region as Region | undefined);
    return `register${where}, or adopt it if it is live${pinOnAdoption === "keep" ? KEEPING_PIN : ": set PIN"}`;
}

/** A number that is new to the program, by its ID. */
export function nameOfNew(phoneNumberId: unknown): string {
    return phoneNumberId === UNKNOWN
        ? "a phone number whose ID is not known until apply"
        : `phone number ${String(phoneNumberId)}`;
}
