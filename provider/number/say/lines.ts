/**
 * The lines about numbers that a provider prints in a preview, written and read here: only through these lines does the
 * engine pass on what a refresh found, or anything about an ID that is a secret (pulumi.md §2.10). Pure.
 */

import type { Raw } from "../../resource";
import { type NumberName, nameOf } from "../../say/name";
import { AFTER_REFRESH } from "../../say/refresh";
import type { Preview } from "../decide/preview";
import { describeCreation, describePreview, ID_UNKNOWN, nameOfNew, type PreviewText } from "./preview";

/** A line, and whether it is a warning. */
export interface PreviewLine {
    readonly text: string;
    readonly warns: boolean;
}

/** The lines of a preview of a recorded number. `isRefresh`: nothing is about to happen. */
export function previewLines(
    number: NumberName,
    preview: Preview,
    { now, isRefresh }: { readonly now: number; readonly isRefresh: boolean },
): PreviewLine[] {
    const before = isRefresh ? AFTER_REFRESH : "";
    return linesOf(nameOf(number), describePreview(preview, now), { before, isGrave: isGrave(preview) });
}

/** The line about a number that is new to the program, and that was not read. */
export function unseenLines(inputs: Raw): PreviewLine[] {
    return [{ text: `${nameOfNew(inputs.phoneNumberId)}: ${describeCreation(inputs)}`, warns: false }];
}

/** A text about a number, as lines: what a person should know, then the plan. */
export function linesOf(
    name: string,
    { plan, notices }: PreviewText,
    { before = "", isGrave }: { readonly before?: string; readonly isGrave: boolean },
): PreviewLine[] {
    const lines = notices.map(({ warns, text }) => ({ text: `${name}: ${text}`, warns }));
    return plan === undefined ? lines : [...lines, { text: `${before}${name}: ${plan}`, warns: isGrave }];
}

/** Whether the number goes offline, may do so, or its plan would be refused. */
function isGrave(preview: Preview): boolean {
    switch (preview.kind) {
        case "idUnknown":
            return isGrave(preview.ifSame);
        case "replaced":
            return false;
        case "inputsUnknown":
            return preview.offline !== "no" || preview.least.refused !== undefined;
        case "decided":
            return preview.decision.offline !== "no" || preview.decision.refused !== undefined;
    }
}

/** The line about the plan that follows a refresh. */
export function describeAfterRefresh(plan: string): string {
    return AFTER_REFRESH + plan;
}

/** What a line says about a number. */
interface ReadLine {
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
    const [, phoneNumberId, plan] = /^phone number (\d{1,30})(?: \(.*?\))?: (.*)$/.exec(own) ?? [];
    if (phoneNumberId === undefined || plan === undefined) return undefined;
    const isIdUnknown = plan.startsWith(ID_UNKNOWN);
    return isRefresh ? { phoneNumberId, afterRefresh: plan, isIdUnknown } : { phoneNumberId, isIdUnknown };
}
