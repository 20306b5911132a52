/**
 * The lines about numbers that a provider prints in a preview, written and read here: only through these lines does the
 * engine pass on what a refresh found, or anything about an ID that is a secret (pulumi.md §2.10). Pure.
 */

import { type NumberName, nameOf } from "../../say/name";
import { AFTER_REFRESH } from "../../say/refresh";
import type { Preview } from "../decide/preview";
import { describePreview, ID_UNKNOWN } from "./preview";

const WARNING = "warning: ";

/** The lines of a preview of a recorded number. `isRefresh`: nothing is about to happen. */
export function previewLines(
    number: NumberName,
    preview: Preview,
    { now, isRefresh }: { readonly now: number; readonly isRefresh: boolean },
): string[] {
    const { plan, notices } = describePreview(preview, now);
    const name = nameOf(number);
    const lines = notices.map(({ warns, text }) => `${name}: ${warns ? WARNING : ""}${text}`);
    return plan === undefined ? lines : [...lines, `${isRefresh ? AFTER_REFRESH : ""}${name}: ${plan}`];
}

/** The line about the plan that follows a refresh. */
export function describeAfterRefresh(plan: string): string {
    return AFTER_REFRESH + plan;
}

/** What a line says about a number. */
export interface ReadLine {
    readonly phoneNumberId: string;
    /** The plan that follows the refresh. */
    readonly afterRefresh?: string;
    /** Its ID is not known until apply. */
    readonly isIdUnknown: boolean;
}

/** Reads a line that {@link previewLines} made; undefined: any other line. */
export function readLine(line: string): ReadLine | undefined {
    const isRefresh = line.startsWith(AFTER_REFRESH);
    const own = isRefresh ? line.slice(AFTER_REFRESH.length) : line;
    const [, phoneNumberId, plan] = /^phone number (\d{1,30})(?: \([^()]*\))?: (.*)$/.exec(own) ?? [];
    if (phoneNumberId === undefined || plan === undefined) return undefined;
    const isIdUnknown = plan.startsWith(ID_UNKNOWN);
    return isRefresh && !plan.startsWith(WARNING)
        ? { phoneNumberId, afterRefresh: plan, isIdUnknown }
        : { phoneNumberId, isIdUnknown };
}
