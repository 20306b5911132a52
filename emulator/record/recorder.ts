/** Passes requests on to a Graph API and records them. */
import type { HttpBindings } from "@hono/node-server";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { GraphRefusal } from "../errors";
import { ENDPOINTS } from "../http/endpoints";
import { barred } from "../http/guard";
import { listen, serverOf, stop } from "../http/server";
import { isLoopbackUrl } from "../loopback";
import type { JsonObject } from "../state";
import { Masker } from "./mask";
import { type Encoding, type RecordedAnswer, type RecordedRequest, RecordingFile } from "./recording";

/** How to record. */
interface RecordOptions {
    /** Where the requests go: https, or this machine. */
    readonly upstream: string;
    /** The recording, a file that is not there yet. */
    readonly file: string;
    /** Default 0: a free port. */
    readonly port?: number;
    /** Receives a line per request. */
    readonly log?: (line: string) => void;
}

/** A running recorder. */
interface Recorder {
    /** Its URL without a final slash, for WHATSAPP_GRAPH_URL. */
    readonly url: string;
    /** Stops it, once all is written. */
    close(): Promise<void>;
}

/** What belongs to one connection, or is the client's business with this proxy alone. */
const OWN_HEADERS =
    /^(host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length|accept-encoding|content-encoding)$/i;
/** Answers' headers that say something about the Graph API. */
const TOLD_HEADERS = ["content-type", "facebook-api-version", "retry-after", "www-authenticate"];
const USAGE_HEADERS = ["x-app-usage", "x-business-use-case-usage"];

/** Graph takes minutes for nothing; a client's own time-out is shorter. */
const TIMEOUT = 10 * 60_000;

/** Names that a path may have: those of the endpoints. */
export const EDGES: ReadonlySet<string> = new Set(
    ENDPOINTS.flatMap(({ path }) => path.split("/")).filter((part) => /^[a-z_]+$/.test(part)),
);

/** The address that requests go to; throws an Error where a token could be read on the way. */
export function upstreamFrom(text: string): string {
    if (!URL.canParse(text)) throw new Error(`the upstream ${text} is not a URL`);
    const { protocol, origin, pathname, search, hash, username, password } = new URL(text);
    if (username !== "" || password !== "") throw new Error("the upstream must not have a user or password");
    if (pathname !== "/" || search !== "" || hash !== "") {
        throw new Error(`the upstream ${text} must have no path: give ${origin}`);
    }
    if (protocol !== "https:" && !(protocol === "http:" && isLoopbackUrl(text))) {
        throw new Error(`the upstream ${text} must be https, or on this machine: tokens go there`);
    }
    return origin;
}

/** Starts a recorder on this machine. */
export async function startRecorder(options: RecordOptions): Promise<Recorder> {
    const upstream = upstreamFrom(options.upstream);
    const host = isLoopbackUrl(upstream) ? "loopback" : new URL(upstream).host;
    const file = await RecordingFile.create(options.file, host);
    const recording = new Recording(clientOf(upstream), file, options.log ?? (() => {}));
    const server = serverOf(
        (request, env) => kept(env as HttpBindings) ?? recording.answer(request),
        undefined,
        () => ({}),
    );
    const port = await listen(server, options.port ?? 0, "127.0.0.1").catch(async (error: unknown) => {
        await file.close();
        throw error;
    });
    return {
        url: `http://127.0.0.1:${port}`,
        close: async () => {
            await stop(server);
            await recording.done();
        },
    };
}

/** No page passes anything on, as none may ask an emulator. */
function kept({ incoming: { method = "GET", headers, socket } }: HttpBindings): Response | undefined {
    const found = barred({ method, headers, port: socket.localPort ?? 0, isControl: false });
    return found === undefined ? undefined : refusal(found.status, found.why);
}

/** An answer of the recorder's own, as Graph forms it. */
function refusal(status: number, why: string): Response {
    return Response.json(new GraphRefusal(1, { status, message: `(#1) ${why}` }).body(), { status });
}

/** Bodies go through as they are. A proxy of the environment is used, but never for this machine. */
function clientOf(upstream: string): AxiosInstance {
    return axios.create({
        baseURL: upstream,
        // A path that begins with two slashes is one of the upstream too, and no other host.
        allowAbsoluteUrls: false,
        responseType: "arraybuffer",
        transformRequest: [(data: unknown) => data],
        maxRedirects: 0,
        timeout: TIMEOUT,
        validateStatus: () => true,
        ...(isLoopbackUrl(upstream) ? { proxy: false } : {}),
    });
}

class Recording {
    private readonly masker = new Masker(EDGES);
    private readonly begin = performance.now();
    private count = 0;
    private readonly underWay = new Set<Promise<unknown>>();

    constructor(
        private readonly upstream: AxiosInstance,
        private readonly file: RecordingFile,
        private readonly log: (line: string) => void,
    ) {}

    answer(request: Request): Promise<Response> {
        const answered = this.passOn(request);
        const settled = answered.catch(() => {}).finally(() => this.underWay.delete(settled));
        this.underWay.add(settled);
        return answered;
    }

    async done(): Promise<void> {
        await Promise.all(this.underWay);
        await this.file.close();
    }

    private async passOn(request: Request): Promise<Response> {
        const { pathname, search } = new URL(request.url);
        // The emulator's own controls: they are not Graph's, and may have secrets of their own.
        if (pathname.startsWith("/_emulator"))
            return new Response("a recorder has no controls\n", { status: 404 });
        this.count += 1;
        const [seq, at] = [this.count, Math.round(performance.now() - this.begin)];
        const bytes = Buffer.from(await request.arrayBuffer());
        const asked = await this.masked(request, bytes);
        let came: AxiosResponse<Buffer> | undefined;
        try {
            came = await this.upstream.request<Buffer>({
                url: pathname + search,
                method: request.method,
                headers: headersFor(request),
                ...(bytes.length > 0 ? { data: bytes } : {}),
            });
        } catch (error) {
            this.log(
                `${seq} ${asked.method} ${asked.path}: no answer (${(error as { code?: string }).code})`,
            );
        }
        const answer = this.maskedAnswer(came);
        await this.file.add({ seq, at, request: asked, answer }, (text) => this.masker.without(text));
        if (came === undefined) return refusal(502, "The recorder got no answer from the upstream");
        this.log(`${seq} ${asked.method} ${asked.path}: ${answer.status}`);
        return new Response(isBodyless(came.status) ? null : new Uint8Array(came.data), {
            status: came.status,
            headers: headersOf(came),
        });
    }

    private async masked(request: Request, bytes: Buffer): Promise<RecordedRequest> {
        const { pathname, searchParams } = new URL(request.url);
        const [, scheme, token] = /^(\S+)\s+(.+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
        // The token first: whatever else has it then has its stand-in.
        const authorization =
            scheme === undefined || token === undefined
                ? {}
                : {
                      authorization: `${/^(bearer|oauth)$/i.test(scheme) ? scheme : "Other"} ${this.masker.token(token)}`,
                  };
        const { encoding, body } = await decoded(request.headers.get("content-type") ?? "", bytes);
        const query = this.masker.value(Object.fromEntries(searchParams)) as Record<string, string>;
        const masked = encoding === "bytes" ? body : this.masker.value(body);
        return {
            method: request.method,
            path: this.masker.path(pathname),
            query,
            ...authorization,
            encoding,
            ...(masked === undefined ? {} : { body: masked }),
        };
    }

    private maskedAnswer(came: AxiosResponse<Buffer> | undefined): RecordedAnswer {
        if (came === undefined) return { status: 0, headers: {} };
        const body = jsonIn(came.data.toString());
        const told = (names: readonly string[]) =>
            names.flatMap((name) =>
                came.headers[name] === undefined ? [] : [[name, String(came.headers[name])] as const],
            );
        const headers = Object.fromEntries([
            ...told(TOLD_HEADERS).map(([name, value]) => [name, this.header(name, value)]),
            ...told(USAGE_HEADERS).map(([name, value]) => [
                name,
                this.masker.value(value, { key: name, inError: false }),
            ]),
        ]) as Record<string, string>;
        return {
            status: came.status,
            headers,
            ...(body === undefined ? { bytes: came.data.length } : { body: this.masker.value(body) }),
        };
    }

    private header(name: string, value: string): string {
        if (name !== "www-authenticate") return /^[\w/+.;=\s-]{1,80}$/.test(value) ? value : "";
        return this.masker.value(value, { key: "message", inError: true }) as string;
    }
}

function headersFor(request: Request): Record<string, string> {
    return Object.fromEntries([...request.headers].filter(([name]) => !OWN_HEADERS.test(name)));
}

function headersOf({ headers }: AxiosResponse): [string, string][] {
    return Object.entries(headers)
        .filter(([name]) => !OWN_HEADERS.test(name))
        .flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, String(each)]));
}

/** Statuses whose answers can have no body. */
function isBodyless(status: number): boolean {
    return [204, 205, 304].includes(status);
}

/** A body by its content type; one that is not what it claims to be is none. */
async function decoded(type: string, bytes: Buffer): Promise<{ encoding: Encoding; body?: unknown }> {
    if (bytes.length === 0) return { encoding: "none" };
    const [, form] = /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.exec(type) ?? [];
    if (form !== undefined) {
        const encoding = form.toLowerCase().startsWith("multipart") ? "multipart" : "form";
        const fields = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } })
            .formData()
            .catch(() => undefined);
        return fields === undefined ? { encoding } : { encoding, body: textsOf(fields) };
    }
    const body = jsonIn(bytes.toString());
    if (body !== undefined) return { encoding: "json", body };
    return /json/i.test(type) ? { encoding: "json" } : { encoding: "bytes", body: bytes.length };
}

/** The fields of a form; of a file only that there is one. */
function textsOf(fields: FormData): JsonObject {
    return Object.fromEntries(
        [...fields].map(([name, value]) => [name, typeof value === "string" ? value : "file"]),
    );
}

function jsonIn(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
