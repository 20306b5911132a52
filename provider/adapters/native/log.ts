/** Lines for the user, on the resource that they are about. */
import { AsyncLocalStorage } from "node:async_hooks";
import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { clean } from "../../../graph/wire";
import type { Severity } from "../../run/ports";

/** One call of the engine, and the lines that were said during it. */
interface Call {
    readonly urn: string;
    lines: Promise<void>;
}

const SEVERITIES: Readonly<Record<Severity, LogSeverity>> = {
    info: LogSeverity.INFO,
    warning: LogSeverity.WARNING,
};

/** The engine's log, for one provider process. */
export class EngineLog {
    private readonly calls = new AsyncLocalStorage<Call>();
    private engine: EngineClient | undefined;
    private address: string | undefined;

    /** Where the lines go from now on. */
    connect(address: string): void {
        if (address === this.address || address === "") return;
        this.engine?.close();
        this.address = address;
        this.engine = new EngineClient(address, credentials.createInsecure());
    }

    close(): void {
        this.engine?.close();
    }

    /**
     * Does some work for a resource. Its lines are with the engine before it ends: the engine drops what comes after
     * the answer (pulumi.md §3a).
     */
    during<T>(urn: string, work: () => Promise<T>): Promise<T> {
        const call: Call = { urn, lines: Promise.resolve() };
        return this.calls.run(call, async () => {
            try {
                return await work();
            } finally {
                await call.lines;
            }
        });
    }

    /** Says one line about the resource of the current call, after those that came before it. */
    say(line: string, severity: Severity = "info"): void {
        const call = this.calls.getStore();
        // The engine writes the severity before the line.
        const text = severity === "warning" ? line.replace(": warning: ", ": ") : line;
        const send = () => this.send(clean(text), SEVERITIES[severity], call?.urn ?? "");
        if (call === undefined) void send();
        else call.lines = call.lines.then(send);
    }

    /** A line that can't be delivered fails nothing: the engine may be gone. */
    private send(message: string, severity: LogSeverity, urn: string): Promise<void> {
        const { engine } = this;
        if (engine === undefined) return Promise.resolve();
        const request = new LogRequest().setMessage(message).setSeverity(severity).setUrn(urn);
        return new Promise<void>((resolve) => {
            engine.log(request, () => resolve());
        }).catch(() => undefined);
    }
}
