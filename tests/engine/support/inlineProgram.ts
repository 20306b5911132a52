/**
 * Programs that run in this process: the engine calls them back, as under the Automation API. Loading Pulumi's SDK is
 * more than half of what a command costs, and here it is loaded once. The provider has its own process even so.
 */
import { createRequire } from "node:module";
import path from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";

// Here, too, the SDK loads what nobody asks for: two seconds of each test process.
require("./lazySdk.cjs");

// What a user's program would import: the built package, once in this process.
const load = createRequire(path.resolve(__dirname, "../../../package.json"));

// Not in Pulumi's published types, but what its own Automation API serves inline programs with.
const { LanguageServer } = load("@pulumi/pulumi/automation/server") as {
    LanguageServer: new (program: () => Promise<Record<string, unknown>>) => object;
};

/** A program in JavaScript, as a file would have it, and what it sees instead of what is global. */
export interface Program {
    readonly source: string;
    readonly given: Readonly<Record<string, unknown>>;
}

/**
 * A connection to a port is shared by all clients of a process, and where the last engine at that port is gone it fails for a
 * while, also for an engine that has the port now: then the program gets a quiet end, and the engine no resources.
 */
const APART = { "grpc.use_local_subchannel_pool": 1 };
const settings = load("@pulumi/pulumi/runtime/settings") as Record<
    "grpcChannelOptions" | "grpcClientOptions",
    Record<string, unknown>
>;
Object.assign(settings.grpcChannelOptions, APART);
Object.assign(settings.grpcClientOptions, APART);

/** Serves a program while a command runs; answers with the flags that lead the command to it. */
export async function withInlineProgram<T>(
    { source, given }: Program,
    run: (flags: readonly string[]) => Promise<T>,
): Promise<T> {
    const server = new Server();
    const evaluate = new Function("require", "exports", ...Object.keys(given), source);
    const program = async () => {
        const exports: Record<string, unknown> = {};
        evaluate(load, exports, ...Object.values(given));
        return exports;
    };
    server.addService(LanguageRuntimeService, new LanguageServer(program) as never);
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error === null ? resolve(bound) : reject(error),
        );
    });
    try {
        return await run([`--client=127.0.0.1:${port}`, "--exec-kind=auto.inline"]);
    } finally {
        server.forceShutdown();
    }
}
