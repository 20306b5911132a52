/** Pulumi's provider service as an engine asks it: messages, marks for secrets, and what a failure left. */
import type { Client, ServiceError } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Bag = Record<string, unknown>;
export type Method = keyof typeof ResourceProviderService & string;

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

/** Asks a service for any method, by its message. */
export function ask<Answer>(client: Client, method: Method, request: object): Promise<Answer> {
    const { path, requestSerialize, responseDeserialize } = ResourceProviderService[method] as never as {
        path: string;
        requestSerialize(message: object): Buffer;
        responseDeserialize(bytes: Buffer): Answer;
    };
    return new Promise((resolve, reject) => {
        client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (error, answer) =>
            error === null ? resolve(answer as Answer) : reject(error),
        );
    });
}

/** The calls of the service, by whatever way they go. */
export abstract class NativeCalls {
    /** Any method, by its message. */
    abstract call<Answer>(method: Method, request: object): Promise<Answer>;

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
}

/** What a call failed with. */
export async function failed(work: Promise<unknown>): Promise<Failed> {
    const error = await work.then(
        () => new Error("it did not fail"),
        (reason: unknown) => reason as Error,
    );
    return failureOf(error);
}

/**
 * What an error of a call says.
 * @throws Error the error itself, where no call answered with it
 */
export function failureOf(error: Error | ServiceError): Failed {
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
