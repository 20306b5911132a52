/** The plugin in this process: asked by gRPC as an engine does, against an emulator, with the engine's log beside it. */
import { Client, credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Emulator, type StartOptions, startEmulator } from "../../emulator";
import { nativeHost } from "../../provider/adapters/native/host";
import { EngineLog } from "../../provider/adapters/native/log";
import { serviceOf } from "../../provider/adapters/native/service";

export type Bag = Record<string, unknown>;
type Method = keyof typeof ResourceProviderService & string;

/** A line as the engine got it. */
export interface Line {
    readonly severity: "info" | "warning";
    readonly urn: string;
    readonly message: string;
}

/** How the engine marks a secret. */
export function secret(value: unknown): Bag {
    return {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        value,
    };
}

export function struct(bag: Bag): Struct {
    return Struct.fromJavaScript(bag as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** Properties as they came, marks and all. */
export function bag(given: Struct | undefined): Bag {
    return (given?.toJavaScript() ?? {}) as Bag;
}

export function urnOf(token: string, name = "support"): string {
    return `urn:pulumi:test::test::${token}::${name}`;
}

export const NUMBER = urnOf("whatsapp:index:PhoneNumber");

/** A failed call: what gRPC said, and what a partial failure left. */
export interface Failed {
    readonly message: string;
    readonly left?: {
        readonly id: string;
        readonly properties: Bag;
        readonly inputs: Bag;
        readonly reasons: string[];
    };
}

/** One process of the plugin, and its engine's side. */
export class NativeProcess implements AsyncDisposable {
    readonly lines: Line[] = [];
    readonly stopping = new AbortController();
    private readonly servers: Server[] = [];
    private client: Client | undefined;
    private readonly log = new EngineLog();

    /** Where its engine listens. */
    engine = "";

    private constructor(readonly graph: Emulator) {}

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
        const { path, requestSerialize, responseDeserialize } = ResourceProviderService[method] as never as {
            path: string;
            requestSerialize(message: object): Buffer;
            responseDeserialize(bytes: Buffer): Answer;
        };
        return new Promise((resolve, reject) => {
            this.client?.makeUnaryRequest(
                path,
                requestSerialize,
                responseDeserialize,
                request,
                (error, answer) => (error === null ? resolve(answer as Answer) : reject(error)),
            );
        });
    }

    configure(args: Bag): Promise<rpc.ConfigureResponse> {
        return this.call("configure", new rpc.ConfigureRequest().setArgs(struct(args)));
    }

    async check(news: Bag, { olds = {}, urn = NUMBER }: { olds?: Bag; urn?: string } = {}) {
        const request = new rpc.CheckRequest().setUrn(urn).setOlds(struct(olds)).setNews(struct(news));
        const answer = await this.call<rpc.CheckResponse>("check", request);
        return {
            inputs: bag(answer.getInputs()),
            failures: answer.getFailuresList().map((each) => each.toObject()),
        };
    }

    async diff(state: Bag, news: Bag, { olds = news, urn = NUMBER }: { olds?: Bag; urn?: string } = {}) {
        const request = new rpc.DiffRequest()
            .setUrn(urn)
            .setOlds(struct(state))
            .setOldInputs(struct(olds))
            .setNews(struct(news));
        const answer = await this.call<rpc.DiffResponse>("diff", request);
        const detailed: [name: string, kind: number, ofInputs: boolean][] = [];
        answer.getDetaileddiffMap().forEach((change, name) => {
            detailed.push([name, change.getKind(), change.getInputdiff()]);
        });
        return {
            changes: answer.getChanges() === rpc.DiffResponse.DiffChanges.DIFF_SOME,
            replaces: answer.getReplacesList(),
            detailed,
        };
    }

    async create(inputs: Bag, { preview = false, urn = NUMBER }: { preview?: boolean; urn?: string } = {}) {
        const request = new rpc.CreateRequest().setUrn(urn).setProperties(struct(inputs)).setPreview(preview);
        const answer = await this.call<rpc.CreateResponse>("create", request);
        return { id: answer.getId(), state: bag(answer.getProperties()) };
    }

    async update(id: string, state: Bag, news: Bag, { preview = false, urn = NUMBER } = {}): Promise<Bag> {
        const request = new rpc.UpdateRequest()
            .setId(id)
            .setUrn(urn)
            .setOlds(struct(state))
            .setNews(struct(news))
            .setPreview(preview);
        return bag((await this.call<rpc.UpdateResponse>("update", request)).getProperties());
    }

    async read(id: string, state: Bag = {}, inputs: Bag = {}, urn = NUMBER) {
        const request = new rpc.ReadRequest()
            .setId(id)
            .setUrn(urn)
            .setProperties(struct(state))
            .setInputs(struct(inputs));
        const answer = await this.call<rpc.ReadResponse>("read", request);
        return { id: answer.getId(), state: bag(answer.getProperties()), inputs: bag(answer.getInputs()) };
    }

    async delete(id: string, state: Bag, urn = NUMBER): Promise<void> {
        await this.call("delete", new rpc.DeleteRequest().setId(id).setUrn(urn).setProperties(struct(state)));
    }

    async invoke(token: string, args: Bag) {
        const request = new rpc.InvokeRequest().setTok(token).setArgs(struct(args));
        const answer = await this.call<rpc.InvokeResponse>("invoke", request);
        return {
            result: bag(answer.getReturn()),
            failures: answer.getFailuresList().map((each) => each.toObject()),
        };
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

/** What a call failed with. */
export async function failed(work: Promise<unknown>): Promise<Failed> {
    const error = await work.then(
        () => new Error("it did not fail"),
        (reason: unknown) => reason as ServiceError,
    );
    if (!("details" in error)) throw error;
    const [details] = error.metadata.get("grpc-status-details-bin");
    const message = error.details;
    if (!(details instanceof Buffer)) return { message };
    const [detail] = Status.deserializeBinary(details).getDetailsList();
    const unpacked = detail?.unpack(
        rpc.ErrorResourceInitFailed.deserializeBinary,
        "pulumirpc.ErrorResourceInitFailed",
    );
    if (!unpacked) return { message };
    return {
        message,
        left: {
            id: unpacked.getId(),
            properties: bag(unpacked.getProperties()),
            inputs: bag(unpacked.getInputs()),
            reasons: unpacked.getReasonsList(),
        },
    };
}
