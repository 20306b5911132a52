/**
 * What Graph refuses, and what that means: one table of error codes (graph-api.md §4) and one function that
 * builds errors from it. Meta says to decide by `code` and `details`, never by HTTP status, subcode or
 * `is_transient` alone.
 */

import { type GraphErrorBody, readErrorBody } from "./errorBody";
import {
    AccountError,
    GraphError,
    LockedOutError,
    NotFoundError,
    NumberStateError,
    ParameterError,
    PermissionError,
    PinError,
    RateLimitError,
    ServiceError,
    TokenError,
    type Verdict,
    VerificationError,
} from "./errors";
import type { Fix } from "./fix";

interface Row {
    readonly kind: typeof GraphError;
    readonly cause: string;
    readonly fix: Fix;
    /** Default `refused`. */
    readonly verdict?: Verdict;
    /** A read that got this answer may be tried again after a pause. */
    readonly readAgain?: true;
}

const NEW_TOKEN: Fix = { todo: "export WHATSAPP_ACCESS_TOKEN with a valid token" };
const GRANT =
    "give the token's system user this number's WABA, and the token the permissions whatsapp_business_management " +
    "and whatsapp_business_messaging (business.facebook.com > Settings > System users)";
const SLOW_DOWN: Fix = { todo: "wait until Graph lets the app call again (App Dashboard shows its usage)" };
const WAIT: Fix = { todo: "wait a few minutes", besides: "https://metastatus.com shows outages" };
const WORDS: Fix = { todo: "fix what Graph's words name" };

const NO_CODE = {
    cause: "the number can't receive or verify a code now: it is not being migrated",
    fix: {
        todo: "register it (npx pulumi-whatsapp doctor {phone-number-id} says what is missing), or verify it in WhatsApp Manager",
        again: false,
    },
};

/** graph-api.md §4: the codes that calls on numbers and WABAs can return. */
const TABLE: Readonly<Record<number, Row>> = {
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
        fix: { todo: "leave the parameter out" },
    },
    17: { kind: RateLimitError, cause: "the user made too many calls", fix: SLOW_DOWN, readAgain: true },
    33: {
        kind: NotFoundError,
        cause: "the business phone number was deleted",
        fix: {
            todo: "remove it from the program, or add it to the WABA again and declare its new ID",
            again: false,
        },
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
            besides: "if the program is right, report a bug of pulumi-whatsapp",
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
        fix: { todo: "register the number again" },
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
        fix: { todo: "deregister it once more" },
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
        fix: {
            todo: "give the PIN that the number had before (a PIN outlives deregistration)",
            besides:
                "if it is lost and the number is registered, POST /{phone-number-id} with a new pin sets it; if it is not " +
                "registered, turn two-step verification off in WhatsApp Manager (Phone numbers > Settings)",
        },
    },
    133006: {
        kind: VerificationError,
        cause: "the number's ownership needs to be verified (again)",
        fix: { todo: "run npx pulumi-whatsapp verify {phone-number-id}" },
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
        fix: { todo: "register the number" },
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
        fix: {
            todo: "list the WABA's numbers (npx pulumi-whatsapp list) and declare the ID that is there",
            again: false,
        },
    },
    2388091: { kind: VerificationError, ...NO_CODE },
    2388093: { kind: VerificationError, ...NO_CODE },
    2388103: {
        kind: AccountError,
        cause: "the number can't be migrated yet (name, payment method or WABA review)",
        fix: { todo: "fix what Graph's words name (npx pulumi-whatsapp doctor shows the WABA)" },
    },
    147001: {
        kind: ParameterError,
        cause: "the username is not available",
        fix: { todo: "declare another username; GET /{phone-number-id}/username_suggestions has some" },
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
        fix: {
            todo: "declare forceTransfer: true to take it from that number, which then has none at once, or declare another username",
        },
    },
};

/** When a row fits: by code, and by what else makes it more precise. */
interface Precise {
    readonly code: number;
    /** Deprecated by Meta, but still sent (graph-api.md §2.11). */
    readonly subcode?: number;
    readonly words?: RegExp;
    /** Of which request. */
    readonly request?: string;
    readonly row: Row;
}

const TWO_STEP_LEFT: Row = {
    kind: PinError,
    cause: "the number still has two-step verification from its former provider",
    fix: {
        todo: "have two-step verification turned off where the number came from (or in WhatsApp Manager)",
    },
};
const NAME_NOT_READY: Row = {
    kind: AccountError,
    cause: "the number's display name could not be used: it is under review, or was declined",
    fix: {
        todo: "wait for the review of the name, or ask for another one in WhatsApp Manager (Account tools > Phone numbers)",
    },
};

/**
 * Rows that subcode, Graph's own words or the request make more precise; the first match counts. For code 100 mostly the
 * words tell the cause (graph-api.md §2.3, §3 rows 8, 10, 12, 19).
 */
const PRECISE: readonly Precise[] = [
    {
        code: 100,
        subcode: 33,
        row: {
            kind: NotFoundError,
            cause: "Graph shows no such object to this token",
            fix: {
                todo:
                    "check that the phone number ID is declared (not the phone number, nor the WABA's ID), that the number " +
                    `was not deleted, and that the token still has it: ${GRANT}`,
            },
        },
    },
    { code: 100, subcode: 2388001, words: /two.?(step|factor)|\b2fa\b/i, row: TWO_STEP_LEFT },
    { code: 100, subcode: 2388001, words: /\bname\b/i, row: NAME_NOT_READY },
    {
        code: 100,
        subcode: 2388001,
        row: {
            kind: AccountError,
            cause: "no certificate: two-step verification is left over from a former provider, or the display name can't be used",
            fix: {
                todo:
                    "see npx pulumi-whatsapp show {phone-number-id}: if the name is not approved, wait for its review or ask for " +
                    "another name; if it is, have two-step verification turned off in WhatsApp Manager",
            },
        },
    },
    {
        code: 100,
        words: /expected data localization region/i,
        row: {
            kind: ParameterError,
            cause: "the number is bound to another data localization region",
            fix: { todo: "declare the region that Graph's words name as dataLocalizationRegion" },
        },
    },
    {
        code: 100,
        words: /\bSMB\b/,
        row: {
            kind: ParameterError,
            cause: "the number is on the WhatsApp Business app, which keeps its registration to itself",
            fix: {
                todo: "onboard it with coexistence through Embedded Signup, or delete its account in the app",
            },
        },
    },
    {
        code: 100,
        words: /business account\b.*\b(not (yet )?(approved|verified|reviewed)|unverified|pending|review)/i,
        row: {
            kind: ParameterError,
            cause: "the WhatsApp Business Account is still waiting for Meta's review",
            fix: {
                todo: "wait until its account_review_status is APPROVED (npx pulumi-whatsapp doctor {phone-number-id})",
            },
        },
    },
    {
        code: 100,
        words: /unsupported request - method type/i,
        row: {
            kind: PermissionError,
            cause: "the token's user does not have this number's WABA",
            fix: { todo: GRANT },
        },
    },
    {
        code: 100,
        words: /missing permission/i,
        row: {
            kind: PermissionError,
            cause: "the token may not do this with this number: its user lacks the WABA, or the number is on the WhatsApp Business app",
            fix: { todo: GRANT },
        },
    },
    {
        code: 200,
        words: /accept.*\bterms\b/i,
        row: {
            kind: PermissionError,
            cause: "the terms of the WhatsApp Business Cloud API are not accepted",
            fix: {
                todo: "have an admin of the business accept them in WhatsApp Manager (or by Embedded Signup)",
            },
        },
    },
    {
        code: 200,
        words: /api access blocked/i,
        row: {
            kind: PermissionError,
            cause: "Meta has blocked the app's access to the API",
            fix: {
                todo: "see the alerts in the App Dashboard (developers.facebook.com/apps) and Business Support Home",
            },
        },
    },
    {
        code: 10,
        request: "register",
        row: {
            kind: PermissionError,
            cause: "permission denied; Graph has also been seen to answer this for a number that is already connected",
            fix: {
                todo: `see npx pulumi-whatsapp show {phone-number-id}: if it is registered, run pulumi refresh; if not, ${GRANT}`,
            },
        },
    },
    {
        code: 100,
        words: /before override.*must be subscribed/i,
        row: {
            kind: ParameterError,
            cause: "an override needs the app to be subscribed to the WABA, and to have a webhook of its own",
            fix: {
                todo: "declare a WhatsAppAppSubscription of the WABA and let this resource depend on it (dependsOn); where that is done, set the app's webhook in the App Dashboard",
            },
        },
    },
];

const OTHER: Row = {
    kind: GraphError,
    cause: "Graph refused the request",
    fix: WORDS,
};
const PERMISSION: Row = {
    kind: PermissionError,
    cause: "the token lacks a permission or the asset",
    fix: { todo: GRANT },
};

function preciseRow(request: string, { code, subcode, words }: GraphErrorBody): Row | undefined {
    return PRECISE.find(
        (precise) =>
            precise.code === code &&
            (precise.subcode === undefined || precise.subcode === subcode) &&
            (precise.words === undefined || precise.words.test(words)) &&
            (precise.request === undefined || precise.request === request),
    )?.row;
}

function rowOf(code: number | undefined): Row | undefined {
    if (code === undefined) return undefined;
    return TABLE[code] ?? (code >= 200 && code <= 299 ? PERMISSION : undefined);
}

/** Whether a read that was answered with this code may be tried again. */
export function mayReadAgain(code: number): boolean {
    return rowOf(code)?.readAgain === true;
}

/** The error for an answer that carries Graph's error body. `clean` removes secrets from Graph's own words. */
export function graphError(
    request: string,
    status: number,
    error: unknown,
    clean: (text: string) => string,
): GraphError {
    const body = readErrorBody(error, clean);
    const { code, subcode, words, details, fbtraceId } = body;
    const precise = preciseRow(request, body);
    const row = precise ?? rowOf(code);
    const { kind: Kind, cause, fix } = row ?? OTHER;
    const number =
        code === undefined ? `HTTP ${status}` : `${code}${subcode === undefined ? "" : `/${subcode}`}`;
    const quote = words === "" ? "" : `; Graph said: ${words}`;
    // Without a row, an answer whose status is no refusal does not tell for sure whether the request was done.
    const unsure = status >= 500 || (code === undefined && status < 400);
    return new Kind({
        verdict: row === undefined && unsure ? "unclear" : (row?.verdict ?? "refused"),
        request,
        message: `${request} was refused: ${cause} (${clean(number)}${quote})`,
        fix,
        code,
        subcode,
        said: words,
        details,
        fbtraceId,
        status,
        tellsCause: precise !== undefined,
    });
}
