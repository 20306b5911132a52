/**
 * What a web page can't do. A browser on this machine reaches the emulator for every page that it shows: a page must
 * neither read what the emulator has (by a name of its own that leads here) nor change it (by a form).
 */
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { GraphRefusal } from "../errors";
import { isLoopback } from "../loopback";
import { isWiredIn } from "../tls/names";
import type { ByCall } from "./calls";

type Guard = MiddlewareHandler<{ Bindings: HttpBindings | ByCall }>;

/** Serves no page of another origin, and nobody by another name than this machine's own. */
export function guarded(control: string): Guard {
    return async (c, next) => {
        // What comes by a call comes from no browser.
        if (!("incoming" in c.env)) return next();
        const { method = "GET", headers, socket } = c.env.incoming;
        const isControl = isBelow(c, control);
        const isTls = socket instanceof TLSSocket;
        const why = barred({ method, headers, port: socket.localPort ?? 0, isControl, isTls });
        return why === undefined ? next() : refusal(c, control, why);
    };
}

/** The largest bodies: a seed of a whole fleet; a picture of 5 MB, in any encoding. */
const MOST_MEGABYTES = { control: 64, graph: 16 };

/** Reads no body that would fill the memory. */
export function limited(control: string): Guard {
    const limit = (most: number): Guard =>
        bodyLimit({
            maxSize: most * 1024 * 1024,
            onError: (c) => refusal(c, control, { status: 413, why: `the body has more than ${most} MB` }),
        });
    const [ofControl, ofGraph] = [limit(MOST_MEGABYTES.control), limit(MOST_MEGABYTES.graph)];
    return (c, next) => {
        // Most requests have no body, or say that theirs is small: they need not be looked into.
        if (!("incoming" in c.env) || isSmall(c.env.incoming)) return next();
        return isBelow(c, control) ? ofControl(c, next) : ofGraph(c, next);
    };
}

function isSmall({ headers }: IncomingMessage): boolean {
    const { "content-length": length = "0", "transfer-encoding": encoding } = headers;
    return encoding === undefined && Number(length) < 1024 * 1024;
}

function isBelow({ req: { path } }: Context, control: string): boolean {
    return path === control || path.startsWith(`${control}/`);
}

/** Graph's clients read Graph's errors only. */
function refusal(c: Context, control: string, { status, why }: Barred): Response {
    if (isBelow(c, control)) return c.json({ error: why }, status);
    return c.json(new GraphRefusal(1, { status, message: `(#1) ${why}` }).body(), status);
}

/** Why a request is not served. */
interface Barred {
    readonly status: 403 | 413 | 415;
    readonly why: string;
}

/** What the decision depends on. */
export interface Caller {
    readonly method: string;
    /** The port that the emulator listens on. */
    readonly port: number;
    /** Whether it is a request to the controls. */
    readonly isControl: boolean;
    /** Whether it came with TLS; default not. */
    readonly isTls?: boolean;
    readonly headers: IncomingMessage["headers"];
}

const CHANGES = ["POST", "PUT", "PATCH", "DELETE"];

/** Why a request is not served; undefined: it is. */
export function barred({ method, port, isControl, headers, isTls = false }: Caller): Barred | undefined {
    const { host = "", origin } = headers;
    if (!isOwnHost(host, isTls)) {
        const scheme = isTls ? "https" : "http";
        return forbidden(
            `the emulator does not answer to the host ${JSON.stringify(host)}: ask ${scheme}://127.0.0.1:${port} or ` +
                `${scheme}://localhost:${port}`,
        );
    }
    if (origin !== undefined && origin !== `https://${host}` && !isOwnOrigin(origin)) {
        return forbidden(
            `a page of ${JSON.stringify(origin)} may not ask the emulator: ask it without a browser`,
        );
    }
    if (!isControl) return undefined;
    if (isOfOtherOrigin(headers) && !(method === "GET" && isNavigation(headers))) {
        return forbidden(
            "a page of another origin may not use the emulator's controls: ask them without a browser",
        );
    }
    if (CHANGES.includes(method) && !/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
        return {
            status: 415,
            why:
                "a control that changes something needs the header Content-Type: application/json, which no form can " +
                'send: with curl add --header "Content-Type: application/json", also without a body',
        };
    }
    return undefined;
}

const isOfOtherOrigin = ({ "sec-fetch-site": site }: Caller["headers"]): boolean =>
    site === "cross-site" || site === "same-site";

/** A link to the emulator that somebody follows; no page sees what comes. */
const isNavigation = ({ "sec-fetch-mode": mode, "sec-fetch-dest": to }: Caller["headers"]): boolean =>
    mode === "navigate" && to === "document";

const forbidden = (why: string): Barred => ({ status: 403, why });

/** What a container calls the machine that it runs on; no DNS in the world has names below .internal. */
const NAMES_OF_THE_HOST = ["host.docker.internal", "host.containers.internal"];

/**
 * Whether a Host header has a name that can't be made to lead here: this machine's own, with TLS also Graph's. Its port
 * says nothing: that of a page that was rebound is the emulator's too, and a forwarded one is another.
 */
function isOwnHost(host: string, isTls: boolean): boolean {
    const { name, port = "443" } = partsOf(host);
    return isOwnName(name) || (isTls && isWiredIn(name, Number(port)));
}

/** Whether a page comes from this machine. By which of its ports a browser came, a forwarder decides. */
function isOwnOrigin(origin: string): boolean {
    const [, host = ""] = /^https?:\/\/(.+)$/i.exec(origin) ?? [];
    return isOwnName(partsOf(host).name);
}

/** A final dot says that a name is complete. */
function isOwnName(name: string): boolean {
    return isLoopback(name.replace(/\.$/, "")) || NAMES_OF_THE_HOST.includes(name);
}

function partsOf(host: string): { readonly name: string; readonly port: string | undefined } {
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/.exec(host) ?? [];
    return { name: (bracketed ?? plain ?? "").toLowerCase(), port };
}
