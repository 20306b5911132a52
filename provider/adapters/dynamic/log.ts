/**
 * The lines of a dynamic provider's process. What it prints reaches the user as an info line of the stack (pulumi.md
 * §2.10); a warning goes to the engine's log, which shows it as one, on its resource.
 */
import { createRequire } from "node:module";
import type { Severity } from "../../run/ports";
import { Lines } from "../lines";

/** Delivers a warning to an engine; it throws where that can't be done. */
type Warn = (line: string, urn: string) => Promise<void>;

export class PrintedLines extends Lines {
    /** @param warn undefined: no engine is known */
    constructor(private readonly warn: Warn | undefined) {
        super();
    }

    protected override async deliver(line: string, severity: Severity, urn: string): Promise<void> {
        if (severity === "warning" && this.warn !== undefined) {
            const isSaid = await this.warn(line, urn).then(
                () => true,
                () => false,
            );
            if (isSaid) return;
        }
        console.log(severity === "warning" ? `warning: ${line}` : line);
    }
}

/** Warns through the log of the engine at an address, with what Pulumi's own SDK speaks to it: nothing is loaded before. */
export function warnAt(address: string): Warn {
    let client: EngineClient | undefined;
    return (line, urn) => {
        client ??= clientFor(address);
        return client(line, urn);
    };
}

type EngineClient = Warn;

/** The host of dynamic providers has these modules loaded, and they are not ours: they are found from Pulumi's SDK. */
function clientFor(address: string): EngineClient {
    const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
    const { credentials } = load("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
    const { EngineClient } = load(
        "./proto/engine_grpc_pb",
    ) as typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
    const { LogRequest, LogSeverity } = load(
        "./proto/engine_pb",
    ) as typeof import("@pulumi/pulumi/proto/engine_pb");
    const engine = new EngineClient(address, credentials.createInsecure());
    return (line, urn) =>
        new Promise<void>((resolve, reject) => {
            const request = new LogRequest().setMessage(line).setSeverity(LogSeverity.WARNING).setUrn(urn);
            engine.log(request, (error: Error | null) => (error === null ? resolve() : reject(error)));
        });
}
