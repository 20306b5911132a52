/** One provider process of the modelled engine, by either face: the calls that it makes, in the terms of its state. */
import { Metadata, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { DynamicAdapter } from "../../provider/adapters/dynamic/adapter";
import { EngineLog } from "../../provider/adapters/native/log";
import { serviceOf } from "../../provider/adapters/native/service";
import { PhoneNumbers } from "../../provider/number/resource";
import type { Host } from "../../provider/run/host";
import { Session } from "../../provider/run/session";
import * as kinds from "../../provider/settings/kinds";
import { SettingResource } from "../../provider/settings/resource";
import { PROVIDER_TEXT } from "../../sdk/providerText";
import { type Bag, failureOf, type Method, NativeCalls, urnOf } from "./nativeCalls";

/** By which protocol the engine asks. */
export type ModelFace = "dynamic" | "native";

/** What state keeps of a resource. */
export interface Kept {
    id: string;
    inputs: Bag;
    outputs: Bag;
}

/** What serves one kind of resource. A partial failure is an error with `id` and `properties`. */
export interface ModelProvider {
    check(olds: Bag, args: Bag): Promise<{ inputs: Bag; failures: readonly { reason: string }[] }>;
    diff(old: Kept, news: Bag): Promise<{ changes: boolean; replaces: readonly string[] }>;
    create(inputs: Bag): Promise<Pick<Kept, "id" | "outputs">>;
    update(old: Kept, news: Bag): Promise<Bag>;
    /** Undefined: it is gone. */
    read(old: Kept): Promise<Pick<Kept, "inputs" | "outputs"> | undefined>;
    delete(old: Kept): Promise<void>;
}

/** A fresh provider process; answers with what serves a resource, by its kind (`PhoneNumber`, or that of a setting). */
export function startProcess(face: ModelFace, host: Host): (kind: string) => ModelProvider {
    return face === "dynamic" ? dynamicProcess(host) : nativeProcess(host);
}

function dynamicProcess(host: Host): (kind: string) => ModelProvider {
    const session = new Session(host);
    const known = new Map<string, ModelProvider>();
    const adapterOf = (kind: string) => {
        if (kind === "PhoneNumber") return new DynamicAdapter(new PhoneNumbers(host, session), host);
        const setting = Object.values(kinds).find(({ name }) => name === kind);
        if (setting === undefined) throw new Error(`there is no kind of setting ${kind}`);
        return new DynamicAdapter(new SettingResource(setting, session), host);
    };
    return (kind) => {
        const found = known.get(kind) ?? throughText(adapterOf(kind));
        known.set(kind, found);
        return found;
    };
}

/** Pulumi's host of dynamic providers adds the provider's text to whatever comes back. */
function throughText(adapter: DynamicAdapter<object>): ModelProvider {
    const withText = (bag: Bag | undefined): Bag => ({ ...bag, __provider: PROVIDER_TEXT });
    return {
        check: (olds, args) => adapter.check(olds, withText(args)),
        diff: ({ id, outputs }, news) => adapter.diff(id, outputs, news),
        async create(inputs) {
            const { id, outs } = await adapter.create(inputs);
            return { id, outputs: withText(outs) };
        },
        update: async ({ id, outputs }, news) => withText((await adapter.update(id, outputs, news)).outs),
        async read({ id, outputs }) {
            const seen = await adapter.read(id, outputs);
            if (seen.id === undefined) return undefined;
            return { outputs: withText(seen.props), inputs: withText(seen.inputs) };
        },
        delete: ({ id, outputs }) => adapter.delete(id, outputs),
    };
}

type Handler = (
    call: { request: unknown },
    callback: (error: Partial<ServiceError> | null, answer: unknown) => void,
) => void;

/** The service without a network: its messages go through their bytes even so. */
class DirectCalls extends NativeCalls {
    private readonly service: Readonly<Record<string, Handler>>;

    constructor(host: Host) {
        super();
        const { service } = serviceOf({
            host,
            log: new EngineLog(),
            version: "1.2.3",
            schema: () => "{}",
            connected: () => undefined,
            stop: () => undefined,
        });
        this.service = service as unknown as Readonly<Record<string, Handler>>;
    }

    override call<Answer>(method: Method, request: object): Promise<Answer> {
        const { requestSerialize, requestDeserialize, responseSerialize, responseDeserialize } =
            ResourceProviderService[method] as never as Record<string, (value: unknown) => unknown>;
        return new Promise((resolve, reject) => {
            const sent = requestDeserialize?.(requestSerialize?.(request));
            this.service[method]?.({ request: sent }, (error, answer) => {
                if (error === null) resolve(responseDeserialize?.(responseSerialize?.(answer)) as Answer);
                else reject(Object.assign(new Error(error.details), { metadata: new Metadata() }, error));
            });
        });
    }
}

function nativeProcess(host: Host): (kind: string) => ModelProvider {
    const calls = new DirectCalls(host);
    const whole = <T>(work: Promise<T>): Promise<T> =>
        work.catch((error: unknown) => {
            const { message, left } = failureOf(error as Error);
            throw Object.assign(new Error(message), left);
        });
    return (kind) => {
        const of = { urn: urnOf(`whatsapp:index:${kind}`) };
        return {
            check: (olds, args) => whole(calls.check(args, { ...of, olds })),
            diff: ({ inputs, outputs }, news) => whole(calls.diff(outputs, news, { ...of, olds: inputs })),
            async create(inputs) {
                const { id, state } = await whole(calls.create(inputs, of));
                return { id, outputs: state };
            },
            update: ({ id, outputs }, news) => whole(calls.update(id, outputs, news, of)),
            async read({ id, inputs, outputs }) {
                const seen = await whole(calls.read(id, outputs, inputs, of.urn));
                return seen.id === "" ? undefined : { outputs: seen.state, inputs: seen.inputs };
            },
            delete: ({ id, outputs }) => whole(calls.delete(id, outputs, of.urn)),
        };
    };
}
