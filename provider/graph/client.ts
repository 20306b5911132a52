/**
 * The HTTP client of the Graph API: one place that knows the token, the time-outs and what may be sent twice.
 * Reads, and writes that may be repeated, are tried again with backoff; register and deregister never are.
 */
import { createHmac } from "node:crypto";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { type AxiosError, type AxiosInstance, type AxiosRequestConfig, isAxiosError } from "axios";
import axiosRetry, { exponentialDelay } from "axios-retry";
import { version } from "../version";
import { type GraphError, NoAnswerError, TokenError, type Verdict } from "./errors";
import { type GraphErrorBody, graphError, mayReadAgain } from "./errorTable";
import { readUsages, type Usages } from "./usage";

/** Where Graph is, and how to talk to it. */
export interface GraphSettings {
    readonly accessToken: string | undefined;
    /** If given, `appsecret_proof` goes with every call. */
    readonly appSecret: string | undefined;
    /** Without a slash at its end. */
    readonly graphUrl: string;
    /** E.g. `v25.0`. */
    readonly apiVersion: string;
    /** The longest that one try of a request may take, in milliseconds. */
    readonly requestTimeoutMs: number;
    /** The first pause before a repetition, in milliseconds; each further one is twice as long. Default 100. */
    readonly retryDelayMs?: number;
}

/** One request: its name in messages, and how it may be treated. */
export interface GraphRequest {
    /** In the project's words, e.g. `register`. */
    readonly request: string;
    readonly method: "GET" | "POST";
    /** Below the version, e.g. `106540352242922/register`. */
    readonly path: string;
    readonly params?: Readonly<Record<string, string | number>>;
    readonly body?: unknown;
    /** Values in the request that no text may show, e.g. the PIN. */
    readonly secrets?: readonly string[];
    /** May it be sent again when nobody knows whether it was done? Reads may; register and deregister never. */
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

/**
 * A client for these settings.
 * @param noticed told how full Graph's limits are, by each answer that says so, a refusal too
 */
export function graphClient(
    settings: GraphSettings,
    noticed: (usages: Usages) => void = () => undefined,
): GraphClient {
    const http = httpClient(settings, noticed);
    return {
        async send(request) {
            const token = settings.accessToken;
            if (token === undefined) throw noToken(request.request);
            const secrets = [token, settings.appSecret, proofOf(settings), ...(request.secrets ?? [])];
            const clean = (text: string) => redact(text, secrets);
            try {
                const answer = await http.request<unknown>(axiosRequest(settings, token, request));
                return answer.data;
            } catch (error) {
                throw asGraphError(request, error, clean);
            }
        },
    };
}

function httpClient(settings: GraphSettings, noticed: (usages: Usages) => void): AxiosInstance {
    const http = axios.create({
        baseURL: `${settings.graphUrl}/${settings.apiVersion}/`,
        headers: { "User-Agent": `pulumi-whatsapp/${version}`, Accept: "application/json" },
        httpAgent: new HttpAgent({ keepAlive: true }),
        httpsAgent: new HttpsAgent({ keepAlive: true }),
        // The token goes to this host and to no other.
        maxRedirects: 0,
        maxContentLength: 16 * 1024 * 1024,
        responseType: "text",
        transformResponse: (text: string) => jsonOrText(text),
        validateStatus: () => true,
    });
    http.interceptors.response.use((response) => {
        noticed(readUsages((name) => response.headers[name]));
        if (isJson(response.data) && response.status < 300 && !("error" in response.data)) return response;
        // Whatever is not an answer is an error here, so that axios-retry sees it.
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
        retryCondition: mayTryAgain,
        retryDelay: (count, error) =>
            Math.min(
                exponentialDelay(count, error, settings.retryDelayMs ?? RETRY_DELAY_MS),
                RETRY_DELAY_CAP_MS,
            ),
        onRetry: (_count, _error, config) => {
            config.signal = trySignal(settings, requestOf(config));
        },
    });
    return http;
}

/** The request rides along in axios's configuration, for the retry rules to see. */
interface Tagged extends AxiosRequestConfig {
    graphRequest?: GraphRequest;
}

function requestOf(config: AxiosRequestConfig | undefined): GraphRequest | undefined {
    return (config as Tagged | undefined)?.graphRequest;
}

function axiosRequest(settings: GraphSettings, token: string, request: GraphRequest): Tagged {
    const proof = proofOf(settings);
    return {
        graphRequest: request,
        method: request.method,
        url: request.path,
        params: { ...request.params, ...(proof === undefined ? {} : { appsecret_proof: proof }) },
        headers: { Authorization: `Bearer ${token}` },
        ...(request.body === undefined ? {} : { data: request.body }),
        signal: trySignal(settings, request),
    };
}

/** One try's time-out (a trickling body included), within the operation's deadline. */
function trySignal(settings: GraphSettings, request: GraphRequest | undefined): AbortSignal {
    // Not AbortSignal.timeout: AbortSignal.any holds its sources weakly, and on Node.js 20 a collected time-out
    // never fires. The timer holds this one.
    const timeout = new AbortController();
    setTimeout(() => timeout.abort(), settings.requestTimeoutMs).unref();
    return request?.signal === undefined ? timeout.signal : AbortSignal.any([timeout.signal, request.signal]);
}

function mayTryAgain(error: AxiosError): boolean {
    const request = requestOf(error.config);
    if (request === undefined || request.signal?.aborted === true) return false;
    if (neverConnected(error)) return true;
    if (!request.repeatable) return false;
    const body = errorBody(error);
    if (body !== undefined) return mayReadAgain(body.code);
    const status = error.response?.status;
    // A 2xx that is not Graph's JSON was torn on its way.
    return status === undefined || status < 300 || status >= 500 || status === 429;
}

function neverConnected(error: AxiosError): boolean {
    return error.response === undefined && error.code !== undefined && NEVER_CONNECTED.has(error.code);
}

function asGraphError(request: GraphRequest, error: unknown, clean: (text: string) => string): GraphError {
    if (!isAxiosError(error)) throw error;
    const body = errorBody(error);
    if (body !== undefined) return graphError(request.request, error.response?.status ?? 0, body, clean);
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
        remedy: "check the network (HTTPS_PROXY, WHATSAPP_GRAPH_URL), then run the command again",
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

function errorBody(error: AxiosError): GraphErrorBody | undefined {
    const data = error.response?.data;
    if (!isJson(data) || !isJson(data.error) || typeof data.error.code !== "number") return undefined;
    return data.error as unknown as GraphErrorBody;
}

function noToken(request: string): TokenError {
    return new TokenError({
        verdict: "notSent",
        request,
        message: `${request} needs an access token, and there is none`,
        remedy:
            "export WHATSAPP_ACCESS_TOKEN=… or run `pulumi config set --secret whatsapp:accessToken` " +
            "(refresh and destroy see a config value only after a pulumi up)",
    });
}

/** Graph's proof that the caller knows the app secret. */
function proofOf({ accessToken, appSecret }: GraphSettings): string | undefined {
    if (accessToken === undefined || appSecret === undefined) return undefined;
    return createHmac("sha256", appSecret).update(accessToken).digest("hex");
}

/** A text with every secret replaced, as it is and as a URL would carry it. */
export function redact(text: string, secrets: readonly (string | undefined)[]): string {
    let clean = text;
    for (const secret of secrets) {
        if (secret === undefined || secret === "") continue;
        clean = clean.replaceAll(secret, "[secret]").replaceAll(encodeURIComponent(secret), "[secret]");
    }
    return clean;
}

function jsonOrText(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

function isJson(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}
