/**
 * Programs that run in this process: the engine calls them back, as under the Automation API. Loading Pulumi's SDK is
 * more than half of what a command costs, and here it is loaded once. The provider has its own process even so.
 */
import { createRequire } from "node:module";
import path from "node:path";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import type { WhatsAppPhoneNumber as Resource } from "../../../sdk";

// What a user's program would import: the built package, once in this process.
const load = createRequire(path.resolve(__dirname, "../../../package.json"));

// Not in Pulumi's published types, but what its own Automation API serves inline programs with.
const { LanguageServer } = load("@pulumi/pulumi/automation/server") as {
    LanguageServer: new (program: () => Promise<void>) => object;
};

/** The arguments of a WhatsAppPhoneNumber, deliberately loose: tests also declare what is wrong. */
export type Declared = Record<string, unknown>;

/** Numbers by resource name, as a program that declares them. */
export type Numbers = Readonly<Record<string, Declared>>;

/**
 * Serves a program while a command runs; answers with the flags that lead the command to it.
 * @param mayRepeat run it once more where not one resource was registered. Once in some thousand previews, under load, the
 * engine got none of them and showed deletions; why was not found. Pulumi's SDK ends a program quietly when the engine's
 * monitor is not there.
 */
export async function withInlineProgram<T>(
    numbers: Numbers,
    run: (flags: readonly string[]) => Promise<T>,
    mayRepeat: boolean,
): Promise<T> {
    const registered = { count: 0 };
    const first = await serve(numbers, registered, run);
    const isLost = mayRepeat && registered.count === 0 && Object.keys(numbers).length > 0;
    return isLost ? serve(numbers, registered, run) : first;
}

async function serve<T>(
    numbers: Numbers,
    registered: { count: number },
    run: (flags: readonly string[]) => Promise<T>,
): Promise<T> {
    const server = new Server();
    const program = async () => {
        const { WhatsAppPhoneNumber } = load("./dist/sdk/index.js") as {
            WhatsAppPhoneNumber: typeof Resource;
        };
        for (const [name, args] of Object.entries(numbers)) {
            const given = args as unknown as ConstructorParameters<typeof Resource>[1];
            new WhatsAppPhoneNumber(name, given).urn.apply(() => {
                registered.count++;
            });
        }
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
