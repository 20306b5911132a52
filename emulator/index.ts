/**
 * A Graph API for WhatsApp business phone numbers that runs on this machine.
 * @module pulumi-whatsapp/emulator
 */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Emulator, StartOptions } from "./api";
import { DEFAULT_TOKEN } from "./defaults";
import { Faults } from "./faults";
import { type ByCall, type Call, fetched, keepCall } from "./http/calls";
import { CONTROL, controlApp, noControl } from "./http/control";
import { graphOf } from "./http/graph";
import { guarded, limited } from "./http/guard";
import { Live } from "./http/live";
import { RequestLog } from "./http/log";
import { tellChanges } from "./http/notify";
import { listen, serverOf, stop } from "./http/server";
import { uiApp } from "./http/ui";
import { Webhooks } from "./http/webhooks";
import { isLoopback } from "./loopback";
import { toldOf } from "./rules/events";
import { checkOptions } from "./schema/options";
import { Store } from "./store";
import type { TlsIdentity } from "./tls/certificate";
import { EmulatorWorld } from "./world";

export type * from "./api";
export { isLoopback } from "./loopback";
export type { SomeSwitches } from "./schema/switches";
export type * from "./state";
export {
    type AfterDeregister,
    type FeatureSwitches,
    type Rung,
    SWITCHES,
    type Switches,
    type SwitchInfo,
} from "./switches";

/** Each answer names its world: a client can tell a new emulator from the one before at the same address. */
const WORLD_HEADER = "x-emulator-world";

/** Starts a Graph API for WhatsApp numbers on this machine. */
export async function startEmulator(options: StartOptions = {}): Promise<Emulator> {
    checkOptions(options);
    const host = options.host ?? "127.0.0.1";
    if (!isLoopback(host)) {
        throw new Error(`the emulator listens on loopback only (127.0.0.1, ::1, localhost), not on ${host}`);
    }
    const world = new EmulatorWorld();
    const store = options.file === undefined ? undefined : new Store(options.file, world);
    try {
        begin(world, options, store?.load());
        world.changed = (id) => store?.changed(id);
        world.changed();
        // Before it listens: what can't be written can't be kept.
        await store?.saved();
        return await serve(world, store, options, host);
    } catch (error) {
        store?.abandon();
        throw error;
    }
}

/** What the options give. Numbers, WABAs and apps that a file has stay as they are. */
function begin(world: EmulatorWorld, options: StartOptions, kept?: ReadonlySet<string>): void {
    const isNew = ({ id }: { readonly id: string }): boolean => kept === undefined || !kept.has(id);
    const { numbers, wabas, apps, tokens, users, takenUsernames, uploads } = options;
    world.set(options.switches ?? {});
    if (options.now !== undefined) world.startClock(options.now);
    const all = { numbers, wabas, apps, tokens, users, takenUsernames, uploads };
    // Checked whole: what a file has already may be wrong too.
    world.check(all);
    world.seed({
        ...all,
        numbers: [
            ...(kept === undefined ? (options.firstNumbers ?? []) : []),
            ...(numbers ?? []).filter(isNew),
        ],
        wabas: wabas?.filter(isNew),
        apps: apps?.filter(isNew),
    });
}

/** Listens, and hands over the controls. */
async function serve(
    world: EmulatorWorld,
    store: Store | undefined,
    options: StartOptions,
    host: string,
): Promise<Emulator> {
    const saved = async (): Promise<void> => store?.saved();
    const faults = new Faults();
    const requests = new RequestLog();
    const log = options.log ?? (() => {});
    const webhooks = new Webhooks();
    const controls = inProcess(world, faults, requests, webhooks, options);
    const app = new Hono<{ Bindings: HttpBindings | ByCall }>();
    app.use(guarded(CONTROL), limited(CONTROL));
    app.route(CONTROL, controlApp({ emulator: controls, faults: () => faults.list(), saved, log }));
    const live = hearing(world, faults, requests, webhooks);
    app.route(CONTROL, uiApp({ world, faults, requests, webhooks, live }));
    app.all(`${CONTROL}/*`, noControl);
    const graph = graphOf({
        world,
        faults,
        requests,
        webhooks,
        latencyMs: options.latencyMs ?? 0,
        log,
        saved,
    });
    app.all("*", (c) => graph.app.fetch(c.req.raw, c.env));

    const identity = options.tls === true ? await newIdentity() : undefined;
    const server = serverOf(app.fetch, identity, () => ({ [WORLD_HEADER]: world.id }));
    const port = await listen(server, options.port ?? 0, host);
    const close = async (): Promise<void> => {
        live.close();
        await stop(server);
        await store?.close();
    };
    const call: Call = async (asked) => {
        const answer = await graph.call(asked);
        return answer && { ...answer, headers: { [WORLD_HEADER]: world.id, ...answer.headers } };
    };
    const emulator = Object.assign(controls, {
        fetch: async (request: Request) =>
            isControl(request) ? app.fetch(request, {}) : fetched(call, request),
        url: `${identity === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${port}`,
        ...(identity === undefined ? {} : { ca: identity.ca }),
        close,
        [Symbol.asyncDispose]: close,
    });
    return keepCall(emulator, call);
}

function isControl({ url }: Request): boolean {
    const { pathname } = new URL(url);
    return pathname === CONTROL || pathname.startsWith(`${CONTROL}/`);
}

/** Hears of every change, for the page. */
function hearing(world: EmulatorWorld, faults: Faults, requests: RequestLog, webhooks: Webhooks): Live {
    const live = new Live();
    const { changed } = world;
    world.changed = (id) => {
        changed(id);
        live.changed();
    };
    for (const each of [faults, requests, webhooks]) each.changed = live.changed;
    return live;
}

function inProcess(
    world: EmulatorWorld,
    faults: Faults,
    requests: RequestLog,
    webhooks: Webhooks,
    options: StartOptions,
): Omit<Emulator, "close" | "fetch" | "url" | typeof Symbol.asyncDispose> {
    return {
        token: DEFAULT_TOKEN,
        get world() {
            return world.id;
        },
        seed: (seed) => world.seed(seed),
        reset: () => {
            world.clear();
            begin(world, options);
            faults.clear();
            requests.clear();
            webhooks.clear();
        },
        remove: (id) => world.removeNumber(id),
        number: (id) => structuredClone(world.number(id)),
        change: (id, patch) => {
            const number = world.number(id);
            const before = toldOf(number);
            world.change(id, patch);
            tellChanges({ world, webhooks, now: world.clock.now() }, number, before);
        },
        changeWaba: (id, patch) => world.changeWaba(id, patch),
        changeApp: (id, patch) => world.changeApp(id, patch),
        state: () => world.state(),
        now: () => world.clock.now(),
        advance: (ms) => world.advance(ms),
        resetClock: () => world.startClock(),
        fail: (fault) => faults.add(fault),
        clearFaults: () => faults.clear(),
        requests: requests.entries,
        writes: () => requests.writes(),
        clearRequests: () => requests.clear(),
        deliveries: webhooks.deliveries,
        set: (switches) => world.set(switches),
    };
}

/** Loaded only where it is asked for: few emulators speak TLS. */
async function newIdentity(): Promise<TlsIdentity> {
    const { tlsIdentity } = await import("./tls/certificate.js");
    return tlsIdentity();
}
