/** What each error code of Graph's means by itself (graph-api.md §4). */
import {
    AccountError,
    LockedOutError,
    NotFoundError,
    NumberStateError,
    ParameterError,
    PermissionError,
    PinError,
    RateLimitError,
    ServiceError,
    TokenError,
    VerificationError,
} from "../errors";
import { GRANT, NEW_TOKEN, type Row, SLOW_DOWN, WAIT, WORDS } from "./row";

const NO_CODE: Omit<Row, "kind"> = {
    cause: "the number can't receive or verify a code now: it is not being migrated",
    fix: { kind: "registerOrVerify" },
};

/** The codes that calls on numbers and WABAs can return. */
export const CODES: Readonly<Record<number, Row>> = {
    0: { kind: TokenError, cause: "the access token is not valid", fix: NEW_TOKEN },
    1: { kind: ServiceError, cause: "unknown API error", fix: WAIT, verdict: "unclear", readAgain: true },
    2: {
        kind: ServiceError,
        cause: "the API is down or overloaded",
        fix: WAIT,
        verdict: "unclear",
        readAgain: true,
    },
    3: { kind: PermissionError, cause: "the app lacks the capability for this call", fix: { todo: GRANT } },
    4: { kind: RateLimitError, cause: "the app made too many calls", fix: SLOW_DOWN, readAgain: true },
    10: {
        kind: PermissionError,
        cause: "permission denied, or this number is not eligible",
        fix: { todo: GRANT },
    },
    12: {
        kind: ParameterError,
        cause: "the request names a parameter that this version of the Graph API no longer takes",
        fix: { kind: "leaveParameterOut" },
    },
    17: { kind: RateLimitError, cause: "the user made too many calls", fix: SLOW_DOWN, readAgain: true },
    33: {
        kind: NotFoundError,
        cause: "the business phone number was deleted",
        fix: { kind: "anotherId" },
    },
    100: {
        kind: ParameterError,
        cause: "invalid parameter, or the number is in a state that does not allow this",
        fix: WORDS,
    },
    102: { kind: TokenError, cause: "the session of the access token has ended", fix: NEW_TOKEN },
    104: { kind: TokenError, cause: "the call needs an access token", fix: NEW_TOKEN },
    190: { kind: TokenError, cause: "the access token has expired or is invalid", fix: NEW_TOKEN },
    300: {
        kind: ParameterError,
        cause: "Graph could not make this edit",
        fix: WORDS,
    },
    368: {
        kind: AccountError,
        cause: "temporarily blocked for policy violations",
        fix: { todo: "see Business Support Home (business.facebook.com/business-support-home)" },
    },
    80007: {
        kind: RateLimitError,
        cause: "the WABA's rate limit is reached",
        fix: SLOW_DOWN,
        readAgain: true,
    },
    80008: {
        kind: RateLimitError,
        cause: "the WABA's rate limit is reached",
        fix: SLOW_DOWN,
        readAgain: true,
    },
    130429: {
        kind: RateLimitError,
        cause: "the throughput limit is reached",
        fix: SLOW_DOWN,
        readAgain: true,
    },
    131000: {
        kind: ServiceError,
        cause: "something went wrong at Graph",
        fix: WAIT,
        verdict: "unclear",
        readAgain: true,
    },
    131005: { kind: PermissionError, cause: "access denied", fix: { todo: GRANT } },
    131008: {
        kind: ParameterError,
        cause: "a required parameter is missing",
        fix: {
            todo: "fix what Graph's words name",
            besides: "if what was given is right, report a bug of pulumi-whatsapp",
        },
    },
    131009: {
        kind: ParameterError,
        cause: "a parameter's value is not valid",
        fix: WORDS,
    },
    131016: {
        kind: ServiceError,
        cause: "the service is unavailable",
        fix: WAIT,
        verdict: "unclear",
        readAgain: true,
    },
    131031: {
        kind: AccountError,
        cause: "the business account is locked, or what was sent (the PIN, say) does not match it",
        fix: { todo: "look at the account in WhatsApp Manager (Account overview) and check the PIN" },
    },
    131037: {
        kind: AccountError,
        cause: "this number needs an approved display name first",
        fix: { todo: "have a display name approved in WhatsApp Manager" },
    },
    131042: {
        kind: AccountError,
        cause: "the business has a payment problem",
        fix: { todo: "add a payment method to the WABA, or correct it (Billing & payments)" },
    },
    131045: {
        kind: NumberStateError,
        cause: "the number's certificate is not right",
        fix: { kind: "registerAgain" },
    },
    131057: {
        kind: NumberStateError,
        cause: "the account is in maintenance mode (a throughput upgrade takes minutes)",
        fix: { todo: "wait a few minutes" },
        readAgain: true,
    },
    133000: {
        kind: NumberStateError,
        cause: "an earlier deregistration ended half-way",
        fix: { kind: "deregisterAgain" },
    },
    133004: {
        kind: ServiceError,
        cause: "the server is temporarily unavailable",
        fix: WAIT,
        verdict: "unclear",
        readAgain: true,
    },
    133005: {
        kind: PinError,
        cause: "the PIN is not the number's two-step verification PIN",
        fix: { kind: "formerPin" },
    },
    133006: {
        kind: VerificationError,
        cause: "the number's ownership needs to be verified (again)",
        fix: { kind: "verify" },
    },
    133008: {
        kind: PinError,
        cause: "too many wrong PINs were tried",
        fix: { todo: "wait as long as Graph's words say and give the right PIN" },
    },
    133009: {
        kind: PinError,
        cause: "PINs were tried too fast",
        fix: { todo: "wait as long as Graph's words say" },
    },
    133010: {
        kind: NumberStateError,
        cause: "the number is not registered",
        fix: { kind: "register" },
    },
    133015: {
        kind: NumberStateError,
        cause: "the number was deleted a moment ago",
        fix: { todo: "wait five minutes" },
    },
    133016: {
        kind: LockedOutError,
        cause: "too many register or deregister requests: Graph locks the number out for 72 hours",
        fix: { todo: "wait for 72 hours: only that helps, and each try counts" },
    },
    134011: {
        kind: AccountError,
        cause: "the payments terms of service are not accepted",
        fix: { todo: "accept them in WhatsApp Manager" },
    },
    136024: {
        kind: VerificationError,
        cause: "no code can be requested: already verified, asked too often, or still used in an app",
        fix: { todo: "if the number is not verified yet, wait an hour: each try restarts the wait" },
    },
    136025: {
        kind: VerificationError,
        cause: "the code is wrong, expired or used",
        fix: { todo: "request a new code and enter it once", again: false },
    },
    200000: {
        kind: ParameterError,
        cause: "the number can't be added to this WABA",
        fix: {
            todo: "check whether it is in another WABA or on an app, and whether the portfolio's cap is reached",
        },
    },
    138018: {
        kind: AccountError,
        cause: "calling can't be enabled: it needs a messaging limit of at least 2,000",
        fix: { todo: "raise the portfolio's messaging limit (WhatsApp Manager > Insights)" },
    },
    2388012: {
        kind: ParameterError,
        cause: "the number is in this WABA already",
        fix: { kind: "listNumbers" },
    },
    2388091: { kind: VerificationError, ...NO_CODE },
    2388093: { kind: VerificationError, ...NO_CODE },
    2388103: {
        kind: AccountError,
        cause: "the number can't be migrated yet (name, payment method or WABA review)",
        fix: { kind: "viewWaba" },
    },
    147001: {
        kind: ParameterError,
        cause: "the username is not available",
        fix: { kind: "anotherUsername" },
    },
    147002: {
        kind: AccountError,
        cause: "the number is not eligible for a username",
        fix: { todo: "raise the business's messaging limit (WhatsApp Manager > Insights)" },
    },
    147003: {
        kind: AccountError,
        cause: "the username wants a linked Facebook page",
        fix: { todo: "link the page of that name to the business (business.facebook.com > Settings)" },
    },
    147004: {
        kind: AccountError,
        cause: "the username wants a linked Instagram account",
        fix: { todo: "link the account of that name to the business (business.facebook.com > Settings)" },
    },
    147005: {
        kind: ParameterError,
        cause: "another number of this business has the username",
        fix: { kind: "takeUsername" },
    },
};
