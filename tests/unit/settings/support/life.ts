/** A setting's resource as an engine has it, on the emulator. */
import type {
    Emulator,
    FaultAction,
    NumberPatch,
    NumberState,
    RequestKind,
    WabaState,
} from "../../../../emulator";
import type { GraphClient, GraphRequest } from "../../../../graph/client";
import { json } from "../../../../graph/wire";
import type { HalfWay, Raw } from "../../../../provider/resource";
import type { Host } from "../../../../provider/run/host";
import { memoryOf } from "../../../../provider/run/memory";
import type { Ports } from "../../../../provider/run/ports";
import { memoryRunRegistry } from "../../../../provider/run/runRegistry";
import { Session } from "../../../../provider/run/session";
import { SettingResource } from "../../../../provider/settings/resource";
import type { Setting, Values } from "../../../../provider/settings/setting";
import { startWorld, type World } from "../../../support/world";

/** 2026-11-26, noon. */
export const NOW = Date.UTC(2026, 10, 26, 12);
export const NUMBER = "106540352242922";
/** Another number of the same business. */
export const OTHER = "106540352242923";
export const WABA = "102290129340398";
/** The app of the emulator's token. */
export const APP = "67084829";

/** Graph's answer got lost: whatever is tried, until the test says that it is over. */
export const LOST: FaultAction = { empty: 503 };

export class Life implements AsyncDisposable {
    readonly lines: string[] = [];
    /** What was sent, as the client was asked to. */
    readonly sent: GraphRequest[] = [];
    private readonly host: Host;

    private constructor(
        private readonly setting: Setting,
        readonly world: World,
    ) {
        const client: GraphClient = {
            send: (request) => {
                this.sent.push(request);
                return world.ports.client.send(request);
            },
        };
        const memory = memoryOf(world.ports.journal, "v25.0");
        const say = (line: string) => void this.lines.push(line);
        const ports: Ports = { ...world.ports, ...memory, client, log: say };
        this.host = {
            env: {},
            ports: async () => ports,
            memory: () => memory,
            registry: () => memoryRunRegistry(),
            isDestroy: () => false,
            now: world.ports.now,
            say,
        };
    }

    /** On a number that is registered, in a WABA whose events the app gets unless its subscription is what is set. */
    static async of(setting: Setting): Promise<Life> {
        const subscribedApps = setting.of === "wabaId" ? [] : [APP];
        const world = await startWorld({
            now: NOW,
            numbers: [NUMBER, OTHER].map((id) => ({ id, wabaId: WABA, registered: true })),
            wabas: [{ id: WABA, subscribedApps }],
            apps: [{ id: APP, callbackUrl: "https://app.example" }],
        });
        return new Life(setting, world);
    }

    get graph(): Emulator {
        return this.world.graph;
    }

    /** The number as Graph has it. */
    get number(): NumberState {
        return this.graph.number(NUMBER);
    }

    /** The WABA as Graph has it. */
    get waba(): WabaState {
        return this.graph.state().wabas.find(({ id }) => id === WABA) as WabaState;
    }

    /** Somebody changes the number behind our back. */
    change(patch: NumberPatch): void {
        this.graph.change(NUMBER, patch);
    }

    /** The requests that change something, with what they give. */
    get writes(): { readonly path: string; readonly method: string; readonly body: Raw }[] {
        return this.sent
            .filter(({ method }) => method !== "GET")
            .map(({ path, method, body, params }) => ({ path, method, body: { ...json(body), ...params } }));
    }

    /** Requests whose errors would not hide a value. */
    exposing(secret: string): readonly string[] {
        return this.sent.filter(({ secrets = [] }) => !secrets.includes(secret)).map(({ path }) => path);
    }

    /** Every request of a kind goes wrong until the faults are cleared. */
    fail(kind: RequestKind, action: FaultAction): void {
        this.graph.fail({ match: { kind }, times: 999, do: action });
    }

    /** A process of its own: what it has checked, others have not. */
    process(): SettingResource {
        return new SettingResource(this.setting, new Session(this.host));
    }

    /** `pulumi up`: check, compare, then create or update; answers with the state. */
    async up(news: Raw, state?: Values): Promise<Values> {
        const resource = this.process();
        const { inputs, failures } = resource.check(state ?? {}, news);
        if (state === undefined && failures.length === 0) resource.announce(inputs);
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
        if (state === undefined) return (await resource.create(inputs)).state;
        return resource.diff(state, inputs).changes ? resource.update(state, inputs) : state;
    }

    /** Whether a preview shows a change. */
    differs(news: Raw, state: Values): boolean {
        const resource = this.process();
        return resource.diff(state, resource.check(state, news).inputs).changes;
    }

    async refresh(state: Values): Promise<Values | undefined> {
        return (await this.process().read(state))?.state;
    }

    destroy(state: Values): Promise<void> {
        return this.process().delete(state);
    }

    [Symbol.asyncDispose](): Promise<void> {
        return this.world.close();
    }
}

export function isHalfWay(error: unknown): error is HalfWay<Values> {
    return error instanceof Error && error.name === "HalfWay";
}
