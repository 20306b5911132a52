/** A number's lifecycle against the emulator, in one process: real requests, the emulator's clock, no waiting. */
import pLimit from "p-limit";
import { type Emulator, type StartOptions, startEmulator } from "../../emulator";
import { graphClient } from "../../graph/client";
import { Listings } from "../../graph/listings";
import type { Usages } from "../../graph/usage";
import type { PhoneNumberInputs } from "../../provider/number/model/inputs";
import { Admission } from "../../provider/run/admission";
import { memoryJournal } from "../../provider/run/journal";
import { memoryOf } from "../../provider/run/memory";
import type { Ports, Severity } from "../../provider/run/ports";
import { directly } from "./directly";

/** The number that tests act on. */
export const ID = "106540352242922";
/** Its PIN in tests. */
export const PIN = "493817";

export interface World {
    readonly graph: Emulator;
    readonly ports: Ports;
    /** The lines that were printed for the user. */
    readonly lines: string[];
    /** The kinds of the requests that changed something, in order, since the last call. */
    sent(): string[];
    close(): Promise<void>;
}

/** A line of an operation as an engine shows it. */
export function asShown(line: string, severity?: Severity): string {
    return severity === "warning" ? `warning: ${line}` : line;
}

/** Starts an emulator with these numbers and a provider's ports to it. */
export async function startWorld(options: StartOptions = {}, change: Partial<Ports> = {}): Promise<World> {
    const graph = await startEmulator(options);
    const lines: string[] = [];
    const clock = {
        now: () => graph.now(),
        // Waiting moves the emulator's clock instead of the real one.
        sleep: async (ms: number) => {
            graph.advance(ms);
        },
        log: (line: string, severity?: Severity) => lines.push(asShown(line, severity)),
    };
    // As many as Pulumi has at once on two cores.
    const admission = new Admission({ ...clock, atOnce: pLimit(8) });
    const settings = {
        accessToken: graph.token,
        appSecret: undefined,
        graphUrl: graph.url,
        apiVersion: "v25.0",
        requestTimeoutMs: 1000,
        retryDelayMs: 1,
    };
    const heard = { usages: (usages: Usages) => admission.noticed(usages) };
    const client = graphClient(settings, heard, directly(graph));
    const ports: Ports = newRun({
        ...clock,
        client,
        graphUrl: graph.url,
        limits: { operationMs: 120_000, waitForConnectedMs: 0 },
        ignoreLocks: false,
        ...memoryOf(memoryJournal(), "v25.0"),
        admission,
        ...change,
    });
    let seen = 0;
    return {
        graph,
        ports,
        lines,
        sent() {
            const kinds = graph.writes().map((write) => write.kind);
            const fresh = kinds.slice(seen);
            seen = kinds.length;
            return fresh;
        },
        close: () => graph.close(),
    };
}

/** A run's ports. Each access to its listings gets fresh ones, as every run has: tests are many short runs. */
export function newRun(ports: Omit<Ports, "listings">): Ports {
    return {
        ...ports,
        get listings() {
            return new Listings(ports.client, ports.now);
        },
    };
}

/** Checked inputs of the test number. */
export function inputs(change: Partial<PhoneNumberInputs> = {}): PhoneNumberInputs {
    return { phoneNumberId: ID, pin: PIN, pinRevision: 1, ...change };
}
