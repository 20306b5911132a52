/** Asks an emulator what a recording's upstream was asked, and compares the answers. */
import { generateKeyPairSync } from "node:crypto";
import type { Emulator } from "../api";
import { startEmulator } from "../index";
import { isObject } from "../schema/json";
import type { JsonObject, NumberSeed } from "../state";
import type { Switches } from "../switches";
import { compared, type Difference } from "./compare";
import type { Pair, RecordedAnswer } from "./recording";
import { seedOf } from "./seed";
import { takenSeed } from "./taken";

/** How the emulator begins, besides what the recording shows. */
interface ReplayOptions {
    readonly switches?: Partial<Switches>;
    /** Numbers as they were before; each value replaces what the recording shows of that number. */
    readonly numbers?: readonly NumberSeed[];
}

/** What came of it. */
export interface Comparison {
    /** How many requests were compared. */
    readonly compared: number;
    /** Requests that can't be sent again, by the reason. */
    readonly left: readonly { readonly seq: number; readonly request: string; readonly why: string }[];
    /** What the recording shows of numbers and WABAs that an emulator can't begin with. */
    readonly refused: readonly string[];
    readonly differences: readonly Difference[];
}

/** Replays a recording against the emulator's own answers. */
export async function compareRecording(
    pairs: readonly Pair[],
    { switches = {}, numbers = [] }: ReplayOptions = {},
): Promise<Comparison> {
    const { seed, refused } = takenSeed(seedOf(pairs));
    const given = new Map(numbers.map((number) => [number.id, number]));
    const merged = (seed.numbers ?? []).map((number) => ({ ...number, ...given.get(number.id) }));
    const others = numbers.filter(({ id }) => !merged.some((number) => number.id === id));
    const emulator = await startEmulator({ ...seed, numbers: [...merged, ...others], switches });
    try {
        const left = pairs.flatMap(({ seq, request, answer }) => {
            const why = reasonNot(request, answer);
            return why === undefined ? [] : [{ seq, request: `${request.method} ${request.path}`, why }];
        });
        const differences: Difference[] = [];
        const played = pairs.filter(({ seq }) => !left.some((each) => each.seq === seq));
        let before = 0;
        for (const pair of played) {
            emulator.advance(Math.max(0, pair.at - before));
            before = pair.at;
            differences.push(...compared(pair, await ask(emulator, pair)));
        }
        return { compared: played.length, left, refused, differences };
    } finally {
        await emulator.close();
    }
}

function reasonNot({ encoding, body }: Pair["request"], { status }: RecordedAnswer): string | undefined {
    if (status === 0) return "no answer came";
    if (encoding === "bytes") return "a file's bytes are not recorded";
    return encoding !== "none" && body === undefined ? "its body was not what it claimed to be" : undefined;
}

async function ask(emulator: Emulator, pair: Pair): Promise<RecordedAnswer> {
    const { method, path, query, encoding, authorization } = pair.request;
    const url = new URL(emulator.url + path);
    for (const [name, value] of Object.entries(withKeys(query) as typeof query))
        url.searchParams.append(name, value);
    const body = encoding === "none" ? undefined : bodyOf(encoding, withKeys(pair.request.body));
    const request = new Request(url, {
        method,
        ...(body === undefined ? {} : { body }),
        headers: {
            ...(authorization === undefined ? {} : { authorization }),
            ...(encoding === "json" ? { "content-type": "application/json" } : {}),
        },
    });
    const response = await emulator.fetch(request);
    if (response === undefined) throw new Error(`the emulator did not answer ${method} ${path}`);
    return answerOf(response);
}

async function answerOf(response: Response): Promise<RecordedAnswer> {
    const text = await response.text();
    const headers = Object.fromEntries(response.headers);
    try {
        return { status: response.status, headers, body: JSON.parse(text) };
    } catch {
        return { status: response.status, headers, bytes: text.length };
    }
}

function bodyOf(encoding: string, body: unknown): string | URLSearchParams | FormData {
    if (encoding === "json") return JSON.stringify(body);
    const form = encoding === "multipart" ? new FormData() : new URLSearchParams();
    for (const [name, value] of Object.entries(isObject(body) ? body : {})) form.append(name, String(value));
    return form;
}

let key: string | undefined;

/** The emulator takes only real keys: each stand-in of one becomes one that is made for this run. */
function withKeys(body: unknown): unknown {
    const replaced = (value: unknown): unknown => {
        if (typeof value !== "string" || !/^PUBLIC-KEY-\d+$/.test(value)) return value;
        key ??= generateKeyPairSync("rsa", { modulusLength: 2048 })
            .publicKey.export({ type: "spki", format: "pem" })
            .toString();
        return key;
    };
    if (!isObject(body)) return body;
    return Object.fromEntries(
        Object.entries(body).map(([name, value]) => [name, replaced(value)]),
    ) as JsonObject;
}
