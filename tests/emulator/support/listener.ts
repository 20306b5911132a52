import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook's listener on this machine, and what came to it. */
export interface Listener {
    readonly url: string;
    /** The query of each GET. */
    readonly handshakes: Record<string, string>[];
    /** The body of each POST. */
    readonly received: unknown[];
}

/** What a listener answers to a challenge. */
export type Reply = (challenge: string) => { status?: number; body?: string; location?: string };

/** Runs a test with a listener; by default it answers as Meta wants. */
export async function withListener(
    test: (listener: Listener) => Promise<void>,
    reply: Reply = (challenge) => ({ body: challenge }),
): Promise<void> {
    const [handshakes, received]: [Record<string, string>[], unknown[]] = [[], []];
    const server = createServer((request, response) => {
        const query = Object.fromEntries(new URL(request.url ?? "", "http://x").searchParams);
        if (request.method === "GET") handshakes.push(query);
        let text = "";
        request.on("data", (part) => {
            text += part;
        });
        request.on("end", () => {
            if (request.method === "POST") received.push(JSON.parse(text));
            const { status = 200, body = "", location } = reply(query["hub.challenge"] ?? "");
            response.writeHead(status, location === undefined ? {} : { location }).end(body);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
        const { port } = server.address() as AddressInfo;
        await test({ url: `http://127.0.0.1:${port}/hook?a=b`, handshakes, received });
    } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
    }
}
