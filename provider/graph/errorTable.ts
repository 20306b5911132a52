/**
 * What Graph refuses, and what to make of it: one table of error codes (graph-api.md §4) and one function that
 * builds errors from it. Meta asks to key on `code` and `details`, never on HTTP status, subcode or
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

interface Row {
    readonly kind: typeof GraphError;
    readonly cause: string;
    readonly remedy: string;
    /** Default `refused`. */
    readonly verdict?: Verdict;
    /** A read that got this answer may be tried again after a pause. */
    readonly readAgain?: true;
}

const NEW_TOKEN =
    "export WHATSAPP_ACCESS_TOKEN with a valid token; refresh and destroy otherwise use the token of the last " +
    "pulumi up, so after `pulumi config set --secret whatsapp:accessToken` run pulumi up first, or add --run-program";
const GRANT =
    "give the token's system user this number's WABA, and the token the permissions whatsapp_business_management " +
    "and whatsapp_business_messaging (business.facebook.com > Settings > System users)";
const SLOW_DOWN =
    "wait until Graph lets the app call again (App Dashboard shows its usage), then run the command again";
const AGAIN = "run the command again in a few minutes; https://metastatus.com shows outages";

const NO_CODE = {
    cause: "the number can't receive or verify a code now: it is not being migrated",
    remedy: "register it (npx pulumi-whatsapp doctor {phone-number-id} says what is missing), or verify it in WhatsApp Manager",
};

/** graph-api.md §4, as far as calls on numbers and WABAs can give it. */
const TABLE: Readonly<Record<number, Row>> = {
    0: { kind: TokenError, cause: "the access token is not valid", remedy: NEW_TOKEN },
    1: { kind: ServiceError, cause: "unknown API error", remedy: AGAIN, verdict: "unclear", readAgain: true },
    2: {
        kind: ServiceError,
        cause: "the API is down or overloaded",
        remedy: AGAIN,
        verdict: "unclear",
        readAgain: true,
    },
    3: { kind: PermissionError, cause: "the app lacks the capability for this call", remedy: GRANT },
    4: { kind: RateLimitError, cause: "the app made too many calls", remedy: SLOW_DOWN, readAgain: true },
    10: { kind: PermissionError, cause: "permission denied, or this number is not eligible", remedy: GRANT },
    12: {
        kind: ParameterError,
        cause: "the request names a parameter that this version of the Graph API no longer takes",
        remedy: "run pulumi up again: the parameter is left out then; WHATSAPP_REGION_IN_REGISTER=never leaves the region out always",
    },
    17: { kind: RateLimitError, cause: "the user made too many calls", remedy: SLOW_DOWN, readAgain: true },
    33: {
        kind: NotFoundError,
        cause: "the business phone number was deleted",
        remedy: "remove it from the program, or add it to the WABA again and declare its new ID",
    },
    100: {
        kind: ParameterError,
        cause: "invalid parameter, or the number is in a state that does not allow this",
        remedy: "read Graph's words above, mend what they name, and run pulumi up again",
    },
    102: { kind: TokenError, cause: "the session of the access token has ended", remedy: NEW_TOKEN },
    104: { kind: TokenError, cause: "the call needs an access token", remedy: NEW_TOKEN },
    190: { kind: TokenError, cause: "the access token has expired or is invalid", remedy: NEW_TOKEN },
    300: {
        kind: ParameterError,
        cause: "Graph could not make this edit",
        remedy: "read Graph's words above, mend what they name, and run the command again",
    },
    368: {
        kind: AccountError,
        cause: "temporarily blocked for policy violations",
        remedy: "see Business Support Home (business.facebook.com/business-support-home), then run pulumi up again",
    },
    80007: {
        kind: RateLimitError,
        cause: "the WABA's rate limit is reached",
        remedy: SLOW_DOWN,
        readAgain: true,
    },
    80008: {
        kind: RateLimitError,
        cause: "the WABA's rate limit is reached",
        remedy: SLOW_DOWN,
        readAgain: true,
    },
    130429: {
        kind: RateLimitError,
        cause: "the throughput limit is reached",
        remedy: SLOW_DOWN,
        readAgain: true,
    },
    131000: {
        kind: ServiceError,
        cause: "something went wrong at Graph",
        remedy: AGAIN,
        verdict: "unclear",
        readAgain: true,
    },
    131005: { kind: PermissionError, cause: "access denied", remedy: GRANT },
    131008: {
        kind: ParameterError,
        cause: "a required parameter is missing",
        remedy: "read Graph's words above; if the program is right, report it as a bug of pulumi-whatsapp",
    },
    131009: {
        kind: ParameterError,
        cause: "a parameter's value is not valid",
        remedy: "read Graph's words above, mend what they name, and run pulumi up again",
    },
    131016: {
        kind: ServiceError,
        cause: "the service is unavailable",
        remedy: AGAIN,
        verdict: "unclear",
        readAgain: true,
    },
    131031: {
        kind: AccountError,
        cause: "the business account is locked, or what was sent (the PIN, say) does not match it",
        remedy: "look at the account in WhatsApp Manager (Account overview) and check the PIN, then run pulumi up again",
    },
    131037: {
        kind: AccountError,
        cause: "this number needs an approved display name first",
        remedy: "have a display name approved in WhatsApp Manager, then run pulumi up again",
    },
    131042: {
        kind: AccountError,
        cause: "the business has a payment problem",
        remedy: "add or mend the payment method of the WABA (Billing & payments), then run pulumi up again",
    },
    131045: {
        kind: NumberStateError,
        cause: "the number's certificate is not right",
        remedy: "run pulumi up, which registers the number again if it is not registered",
    },
    131057: {
        kind: NumberStateError,
        cause: "the account is in maintenance mode (a throughput upgrade takes minutes)",
        remedy: "wait a few minutes, then run pulumi up again",
        readAgain: true,
    },
    133000: {
        kind: NumberStateError,
        cause: "an earlier deregistration ended half-way",
        remedy: "run pulumi up again: it deregisters once more, then registers",
    },
    133004: {
        kind: ServiceError,
        cause: "the server is temporarily unavailable",
        remedy: AGAIN,
        verdict: "unclear",
        readAgain: true,
    },
    133005: {
        kind: PinError,
        cause: "the PIN is not the number's two-step verification PIN",
        remedy:
            "declare the PIN that the number had before (a PIN outlives deregistration) and run pulumi up; if it is " +
            "lost and the number is registered, POST /{phone-number-id} with a new pin sets it; if it is not " +
            "registered, turn two-step verification off in WhatsApp Manager (Phone numbers > Settings)",
    },
    133006: {
        kind: VerificationError,
        cause: "the number's ownership needs to be verified (again)",
        remedy: "npx pulumi-whatsapp verify {phone-number-id}, then pulumi up",
    },
    133008: {
        kind: PinError,
        cause: "too many wrong PINs were tried",
        remedy: "wait as long as Graph's words say, declare the right PIN, then run pulumi up",
    },
    133009: {
        kind: PinError,
        cause: "PINs were tried too fast",
        remedy: "wait as long as Graph's words say, then run pulumi up",
    },
    133010: {
        kind: NumberStateError,
        cause: "the number is not registered",
        remedy: "run pulumi refresh, then pulumi up: it registers the number",
    },
    133015: {
        kind: NumberStateError,
        cause: "the number was deleted a moment ago",
        remedy: "wait five minutes, then run pulumi up again",
    },
    133016: {
        kind: LockedOutError,
        cause: "too many register or deregister requests: Graph locks the number out for 72 hours",
        remedy: "run the command again after that, not before: nothing but waiting helps, and each try counts",
    },
    134011: {
        kind: AccountError,
        cause: "the payments terms of service are not accepted",
        remedy: "accept them in WhatsApp Manager, then run pulumi up again",
    },
    136024: {
        kind: VerificationError,
        cause: "no code can be requested: already verified, asked too often, or still used in an app",
        remedy: "if the number is not verified yet, wait an hour before the next try: each one restarts the wait",
    },
    136025: {
        kind: VerificationError,
        cause: "the code is wrong, expired or used",
        remedy: "request a new code and enter it once",
    },
    200000: {
        kind: ParameterError,
        cause: "the number can't be added to this WABA",
        remedy: "see whether it is in another WABA or on an app, and whether the portfolio's cap is reached",
    },
    138018: {
        kind: AccountError,
        cause: "calling can't be enabled: it needs a messaging limit of at least 2,000",
        remedy: "raise the portfolio's messaging limit (WhatsApp Manager > Insights), then run pulumi up",
    },
    2388012: {
        kind: ParameterError,
        cause: "the number is in this WABA already",
        remedy: "list the WABA's numbers (npx pulumi-whatsapp list) and declare the ID that is there",
    },
    2388091: { kind: VerificationError, ...NO_CODE },
    2388093: { kind: VerificationError, ...NO_CODE },
    2388103: {
        kind: AccountError,
        cause: "the number can't be migrated yet (name, payment method or WABA review)",
        remedy: "mend what Graph's words above name (npx pulumi-whatsapp doctor shows the WABA), then run the command again",
    },
};

/** When a row fits: by code, and by what else makes it more precise. */
interface Precise {
    readonly code: number;
    /** Deprecated by Meta, and still there (graph-api.md §2.11). */
    readonly subcode?: number;
    readonly words?: RegExp;
    /** Of which request. */
    readonly request?: string;
    readonly row: Row;
}

const TWO_STEP_LEFT: Row = {
    kind: PinError,
    cause: "the number brings two-step verification along from its former provider",
    remedy: "have two-step verification turned off where the number came from (or in WhatsApp Manager), then run pulumi up",
};
const NAME_NOT_READY: Row = {
    kind: AccountError,
    cause: "the number's display name could not be used: it is under review, or was declined",
    remedy: "wait for the review of the name, or ask for another one in WhatsApp Manager (Account tools > Phone numbers), then run pulumi up",
};

/**
 * Rows that subcode, Graph's own words or the request make more precise, the first that fits: code 100 says the most
 * in its words (graph-api.md §2.3, §3 rows 8, 10, 12, 19).
 */
const PRECISE: readonly Precise[] = [
    {
        code: 100,
        subcode: 33,
        row: {
            kind: NotFoundError,
            cause: "Graph shows no such object to this token",
            remedy:
                "check that the phone number ID is declared (not the phone number, nor the WABA's ID), that the number " +
                `was not deleted, and that the token still has it: ${GRANT}`,
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
            remedy:
                "npx pulumi-whatsapp show {phone-number-id} shows the name's status: if it is not approved, wait for its review " +
                "or ask for another name; if it is, have two-step verification turned off in WhatsApp Manager; then run pulumi up",
        },
    },
    {
        code: 100,
        words: /expected data localization region/i,
        row: {
            kind: ParameterError,
            cause: "the number is bound to another data localization region",
            remedy: "declare the region that Graph's words name as dataLocalizationRegion, then run pulumi up",
        },
    },
    {
        code: 100,
        words: /\bSMB\b/,
        row: {
            kind: ParameterError,
            cause: "the number is on the WhatsApp Business app, which keeps its registration to itself",
            remedy: "onboard it with coexistence through Embedded Signup, or delete its account in the app, then run pulumi up",
        },
    },
    {
        code: 100,
        words: /business account\b.*\b(not (yet )?(approved|verified|reviewed)|unverified|pending|review)/i,
        row: {
            kind: ParameterError,
            cause: "the WhatsApp Business Account is still waiting for Meta's review",
            remedy: "wait until its account_review_status is APPROVED (npx pulumi-whatsapp doctor {phone-number-id}), then run pulumi up",
        },
    },
    {
        code: 100,
        words: /unsupported request - method type/i,
        row: {
            kind: PermissionError,
            cause: "the token's user does not have this number's WABA",
            remedy: GRANT,
        },
    },
    {
        code: 100,
        words: /missing permission/i,
        row: {
            kind: PermissionError,
            cause: "the token may not do this with this number: its user lacks the WABA, or the number is on the WhatsApp Business app",
            remedy: GRANT,
        },
    },
    {
        code: 200,
        words: /accept.*\bterms\b/i,
        row: {
            kind: PermissionError,
            cause: "the terms of the WhatsApp Business Cloud API are not accepted",
            remedy: "have an admin of the business accept them in WhatsApp Manager (or by Embedded Signup), then run pulumi up",
        },
    },
    {
        code: 200,
        words: /api access blocked/i,
        row: {
            kind: PermissionError,
            cause: "Meta has blocked the app's access to the API",
            remedy: "see the alerts in the App Dashboard (developers.facebook.com/apps) and Business Support Home, then run pulumi up",
        },
    },
    {
        code: 10,
        request: "register",
        row: {
            kind: PermissionError,
            cause: "permission denied; Graph was also seen to say so of a number that is connected already",
            remedy: `see npx pulumi-whatsapp show {phone-number-id}: if it is registered, run pulumi refresh; if not, ${GRANT}`,
        },
    },
];

const OTHER: Row = {
    kind: GraphError,
    cause: "Graph refused the request",
    remedy: "read Graph's words above, mend what they name, and run the command again",
};
const PERMISSION: Row = {
    kind: PermissionError,
    cause: "the token lacks a permission or the asset",
    remedy: GRANT,
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

/** The error for an answer that carries Graph's error body. `clean` takes secrets out of Graph's own words. */
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
    const { kind: Kind, cause, remedy } = row ?? OTHER;
    const number =
        code === undefined ? `HTTP ${status}` : `${code}${subcode === undefined ? "" : `/${subcode}`}`;
    const quote = words === "" ? "" : `; Graph said: ${words}`;
    // Without a row, an answer that is no refusal by its status says nothing sure of what was done.
    const unsure = status >= 500 || (code === undefined && status < 400);
    return new Kind({
        verdict: row === undefined && unsure ? "unclear" : (row?.verdict ?? "refused"),
        request,
        message: `${request} was refused: ${cause} (${number}${quote})`,
        remedy,
        code,
        subcode,
        said: words,
        details,
        fbtraceId,
        status,
        tellsCause: precise !== undefined,
    });
}
