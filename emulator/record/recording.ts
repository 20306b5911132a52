/** A recording: what a Graph API was asked and what it answered, masked, as lines of JSON. */
import { type FileHandle, open } from "node:fs/promises";
import type { JsonObject } from "../state";

/** How a body was sent. */
export type Encoding = "none" | "json" | "form" | "multipart" | "bytes";

/** A request, masked. */
export interface RecordedRequest {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    /** The header, with the token's stand-in. */
    readonly authorization?: string;
    readonly encoding: Encoding;
    /** Of `bytes` only how many there were; of a body that is not what it claims to be nothing. */
    readonly body?: unknown;
}

/** An answer, masked. */
export interface RecordedAnswer {
    /** The HTTP status; 0: none came. */
    readonly status: number;
    /** Those that say something about the Graph API. */
    readonly headers: Readonly<Record<string, string>>;
    /** JSON; of anything else only how many bytes it has, as `bytes`. */
    readonly body?: unknown;
    readonly bytes?: number;
}

/** One request and its answer. */
export interface Pair {
    /** Its place in the order in which requests came. */
    readonly seq: number;
    /** When it came, in milliseconds since the recording began. */
    readonly at: number;
    readonly request: RecordedRequest;
    readonly answer: RecordedAnswer;
}

/** The first line: what this file is. */
interface Heading {
    readonly recording: 1;
    /** The host that answered. */
    readonly upstream: string;
}

/** A file that grows by a line with each answer. */
export class RecordingFile {
    private last: Promise<unknown> = Promise.resolve();

    private constructor(private readonly handle: FileHandle) {}

    /** Creates it, for its owner alone. A file that is there is not touched: its stand-ins stand for other values. */
    static async create(file: string, upstream: string): Promise<RecordingFile> {
        const recording = new RecordingFile(await open(file, "wx", 0o600));
        await recording.write({ recording: 1, upstream } satisfies Heading);
        return recording;
    }

    /** @param clean what is done to the text of each line before it is written */
    add(pair: Pair, clean: (text: string) => string): Promise<void> {
        return this.write(pair, clean);
    }

    async close(): Promise<void> {
        await this.last;
        await this.handle.close();
    }

    private write(line: object, clean = (text: string) => text): Promise<void> {
        const written = this.last.then(() => this.handle.appendFile(`${clean(JSON.stringify(line))}\n`));
        this.last = written.catch(() => {});
        return written;
    }
}

/** Reads a recording, in the order in which the requests came; throws an Error that says which line is none. */
export function parseRecording(text: string): Pair[] {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const [heading, ...pairs] = lines.map((line, index) => parsed(line, index + 1));
    if (heading?.recording !== 1) throw new Error("its first line does not say that it is a recording");
    pairs.forEach((pair, index) => {
        if (!isPair(pair)) throw new Error(`line ${index + 2} has no request with its answer`);
    });
    return (pairs as unknown as Pair[]).sort((one, other) => one.seq - other.seq);
}

function parsed(line: string, number: number): JsonObject {
    try {
        return JSON.parse(line) as JsonObject;
    } catch {
        throw new Error(`line ${number} is not JSON`);
    }
}

function isPair({ seq, at, request, answer }: JsonObject): boolean {
    if (typeof seq !== "number" || typeof at !== "number") return false;
    if (typeof request !== "object" || request === null) return false;
    if (typeof answer !== "object" || answer === null) return false;
    const { method, path, query, encoding } = request as Partial<RecordedRequest>;
    const { status } = answer as Partial<RecordedAnswer>;
    return (
        [method, path, encoding].every((each) => typeof each === "string") &&
        typeof query === "object" &&
        typeof status === "number"
    );
}
