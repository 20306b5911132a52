/** The Graph in memory of the settings' unit tests, over HTTP: what the real engine's provider talks to. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json as readJson, text as readText } from "node:stream/consumers";
import { FakeGraph } from "../../unit/settings/support/fakeGraph";

export interface SettingsGraph extends AsyncDisposable {
    readonly url: string;
    readonly fake: FakeGraph;
}

/** Serves it on loopback. */
export async function serveSettings(): Promise<SettingsGraph> {
    const fake = new FakeGraph();
    const server = createServer(async (request, response) => {
        const url = new URL(request.url ?? "/", "http://127.0.0.1");
        const isJson = request.headers["content-type"]?.includes("json") === true;
        const body = isJson ? await readJson(request) : await readText(request);
        const answer = await fake.send({
            request: `${request.method} ${url.pathname}`,
            method: request.method as "GET" | "POST" | "DELETE",
            path: decodeURIComponent(url.pathname.replace(/^\/v[\d.]+\//, "")),
            params: Object.fromEntries(
                [...url.searchParams].map(([name, value]) => [name, booleanIn(value)]),
            ),
            body: isJson ? body : undefined,
            repeatable: true,
        });
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `http://127.0.0.1:${port}`,
        fake,
        [Symbol.asyncDispose]: () =>
            new Promise<void>((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}

/** A query has texts alone. */
function booleanIn(value: string): string | boolean {
    return value === "true" ? true : value === "false" ? false : value;
}
