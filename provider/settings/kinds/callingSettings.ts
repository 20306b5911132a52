/** Calls on a number (graph-api-settings.md §7). */
import { CALLING_SOURCE, callingFrom, setCalling } from "../../../graph/settings/calling";
import { json, list } from "../../../graph/wire";
import { listRule, objectRule, oneOfRule, textRule } from "../../shapes";
import { sameValue } from "../compare";
import { setting, type Values } from "../setting";
import { type CallHours, callHoursRule, upcoming } from "./callHours";

/** A SIP server: with SIP on, Graph's call endpoints and webhooks are off. */
export interface Sip {
    /** Whether calls go over SIP. */
    readonly status: "ENABLED" | "DISABLED";
    /** TLS, one for each app; `[]` removes it. */
    readonly servers?: readonly SipServer[];
}

/** Where calls go over SIP. */
export interface SipServer {
    /** Its name. */
    readonly hostname: string;
    /** Default 5061. */
    readonly port?: number;
    /** Parameters of the user part of the request's URI. */
    readonly requestUriUserParams?: Readonly<Record<string, string>>;
}

/** Where the call icon shows. */
export interface CallIcons {
    /** ISO 3166, two capital letters; `[]` for every country. */
    readonly restrictToUserCountries: readonly string[];
}

/** Codecs of calls. */
export interface CallAudio {
    /** `PCMA`, `PCMU`; `[]` for none beside Opus. */
    readonly additionalCodecs: readonly string[];
}

/** What a program declares of a number's calls. An absent field is left as it is. */
export interface CallingSettingsInputs {
    /** `ENABLED` or `DISABLED`. Needs a messaging limit of at least 2,000. */
    readonly status?: string;
    /** Whether chats show the call icon: `DEFAULT` or `DISABLE_ALL`. */
    readonly callIconVisibility?: string;
    /** Whether a customer's call gives permission to call back: `ENABLED` or `DISABLED`. */
    readonly callbackPermissionStatus?: string;
    /** Countries whose customers see the call icon, ISO 3166; `[]` for all. */
    readonly callIcons?: CallIcons;
    /** When calls are taken. */
    readonly callHours?: CallHours;
    /** Calls over SIP. */
    readonly sip?: Sip;
    /** `DTLS` or `SDES`. */
    readonly srtpKeyExchangeProtocol?: string;
    /** Codecs beside Opus: `PCMA`, `PCMU`; `[]` for none. */
    readonly audio?: CallAudio;
}

const ON_OFF = ["ENABLED", "DISABLED"];
const DEFAULT_SIP_PORT = 5061;

export const callingSettings = setting<CallingSettingsInputs>({
    name: "CallingSettings",
    noun: "calling settings",
    of: "phoneNumberId",
    fields: {
        status: { rule: oneOfRule("status", ON_OFF) },
        callIconVisibility: { rule: oneOfRule("callIconVisibility", ["DEFAULT", "DISABLE_ALL"]) },
        callbackPermissionStatus: { rule: oneOfRule("callbackPermissionStatus", ON_OFF) },
        callIcons: {
            rule: objectRule(
                "callIcons",
                {
                    restrictToUserCountries: listRule(
                        "callIcons.restrictToUserCountries",
                        250,
                        (at) => (value) =>
                            typeof value === "string" && /^[A-Z]{2}$/.test(value)
                                ? undefined
                                : `${at} is not a country: give two capital letters, for example "DE"`,
                    ),
                },
                ["restrictToUserCountries"],
            ),
            same: (shown, declared) => sameValue(sorted(shown), sorted(declared)),
        },
        callHours: {
            rule: callHoursRule,
            same: (shown, declared, now) => sameValue(upcoming(shown, now), upcoming(declared, now)),
        },
        sip: { rule: sipRule, same: sameSip },
        srtpKeyExchangeProtocol: {
            rule: oneOfRule("srtpKeyExchangeProtocol", ["DTLS", "SDES"]),
            // The schema's word for it is longer than the clients'.
            same: (shown, declared) => String(shown ?? "").replace("-SRTP", "") === declared,
        },
        audio: {
            rule: objectRule(
                "audio",
                {
                    additionalCodecs: listRule("audio.additionalCodecs", 2, (at) =>
                        oneOfRule(at, ["PCMA", "PCMU"]),
                    ),
                },
                ["additionalCodecs"],
            ),
        },
    },
    outputs: [],
    source: CALLING_SOURCE,
    from: callingFrom,
    told: (shown) =>
        restrictionsOf(shown).map(
            ({ type, reason, expiration }) =>
                `Meta restricts calls by itself: ${[type, reason].filter(Boolean).join(", ")}${
                    expiration === undefined ? "" : `, until ${expiration}`
                }. It is not undone from here`,
        ),
    held: (shown) =>
        restrictionsOf(shown).length === 0
            ? []
            : ["status", "callIconVisibility", "callbackPermissionStatus"],
    async write(call, id, { set, now }) {
        const hours = set.callHours === undefined ? {} : { callHours: upcoming(set.callHours, now) };
        await setCalling(call, id, { ...set, ...hours });
        return {};
    },
    removal: { kind: "leave", why: "calls stay as they are set" },
    restore: {
        putBack(call, id, lost) {
            const { callHours } = lost;
            const hours = callHours === undefined ? {} : { callHours: upcoming(callHours, Date.now()) };
            return setCalling(call, id, { ...lost, ...hours });
        },
        // A number has one for each app, and which one is the token's is not known.
        cannot: ({ sip }) =>
            list(json(sip).servers).length < 2
                ? undefined
                : {
                      why: "the SIP servers of several apps can't be put back",
                      next: "declare sip in a CallingSettings resource that depends on the number, so that the same run sets it again; pulumi up --refresh does where it was set apart",
                      values: ["sip"],
                      fields: ["sip"],
                  },
    },
});

interface Restriction {
    readonly type: string;
    readonly reason: string;
    readonly expiration: string | undefined;
}

function restrictionsOf({ restrictions }: Values): Restriction[] {
    return list(json(restrictions).restrictionsList).map((each) => {
        const { type, reason, expiration } = json(each);
        const at = typeof expiration === "number" ? new Date(expiration * 1000).toISOString() : expiration;
        return {
            type: String(type ?? "restricted"),
            reason: String(reason ?? ""),
            expiration: at === undefined ? undefined : String(at),
        };
    });
}

function sorted(icons: unknown): unknown {
    return [...list(json(icons).restrictToUserCountries)].sort();
}

/** Servers that are not declared are left as they are; those of other apps may be shown beside the own one. */
function sameSip(shown: unknown, declared: unknown): boolean {
    if (json(shown).status !== json(declared).status) return false;
    if (json(declared).servers === undefined) return true;
    const [there, wanted] = [serversOf(shown), serversOf(declared)];
    if (wanted.length === 0) return there.length === 0;
    return wanted.every((server) => there.some((each) => sameValue(each, server)));
}

function serversOf(sip: unknown): unknown[] {
    return list(json(sip).servers).map((server) => {
        const { hostname, port, requestUriUserParams } = json(server);
        return { hostname, port: Number(port ?? DEFAULT_SIP_PORT), requestUriUserParams };
    });
}

function sipRule(value: unknown): string | undefined {
    return objectRule(
        "sip",
        {
            status: oneOfRule("sip.status", ON_OFF),
            servers: listRule("sip.servers", 1, (at) =>
                objectRule(
                    at,
                    {
                        hostname: textRule(`${at}.hostname`, { least: 1, most: 253 }),
                        port: (port) =>
                            Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536
                                ? undefined
                                : `${at}.port is not a port`,
                        requestUriUserParams: undefined,
                    },
                    ["hostname"],
                ),
            ),
        },
        ["status"],
    )(value);
}
