/** The functions' requests to Graph. Loaded by the first call of one. */
import { type Call, isId } from "../../graph/call";
import { type GraphClient, type GraphSettings, graphClient } from "../../graph/client";
import { defined } from "../../graph/defined";
import { GraphError } from "../../graph/errors";
import {
    DEFAULT_FIELDS,
    PHONE_NUMBER_FIELDS,
    type PhoneNumberField,
    type PhoneNumberNode,
    readNode,
    wabaIdOf,
} from "../../graph/node";
import { showsRegistered } from "../../graph/observed";
import { listNumbers } from "../../graph/wabas";
import { clean, messageOf } from "../../graph/wire";
import type { Settings } from "../run/settings";
import { SAME_COMMAND } from "../say/command";
import { nextAfter } from "../say/next";
import type { GetPhoneNumberArgs, GetPhoneNumberResult, GetPhoneNumbersArgs } from "./types";

/** Who asks. */
export interface Asker {
    settings(): Settings;
    /** Aborted once the engine wants an end: nothing more is read. */
    readonly stopping?: AbortSignal | undefined;
}

/** Reads a number; a failure says in one line what was refused, and what to do next. */
export function readPhoneNumber(
    { phoneNumberId, fields = DEFAULT_FIELDS }: GetPhoneNumberArgs,
    asker: Asker,
): Promise<GetPhoneNumberResult> {
    return asking({ what: `getPhoneNumber ${phoneNumberId}`, id: phoneNumberId }, asker, async (call) => {
        checkId("phoneNumberId", phoneNumberId);
        checkFields(fields);
        return result(await readNode(call, phoneNumberId, fields));
    });
}

/** Reads the numbers of a WABA, all pages; fails as {@link readPhoneNumber} does. */
export function readPhoneNumbers(
    {
        wabaId,
        fields = DEFAULT_FIELDS,
        limit = Number.POSITIVE_INFINITY,
        sort,
        filtering,
    }: GetPhoneNumbersArgs,
    asker: Asker,
): Promise<GetPhoneNumberResult[]> {
    return asking({ what: `getPhoneNumbers ${wabaId}` }, asker, async (call) => {
        checkId("wabaId", wabaId);
        checkFields(fields);
        if (!(limit >= 1)) throw new Error(`limit was given as ${limit}: give 1 or more, or leave it out`);
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

function checkId(name: string, id: string): void {
    if (isId(id)) return;
    throw new Error(`${name} was given as ${JSON.stringify(id)}: give the digits of an ID as a string`);
}

function checkFields(fields: readonly PhoneNumberField[]): void {
    const wrong = fields.find((field) => !PHONE_NUMBER_FIELDS.includes(field));
    if (wrong === undefined) return;
    throw new Error(`a number has no field ${String(wrong)}: it has ${PHONE_NUMBER_FIELDS.join(", ")}`);
}
