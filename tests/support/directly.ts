/** Asks an emulator of this process by a call: half of what a test that asks much spends is HTTP. */
import { type AxiosAdapter, AxiosHeaders, getAdapter, type InternalAxiosRequestConfig } from "axios";
import type { Emulator } from "../../emulator";
import { callOf } from "../../emulator/http/calls";
import type { Asked } from "../../emulator/http/request";

const overHttp = getAdapter("http");

/** An axios adapter that calls this emulator. A request that meets a fault of a connection goes over `connection`. */
export function directly(graph: Emulator, connection: AxiosAdapter = overHttp): AxiosAdapter {
    const call = callOf(graph);
    return async (config) => {
        const answer = await call(asked(config));
        if (answer === undefined) return connection(config);
        const { body, status, headers } = answer;
        return { data: body, status, statusText: "", headers: new AxiosHeaders(headers), config };
    };
}

/**
 * A connection of a client that does not wait long: it gives up once the emulator has met the request with a fault,
 * not after a time, which a busy machine could need to get there.
 */
export function impatient(graph: Emulator): AxiosAdapter {
    return (config) => {
        const met = () =>
            graph.requests.filter(({ fault, path }) => fault !== undefined && path === `/${config.url}`)
                .length;
        const before = met();
        const patience = new AbortController();
        let waiting = true;
        const giveUp = () => {
            if (met() > before) patience.abort();
            else if (waiting) setImmediate(giveUp);
        };
        giveUp();
        return overHttp({ ...config, signal: patience.signal }).finally(() => {
            waiting = false;
        });
    };
}

/** A connection to a place where nobody listens. */
export const refused: AxiosAdapter = (config) => overHttp({ ...config, baseURL: "http://127.0.0.1:1/" });

function asked({
    url = "",
    baseURL,
    params = {},
    method = "get",
    headers,
    data,
}: InternalAxiosRequestConfig): Asked {
    // Joined, not resolved: the name of an upload looks like a scheme.
    const address = new URL(`${baseURL}${url}`);
    for (const [name, value] of Object.entries(params)) address.searchParams.set(name, String(value));
    const sent = Object.entries(headers.toJSON(true)).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
    ]);
    const named = new Map(sent as [string, string][]);
    const body = () => new Response(data, { headers: { "content-type": named.get("content-type") ?? "" } });
    return {
        method: method.toUpperCase(),
        url: address.href,
        path: address.pathname,
        header: (name) => named.get(name),
        text: async () => (typeof data === "string" ? data : body().text()),
        formData: () => body().formData(),
        arrayBuffer: () => body().arrayBuffer(),
    };
}
