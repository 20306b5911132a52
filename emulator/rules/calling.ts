/** The calling part of a number's settings (graph-api-settings.md §7). */
import { createHash } from "node:crypto";
import { DEFAULT_APP } from "../defaults";
import { GraphRefusal, invalidParameter } from "../errors";
import { isObject } from "../schema/json";
import type { JsonObject, NumberState } from "../state";
import type { Switches } from "../switches";
import { type Check, listOf, must, objectOf, oneOf, textLike } from "./checks";

const ON_OFF = oneOf("ENABLED", "DISABLED");
const DAY = oneOf("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY");
const TIME = textLike(/^([01]\d|2[0-3])[0-5]\d$/, "a time such as 0930");

/** Messaging limits below the 2,000 that calling needs. */
const LOW_LIMITS = ["TIER_50", "TIER_250"];

const date: Check = (param, value) => {
    const at =
        typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
    // A date such as 2027-02-30 would be a day in March.
    if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== value) {
        throw must(param, "be a date such as 2026-12-24");
    }
    return value;
};

const timezone: Check = (param, value) => {
    try {
        if (typeof value === "string" && /^[A-Z]/.test(value)) {
            new Intl.DateTimeFormat("en", { timeZone: value });
            return value;
        }
    } catch {
        // Refused below.
    }
    throw must(param, "be a time zone such as America/New_York");
};

const port: Check = (param, value) => {
    const number = typeof value === "string" ? Number(value.trim() || Number.NaN) : value;
    if (!Number.isInteger(number) || Number(number) < 1 || Number(number) > 65535) {
        throw must(param, "be a number from 1 to 65535");
    }
    return number;
};

const userParams: Check = (param, value) => {
    if (!isObject(value) || !Object.values(value).every((each) => typeof each === "string")) {
        throw must(param, "be an object of strings");
    }
    return value;
};

const OPENING = objectOf({ day_of_week: DAY, open_time: TIME, close_time: TIME });
const HOLIDAY = objectOf({ date, start_time: TIME, end_time: TIME });
const SERVER = objectOf(
    { hostname: textLike(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i, "a host name") },
    { port, request_uri_user_params: userParams },
);

/** The schema's words end in -SRTP (graph-api.md §2.7). */
const SCHEMA_SUFFIX = "-SRTP";
const EXCHANGES = ["DTLS", "SDES"];

const keyExchange: Check = (param, value, { names }) => {
    const long = EXCHANGES.map((word) => `${word}${SCHEMA_SUFFIX}`);
    const known = { guides: EXCHANGES, openapi: long, both: [...EXCHANGES, ...long] }[names];
    return String(oneOf(...known)(param, value, { refuseUnknown: false, names })).replace(SCHEMA_SUFFIX, "");
};

/** Everything that can be set. */
const CALLING = objectOf(
    {},
    {
        status: ON_OFF,
        call_icon_visibility: oneOf("DEFAULT", "DISABLE_ALL"),
        callback_permission_status: ON_OFF,
        call_icons: objectOf({
            restrict_to_user_countries: listOf(textLike(/^[A-Z]{2}$/, "a country of ISO 3166"), 250),
        }),
        call_hours: objectOf(
            { status: ON_OFF, timezone_id: timezone, weekly_operating_hours: listOf(OPENING, 14) },
            { holiday_schedule: listOf(HOLIDAY, 20) },
        ),
        // One server for each app, and a request is one app's.
        sip: objectOf({}, { status: ON_OFF, servers: listOf(SERVER, 1) }),
        srtp_key_exchange_protocol: keyExchange,
        audio: objectOf({ additional_codecs: listOf(oneOf("PCMA", "PCMU"), 2) }),
        video: objectOf({ status: ON_OFF }),
    },
);

/** Whose request it is, and how it is answered. */
export interface CallingView {
    /** The token's app: it has SIP servers of its own. */
    readonly appId: string;
    readonly withSipCredentials: boolean;
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly switches: Switches;
}

/** Applies `calling` of a POST, or throws the refusal. Keys that are absent stay; call_hours is replaced whole. */
export function changeCalling(
    number: NumberState,
    wanted: JsonObject,
    { appId, now, switches }: Omit<CallingView, "withSipCredentials">,
): void {
    const rules = {
        refuseUnknown: switches.unknownCallingKeys === "refused",
        names: switches.settingsAccepts,
    };
    const changes = CALLING("calling", wanted, rules) as JsonObject;
    if (changes.call_hours !== undefined) checkHours(changes.call_hours as CallHours, now);
    if (changes.status === "ENABLED" && LOW_LIMITS.includes(number.messagingLimitTier)) {
        throw new GraphRefusal(138018, {
            details: "Calling needs a messaging limit of at least 2,000 business-initiated conversations",
        });
    }
    const before = number.calling ?? {};
    const sip = changes.sip === undefined ? {} : { sip: changedSip(before.sip, changes.sip, appId) };
    number.calling = { ...before, ...changes, ...sip };
}

/** The servers of other apps stay. */
function changedSip(before: unknown, changes: unknown, appId: string): JsonObject {
    const { servers, ...rest } = changes as { servers?: JsonObject[] };
    const kept = serversOf(before);
    const own = servers?.map((server) => ({ ...server, app_id: appId }));
    const others = kept.filter((server) => appOf(server) !== appId);
    const after = own === undefined ? kept : [...others, ...own];
    return {
        ...(isObject(before) ? before : {}),
        ...rest,
        ...(own === undefined && kept.length === 0 ? {} : { servers: after }),
    };
}

function serversOf(sip: unknown): JsonObject[] {
    return isObject(sip) && Array.isArray(sip.servers) ? sip.servers.filter(isObject) : [];
}

/** A seed may leave it out. */
function appOf({ app_id: id }: JsonObject): string {
    return typeof id === "string" ? id : DEFAULT_APP;
}

/** call_hours after the check of its shape. */
interface CallHours {
    readonly timezone_id: string;
    readonly weekly_operating_hours: { day_of_week: string; open_time: string; close_time: string }[];
    readonly holiday_schedule?: { date: string; start_time: string; end_time: string }[];
}

function checkHours(hours: CallHours, now: number): void {
    const weekly = hours.weekly_operating_hours;
    if (weekly.length === 0) throw must("calling[call_hours][weekly_operating_hours]", "not be empty");
    for (const day of new Set(weekly.map((each) => each.day_of_week))) {
        const opened = weekly
            .filter((each) => each.day_of_week === day)
            .toSorted((a, b) => a.open_time.localeCompare(b.open_time));
        if (opened.length > 2) throw invalidParameter(`${day} has more than 2 entries of operating hours`);
        if (opened.some((each) => each.open_time >= each.close_time)) {
            throw invalidParameter(`${day} must open before it closes`);
        }
        const [first, second] = opened;
        if (first !== undefined && second !== undefined && second.open_time < first.close_time) {
            throw invalidParameter(`The operating hours of ${day} overlap`);
        }
    }
    const today = dayIn(hours.timezone_id, now);
    for (const { date: day, start_time: start, end_time: end } of hours.holiday_schedule ?? []) {
        if (day < today) throw invalidParameter(`The holiday ${day} is in the past`);
        if (start >= end) throw invalidParameter(`The holiday ${day} must start before it ends`);
    }
}

/** The date there, as YYYY-MM-DD. */
function dayIn(timeZone: string, now: number): string {
    const format = new Intl.DateTimeFormat("en", {
        timeZone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
    });
    const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
    return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

/** How `calling` reads. */
export function showCalling(number: NumberState, view: CallingView): JsonObject {
    const { now, switches } = view;
    const unset =
        switches.unsetCalling === "NOT_SET"
            ? { call_icon_visibility: "NOT_SET", callback_permission_status: "NOT_SET" }
            : {};
    const { sip, ...stored }: JsonObject = {
        status: "DISABLED",
        ...unset,
        ...number.calling,
    };
    const exchange = stored.srtp_key_exchange_protocol;
    if (typeof exchange === "string" && switches.settingsDialect === "openapi") {
        stored.srtp_key_exchange_protocol = `${exchange}${SCHEMA_SUFFIX}`;
    }
    const restrictions = number.callingRestrictions.filter(
        ({ expiration }) => expiration === undefined || expiration * 1000 > now,
    );
    return {
        ...stored,
        ...(sip === undefined ? {} : { sip: shownSip(number.id, sip, view) }),
        ...(restrictions.length === 0 ? {} : { restrictions: { restrictions_list: restrictions } }),
    };
}

/** SIP passwords are Meta's, one for each number and app, and shown only if the request asks for them. */
function shownSip(id: string, sip: unknown, { appId, withSipCredentials, switches }: CallingView): unknown {
    if (!isObject(sip) || !Array.isArray(sip.servers)) return sip;
    const isShown = (server: JsonObject): boolean =>
        switches.sipServers === "ofAllApps" || appOf(server) === appId;
    const isSchema = switches.settingsDialect === "openapi";
    const servers = serversOf(sip)
        .filter(isShown)
        .map(({ sip_user_password: given, app_id: of, ...server }) => {
            const app = appOf({ app_id: of });
            const password = given ?? createHash("sha256").update(`${id} ${app}`).digest("hex");
            return {
                ...server,
                ...(switches.sipServers === "own" && !isSchema ? {} : { app_id: app }),
                ...(withSipCredentials && app === appId
                    ? { [isSchema ? "password" : "sip_user_password"]: password }
                    : {}),
            };
        });
    return { ...sip, servers };
}
