/** The functions' requests to Graph. Loaded by the first call of one. */
import type { Call } from "../../graph/call";
import { type GraphClient, type GraphSettings, graphClient } from "../../graph/client";
import { defined } from "../../graph/defined";
import { GraphError } from "../../graph/errors";
import { DEFAULT_FIELDS, type PhoneNumberNode, readNode, wabaIdOf } from "../../graph/node";
import { showsRegistered } from "../../graph/observed";
import { listNumbers } from "../../graph/wabas";
import { clean, messageOf } from "../../graph/wire";
import type { Raw } from "../resource";
import type { Settings } from "../run/settings";
import { SAME_COMMAND } from "../say/command";
import { nextAfter } from "../say/next";
import { getPhoneNumberArgs, getPhoneNumbersArgs } from "./arguments";
import type { GetPhoneNumberResult } from "./types";

/** Who asks. */
export interface Asker {
    settings(): Settings;
    /** Aborted once the engine wants an end: nothing more is read. */
    readonly stopping?: AbortSignal | undefined;
}

/**
 * Reads a number; a failure says in one line what was refused, and what to do next.
 * @throws ArgumentError before anything is asked
 */
export async function readPhoneNumber(given: Raw, asker: Asker): Promise<GetPhoneNumberResult> {
    const { phoneNumberId, fields = DEFAULT_FIELDS } = getPhoneNumberArgs(given);
    const named = { what: `getPhoneNumber ${phoneNumberId}`, id: phoneNumberId };
    return asking(named, asker, async (call) => result(await readNode(call, phoneNumberId, fields)));
}

/** Reads the numbers of a WABA, all pages; fails as {@link readPhoneNumber} does. */
export async function readPhoneNumbers(given: Raw, asker: Asker): Promise<GetPhoneNumberResult[]> {
    const args = getPhoneNumbersArgs(given);
    const { wabaId, fields = DEFAULT_FIELDS, limit = Number.POSITIVE_INFINITY, sort, filtering } = args;
    return asking({ what: `getPhoneNumbers ${wabaId}` }, asker, async (call) => {
        const numbers: GetPhoneNumberResult[] = [];
        for await (const node of listNumbers(call, wabaId, { fields, sort, filtering })) {
            numbers.push({ ...result(node), wabaId });
            if (numbers.length >= limit) break;
        }
        return numbers;
    });
}

function result(node: PhoneNumberNode): GetPhoneNumberResult {
    const read = { ...node, ...defined({ registered: showsRegistered(node), wabaId: wabaIdOf(node) }) };
    return read as GetPhoneNumberResult;
}

/** Does the work with a connection to Graph. */
async function asking<T>(
    { what, id }: { readonly what: string; readonly id?: string },
    { settings, stopping }: Asker,
    work: (call: Call) => Promise<T>,
): Promise<T> {
    try {
        const { graph, limits } = settings();
        const deadline = AbortSignal.timeout(limits.operationMs);
        // Nothing is changed here, so that nothing has to end well.
        const signal = stopping === undefined ? deadline : AbortSignal.any([deadline, stopping]);
        return await work({ client: clientFor(graph), signal });
    } catch (error) {
        if (stopping?.aborted === true) {
            throw new Error(clean(`${what}: the command was cancelled. Next: run it again`), {
                cause: error,
            });
        }
        const next =
            error instanceof GraphError ? `. Next: ${nextAfter(error, { command: SAME_COMMAND, id })}` : "";
        throw Object.assign(new Error(clean(`${what}: ${messageOf(error)}${next}`)), { cause: error });
    }
}

/** One client for each Graph and token, so that a program's many reads share their connections. */
const clients = new Map<string, GraphClient>();

function clientFor(settings: GraphSettings): GraphClient {
    const key = JSON.stringify(settings);
    const client = clients.get(key) ?? graphClient(settings);
    clients.set(key, client);
    return client;
}
