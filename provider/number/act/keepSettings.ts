/**
 * What else is configured on a number, through an outage: read before the deregister, compared after the register, and
 * put back. Nothing here keeps a number offline, and nothing fails an operation that brought it back.
 */
import type { Call } from "../../../graph/call";
import { GraphError } from "../../../graph/errors";
import { messageOf } from "../../../graph/wire";
import { lostBetween, putBack, type Survey, survey } from "../../settings/outage";
import { describeNotCompared, describeNotSurveyed, describePutBack } from "../say/progress";
import { settingsOf } from "./observe";
import type { Operation } from "./operation";

/** Reads what is configured, before the first request that may lose it. */
export async function surveyBefore(operation: Operation, calling: Survey[string] | undefined): Promise<void> {
    // What an earlier outage took, or a run that was killed before this one had read.
    const left = operation.state.settingsToRestore;
    const { settings, unread } = await briefly(operation, (call) => survey(call, operation.id, calling));
    operation.surveyed = left === undefined;
    if (unread.length > 0) {
        const which = unread.map(({ setting: { noun }, why }) => `${noun} (${why})`).join("; ");
        operation.log(describeNotSurveyed(which));
    }
    // Where they are declared, their resources compare them with Graph.
    for (const { setting } of unread) lose(operation, setting.name, Object.keys(setting.fields));
    const set = Object.entries(together(left ?? {}, settings)).filter(
        ([, values]) => Object.keys(values).length > 0,
    );
    operation.recorder.keepSettings(set.length === 0 ? undefined : Object.fromEntries(set));
}

/** What is set now, and what was to be restored and is not there. */
function together(left: Survey, now: Survey): Survey {
    const names = [...new Set([...Object.keys(left), ...Object.keys(now)])];
    return Object.fromEntries(names.map((name) => [name, { ...left[name], ...now[name] }]));
}

/** Compares what is configured with what was, and puts back what is lost. */
export async function restoreSettings(
    operation: Operation,
    calling: Survey[string] | undefined,
): Promise<void> {
    const before = operation.state.settingsToRestore;
    if (before === undefined) return;
    const { call, id, recorder } = operation;
    try {
        const after = await briefly(operation, (brief) => survey(brief, id, calling));
        const gone = lostBetween(before, after.settings);
        const restored = await putBack(call, id, before, gone);
        if (restored.back.length > 0) operation.log(describePutBack(restored.back));
        for (const line of restored.failed) operation.warn(line);
        for (const [name, fields] of Object.entries(restored.lost)) lose(operation, name, fields);
        // A refresh since the outage may have recorded what was lost, for a declaration that wants just that.
        if (!operation.surveyed)
            for (const [name, values] of Object.entries(gone)) lose(operation, name, Object.keys(values));
        // What could not be read may be lost: the next run looks again.
        const unread = Object.keys(before).filter((name) => after.settings[name] === undefined);
        const left = {
            ...restored.left,
            ...Object.fromEntries(unread.map((name) => [name, before[name] ?? {}])),
        };
        recorder.keepSettings(Object.keys(left).length === 0 ? undefined : left);
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        operation.warn(describeNotCompared(messageOf(error)));
    }
}

/** The resource of a setting is to compare these inputs with Graph, and to set them again. */
function lose({ ports, id, recorder }: Operation, setting: string, fields: readonly string[]): void {
    recorder.quietly(() => ports.lost.lose(id, setting, fields));
}

/** A run that only has that left to do. */
export async function restoreLater(operation: Operation): Promise<void> {
    const { settings } = await settingsOf(operation.call, operation.id);
    await restoreSettings(operation, settings.calling);
}

/** The longest that reading the settings may take, in milliseconds: the number matters more. */
const SURVEY_MS = 15_000;

async function briefly<T>({ call }: Operation, work: (call: Call) => Promise<T>): Promise<T> {
    // A timer of its own, and not AbortSignal.timeout: see Tries in graph/client.ts.
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), SURVEY_MS);
    try {
        return await work({ ...call, signal: limit.signal });
    } finally {
        clearTimeout(timer);
    }
}
