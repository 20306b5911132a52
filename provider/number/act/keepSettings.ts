/**
 * What else is configured on a number, through an outage: read before the deregister, compared after the register, and
 * put back. Nothing here keeps a number offline, and nothing fails an operation that brought it back.
 */
import type { Call } from "../../../graph/call";
import { GraphError } from "../../../graph/errors";
import { messageOf } from "../../../graph/wire";
import { settingKey } from "../../run/runRegistry";
import { lostBetween, putBack, type Survey, survey } from "../../settings/outage";
import { settingsOf } from "./observe";
import type { Operation } from "./operation";

/** Reads what is configured, before the first request that may lose it. */
export async function surveyBefore(operation: Operation, calling: Survey[string] | undefined): Promise<void> {
    // A run that goes on after a kill: what was there before the outage is known already.
    if (operation.state.settingsToRestore !== undefined) return;
    const { settings, unread } = await briefly(operation, (call) => survey(call, operation.id, calling));
    if (unread.length > 0) operation.log(`not read before the outage, so not restored: ${unread.join("; ")}`);
    const set = Object.entries(settings).filter(([, values]) => Object.keys(values).length > 0);
    operation.recorder.keepSettings(set.length === 0 ? undefined : Object.fromEntries(set));
}

/** Compares what is configured with what was, and puts back what is lost. */
export async function restoreSettings(
    operation: Operation,
    calling: Survey[string] | undefined,
): Promise<void> {
    const before = operation.state.settingsToRestore;
    if (before === undefined) return;
    const { call, id, ports, recorder } = operation;
    try {
        const after = await briefly(operation, (brief) => survey(brief, id, calling));
        const restored = await putBack(call, id, before, lostBetween(before, after.settings));
        if (restored.back.length > 0) operation.log(`put back after the outage: ${restored.back.join(", ")}`);
        for (const line of restored.failed) operation.log(`warning: ${line}`);
        for (const [name, fields] of Object.entries(restored.lost)) {
            ports.lost.lose(settingKey(id, name), fields);
        }
        // What could not be read may be lost: the next run looks again.
        const unread = Object.keys(before).filter((name) => after.settings[name] === undefined);
        const left = {
            ...restored.left,
            ...Object.fromEntries(unread.map((name) => [name, before[name] ?? {}])),
        };
        recorder.keepSettings(Object.keys(left).length === 0 ? undefined : left);
    } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        operation.log(`warning: ${messageOf(error)}; the next pulumi up looks again what the outage took`);
    }
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
