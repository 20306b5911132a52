/** The page to look at, and the stream of events that it lives on. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Context, Hono } from "hono";
import type { LoggedRequest } from "../api";
import type { Faults } from "../faults";
import { pageState } from "../view/pageState";
import type { ShownRequest } from "../view/types";
import type { EmulatorWorld } from "../world";
import { eventText, type Live } from "./live";
import type { RequestLog } from "./log";
import type { Webhooks } from "./webhooks";

/** What the page shows. */
interface UiDeps {
    readonly world: EmulatorWorld;
    readonly faults: Faults;
    readonly requests: RequestLog;
    readonly webhooks: Webhooks;
    readonly live: Live;
}

/** Beside this module, in the sources and where they are built. */
const FOLDER = path.join(__dirname, "../ui");

/** The page's files, each with its type: nothing else is served. */
const FILES: Readonly<Record<string, string>> = {
    "index.html": "text/html",
    "icon.svg": "image/svg+xml",
    ...Object.fromEntries(["page", "card", "side"].map((name) => [`${name}.css`, "text/css"])),
    ...Object.fromEntries(
        ["page", "card", "dom", "faults", "format", "log", "timeline"].map((name) => [
            `${name}.mjs`,
            "text/javascript",
        ]),
    ),
};

/** Nothing from elsewhere, nothing inline, and no text that becomes markup. */
const POLICY = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
].join("; ");

const HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
};

/** A reader that comes hears of so many requests before. */
const BEFORE = 200;

/** A longer body is told by its length. */
const LONGEST_BODY = 10_000;

/** `/ui`, its files, and `/events`; below the path of the controls. */
export function uiApp(deps: UiDeps): Hono {
    const app = new Hono();
    for (const place of ["/ui", "/ui/"]) app.get(place, (c) => file(c, "index.html"));
    app.get("/ui/:file", (c) => file(c, c.req.param("file")));
    app.get("/events", (c) => events(c, deps));
    return app;
}

async function file(c: Context, name: string): Promise<Response> {
    const type = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (type === undefined) return c.json({ error: `the page has no file ${name}` }, 404);
    const bytes = await readFile(path.join(FOLDER, name));
    return c.body(new Uint8Array(bytes), 200, { ...HEADERS, "content-type": `${type}; charset=utf-8` });
}

/** The newest requests and the state; then again what is new. `find` narrows the numbers down. */
function events(c: Context, { world, faults, requests, webhooks, live }: UiDeps): Response {
    const find = c.req.query("find") ?? "";
    let told = 0;
    const next = (): string => {
        const log = requests.range();
        if (told > log.last) told = 0;
        const news = requests.entries.filter(({ seq }) => seq > told).slice(-BEFORE);
        told = log.last;
        const state = pageState({
            world: world.id,
            now: world.clock.now(),
            ahead: world.clock.offset,
            switches: world.switches,
            numbers: [...world.numbers.values()],
            wabas: world.wabas,
            apps: [...world.apps.values()],
            deliveries: webhooks.deliveries,
            faults: faults.list(),
            log,
            find,
        });
        return [...news.map((each) => eventText("request", shortened(each))), eventText("state", state)].join(
            "",
        );
    };
    return c.body(live.stream(next), 200, { ...HEADERS, "content-type": "text/event-stream; charset=utf-8" });
}

/** An entry of the log, which has no secrets, with a body that a page can show. */
function shortened(entry: LoggedRequest): ShownRequest {
    const length = JSON.stringify(entry.body)?.length ?? 0;
    return length > LONGEST_BODY ? { ...entry, body: `[${length} characters]` } : entry;
}
