/** How an answer is sent, and what a fault does to it. */
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { FaultAction } from "../api";
import { GraphRefusal } from "../errors";

/** An answer before it is sent. */
export interface Answer {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: string;
    /** The Graph error code in it. */
    readonly code?: number;
}

/** The answer after a fault has replaced its content. */
export function disturbed(answer: Answer, action: FaultAction | undefined): Answer {
    if (action === undefined) return answer;
    if ("error" in action) {
        const { code, ...more } = action.error;
        const refusal = new GraphRefusal(code, more);
        return {
            status: refusal.status,
            headers: { ...answer.headers, ...lowerCased(action.headers) },
            body: JSON.stringify(refusal.body()),
            code,
        };
    }
    if ("respond" in action) {
        const { status, body = "", headers } = action.respond;
        return { status, headers: { ...answer.headers, ...lowerCased(headers) }, body };
    }
    if ("html" in action) {
        return {
            status: action.html,
            headers: { "content-type": "text/html; charset=utf-8" },
            body: `<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1><p>${action.html}</p></body></html>`,
        };
    }
    return "empty" in action ? { status: action.empty, headers: {}, body: "" } : answer;
}

/** With lower-case names, so that a given `Content-Type` replaces ours. */
function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Sends an answer: whole, or as a fault says. */
export async function deliver(
    { outgoing, incoming }: HttpBindings,
    answer: Answer,
    action: FaultAction | undefined,
): Promise<Response> {
    if (action !== undefined && "drop" in action) {
        reset(incoming.socket);
        return RESPONSE_ALREADY_SENT;
    }
    if (action !== undefined && "hang" in action) return RESPONSE_ALREADY_SENT;
    const bytes = Buffer.from(answer.body);
    const headers = { "content-length": String(bytes.length), ...answer.headers };
    if (action !== undefined && "truncate" in action) {
        outgoing.writeHead(answer.status, headers);
        outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => incoming.socket.destroy());
        return RESPONSE_ALREADY_SENT;
    }
    if (action !== undefined && "slow" in action) {
        outgoing.writeHead(answer.status, headers);
        for (let at = 0; at < bytes.length && !outgoing.destroyed; at += 1) {
            outgoing.write(bytes.subarray(at, at + 1));
            await sleep(action.slow);
        }
        outgoing.end();
        return RESPONSE_ALREADY_SENT;
    }
    if (action !== undefined) {
        // Without Response: it allows neither 101 nor a 204 with a body, and a fault may ask for them.
        const informational = answer.status < 200;
        outgoing.writeHead(answer.status, informational ? answer.headers : headers);
        outgoing.end(informational ? undefined : bytes);
        return RESPONSE_ALREADY_SENT;
    }
    return new Response(answer.body === "" ? null : answer.body, { status: answer.status, headers });
}

/** A TLS connection has no reset of its own; its end in the middle is an error for the client too. */
function reset(socket: Socket): void {
    if (socket instanceof TLSSocket) socket.destroy();
    else socket.resetAndDestroy();
}
