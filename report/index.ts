/** A preview in, a report out. Pure: what was read from the numbers is passed in. */
import { driftEntry, entryOf, type Making, toObserve } from "./entry";
import { type Intents, intentsOf } from "./intents";
import type { Circumstances } from "./outcome";
import { type ReadPreview, readPreview } from "./previewJson";
import { concernsOf, type NumberEntry, type Report } from "./report";
import { settingEntries } from "./settings";
import { summaryOf } from "./summary";
import { printable } from "./text";

export type { Circumstances } from "./outcome";
export { NoPreview } from "./previewJson";
export { CONCERNS, type Concern, concernsOf, isConcern, type Report } from "./report";

/** A preview that was read, and the numbers that `--live` has to look at for its report. */
export interface Prepared {
    readonly preview: ReadPreview;
    readonly intents: Intents;
    readonly toObserve: readonly string[];
}

/**
 * Reads a preview.
 * @param text what `pulumi preview --json` printed
 * @throws NoPreview when there is none in the text
 */
export function prepare(text: string): Prepared {
    const preview = readPreview(text);
    const intents = intentsOf(preview);
    return { preview, intents, toObserve: toObserve(intents) };
}

/** Makes the report of a prepared preview. Every text in it is safe for a line of any output. */
export function reportOf({ preview, intents }: Prepared, circumstances: Circumstances): Report {
    declareLive(intents, circumstances);
    const making = { preview, intents, circumstances };
    const planned = intents.numbers.map((intent) => entryOf(intent, making));
    const drifted = driftEntries(planned, making);
    const all = [...planned, ...drifted].map((entry) => withStakes(entry, circumstances));
    const numbers = all.sort(
        (a, b) => gravity(a) - gravity(b) || certainty(a) - certainty(b) || compareIds(a, b),
    );
    const { project, stack, errors } = preview;
    const settings = settingEntries(preview, circumstances.now);
    return printable({
        version: 1,
        ...(project === undefined ? {} : { project }),
        ...(stack === undefined ? {} : { stack }),
        madeAt: new Date(circumstances.now).toISOString(),
        live: circumstances.live !== undefined,
        errors,
        summary: summaryOf(numbers, settings, errors.length > 0),
        numbers,
        settings,
    });
}

/** What a refresh found of the numbers that have no plan: a plan describes the number as the refresh left it. */
function driftEntries(planned: readonly NumberEntry[], making: Making): NumberEntry[] {
    const urns = new Set(planned.flatMap(({ resources }) => resources.map(({ urn }) => urn)));
    // A resource that an alias names otherwise is refreshed under its old name, and planned under its new one.
    const ids = new Set(planned.map(({ phoneNumberId }) => phoneNumberId));
    return making.intents.refreshed.flatMap((step) => {
        const entry = urns.has(step.urn) ? undefined : driftEntry(step, making);
        const isPlanned = entry !== undefined && entry.phoneNumberId !== null && ids.has(entry.phoneNumberId);
        return entry === undefined || isPlanned ? [] : [entry];
    });
}

/** An outage may take what nobody can put back: said before it. */
function withStakes(entry: NumberEntry, { atStake }: Circumstances): NumberEntry {
    const stakes = atStake?.get(entry.phoneNumberId ?? "") ?? [];
    const isOutage = entry.offline === "briefly" || entry.offline === "maybe";
    if (!isOutage || stakes.length === 0) return entry;
    const told = stakes.map(
        ({ why, next }) => ({ about: "settings", text: `if the outage takes it, ${why}: ${next}` }) as const,
    );
    return { ...entry, warnings: [...entry.warnings, ...told] };
}

/** A created number may be one that leaves under another ID: reading it shows that, as in `create`. */
function declareLive({ numbers, declared }: Intents, { live }: Circumstances): void {
    for (const { phoneNumberId, declarations } of numbers) {
        const read = phoneNumberId === undefined ? undefined : live?.get(phoneNumberId);
        if (phoneNumberId === undefined || read === undefined || !("node" in read)) continue;
        const created = declarations.some(({ recorded }) => recorded === undefined);
        if (created) declared.declare(phoneNumberId, read.node.displayPhoneNumber);
    }
}

/** By ID, those without one last: the engine's own order is random, and a comment should stay stable. */
function compareIds(a: NumberEntry, b: NumberEntry): number {
    const key = ({ phoneNumberId, resources }: NumberEntry) => phoneNumberId ?? `~${resources[0]?.urn}`;
    return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** First the numbers that go offline, last those that don't change. */
function gravity(entry: NumberEntry): number {
    const order = ["deregister", "outage", "locked", "refused", "replace", "unknown", "change"] as const;
    const concerns = concernsOf(entry);
    const first = order.findIndex((concern) => concerns.includes(concern));
    return first === -1 ? order.length : first;
}

/** Of two that are as grave, first the one that certainly goes offline. */
function certainty({ offline }: NumberEntry): number {
    return (["forGood", "briefly", "maybe", "no"] as const).indexOf(offline);
}
