/** The calls of the engine, and their answers. */
import { type handleUnaryCall, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { clean, messageOf } from "../../../graph/wire";
import { Calls } from "../../run/ending";
import { Hidden } from "../../run/hiding";
import { PartialFailure } from "./adapter";
import { hideIn } from "./hidden";
import type { EngineLog } from "./log";
import { type Properties, toStruct } from "./values";

/** Answers the calls of one process. */
export class Answers extends Calls {
    private always = new Hidden();

    constructor(private readonly log: EngineLog) {
        super();
    }

    /** Hides this in every call from now on, in place of what was hidden before. */
    hideAlways(hidden: Hidden): void {
        this.always = hidden;
    }

    /**
     * A method of the service. Whatever fails reaches the engine as one plain line. What the request marks as secret is
     * in no line that is said meanwhile, and in no error.
     */
    answer<Asked extends object, Answer>(
        work: (request: Asked, hidden: Hidden) => Promise<Answer> | Answer,
    ): handleUnaryCall<Asked, Answer> {
        return ({ request }, callback) => {
            const urn = "getUrn" in request ? String((request as { getUrn(): unknown }).getUrn()) : "";
            const hidden = new Hidden(this.always);
            hideIn(request, hidden);
            // A call is under way until its answer is on its way.
            void this.during(() =>
                this.log
                    .during(
                        urn,
                        async () => work(request, hidden),
                        (line) => hidden.from(line),
                    )
                    .then(
                        (answer) => callback(null, answer),
                        (error: unknown) => callback(serviceError(error, hidden), null),
                    ),
            );
        };
    }
}

/** An error is a trailer, and one above some 70 kB never arrives. */
const LARGEST = 24_000;

/** The properties, without the largest where all of them would be no answer at all: a refresh reads what is left out. */
function fitting({ plain, secrets }: Properties): Struct {
    const sizeOf = (name: string) => Buffer.byteLength(JSON.stringify(plain[name]) ?? "");
    let left = LARGEST;
    const smallestFirst = Object.keys(plain).sort((a, b) => sizeOf(a) - sizeOf(b));
    const kept = smallestFirst.filter((name) => {
        left -= sizeOf(name);
        return left >= 0;
    });
    return toStruct({ plain: Object.fromEntries(kept.map((name) => [name, plain[name]])), secrets });
}

/** What gRPC sends for an error: the message alone, or the state that a partial failure left too. */
function serviceError(error: unknown, hidden: Hidden): Partial<ServiceError> {
    const details = hidden.from(clean(messageOf(error)));
    const code = status.UNKNOWN;
    if (!(error instanceof PartialFailure)) return { code, details };
    const left = new ErrorResourceInitFailed()
        .setId(error.id)
        .setProperties(fitting(error.state))
        .setInputs(fitting(error.inputs))
        .setReasonsList([details]);
    const detail = new Any();
    detail.pack(left.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const whole = new Status().setCode(code).setMessage(details).setDetailsList([detail]);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    return { code, details, metadata };
}
