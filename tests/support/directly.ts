/** Asks an emulator of this process by a call: half of what a test that asks much spends is HTTP. */
import { type AxiosAdapter, AxiosHeaders, getAdapter, type InternalAxiosRequestConfig } from "axios";
import type { Emulator } from "../../emulator";

const overHttp = getAdapter("http");

/** An axios adapter that calls this emulator. A request that meets a fault of a connection goes over `connection`. */
export function directly(graph: Emulator, connection: AxiosAdapter = overHttp): AxiosAdapter {
    return async (config) => {
        const answer = await graph.fetch(requestOf(config));
        if (answer === undefined) return connection(config);
        return {
            data: await answer.text(),
            status: answer.status,
            statusText: answer.statusText,
            headers: new AxiosHeaders(Object.fromEntries(answer.headers)),
            config,
        };
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

function requestOf({
    url = "",
    baseURL,
    params = {},
    method = "get",
    headers,
    data,
}: InternalAxiosRequestConfig) {
    // Joined, not resolved: the name of an upload looks like a scheme.
    const address = new URL(`${baseURL}${url}`);
    for (const [name, value] of Object.entries(params)) address.searchParams.set(name, String(value));
    return new Request(address, {
        method: method.toUpperCase(),
        headers: headers.toJSON(true) as Record<string, string>,
        ...(data === undefined ? {} : { body: data }),
    });
}
