/**
 * What a refresh finds, in `pulumi refresh --preview-only --json` and `pulumi preview --refresh --json`. Pure.
 *
 * The engine lists a refresh before it has read anything. Afterwards it replaces the step of a resource that is gone
 * by a `delete`, and of one that changed by an `update`, but only where the provider gave a detailed diff: a dynamic
 * provider can't. What our provider says of such a number is among the diagnostics.
 */
import { readLine } from "../provider/number/say/lines";
import { readSettingLine } from "../provider/settings/say";
import { STACK_TYPE, type Urn } from "./urn";

/** The part of a step that this file reads. */
export interface AnyStep {
    readonly op: string;
    readonly urn: string;
    readonly parsed: Urn | undefined;
    /** The new state has the resource's ID: it was read, and is not one that a plan foresees. */
    readonly read: boolean;
}

/** Tells the steps that a refresh made from those of the plan: a `delete` of the first sends nothing. */
export function refreshSteps(steps: readonly AnyStep[]): {
    readonly is: (index: number) => boolean;
    /** There is nothing but a refresh. */
    readonly alone: boolean;
} {
    const refreshed = new Set(steps.filter(({ op }) => op === "refresh").map(({ urn }) => urn));
    const program = steps.findIndex(({ op, parsed }) => parsed?.type === STACK_TYPE && op !== "refresh");
    const planned = steps.some(({ op, urn }) => op !== "refresh" && refreshed.has(urn));
    const alone = refreshed.size > 0 && program === -1 && !planned;
    // A program declares its stack first: it did not cause what comes before. A destroy ends with the stack.
    const before = refreshed.size > 0 && steps[program]?.op !== "delete" ? program : -1;
    const is = (index: number): boolean => {
        const { op = "", urn = "", read = false } = steps[index] ?? {};
        if (op === "refresh") return true;
        if ((op !== "delete" && !(op === "update" && read)) || refreshed.has(urn)) return false;
        return alone || index < before;
    };
    return { is, alone };
}

/** What the provider's lines say about numbers, by ID. */
export interface SaidOfNumbers {
    /** What `pulumi up` would do after the refresh. */
    readonly afterRefresh: ReadonlyMap<string, string>;
    /** The numbers whose declared ID was not known: an input that is a secret does not show it. */
    readonly unknownId: ReadonlySet<string>;
}

/** Reads the provider's lines out of the diagnostics' messages. */
export function saidOfNumbers(messages: readonly string[]): SaidOfNumbers {
    const lines = linesOf(messages).flatMap((line) => readLine(line) ?? []);
    const afterRefresh = lines.flatMap(({ phoneNumberId, afterRefresh: plan }) =>
        plan === undefined ? [] : [[phoneNumberId, plan] as const],
    );
    const unknownIds = lines.filter(({ isIdUnknown }) => isIdUnknown);
    return {
        afterRefresh: new Map(afterRefresh),
        unknownId: new Set(unknownIds.map(({ phoneNumberId }) => phoneNumberId)),
    };
}

/** What `pulumi up` would do with settings after the refresh, by what the line calls them. */
export type SaidOfSettings = ReadonlyMap<string, string>;

/** Reads the provider's lines about settings out of the diagnostics' messages. */
export function saidOfSettings(messages: readonly string[]): SaidOfSettings {
    const lines = linesOf(messages).flatMap((line) => readSettingLine(line) ?? []);
    return new Map(lines.map(({ name, afterRefresh }) => [name, afterRefresh]));
}

/** The lines as they were said: who shows a warning, the engine or the provider's process, writes that word before it. */
function linesOf(messages: readonly string[]): string[] {
    return messages
        .flatMap((message) => message.split(/\r?\n/))
        .map((line) => line.replace(/^warning: /, ""));
}
