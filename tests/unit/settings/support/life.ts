/** A setting's resource as an engine has it, on a Graph in memory. */
import type { HalfWay, Raw } from "../../../../provider/resource";
import { Admission } from "../../../../provider/run/admission";
import type { Host } from "../../../../provider/run/host";
import { memoryJournal } from "../../../../provider/run/journal";
import { memoryOf } from "../../../../provider/run/memory";
import type { Ports } from "../../../../provider/run/ports";
import { memoryRunRegistry } from "../../../../provider/run/runRegistry";
import { Session } from "../../../../provider/run/session";
import { SettingResource } from "../../../../provider/settings/resource";
import type { Setting, Values } from "../../../../provider/settings/setting";
import { FakeGraph } from "./fakeGraph";

/** 2026-11-26, noon. */
export const NOW = Date.UTC(2026, 10, 26, 12);

export interface Life {
    readonly graph: FakeGraph;
    readonly lines: string[];
    /** A process of its own: what it has checked, others have not. */
    process(): SettingResource;
    /** `pulumi up`: check, compare, then create or update; answers with the state. */
    up(news: Raw, state?: Values): Promise<Values>;
    /** Whether a preview shows a change. */
    differs(news: Raw, state: Values): boolean;
    refresh(state: Values): Promise<Values | undefined>;
    destroy(state: Values): Promise<void>;
}

let folders = 0;

export function lifeOf(setting: Setting): Life {
    const graph = new FakeGraph();
    const lines: string[] = [];
    const memory = memoryOf(memoryJournal(), "v25.0");
    const clock = {
        now: () => NOW,
        sleep: async () => undefined,
        log: (line: string) => void lines.push(line),
    };
    // Locks are files: each life has a Graph of its own.
    const graphUrl = `https://graph-${process.pid}-${++folders}.example`;
    const ports = {
        ...clock,
        ...memory,
        client: graph,
        graphUrl,
        limits: { operationMs: 20_000, waitForConnectedMs: 0 },
        ignoreLocks: false,
        admission: new Admission({ ...clock, atOnce: (work) => work() }),
    } as Partial<Ports> as Ports;
    const host: Host = {
        env: {},
        ports: async () => ports,
        memory: () => memory,
        registry: () => memoryRunRegistry(),
        isDestroy: () => false,
        now: () => NOW,
        say: (line) => void lines.push(line),
    };
    const process_ = () => new SettingResource(setting, new Session(host));
    return {
        graph,
        lines,
        process: process_,
        async up(news, state) {
            const resource = process_();
            const { inputs, failures } = resource.check(state ?? {}, news);
            if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
            if (state === undefined) return (await resource.create(inputs)).state;
            return resource.diff(state, inputs).changes ? resource.update(state, inputs) : state;
        },
        differs(news, state) {
            const resource = process_();
            return resource.diff(state, resource.check(state, news).inputs).changes;
        },
        refresh: async (state) => (await process_().read(state))?.state,
        destroy: (state) => process_().delete(state),
    };
}

export function isHalfWay(error: unknown): error is HalfWay<Values> {
    return error instanceof Error && error.name === "HalfWay";
}
