/**
 * What is configured on a number, through an outage: read before it and after it, compared, and put back where it was
 * lost. Whether Meta keeps it is not known (graph-api-settings.md §2 to §9). Never in the way of the number itself.
 */
import type { Call } from "../../graph/call";
import { GraphError } from "../../graph/errors";
import { CALLING_SOURCE, callingFrom } from "../../graph/settings/calling";
import { readSource } from "../../graph/settings/source";
import { list } from "../../graph/wire";
import { wordsOf } from "../say/fixes";
import { pick, sameValue } from "./compare";
import * as kinds from "./kinds";
import { ConfiguredReader, KINDS, OF_A_NUMBER, type Shown } from "./reading";
import type { CannotRestore, Setting, Values } from "./setting";

/** The settings of a number, by their name: what Graph shows of each, without what is not set. */
export type Survey = Readonly<Record<string, Values>>;

/** Settings that may come back: all that are the number's own, and that Graph shows. */
const RESTORED: readonly Setting[] = [kinds.webhookOverride, ...Object.values(OF_A_NUMBER)];

/** What is configured, and what could not be read. */
interface Surveyed {
    readonly settings: Survey;
    /** The settings that Graph did not show, with its words. */
    readonly unread: readonly { readonly setting: Setting; readonly why: string }[];
}

/**
 * Reads all of it, with five requests: one for what the node shows, one for each edge. Six where the calling settings
 * were not read before.
 * @param calling the calling settings, which were read with the number's settings; undefined: that read failed
 */
export async function survey(call: Call, id: string, calling: Values | undefined): Promise<Surveyed> {
    const reader = new ConfiguredReader(call);
    const { webhook, ...others } = await reader.ofNumber(
        id,
        await callingBy(reader, call, id, calling),
        KINDS,
    );
    const { value: urls, why } = webhook;
    const override = why === undefined ? { value: { overrideCallbackUri: urls.number } } : { why };
    const read = [
        { setting: kinds.webhookOverride, shown: override },
        ...KINDS.map((kind) => ({ setting: OF_A_NUMBER[kind], shown: others[kind] })),
    ];
    const settings: Record<string, Values> = {};
    const unread: { readonly setting: Setting; readonly why: string }[] = [];
    for (const { setting, shown } of read) {
        if (shown.why === undefined) settings[setting.name] = setOf(setting, shown.value);
        else unread.push({ setting, why: shown.why });
    }
    return { settings, unread };
}

function callingBy(
    reader: ConfiguredReader,
    call: Call,
    id: string,
    known: Values | undefined,
): Promise<Shown> {
    const { noun } = kinds.callingSettings;
    return known === undefined
        ? reader.shown(async () => callingFrom(await readSource(call, id, CALLING_SOURCE, noun)))
        : Promise.resolve({ value: known });
}

/** The values that are set, and that may be lost. */
function setOf({ fields, restore }: Setting, shown: Values): Values {
    const names = [...Object.keys(fields), ...(restore?.also ?? [])];
    return Object.fromEntries(
        names.flatMap((name) => (isSet(shown[name]) ? [[name, shown[name]] as const] : [])),
    );
}

function isSet(value: unknown): boolean {
    return value !== false && !sameValue(value, undefined);
}

/** What was set before and is not so any more, by setting. */
export function lostBetween(before: Survey, after: Survey): Survey {
    const lost = Object.entries(before).flatMap(([name, values]) => {
        const now = after[name];
        // What can't be read is not known to be lost.
        if (now === undefined) return [];
        const gone = Object.keys(values).filter((each) => !sameValue(values[each], now[each]));
        return gone.length === 0 ? [] : [[name, pick(values, gone)] as const];
    });
    return Object.fromEntries(lost);
}

/** What of this could not be put back, if it were lost. */
export function cannotRestore(settings: Survey): readonly CannotRestore[] {
    return RESTORED.flatMap(({ name, restore }) => {
        const values = settings[name];
        if (values === undefined || Object.keys(values).length === 0) return [];
        return restore?.cannot?.(values) ?? [];
    });
}

/** What became of putting settings back. */
interface Restored {
    /** In words, what is back. */
    readonly back: readonly string[];
    /** In words, what is not, with what to do. */
    readonly failed: readonly string[];
    /** What another run may still put back. */
    readonly left: Survey;
    /** By setting, the inputs that its resource is to set again. */
    readonly lost: Readonly<Record<string, readonly string[]>>;
}

/** Puts back what is lost; what fails is told and never thrown. */
export async function putBack(call: Call, id: string, before: Survey, lost: Survey): Promise<Restored> {
    const back: string[] = [];
    const failed: string[] = [];
    const left: Record<string, Values> = {};
    const byResource: Record<string, readonly string[]> = {};
    for (const setting of RESTORED) {
        const { name, noun, restore } = setting;
        const gone = lost[name];
        if (gone === undefined || restore === undefined) continue;
        const cannot = restore.cannot?.(gone);
        if (cannot !== undefined) {
            failed.push(`${cannot.why}. Next: ${cannot.next}`);
            byResource[name] = cannot.fields;
        }
        const possible = Object.keys(gone).filter((each) => !list(cannot?.values).includes(each));
        if (possible.length === 0) continue;
        try {
            await restore.putBack(call, id, pick(gone, possible), before[name] ?? gone);
            back.push(`${noun} (${possible.join(", ")})`);
        } catch (error) {
            if (!(error instanceof GraphError)) throw error;
            const next =
                error.verdict === "refused"
                    ? ` Next: set it where it is declared, or ${todoOf(error, id)}`
                    : "";
            failed.push(`the ${noun} could not be put back: ${error.message}.${next}`);
            // A refusal would be one again here, and its resource says why; anything else may pass.
            if (error.verdict === "refused") byResource[name] = [...(byResource[name] ?? []), ...possible];
            else left[name] = before[name] ?? gone;
        }
    }
    return { back, failed, left, lost: byResource };
}

function todoOf({ fix }: GraphError, id: string): string {
    return wordsOf(fix, id).todo ?? "in WhatsApp Manager";
}
