/** The engine's log, for one process of the plugin. */
import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Severity } from "../../run/ports";
import { Lines } from "../lines";

const SEVERITIES: Readonly<Record<Severity, LogSeverity>> = {
    info: LogSeverity.INFO,
    warning: LogSeverity.WARNING,
};

/** Nobody asks this process for statistics of its calls, which gRPC otherwise keeps of each message. */
export const UNWATCHED = { "grpc.enable_channelz": 0 } as const;

export class EngineLog extends Lines {
    private engine: EngineClient | undefined;
    private address: string | undefined;

    /** Where the lines go from now on. */
    connect(address: string): void {
        if (address === this.address || address === "") return;
        this.engine?.close();
        this.address = address;
        this.engine = new EngineClient(address, credentials.createInsecure(), UNWATCHED);
    }

    close(): void {
        this.engine?.close();
    }

    protected override deliver(line: string, severity: Severity, urn: string): Promise<void> | void {
        const { engine } = this;
        if (engine === undefined) return;
        const request = new LogRequest().setMessage(line).setSeverity(SEVERITIES[severity]).setUrn(urn);
        return new Promise<void>((resolve) => {
            engine.log(request, () => resolve());
        }).catch(() => undefined);
    }
}
