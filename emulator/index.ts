/**
 * A Graph API for WhatsApp business phone numbers that runs on this machine.
 * @module pulumi-whatsapp/emulator
 */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Emulator, StartOptions } from "./api";
import { checkFault } from "./checkFault";
import { checkSwitches } from "./checkSwitches";
import { DEFAULT_TOKEN } from "./defaults";
import { Faults } from "./faults";
import { CONTROL, controlApp } from "./http/control";
import { graphApp } from "./http/graph";
import { RequestLog } from "./http/log";
import { tellChanges } from "./http/notify";
import type { ByCall } from "./http/request";
import { Webhooks } from "./http/webhooks";
import { isLoopback } from "./loopback";
import { toldOf } from "./rules/events";
import { Store } from "./store";
import { EmulatorWorld } from "./world";

export type * from "./api";
export { isLoopback } from "./loopback";
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
    const host = options.host ?? "127.0.0.1";
    if (!isLoopback(host)) {
        throw new Error(`the emulator listens on loopback only (127.0.0.1, ::1, localhost), not on ${host}`);
    }
    const world = new EmulatorWorld();
    const store = options.file === undefined ? undefined : new Store(options.file, world);
    prepare(world, store, options);
    const saved = async (): Promise<void> => store?.saved();

    const faults = new Faults();
    const requests = new RequestLog();
    const log = options.log ?? (() => {});
    const webhooks = new Webhooks();
    const controls = inProcess(world, faults, requests, webhooks);
    const app = new Hono<{ Bindings: HttpBindings | ByCall }>();
    app.route(CONTROL, controlApp({ emulator: controls, faults: () => faults.list(), saved }));
    const graph = graphApp({
        world,
        faults,
        requests,
        webhooks,
        latencyMs: options.latencyMs ?? 0,
        log,
        saved,
    });
    app.all("*", (c) => graph.fetch(c.req.raw, c.env));

    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    // Set first, so that every answer has it, whatever a fault does.
    server.prependListener("request", (_, outgoing) => outgoing.setHeader(WORLD_HEADER, world.id));
    const port = await listen(server, options.port ?? 0, host);
    await saved().catch((error: unknown) => {
        // A server that listens would keep the process up.
        server.close();
        throw error;
    });
    return Object.assign(controls, {
        fetch: async (request: Request) => {
            const asked: ByCall = { headers: { [WORLD_HEADER]: world.id }, needsConnection: false };
            const answer = await app.fetch(request, asked);
            return asked.needsConnection ? undefined : answer;
        },
        url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
        close: async () => {
            await new Promise((resolve) => {
                server.close(resolve);
                server.closeAllConnections();
            });
            await saved();
        },
    });
}

/** Loads the file, then adds what the options give. Numbers, WABAs and apps from the file stay as they are. */
function prepare(world: EmulatorWorld, store: Store | undefined, options: StartOptions): void {
    const kept = store?.load() ?? new Set<string>();
    if (options.now !== undefined) world.clock.offset = options.now - Date.now();
    world.changed = (id) => store?.changed(id);
    world.set(checkSwitches(options.switches ?? {}));
    world.seed({
        numbers: (options.numbers ?? []).filter(({ id }) => !kept.has(id)),
        wabas: (options.wabas ?? []).filter(({ id }) => !kept.has(id)),
        apps: (options.apps ?? []).filter(({ id }) => !kept.has(id)),
        tokens: options.tokens ?? [],
        users: options.users ?? [],
        takenUsernames: options.takenUsernames ?? [],
        uploads: options.uploads ?? [],
    });
}

function inProcess(
    world: EmulatorWorld,
    faults: Faults,
    requests: RequestLog,
    webhooks: Webhooks,
): Omit<Emulator, "close" | "fetch" | "url"> {
    return {
        token: DEFAULT_TOKEN,
        world: world.id,
        seed: (seed) => world.seed(seed),
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
        fail: (fault) => faults.add(checkFault(fault)),
        clearFaults: () => faults.clear(),
        requests: requests.entries,
        writes: () => requests.writes(),
        clearRequests: () => requests.clear(),
        deliveries: webhooks.deliveries,
        set: (switches) => world.set(checkSwitches(switches)),
    };
}

function listen(server: Server, port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
            server.off("error", reject);
            resolve((server.address() as AddressInfo).port);
        });
    });
}
