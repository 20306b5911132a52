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

/** What became of a program's resources: how many it made, and how many of them the engine registered. */
interface Count {
    made: number;
    registered: number;
}

/**
 * Serves a program while a command runs; answers with the flags that lead the command to it.
 * @param mayRepeat run it once more where not one resource was registered. Once in some thousand previews, under load, the
 * engine got none of them and showed deletions; why was not found. Pulumi's SDK ends a program quietly when the engine's
 * monitor is not there.
 */
export async function withInlineProgram<T>(
    program: Program,
    run: (flags: readonly string[]) => Promise<T>,
    mayRepeat: boolean,
): Promise<T> {
    // A program that did not even run may have any.
    const count = { made: Number.NaN, registered: 0 };
    const first = await serve(program, count, run);
    const isLost = mayRepeat && count.registered === 0 && count.made !== 0;
    return isLost ? serve(program, count, run) : first;
}

async function serve<T>(
    { source, given }: Program,
    count: Count,
    run: (flags: readonly string[]) => Promise<T>,
): Promise<T> {
    const server = new Server();
    const evaluate = new Function("require", "exports", ...Object.keys(given), source);
    const program = async () => {
        const { runtime } = load("@pulumi/pulumi") as typeof import("@pulumi/pulumi");
        count.made = 0;
        runtime.registerStackTransformation(({ resource }) => {
            count.made++;
            // It has its URN once it is made.
            queueMicrotask(() => resource.urn?.apply(() => count.registered++));
            return undefined;
        });
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
