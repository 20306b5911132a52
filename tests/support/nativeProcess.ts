/** The plugin in this process: asked by gRPC as an engine does, against an emulator, with the engine's log beside it. */
import { Client, credentials, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Emulator, type StartOptions, startEmulator } from "../../emulator";
import { nativeHost } from "../../provider/adapters/native/host";
import { EngineLog } from "../../provider/adapters/native/log";
import { serviceOf } from "../../provider/adapters/native/service";
import { ask, type Bag, type Method, NativeCalls, secret } from "./nativeCalls";

export * from "./nativeCalls";

/** A line as the engine got it. */
export interface Line {
    readonly severity: "info" | "warning";
    readonly urn: string;
    readonly message: string;
}

/** One process of the plugin, and its engine's side. */
export class NativeProcess extends NativeCalls implements AsyncDisposable {
    readonly lines: Line[] = [];
    readonly stopping = new AbortController();
    private readonly servers: Server[] = [];
    private client: Client | undefined;
    private readonly log = new EngineLog();

    /** Where its engine listens. */
    engine = "";

    private constructor(readonly graph: Emulator) {
        super();
    }

    static async start(options: StartOptions = {}, config: Bag = {}): Promise<NativeProcess> {
        const process = new NativeProcess(await startEmulator(options));
        const engine = await process.serve(EngineService, { log: process.hear });
        process.engine = engine;
        const { service } = serviceOf({
            host: {
                ...nativeHost({
                    log: process.log,
                    stopping: process.stopping.signal,
                    engineAddress: () => engine,
                }),
                env: {},
            },
            log: process.log,
            version: "1.2.3",
            schema: () => "{}",
            connected: (address) => process.log.connect(address),
            stop: () => process.stopping.abort(),
        });
        const address = await process.serve(ResourceProviderService, service);
        process.client = new Client(address, credentials.createInsecure());
        await process.call("handshake", new rpc.ProviderHandshakeRequest().setEngineAddress(engine));
        await process.configure({
            graphUrl: process.graph.url,
            accessToken: secret(process.graph.token),
            waitForConnected: "0",
            ...config,
        });
        return process;
    }

    private readonly hear = (
        { request }: { request: LogRequest },
        answer: (error: null, value: Empty) => void,
    ): void => {
        const severity = request.getSeverity() === LogSeverity.WARNING ? "warning" : "info";
        this.lines.push({ severity, urn: request.getUrn(), message: request.getMessage() });
        answer(null, new Empty());
    };

    private async serve(service: unknown, methods: object): Promise<string> {
        const server = new Server();
        this.servers.push(server);
        server.addService(service as never, methods as never);
        const port = await new Promise<number>((resolve, reject) => {
            server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
                error === null ? resolve(bound) : reject(error),
            );
        });
        return `127.0.0.1:${port}`;
    }

    /** Any method, by its message. */
    call<Answer>(method: Method, request: object): Promise<Answer> {
        return ask(this.client as Client, method, request);
    }

    /** Waits until something is so, however long that takes. */
    async until(isSo: () => boolean): Promise<void> {
        while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
    }

    async [Symbol.asyncDispose](): Promise<void> {
        this.log.close();
        this.client?.close();
        for (const server of this.servers) server.forceShutdown();
        await this.graph.close();
    }
}
