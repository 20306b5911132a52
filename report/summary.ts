/** The report in one line, and in counts. Pure. */
import {
    type Action,
    CONCERNS,
    type Concern,
    concernsOf,
    type NumberEntry,
    type SettingEntry,
    type Summary,
} from "./report";

/** Each action with how the summary names it, in the summary's order. */
const ACTIONS: Record<Action, string> = {
    deregister: "DEREGISTERED for good",
    reregister: "re-registered with an OUTAGE",
    register: "registered",
    registerOrAdopt: "registered, or adopted if already live",
    adopt: "adopted",
    applyName: "given their approved display name",
    set: "set in place",
    unknown: "not known until apply",
    drifted: "drifted",
    forget: "only removed from state",
    none: "left as they are",
};

/** Counts the numbers of a report. */
export function summaryOf(
    numbers: readonly NumberEntry[],
    settings: readonly SettingEntry[],
    failed: boolean,
): Summary {
    const actions = count(Object.keys(ACTIONS) as Action[], (action) =>
        numbers.filter((number) => number.action === action),
    );
    const concerns = count(Object.keys(CONCERNS) as Concern[], (concern) => [
        ...numbers.filter((number) => concernsOf(number).includes(concern)),
        ...settings.filter((setting) => setting.concerns.includes(concern)),
    ]);
    return {
        numbers: numbers.length,
        actions,
        settings: settings.length,
        concerns,
        line: line(numbers.length, actions, concerns, failed) + settingsLine(settings),
    };
}

function count<K extends string>(keys: readonly K[], of: (key: K) => readonly unknown[]): Record<K, number> {
    return Object.fromEntries(keys.map((key) => [key, of(key).length])) as Record<K, number>;
}

function line(
    numbers: number,
    actions: Record<Action, number>,
    concerns: Record<Concern, number>,
    failed: boolean,
): string {
    const parts = Object.entries(ACTIONS).flatMap(([action, words]) => {
        const of = actions[action as Action];
        return of === 0 ? [] : [`${of} ${words}`];
    });
    const refused = concerns.refused > 0 ? `; ${concerns.refused} would be REFUSED` : "";
    const of = `${numbers} WhatsApp number${numbers === 1 ? "" : "s"}`;
    const what = numbers === 0 ? "no WhatsApp number changes" : `${of}: ${parts.join(", ")}`;
    return `${failed ? "the preview FAILED; before that: " : ""}${what}${refused}`;
}

function settingsLine(settings: readonly SettingEntry[]): string {
    const drifted = settings.filter(({ op }) => op === "refresh").length;
    const changed = settings.length - drifted;
    const parts = [
        ...(changed > 0
            ? [`${changed} setting${changed === 1 ? " changes" : "s change"}${graveOf(settings)}`]
            : []),
        ...(drifted > 0 ? [`${drifted} setting${drifted === 1 ? " has" : "s have"} drifted`] : []),
    ];
    return parts.map((part) => `; ${part}`).join("");
}

function graveOf(settings: readonly SettingEntry[]): string {
    const of = (concern: Concern) => settings.filter(({ concerns }) => concerns.includes(concern)).length;
    const grave = [
        ...(of("transfer") > 0 ? [`${of("transfer")} with a TRANSFER`] : []),
        ...(of("unsubscribe") > 0 ? [`${of("unsubscribe")} UNSUBSCRIBED`] : []),
    ];
    return grave.length === 0 ? "" : ` (${grave.join(", ")})`;
}
