/** The plugin's process: serves the engine that started it, and ends with it. */
import { fstatSync, readFileSync } from "node:fs";
import path from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { version } from "../../../graph/version";
import { clean, messageOf } from "../../../graph/wire";
import { engineAddressIn } from "../../run/engine";
import { nativeHost } from "./host";
import { EngineLog, UNWATCHED } from "./log";
import { serviceOf } from "./service";

async function main(): Promise<void> {
    const log = new EngineLog();
    const stopping = new AbortController();
    let engineAddress = engineAddressIn(process.argv);
    if (engineAddress !== undefined) log.connect(engineAddress);
    const { service, calls } = serviceOf({
        host: nativeHost({ log, stopping: stopping.signal, engineAddress: () => engineAddress }),
        log,
        version,
        schema: () => readFileSync(path.join(__dirname, "schema.json"), "utf8"),
        connected(address) {
            if (address !== "") engineAddress = address;
            log.connect(address);
        },
        stop: () => stopping.abort(),
    });
    const server = new Server({
        // State may be large: what the engine sends is not for us to refuse.
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
        ...UNWATCHED,
    });
    server.addService(ResourceProviderService, service);
    // A call that has ended has not sent its answer yet: the server sends it before it closes. An engine that keeps its
    // connection open does not hold this up. If it closed it a moment before, the server never says that it has closed
    // (@grpc/grpc-js 1.14 waits for a session that is gone): then the process ends because nothing keeps it.
    const close = once(() => server.tryShutdown(() => process.exit(0)));
    endWithEngine(() => calls.onceIdle(close));
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error === null ? resolve(bound) : reject(error),
        );
    });
    // The engine reads the port, and nothing else, from here.
    process.stdout.write(`${port}\n`);
}

/**
 * An engine that is gone, killed or not, has closed our input. The operation under way is finished first: the journal
 * records it. Somebody's terminal, or nothing at all, says nothing about an engine.
 */
function endWithEngine(end: () => void): void {
    // What nobody catches must not end an operation that has a number offline.
    process.on("uncaughtException", (error) => process.stderr.write(`${clean(messageOf(error))}\n`));
    // Nobody may read any more what is written here.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
    const signals = ["SIGINT", "SIGTERM"] as const;
    if (!isPipe(0)) {
        for (const signal of signals) process.on(signal, end);
        return;
    }
    const { stdin } = process;
    const leave = () => {
        stdin.unref();
        end();
    };
    for (const signal of signals) process.on(signal, leave);
    stdin.on("end", leave).on("error", leave).resume();
}

/** The signal and the end of the input may both come. */
function once(work: () => void): () => void {
    let isDone = false;
    return () => {
        if (isDone) return;
        isDone = true;
        work();
    };
}

function isPipe(descriptor: number): boolean {
    try {
        const found = fstatSync(descriptor);
        return found.isFIFO() || found.isSocket();
    } catch {
        return false;
    }
}

main().catch((error: unknown) => {
    process.stderr.write(`pulumi-resource-whatsapp: ${String(error)}\n`);
    process.exitCode = 1;
});
