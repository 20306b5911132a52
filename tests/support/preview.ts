/** A preview of a recorded number as its user reads it. */
import { changes, previewUpdate } from "../../provider/number/decide/preview";
import type { PreviewInputs } from "../../provider/number/model/inputs";
import type { PhoneNumberState } from "../../provider/number/model/state";
import { describePreview } from "../../provider/number/say/preview";
import { nameOf } from "../../provider/say/name";

export interface PreviewRead {
    readonly changes: boolean;
    readonly replaces: boolean;
    /** The plan after the number's name; undefined: nothing is said. */
    readonly line: string | undefined;
    readonly notices: readonly string[];
}

export function readPreview(
    state: PhoneNumberState,
    inputs: object,
    now: number,
    ignoreLocks = false,
): PreviewRead {
    const preview = previewUpdate(state, inputs as PreviewInputs, { now, ignoreLocks });
    const { plan, notices } = describePreview(preview, now);
    return {
        changes: changes(preview),
        replaces: preview.kind === "replaced",
        line: plan === undefined ? undefined : `${nameOf(state)}: ${plan}`,
        notices: notices.map(({ warns, text }) => (warns ? `warning: ${text}` : text)),
    };
}
