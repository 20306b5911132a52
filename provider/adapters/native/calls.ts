/** The calls of the engine: what is under way, and how it ends. */
import { type handleUnaryCall, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { clean, messageOf } from "../../../graph/wire";
import { PartialFailure } from "./adapter";
import type { EngineLog } from "./log";
import { toStruct } from "./values";

/** Answers the calls of one process. */
export class Calls {
    private running = 0;
    private whenIdle: (() => void) | undefined;

    constructor(private readonly log: EngineLog) {}

    /** A method of the service. Whatever fails reaches the engine as one plain line. */
    answer<Asked extends object, Answer>(
        work: (request: Asked) => Promise<Answer> | Answer,
    ): handleUnaryCall<Asked, Answer> {
        return ({ request }, callback) => {
            this.running++;
            const urn = "getUrn" in request ? String((request as { getUrn(): unknown }).getUrn()) : "";
            this.log
                .during(urn, async () => work(request))
                .then(
                    (answer) => callback(null, answer),
                    (error: unknown) => callback(serviceError(error), null),
                )
                .finally(() => this.ended());
        };
    }

    /** Calls back once nothing is under way. */
    onceIdle(then: () => void): void {
        this.whenIdle = then;
        if (this.running === 0) then();
    }

    private ended(): void {
        this.running--;
        if (this.running === 0) this.whenIdle?.();
    }
}

/** What gRPC sends for an error: the message alone, or the state that a partial failure left too. */
function serviceError(error: unknown): Partial<ServiceError> {
    const details = clean(messageOf(error));
    const code = status.UNKNOWN;
    if (!(error instanceof PartialFailure)) return { code, details };
    const left = new ErrorResourceInitFailed()
        .setId(error.id)
        .setProperties(toStruct(error.state))
        .setInputs(toStruct(error.inputs))
        .setReasonsList([details]);
    const detail = new Any();
    detail.pack(left.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const whole = new Status().setCode(code).setMessage(details).setDetailsList([detail]);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    return { code, details, metadata };
}
