/** The create of a number that was read, in words. Pure; only a preview of a create, or a report, loads it. */
import type { GraphError } from "../../../graph/errors";
import { PULUMI_UP } from "../../say/command";
import { nameOf } from "../../say/name";
import { type Creation, type Foreseen, previewCreate } from "../decide/creation";
import type { Circumstances } from "../decide/preview";
import type { PhoneNumberInputs } from "../model/inputs";
import type { PhoneNumberState } from "../model/state";
import { describeEnd, describePlan, KEEPING_PIN, REFUSED } from "./decision";
import { nextFor } from "./failures";
import { linesOf, type PreviewLine } from "./lines";
import { describeCreation, type PreviewText } from "./preview";
import { describeNotice } from "./reasons";

/** The lines of a preview about a number that is new to the program, and that was read. */
export function foreseenLines(
    inputs: PhoneNumberInputs,
    found: Foreseen,
    remembered: PhoneNumberState,
    circumstances: Circumstances,
): PreviewLine[] {
    const { phoneNumberId } = inputs;
    if ("missing" in found) {
        return linesOf(nameOf({ phoneNumberId }), describeMissing(found.missing, inputs), { isGrave: true });
    }
    const { displayPhoneNumber } = found.seen.node;
    const creation = previewCreate(found.seen, inputs, remembered, circumstances);
    const name = nameOf({ phoneNumberId, displayPhoneNumber });
    const isGrave = creation.decision.refused !== undefined;
    return linesOf(name, describeForeseen(creation, circumstances.now), { isGrave });
}

/** What there is to do while Graph does not show whether the number is registered. */
export const NOTHING_TO_SEND = "nothing to send";

/** Whether a create adopts the number: it is live, or another app has it. */
export function adopts({ known }: Creation): boolean {
    return known !== undefined && (known.registered || known.isOnBizApp);
}

/** What happens to a number that is new to the program, once it was read, without how it ends. */
export function describeComing(creation: Creation): string {
    const { known, decision } = creation;
    if (known === undefined) return NOTHING_TO_SEND;
    if (!adopts(creation)) return describePlan(decision);
    const adopt = decision.keepsPin ? `adopt${KEEPING_PIN}` : "adopt";
    if (decision.refused !== undefined) return adopt;
    if (decision.steps.length > 0) return `${adopt}: ${describePlan(decision)}`;
    return decision.keepsPin ? adopt : "adopt as it is";
}

/** The same as a preview says it. */
function describeForeseen(creation: Creation, now: number): PreviewText {
    const { decision } = creation;
    return {
        plan: describeComing(creation) + describeEnd(decision, now),
        notices: decision.notices.map((notice) => describeNotice(notice, now, PULUMI_UP)),
    };
}

/** The same where Graph shows no such number. */
function describeMissing(missing: GraphError, inputs: PhoneNumberInputs): PreviewText {
    const next = nextFor(missing, inputs.phoneNumberId, PULUMI_UP);
    return {
        plan: `${describeCreation(inputs)}${REFUSED}${missing.message}. Next: ${next}`,
        notices: [],
    };
}
