/** A request to Graph that failed: one class per kind of cause. refusals/ says which code is which. */
import type { Fix } from "./fix";

/** What a failed request means for the next one. */
export type Verdict =
    /** Graph answered: the request was not done. */
    | "refused"
    /** It is not known whether it was done: read the number and decide from that. */
    | "unclear"
    /** It never reached Graph. */
    | "notSent";

/** Everything known about a failed request. It contains no secret. */
export interface GraphErrorFacts {
    readonly verdict: Verdict;
    /** In the project's words, e.g. `register`. */
    readonly request: string;
    readonly message: string;
    readonly fix: Fix;
    readonly code?: number | undefined;
    readonly subcode?: number | undefined;
    readonly details?: string | undefined;
    readonly said?: string | undefined;
    readonly fbtraceId?: string | undefined;
    readonly status?: number | undefined;
    /** The cause comes from Graph's words or its subcode, not from the code alone. Default false. */
    readonly tellsCause?: boolean;
}

/** A request to Graph that failed. Subclasses name the cause; `message` and `fix` are for people. */
export class GraphError extends Error {
    override readonly name: string = "GraphError";
    readonly verdict: Verdict;
    readonly request: string;
    readonly fix: Fix;
    readonly code: number | undefined;
    readonly subcode: number | undefined;
    /** `error_data.details`, where Graph says the most. */
    readonly details: string | undefined;
    /** All of Graph's own words; empty when it said none. */
    readonly said: string;
    readonly fbtraceId: string | undefined;
    readonly status: number | undefined;
    /** The cause comes from Graph's words or its subcode, not from the code alone. */
    readonly tellsCause: boolean;

    constructor(facts: GraphErrorFacts) {
        super(facts.message);
        this.verdict = facts.verdict;
        this.request = facts.request;
        this.fix = facts.fix;
        this.code = facts.code;
        this.subcode = facts.subcode;
        this.details = facts.details;
        this.said = facts.said ?? "";
        this.fbtraceId = facts.fbtraceId;
        this.status = facts.status;
        this.tellsCause = facts.tellsCause ?? false;
    }
}

/** No usable answer: time-out, reset, refused connection, HTML or a truncated body. */
export class NoAnswerError extends GraphError {
    override readonly name: string = "NoAnswerError";
}
/** A listing that Graph did not complete: it never proves that something is missing. */
export class ListingCut extends NoAnswerError {
    override readonly name = "ListingCut";
}
/** The token is missing, expired or invalid (0, 102, 104, 190). */
export class TokenError extends GraphError {
    override readonly name = "TokenError";
}
/** The token may not do this (3, 10, 200-299, 131005). */
export class PermissionError extends GraphError {
    override readonly name = "PermissionError";
}
/** Too many calls to Graph, by app, user or WABA (4, 17, 80007, 80008, 130429). */
export class RateLimitError extends GraphError {
    override readonly name = "RateLimitError";
}
/** The number's register or deregister requests are used up: locked out for 72 hours (133016). */
export class LockedOutError extends GraphError {
    override readonly name = "LockedOutError";
}
/** The PIN is not the number's PIN, or was guessed too often (133005, 133008, 133009). */
export class PinError extends GraphError {
    override readonly name = "PinError";
}
/** Ownership of the number is not verified (133006, 136024, 136025). */
export class VerificationError extends GraphError {
    override readonly name = "VerificationError";
}
/** Graph shows no such object to this token (33, and 100 with subcode 33). */
export class NotFoundError extends GraphError {
    override readonly name = "NotFoundError";
}
/** The number is not in the state that the request needs (133000, 133010, 133015, 131045, 131057). */
export class NumberStateError extends GraphError {
    override readonly name = "NumberStateError";
}
/** A parameter, or the condition that Graph names in `details`, is wrong (100, 131008, 131009). */
export class ParameterError extends GraphError {
    override readonly name: string = "ParameterError";
}
/** The ID is that of another kind of object: for example a WABA's instead of a number's. */
export class WrongIdError extends ParameterError {
    override readonly name = "WrongIdError";
}
/** Policy, payment or eligibility prevents it (368, 131031, 131037, 131042, 134011). */
export class AccountError extends GraphError {
    override readonly name = "AccountError";
}
/** Graph itself has trouble (1, 2, 131000, 131016, 133004). */
export class ServiceError extends GraphError {
    override readonly name = "ServiceError";
}
