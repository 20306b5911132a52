/** Calling settings: the key `calling` of a number's settings (graph-api-settings.md §7). */
import { type Call, post } from "../call";
import { defined } from "../defined";
import { graphName, inOwnNames } from "../fields";
import { type Json, json, list } from "../wire";
import type { Source } from "./source";

export const CALLING_SOURCE: Source = { edge: "settings" };

/** The calling settings in this project's names, as deep as they go; what Graph calls NOT_SET is absent. */
export function callingFrom(answer: unknown): Readonly<Record<string, unknown>> {
    const { calling: said } = json(answer);
    const calling = inOwnNames<Record<string, unknown>>(said) ?? {};
    const { sip } = calling;
    if (sip !== undefined) calling.sip = withParams(json(sip), list(json(json(said).sip).servers));
    return Object.fromEntries(Object.entries(calling).filter(([, value]) => value !== "NOT_SET"));
}

/** The names of these parameters are the user's own. */
const USERS_OWN = "requestUriUserParams";

function withParams(sip: Json, said: readonly unknown[]): Json {
    if (sip.servers === undefined) return sip;
    const servers = list(sip.servers).map((server, at) => {
        const { hostname, port } = json(server);
        const params = json(said[at]).request_uri_user_params;
        // Its app and its password are read only: sent back they would be refused.
        return defined({ hostname, port, [USERS_OWN]: params === undefined ? undefined : json(params) });
    });
    return { ...sip, servers };
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
        Object.entries(value).map(
            ([name, each]) => [graphName(name), name === USERS_OWN ? each : inGraphNames(each)] as const,
        ),
    );
}
