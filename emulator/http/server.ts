/** The server below the app: what it does with requests that are none. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { GraphRefusal } from "../errors";

/** Serves what `fetch` answers, over TLS where there is a key. Each answer has the headers, whatever a fault does. */
export function serverOf(
    fetch: Parameters<typeof getRequestListener>[0],
    identity: { readonly key: string; readonly cert: string } | undefined,
    headers: () => Readonly<Record<string, string>>,
): Server {
    // HTTP/1.0 may have no Host: the guard decides about that too.
    const listener = getRequestListener(fetch, { hostname: "localhost", errorHandler: unreadable });
    const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
        for (const [name, value] of Object.entries(headers())) outgoing.setHeader(name, value);
        // Names of hosts have no case, and the adapter below takes lower case only.
        if (incoming.headers.host !== undefined) incoming.headers.host = incoming.headers.host.toLowerCase();
        void listener(incoming, outgoing);
    };
    if (identity === undefined) return createServer(answer);
    const { key, cert } = identity;
    return createTlsServer({ key, cert }, answer);
}

/** The answer to a request whose address or Host can't be read, in Graph's shape as any other. */
function unreadable(error: unknown): Response {
    const why = error instanceof Error ? error.message : String(error);
    const refusal = new GraphRefusal(1, { status: 400, message: `(#1) The request can't be read: ${why}` });
    return Response.json(refusal.body(), { status: refusal.status });
}

/** Listens, and resolves to the port. */
export function listen(server: Server, port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
            server.off("error", reject);
            resolve((server.address() as AddressInfo).port);
        });
    });
}

/** Stops a server, and ends what is under way. */
export async function stop(server: Server): Promise<void> {
    await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
    });
}
