/** What a code means once its subcode, Graph's own words or the request are looked at (graph-api.md §2.3, §3). */
import { AccountError, NotFoundError, ParameterError, PermissionError, PinError } from "../errors";
import { GRANT, GRANT_WABA, type RequestKind, type Row } from "./row";

/** When a row fits: by code, and by what else makes it more precise. */
interface Precise {
    readonly code: number;
    /** Deprecated by Meta, but still sent (graph-api.md §2.11). */
    readonly subcode?: number;
    readonly words?: RegExp;
    /** Of which requests. */
    readonly request?: RequestKind;
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

/** Graph's words for an app that may ask nothing at all (200). */
export const APP_BLOCKED = /api access blocked/i;

/**
 * Rows that subcode, Graph's own words or the request make more precise; the first match counts. For code 100 mostly the
 * words tell the cause (graph-api.md §2.3, §3 rows 8, 10, 12, 19).
 */
export const PRECISE: readonly Precise[] = [
    {
        code: 100,
        subcode: 33,
        request: "ofWaba",
        row: {
            kind: NotFoundError,
            cause: "Graph shows no such WhatsApp Business Account to this token",
            fix: {
                todo:
                    "check the WABA's ID (WhatsApp Manager shows it under Account tools > Phone numbers, and in the address of " +
                    `the page), and that the token has the WABA: ${GRANT_WABA}`,
            },
        },
    },
    {
        code: 100,
        subcode: 33,
        row: {
            kind: NotFoundError,
            cause: "Graph shows no such object to this token",
            fix: {
                todo:
                    "check that the phone number ID is right (not the phone number, nor the WABA's ID), that the number " +
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
            fix: { kind: "nameOrTwoStep" },
        },
    },
    {
        code: 100,
        words: /expected data localization region/i,
        row: {
            kind: ParameterError,
            cause: "the number is bound to another data localization region",
            fix: { kind: "boundRegion" },
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
            fix: { kind: "awaitReview" },
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
        words: APP_BLOCKED,
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
            fix: { kind: "registeredOrGrant" },
        },
    },
    {
        code: 100,
        words: /before override.*must be subscribed/i,
        row: {
            kind: ParameterError,
            cause: "an override needs the app to be subscribed to the WABA, and to have a webhook of its own",
            fix: { kind: "subscribeApp" },
        },
    },
];
