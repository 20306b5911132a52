/** Graph's errors: one table of codes, and the refusals that are built from it. */
import type { FaultError } from "./api";
import { randomText } from "./random";
import type { JsonObject } from "./state";
import type { Switches } from "./switches";

interface ErrorRow {
    readonly title: string;
    readonly status: number;
    readonly details?: string;
}

const row = (status: number, title: string, details?: string): ErrorRow =>
    details === undefined ? { title, status } : { title, status, details };

/** The Graph errors that a request about a number can get, with their HTTP status (graph-api.md §4). */
export const ERRORS: Readonly<Record<number, ErrorRow>> = {
    0: row(401, "AuthException", "We were unable to authenticate the app user"),
    1: row(400, "API Unknown", "Invalid request or possible server error"),
    2: row(503, "API Service", "Temporary due to downtime or due to being overloaded"),
    3: row(500, "API Method", "Capability or permissions issue"),
    4: row(400, "API Too Many Calls", "The app has reached its API call rate limit"),
    10: row(403, "Permission Denied", "Permission is either not granted or has been removed"),
    12: row(400, "Deprecated for versions v21.0 or higher"),
    17: row(400, "User request limit reached"),
    33: row(400, "Parameter value is not valid", "The business phone number has been deleted"),
    100: row(400, "Invalid parameter"),
    102: row(401, "API Session"),
    104: row(401, "An access token is required to request this resource"),
    190: row(401, "Access token has expired", "Your access token has expired"),
    200: row(403, "API Permission", "Permission is either not granted or has been removed"),
    300: row(400, "Edit failure"),
    368: row(403, "Temporarily blocked for policies violations"),
    80007: row(400, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit"),
    80008: row(400, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit"),
    130429: row(400, "Rate limit hit", "Cloud API message throughput has been reached"),
    131000: row(500, "Something went wrong", "Message failed to send due to an unknown error"),
    131005: row(403, "Access denied", "Permission is either not granted or has been removed"),
    131008: row(400, "Required parameter is missing"),
    131009: row(400, "Parameter value is not valid"),
    131016: row(500, "Service unavailable", "A service is temporarily unavailable"),
    131031: row(
        403,
        "Account has been locked",
        "The account has been restricted or disabled for a policy violation",
    ),
    131037: row(400, "Display name approval is needed before sending messages"),
    131042: row(
        400,
        "Business eligibility payment issue",
        "There was an error related to the payment method",
    ),
    131045: row(
        500,
        "Incorrect certificate",
        "Message failed to send due to a phone number registration error",
    ),
    131057: row(500, "Account in maintenance mode", "Business account is in maintenance mode"),
    133000: row(500, "Incomplete Deregistration", "A previous deregistration attempt failed"),
    133004: row(503, "Server Temporarily Unavailable", "Server is temporarily unavailable"),
    133005: row(400, "Two step verification PIN Mismatch", "Two-step verification PIN incorrect"),
    133006: row(
        400,
        "Phone number re-verification needed",
        "Phone number needs to be verified before registering",
    ),
    133008: row(
        400,
        "Too Many two step verification PIN Guesses",
        "Too many two-step verification PIN guesses for this phone number",
    ),
    133009: row(
        400,
        "Two step verification PIN Guessed Too Fast",
        "Two-step verification PIN was entered too quickly",
    ),
    133010: row(
        400,
        "Account not registered",
        "Phone number not registered on the WhatsApp Business Platform",
    ),
    133015: row(
        400,
        "Please wait a few minutes before attempting to register this phone number",
        "The phone number was recently deleted, and deletion has not yet completed",
    ),
    133016: row(
        400,
        "Account register deregister rate limit exceeded",
        "Registration or Deregistration failed because there were too many attempts for this phone number in a short period of time",
    ),
    134011: row(400, "WhatsApp payments terms of service acceptance pending"),
    136024: row(400, "Request code error"),
    136025: row(400, "Verify code error"),
    138018: row(400, "Calling cannot be enabled"),
    200000: row(400, "Cannot add phone number to the WhatsApp Business Account"),
    2388012: row(400, "Phone number is already in your list"),
    2388091: row(400, "Not eligible to receive a code"),
    2388093: row(400, "Not eligible to verify a code"),
    2388103: row(400, "Cannot migrate phone number"),
    2494100: row(400, "Account is in maintenance mode"),
    2494160: row(400, "WhatsApp Business Account is not allowed to manage templates"),
    2593107: row(400, "Synchronization request limit exceeded"),
    2593108: row(400, "Synchronization request made outside of the time limit"),
};

/** What a refusal has besides its row of the table. */
type RefusalMore = Omit<FaultError, "code"> & {
    readonly type?: string;
    readonly headers?: Record<string, string>;
};

/** A request that Graph refuses. */
export class GraphRefusal extends Error {
    constructor(
        readonly code: number,
        readonly more: RefusalMore = {},
    ) {
        super(more.message ?? `(#${code}) ${ERRORS[code]?.title ?? "Unknown error"}`);
        this.name = "Refusal";
    }

    get status(): number {
        return (
            this.more.status ?? ERRORS[this.code]?.status ?? (this.code > 200 && this.code < 300 ? 403 : 400)
        );
    }

    /** The body (graph-api.md §2.11). A switch decides where a 100 has its text. */
    body(textOf100: Switches["refusalText"] = "details"): JsonObject {
        const { subcode, isTransient, userTitle, userMsg, type } = this.more;
        // An empty text leaves out what the table has.
        const said = (this.more.details ?? ERRORS[this.code]?.details) || undefined;
        const inMessage = this.code === 100 && said !== undefined && textOf100 === "message";
        const details = inMessage ? undefined : said;
        return {
            error: {
                message: inMessage ? `(#100) ${said}` : this.message,
                type: type ?? "OAuthException",
                code: this.code,
                ...(subcode === undefined ? {} : { error_subcode: subcode }),
                ...(isTransient === undefined ? {} : { is_transient: isTransient }),
                ...(userTitle === undefined ? {} : { error_user_title: userTitle }),
                ...(userMsg === undefined ? {} : { error_user_msg: userMsg }),
                ...(details === undefined ? {} : { error_data: { messaging_product: "whatsapp", details } }),
                fbtrace_id: traceId(),
            },
        };
    }
}

/** An ID like the one that Graph gives to each error and answer. */
export function traceId(): string {
    return `A${randomText(16, "base64url")}`;
}

/** Unknown ID, ID that the token does not see, or unsupported verb: all get the same answer (§4). */
export function unknownObject(method: string, id: string): GraphRefusal {
    const verb = method.toLowerCase();
    return new GraphRefusal(100, {
        subcode: 33,
        type: "GraphMethodException",
        message:
            `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
            "permissions, or does not support this operation. Please read the Graph API documentation at " +
            "https://developers.facebook.com/docs/graph-api",
    });
}

/** Code 100 with a text that says what is wrong. */
export function invalidParameter(details: string, subcode?: number): GraphRefusal {
    return new GraphRefusal(100, subcode === undefined ? { details } : { details, subcode });
}
