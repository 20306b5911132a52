/** Pulumi's provider service: each message read, the adapter asked, the answer written. */
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { CheckFailure } from "../../resource";
import { SECRET_SETTINGS } from "../../run/configuration";
import { Hidden } from "../../run/hiding";
import type { Host } from "../../run/host";
import { Session } from "../../run/session";
import { marking, NativeAdapter, withoutValue } from "./adapter";
import { Answers } from "./answers";
import { Catalogue } from "./catalogue";
import { changedSettings, checkConfig, readerOf } from "./config";
import type { InputChange } from "./diff";
import { invoke } from "./functions";
import { hideIn } from "./hidden";
import type { EngineLog } from "./log";
import { fromStruct, NONE, toStruct } from "./values";

/** What the service needs from its process. */
interface Process {
    readonly host: Host;
    readonly log: EngineLog;
    readonly version: string;
    /** The schema, as JSON. */
    schema(): string;
    /** Where the engine listens. */
    connected(engineAddress: string): void;
    /** The engine wants an end: nothing waits any more. */
    stop(): void;
}

const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
const { Kind } = rpc.PropertyDiff;

const KINDS = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const satisfies Record<InputChange["kind"], readonly [rpc.PropertyDiff.Kind, rpc.PropertyDiff.Kind]>;

/** The service of one process. What it lacks, gRPC answers as unimplemented: components, methods, parameters. */
export function serviceOf(process: Process): { service: UntypedServiceImplementation; calls: Answers } {
    const { host, log } = process;
    const session = new Session(host);
    const catalogue = new Catalogue(host, session);
    const calls = new Answers(log);
    const adapterOf = async (request: { getUrn(): string }, hidden: Hidden) => {
        const resource = await catalogue.of(typeIn(request.getUrn()));
        hideIn(request, hidden, resource.secrets);
        return new NativeAdapter(resource, host, hidden);
    };

    const service = {
        handshake: calls.answer((request: rpc.ProviderHandshakeRequest) => {
            process.connected(request.getEngineAddress());
            return new rpc.ProviderHandshakeResponse().setAcceptSecrets(true);
        }),
        attach: calls.answer((request: PluginAttach) => {
            process.connected(request.getAddress());
            return new Empty();
        }),
        getPluginInfo: calls.answer(() => new PluginInfo().setVersion(process.version)),
        getSchema: calls.answer(() => new rpc.GetSchemaResponse().setSchema(process.schema())),
        cancel: calls.answer(() => {
            process.stop();
            return new Empty();
        }),

        checkConfig: calls.answer((request: rpc.CheckRequest, hidden) => {
            hideIn(request, hidden, SECRET_SETTINGS);
            const isDefault = /::default(_[^:]*)?$/.test(request.getUrn());
            const warn = (line: string) => host.say(`the provider whatsapp: ${line}`, "warning");
            return checked(
                checkConfig(fromStruct(request.getNews()), { env: host.env, hidden, isDefault, warn }),
            );
        }),
        diffConfig: calls.answer((request: rpc.DiffRequest) => {
            const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
            const changed = changedSettings(olds.plain, fromStruct(request.getNews()).plain);
            const isChanged = changed.length > 0;
            return new rpc.DiffResponse().setChanges(isChanged ? DIFF_SOME : DIFF_NONE).setDiffsList(changed);
        }),
        configure: calls.answer((request: rpc.ConfigureRequest) => {
            const hidden = new Hidden();
            hideIn(request, hidden, SECRET_SETTINGS);
            calls.hideAlways(hidden);
            const read = readerOf(fromStruct(request.getArgs()).plain);
            session.configure(read);
            return new rpc.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
        }),

        check: calls.answer(async (request: rpc.CheckRequest, hidden) => {
            const adapter = await adapterOf(request, hidden);
            return checked(adapter.check(fromStruct(request.getOlds()), fromStruct(request.getNews())));
        }),
        diff: calls.answer(async (request: rpc.DiffRequest, hidden) => {
            const adapter = await adapterOf(request, hidden);
            const { changes, inputs } = adapter.diff(
                fromStruct(request.getOlds()),
                fromStruct(request.getOldInputs()),
                fromStruct(request.getNews()),
            );
            return differing(changes, inputs);
        }),
        create: calls.answer(async (request: rpc.CreateRequest, hidden) => {
            const adapter = await adapterOf(request, hidden);
            const news = fromStruct(request.getProperties());
            const { id, state } = request.getPreview()
                ? await adapter.previewCreate(news)
                : await adapter.create(news);
            return new rpc.CreateResponse().setId(id).setProperties(toStruct(state));
        }),
        update: calls.answer(async (request: rpc.UpdateRequest, hidden) => {
            const adapter = await adapterOf(request, hidden);
            const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
            const state = request.getPreview()
                ? adapter.previewUpdate(olds, news)
                : await adapter.update(request.getId(), olds, news);
            return new rpc.UpdateResponse().setProperties(toStruct(state));
        }),
        read: calls.answer(async (request: rpc.ReadRequest, hidden) => {
            const adapter = await adapterOf(request, hidden);
            const state = fromStruct(request.getProperties());
            const found = await adapter.read(request.getId(), state, fromStruct(request.getInputs()));
            // An empty answer says that it is gone.
            if (found === undefined) return new rpc.ReadResponse();
            return new rpc.ReadResponse()
                .setId(found.id)
                .setProperties(toStruct(found.state))
                .setInputs(toStruct(found.inputs));
        }),
        delete: calls.answer(async (request: rpc.DeleteRequest, hidden) => {
            const adapter = await adapterOf(request, hidden);
            await adapter.delete(fromStruct(request.getProperties()));
            return new Empty();
        }),
        invoke: calls.answer(async (request: rpc.InvokeRequest, hidden) => {
            const args = fromStruct(request.getArgs());
            const answer = await invoke(request.getTok(), args.plain, session);
            if ("failures" in answer) {
                const failures = answer.failures.map((each) => withoutValue(each, args, hidden));
                return new rpc.InvokeResponse().setFailuresList(failures.map(failure));
            }
            const result = marking({ ...NONE, plain: answer.result }, hidden);
            return new rpc.InvokeResponse().setReturn(toStruct(result));
        }),
    };
    return { service, calls };
}

/** The type of a resource, at the end of those of its parents: `urn:pulumi:stack::project::parent$type::name`. */
function typeIn(urn: string): string {
    const [, , types = ""] = urn.split("::");
    return types.slice(types.lastIndexOf("$") + 1);
}

function checked({ inputs, failures }: ReturnType<typeof checkConfig>): rpc.CheckResponse {
    return new rpc.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures.map(failure));
}

function failure({ property, reason }: CheckFailure): rpc.CheckFailure {
    return new rpc.CheckFailure().setProperty(property).setReason(reason);
}

function differing(changes: boolean, inputs: ReadonlyMap<string, InputChange>): rpc.DiffResponse {
    const response = new rpc.DiffResponse().setChanges(changes ? DIFF_SOME : DIFF_NONE);
    if (inputs.size === 0) return response;
    const detailed = response.setHasdetaileddiff(true).getDetaileddiffMap();
    for (const [name, { kind, replaces, ofInputs }] of inputs) {
        const [inPlace, replacing] = KINDS[kind];
        detailed.set(
            name,
            new rpc.PropertyDiff().setKind(replaces ? replacing : inPlace).setInputdiff(ofInputs),
        );
    }
    const names = [...inputs];
    return response
        .setDiffsList(names.map(([name]) => name))
        .setReplacesList(names.flatMap(([name, { replaces }]) => (replaces ? [name] : [])));
}
