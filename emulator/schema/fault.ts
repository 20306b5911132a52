/** Faults: which requests they meet, and what they do to them. */
import { validateHeaderName, validateHeaderValue } from "node:http";
import * as v from "valibot";
import { isObject } from "./json";
import { isRead, REQUEST_KINDS, type RequestKind } from "./requestKinds";
import { count, digits, flag, type InputOf, type OutputOf, oneOf, shape, text, wait, whole } from "./shape";

const A_PATH = "must be a whole path without its version and query, such as /106540352242922/register";

/** As requests are matched: another one would never be met. */
const PATH = /^\/$|^\/(?!v\d+\.\d+(\/|$))[^?#]*[^?#/]$/;

const kind: v.GenericSchema<RequestKind> = oneOf(REQUEST_KINDS);

const FAULT_MATCH_ENTRIES = {
    /** What the request asks for. */
    kind: v.exactOptional(kind),
    /** Its number. */
    phoneNumberId: v.exactOptional(digits),
    /** GET, POST or DELETE. */
    method: v.exactOptional(
        v.pipe(
            v.string("must be GET, POST or DELETE"),
            v.check((name) => /^(GET|POST|DELETE)$/i.test(name), "must be GET, POST or DELETE"),
        ),
    ),
    /** The exact path without the version. In process also a pattern. */
    path: v.exactOptional(
        v.pipe(
            v.union([v.string(), v.instance(RegExp)], A_PATH),
            v.check((path) => typeof path !== "string" || PATH.test(path), A_PATH),
        ),
    ),
};

/** Which requests a fault meets. What is absent matches everything. */
export interface FaultMatch extends OutputOf<typeof FAULT_MATCH_ENTRIES> {}

export const FAULT_MATCH: v.GenericSchema<InputOf<typeof FAULT_MATCH_ENTRIES>, FaultMatch> = shape(
    FAULT_MATCH_ENTRIES,
);

/** A match that some request can meet. */
const possible = v.pipe(
    FAULT_MATCH,
    v.check(
        ({ kind, method }) => kind === undefined || method === undefined || mayCome(kind, method),
        ({ input: { kind, method } }) =>
            `has the kind ${kind}, which never comes as ${method?.toUpperCase()}`,
    ),
);

/** Reads come as GET, also where a POST names it; all else does not. */
function mayCome(kind: RequestKind, method: string): boolean {
    return kind === "other" || isRead(kind) === (method.toUpperCase() === "GET");
}

/** Header fields that node:http can send. */
const headers = v.exactOptional(
    v.pipe(
        v.custom<Record<string, string>>(isObject, "must be an object of header fields"),
        v.record(v.string(), text),
        v.check(
            areHeaders,
            "must be header fields: names of letters, digits and -, values without line breaks",
        ),
    ),
);

function areHeaders(fields: Record<string, string>): boolean {
    try {
        for (const [name, value] of Object.entries(fields)) {
            validateHeaderName(name);
            validateHeaderValue(name, value);
        }
        return true;
    } catch {
        return false;
    }
}

/** Of an answer with a body; a Response takes no other. */
const statusWithBody = v.pipe(
    whole(200, 599),
    v.check((status) => ![204, 205, 304].includes(status), "must be a status whose answer has a body"),
);

const FAULT_ERROR_ENTRIES = {
    /** The Graph error code. */
    code: count,
    /** `error_subcode`. */
    subcode: v.exactOptional(count),
    /** The HTTP status. */
    status: v.exactOptional(statusWithBody),
    /** `message`. */
    message: v.exactOptional(text),
    /** `error_data.details`. */
    details: v.exactOptional(text),
    /** `is_transient`. */
    isTransient: v.exactOptional(flag),
    /** `error_user_title`. */
    userTitle: v.exactOptional(text),
    /** `error_user_msg`. */
    userMsg: v.exactOptional(text),
};

/** An error to answer with. What is absent comes from the emulator's error table. */
export interface FaultError extends OutputOf<typeof FAULT_ERROR_ENTRIES> {}

export const FAULT_ERROR: v.GenericSchema<InputOf<typeof FAULT_ERROR_ENTRIES>, FaultError> = shape(
    FAULT_ERROR_ENTRIES,
);

const RAW_ANSWER_ENTRIES = {
    /** 100 to 999. 101 ends the request without a body. */
    status: whole(100, 999),
    /** The body, byte for byte in UTF-8; absent: empty. */
    body: v.exactOptional(v.string("must be the text of the body: give JSON as text too")),
    /** Added to the headers of the real answer, or instead of them. The default content type is JSON. */
    headers,
};

/** An answer that is sent unchanged: any status and any text, also what Graph would never send. */
export interface RawAnswer extends OutputOf<typeof RAW_ANSWER_ENTRIES> {}

export const RAW_ANSWER: v.GenericSchema<InputOf<typeof RAW_ANSWER_ENTRIES>, RawAnswer> = shape(
    RAW_ANSWER_ENTRIES,
);

const applied = v.exactOptional(flag);
const when = oneOf(["before", "after"]);

/** What a fault can do, by the key that says which. `applied`: whether the request takes effect. */
const ACTIONS = {
    error: shape({ error: FAULT_ERROR, headers, applied }),
    respond: shape({ respond: RAW_ANSWER, applied }),
    drop: shape({ drop: when }),
    hang: shape({ hang: when }),
    html: shape({ html: statusWithBody, applied }),
    empty: shape({ empty: whole(200, 599), applied }),
    truncate: shape({ truncate: v.literal(true, "must be true"), applied }),
    slow: shape({ slow: wait }),
    delayMs: shape({ delayMs: wait }),
};
type Actions = { [Name in keyof typeof ACTIONS]: v.InferOutput<(typeof ACTIONS)[Name]> };
/** What a fault does. `applied`: whether the request takes effect (default: only with truncate). */
export type FaultAction = Actions[keyof Actions];

const NAMES = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];
const one = v.custom<FaultAction>(
    (value) => named(value).length === 1,
    `must have one of ${NAMES.join(", ")}`,
);

function named(value: unknown): (keyof typeof ACTIONS)[] {
    return isObject(value) ? NAMES.filter((name) => (value[name] ?? undefined) !== undefined) : [];
}

export const FAULT_ACTION = v.lazy((value): v.GenericSchema<FaultAction> => {
    const [name, ...others] = named(value);
    if (name === undefined || others.length > 0) return one;
    // The other actions may be there as null.
    const isGiven = ([key]: [string, unknown]): boolean =>
        key === name || !(NAMES as readonly string[]).includes(key);
    return v.pipe(
        v.custom<FaultAction>(isObject),
        v.transform((action) => Object.fromEntries(Object.entries(action).filter(isGiven))),
        ACTIONS[name] as v.GenericSchema<FaultAction>,
    );
});

const FAULT_ENTRIES = {
    /** Which requests it meets; default all. */
    match: v.exactOptional(possible),
    /** Let this many matching requests pass first. */
    after: v.exactOptional(count),
    /** How many requests it meets; default 1. */
    times: v.exactOptional(whole(1)),
    /** What it does to them. */
    do: FAULT_ACTION,
};

/** A planned fault. */
export interface Fault extends InputOf<typeof FAULT_ENTRIES> {}

/** A fault as it is kept. */
export interface PlannedFault extends OutputOf<typeof FAULT_ENTRIES> {}

export const FAULT: v.GenericSchema<Fault, PlannedFault> = shape(FAULT_ENTRIES);
