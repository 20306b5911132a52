/** Calling settings: the key `calling` of a number's settings (graph-api-settings.md §7). */
import { type Call, post } from "../call";
import { graphName, inOwnNames } from "../fields";
import { json } from "../wire";
import type { Source } from "./source";

export const CALLING_SOURCE: Source = { edge: "settings" };

/** The calling settings in this project's names, as deep as they go; what Graph calls NOT_SET is absent. */
export function callingFrom(answer: unknown): Readonly<Record<string, unknown>> {
    const calling = inOwnNames<Record<string, unknown>>(json(answer).calling) ?? {};
    return Object.fromEntries(Object.entries(calling).filter(([, value]) => value !== "NOT_SET"));
}

/** POST /{phone-number-id}/settings {calling}: the keys that are named; `call_hours` as a whole. */
export async function setCalling(
    call: Call,
    id: string,
    calling: Readonly<Record<string, unknown>>,
): Promise<void> {
    const body = { calling: inGraphNames(calling) };
    await post(call, "setting the calling settings", `${id}/settings`, body, { repeatable: true });
}

function inGraphNames(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(inGraphNames);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [graphName(name), inGraphNames(each)] as const),
    );
}
