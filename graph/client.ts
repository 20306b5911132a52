/**
 * The HTTP client of the Graph API: the one place for the token, the time-outs and what may be sent twice.
 * Reads, and writes that may be repeated, are tried again with backoff; register and deregister never are.
 */
import { createHmac } from "node:crypto";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { type AxiosError, type AxiosInstance, type AxiosRequestConfig, isAxiosError } from "axios";
import axiosRetry, { exponentialDelay } from "axios-retry";
import { errorOf } from "./errorBody";
import { type GraphError, NoAnswerError, TokenError, type Verdict } from "./errors";
import { graphError, mayReadAgain } from "./errorTable";
import { redact } from "./redact";
import type { RequestKind } from "./refusals/row";
import { pause, Tries } from "./tries";
import { isLoopback } from "./url";
import { readUsages, type Usages } from "./usage";
import { version } from "./version";
import { isId, json, text, whole } from "./wire";

/** Where Graph is, and how to talk to it. */
export interface GraphSettings {
    readonly accessToken: string | undefined;
    /** If given, `appsecret_proof` is sent with every call. */
    readonly appSecret: string | undefined;
    /** Without a trailing slash. */
    readonly graphUrl: string;
    /** E.g. `v25.0`. */
    readonly apiVersion: string;
    /** The longest that one try of a request may take, in milliseconds. */
    readonly requestTimeoutMs: number;
    /** The first pause before a repetition, in milliseconds; each further one is twice as long. Default 100. */
    readonly retryDelayMs?: number;
}

/** One request: its name in messages, and how to treat it. */
export interface GraphRequest {
    /** In the project's words, e.g. `register`. */
    readonly request: string;
    /** What its refusals mean may depend on it. */
    readonly kind?: RequestKind | undefined;
    readonly method: "GET" | "POST" | "DELETE";
    /** Below the version, e.g. `106540352242922/register`. */
    readonly path: string;
    readonly params?: Readonly<Record<string, string | number | boolean>>;
    /** Sent as JSON; bytes as they are. */
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
    /** The word before the token: uploads want another one (graph-api-settings.md §4). Default `Bearer`. */
    readonly scheme?: "Bearer" | "OAuth";
    /** Values in the request that no text may show, e.g. the PIN. */
    readonly secrets?: readonly string[];
    /** May it be sent again when it is not known whether it was done? Reads may; register and deregister never. */
    readonly repeatable: boolean;
    /** The operation's deadline: aborts the request, and its repetitions. */
    readonly signal?: AbortSignal | undefined;
}

/** Sends requests and answers with Graph's JSON, or throws a {@link GraphError}. */
export interface GraphClient {
    send(request: GraphRequest): Promise<unknown>;
}

/** Tries after the first one of a repeatable request. */
const RETRIES = 3;
const RETRY_DELAY_MS = 100;
const RETRY_DELAY_CAP_MS = 5_000;
/** No connection was made, so the request can't have arrived. */
const NEVER_CONNECTED = new Set([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** What is heard besides an answer's body: what each answer says, even a refusal, and what the engine wants. */
interface Heard {
    /** How full Graph's limits are. */
    usages?(usages: Usages): void;
    /** An emulator on this machine names its world: another one has forgotten every request. */
    world?(id: string): void;
    /**
     * Aborted once the engine wants an end: no read is tried again, and a write once more at most, at once, since a
     * number may be off until it is done.
     */
    readonly stopping?: AbortSignal | undefined;
}

/**
 * A client for these settings.
 * @param adapter How requests travel, for tests. Default: axios's own, over the network.
 */
export function graphClient(
    settings: GraphSettings,
    heard: Heard = {},
    adapter?: AxiosRequestConfig["adapter"],
): GraphClient {
    const http = httpClient(settings, heard);
    if (adapter !== undefined) http.defaults.adapter = adapter;
    return {
        async send(request) {
            const token = settings.accessToken;
            if (token === undefined) throw noToken(request.request);
            checkPath(request);
            const secrets = [token, settings.appSecret, proofOf(settings), ...(request.secrets ?? [])];
            const clean = (text: string) => redact(text, secrets);
            const tagged = axiosRequest(settings, token, request);
            try {
                const answer = await http.request<unknown>(tagged);
                return answer.data;
            } catch (error) {
                throw asGraphError(request, error, clean);
            } finally {
                tagged.tries.end();
            }
        },
    };
}

function httpClient(settings: GraphSettings, heard: Heard): AxiosInstance {
    const staysHere = isLoopback(settings.graphUrl);
    const http = axios.create({
        baseURL: `${settings.graphUrl}/${settings.apiVersion}/`,
        headers: { "User-Agent": `pulumi-whatsapp/${version}`, Accept: "application/json" },
        httpAgent: new HttpAgent({ keepAlive: true }),
        httpsAgent: new HttpsAgent({ keepAlive: true }),
        // The token goes to this host and to no other; on this machine not even through a proxy.
        maxRedirects: 0,
        allowAbsoluteUrls: false,
        ...(staysHere ? { proxy: false } : {}),
        maxContentLength: 16 * 1024 * 1024,
        responseType: "text",
        transformResponse: (text: unknown) => jsonOrText(text),
        validateStatus: () => true,
    });
    http.interceptors.response.use((response) => {
        heard.usages?.(readUsages((name) => response.headers[name]));
        const world = text(response.headers["x-emulator-world"]);
        if (staysHere && world !== undefined) heard.world?.(world);
        const { data, status } = response;
        if (isJson(data) && status >= 200 && status < 300 && errorOf(data) === undefined) return response;
        // Anything that is not a valid answer becomes an error here, so that axios-retry sees it.
        throw new axios.AxiosError(
            "no success",
            "ERR_BAD_RESPONSE",
            response.config,
            response.request,
            response,
        );
    });
    axiosRetry(http, {
        retries: RETRIES,
        shouldResetTimeout: true,
        retryCondition: (error) => mayTryAgain(error, heard.stopping),
        // The pause is below, where an end wakes it.
        retryDelay: () => 0,
        onRetry: async (count, error, config) => {
            const delay = exponentialDelay(count, error, settings.retryDelayMs ?? RETRY_DELAY_MS);
            const { tries } = config as Tagged;
            await pause(Math.min(delay, RETRY_DELAY_CAP_MS), [tries.of.signal, heard.stopping]);
            if (!mayTryAgain(error, heard.stopping)) throw error;
            tries.isLast = heard.stopping?.aborted === true;
            config.signal = tries.next();
        },
    });
    return http;
}

/** The request is passed along in axios's configuration, where the retry rules see it. */
interface Tagged extends AxiosRequestConfig {
    readonly tries: Tries<GraphRequest>;
}

function axiosRequest(settings: GraphSettings, token: string, request: GraphRequest): Tagged {
    const proof = proofOf(settings);
    const tries = new Tries(settings.requestTimeoutMs, request);
    return {
        tries,
        method: request.method,
        url: request.path,
        params: { ...request.params, ...(proof === undefined ? {} : { appsecret_proof: proof }) },
        headers: { ...request.headers, Authorization: `${request.scheme ?? "Bearer"} ${token}` },
        ...(request.body === undefined ? {} : { data: request.body }),
        signal: tries.next(),
    };
}

/** What is not below a number, a WABA or an app. */
const OTHER_PATHS = new Set(["debug_token", "app"]);
/** An upload that Graph has begun: it names the rest of the path itself. */
const UPLOAD = /^upload:[\w:+=-]{1,500}(\?sig=[\w-]{1,200})?$/;

/**
 * A path begins with an ID: an answer of Graph's, state or a program could otherwise name a place to send the token
 * to.
 */
function checkPath({ request, method, path, params }: GraphRequest): void {
    const [first = "", ...rest] = path.split("/");
    // Graph's root names no node: it reads those that a parameter lists.
    const isRoot = path === "" && method === "GET" && params?.ids !== undefined;
    const isPlain = (isId(first) || OTHER_PATHS.has(first)) && rest.every((part) => /^\w+$/.test(part));
    if (isRoot || isPlain || UPLOAD.test(path)) return;
    throw new NoAnswerError({
        verdict: "notSent",
        request,
        message: `${request} was not sent: the ID it is about is not the digits of an ID`,
        fix: { todo: "check the ID", besides: "if Graph gave it, report a bug of pulumi-whatsapp" },
    });
}

function mayTryAgain(error: AxiosError, stopping: AbortSignal | undefined): boolean {
    const { tries } = (error.config ?? {}) as Partial<Tagged>;
    if (tries === undefined) return false;
    const { of: request, isLast } = tries;
    if (request.signal?.aborted === true) return false;
    if (stopping?.aborted === true && (request.method === "GET" || isLast)) return false;
    if (neverConnected(error)) return true;
    if (!request.repeatable) return false;
    const code = whole(json(errorOf(error.response?.data)).code);
    if (code !== undefined) return mayReadAgain(code);
    const status = error.response?.status;
    // A 2xx without Graph's JSON was damaged in transit.
    return status === undefined || status < 300 || status >= 500 || status === 429;
}

function neverConnected(error: AxiosError): boolean {
    return error.response === undefined && error.code !== undefined && NEVER_CONNECTED.has(error.code);
}

function asGraphError(request: GraphRequest, error: unknown, clean: (text: string) => string): GraphError {
    if (!isAxiosError(error)) throw error;
    const said = errorOf(error.response?.data);
    if (said !== undefined) {
        return graphError(request.request, error.response?.status ?? 0, said, clean, request.kind);
    }
    const status = error.response?.status;
    const verdict: Verdict = neverConnected(error)
        ? "notSent"
        : status !== undefined && status >= 300 && status < 500
          ? "refused"
          : "unclear";
    return new NoAnswerError({
        verdict,
        request: request.request,
        message: `${request.request} ${whatHappened(error, request)}`,
        fix: { todo: "check the network (HTTPS_PROXY, WHATSAPP_GRAPH_URL)" },
        status,
    });
}

function whatHappened(error: AxiosError, request: GraphRequest): string {
    if (neverConnected(error)) return `was not sent: no connection to Graph (${error.code})`;
    if (error.response !== undefined) {
        return `got an answer that is not Graph's (HTTP ${error.response.status})`;
    }
    if (request.signal?.aborted === true) return "got no answer before the operation's deadline";
    if (error.code === "ERR_CANCELED") return "got no answer in time";
    return `got no answer: the connection broke (${error.code ?? "unknown"})`;
}

function noToken(request: string): TokenError {
    return new TokenError({
        verdict: "notSent",
        request,
        message: `${request} needs an access token, and there is none`,
        fix: { todo: "export WHATSAPP_ACCESS_TOKEN" },
    });
}

/** Graph's proof that the caller knows the app secret. */
function proofOf({ accessToken, appSecret }: GraphSettings): string | undefined {
    if (accessToken === undefined || appSecret === undefined) return undefined;
    return createHmac("sha256", appSecret).update(accessToken).digest("hex");
}

function jsonOrText(text: unknown): unknown {
    if (typeof text !== "string") return text;
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

function isJson(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}
