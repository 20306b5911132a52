/**
 * The provider's settings: each from the environment, else from stack config, else its default. The environment
 * wins because refresh and destroy see the configuration of the last up (pulumi.md §2.3).
 */
import type { GraphSettings } from "../../graph/client";
import { isLoopback, isPlainBase, normalUrl } from "../../graph/url";
import { CONFIGURATION, type ConfigurationKey } from "./configuration";
import { REGION_POLICIES, type RegionPolicy } from "./regionKnowledge";

/** How long things may take, in milliseconds. */
export interface Limits {
    /** One create, update, read or delete, starting with its first request. */
    readonly operationMs: number;
    /** How long a new registration may take to show as connected before the operation ends without it. */
    readonly waitForConnectedMs: number;
}

/** Reads a stack config value, e.g. `whatsapp:accessToken`. */
export type ConfigReader = (key: string) => string | undefined;

/** Everything that can be set. */
export interface Settings {
    readonly graph: GraphSettings;
    readonly limits: Limits;
    readonly ignoreLocks: boolean;
    /** Whether register names the region: `auto` finds out. */
    readonly regionInRegister: RegionPolicy;
    /** Whether a preview reads new numbers, to say which of the two a create will be. */
    readonly previewReads: boolean;
}

/** A setting that can't be used; the message names it and says what is allowed. */
export class SettingError extends Error {
    override readonly name = "SettingError";
    constructor(
        /** Its name in config, without `whatsapp:`. */
        readonly key: string,
        message: string,
    ) {
        super(message);
    }
}

const GRAPH_URL = "https://graph.facebook.com";
const API_VERSION = "v25.0";
const WAIT_FOR_CONNECTED_S = 60;
const REQUEST_TIMEOUT_S = 30;
/** No request is done in less; without a limit one could hang for ever. */
const SHORTEST_REQUEST_S = 0.1;
/**
 * An operation's own time, without the wait for a new registration to show: enough for the five minutes that Graph
 * may ask for in an outage (133015), and a register after that.
 */
const OPERATION_TIMEOUT_S = 480;

/** Resolves the settings. A missing token is no error here: previews need none. */
export function resolveSettings(
    environment: Readonly<Record<string, string | undefined>>,
    config: ConfigReader,
): Settings {
    const setting = (key: ConfigurationKey) =>
        nonEmpty(environment[CONFIGURATION[key].variable]) ?? nonEmpty(config(`whatsapp:${key}`));
    const inMs = (key: ConfigurationKey, otherwise: number, least: number) =>
        seconds(key, setting(key) ?? String(otherwise), least);
    const waitForConnectedMs = inMs("waitForConnected", WAIT_FOR_CONNECTED_S, 0);
    const requestTimeoutMs = inMs("requestTimeout", REQUEST_TIMEOUT_S, SHORTEST_REQUEST_S);
    return {
        graph: {
            accessToken: setting("accessToken"),
            appSecret: setting("appSecret"),
            graphUrl: graphUrl(setting("graphUrl") ?? GRAPH_URL),
            apiVersion: apiVersion(setting("apiVersion") ?? API_VERSION),
            requestTimeoutMs,
        },
        limits: {
            operationMs: Math.max(OPERATION_TIMEOUT_S * 1000, 10 * requestTimeoutMs) + 2 * waitForConnectedMs,
            waitForConnectedMs,
        },
        ignoreLocks: environment.WHATSAPP_IGNORE_LOCKS === "1",
        regionInRegister: regionPolicy(setting("regionInRegister") ?? "auto"),
        previewReads: onOrOff("previewReads", setting("previewReads") ?? "1"),
    };
}

function regionPolicy(text: string): RegionPolicy {
    const policy = REGION_POLICIES.find((known) => known === text);
    if (policy !== undefined) return policy;
    throw new SettingError(
        "regionInRegister",
        `WHATSAPP_REGION_IN_REGISTER (whatsapp:regionInRegister) is ${text}: give one of ${REGION_POLICIES.join(", ")}`,
    );
}

const ON_OFF: Readonly<Record<string, boolean>> = { "1": true, true: true, "0": false, false: false };

function onOrOff(key: ConfigurationKey, text: string): boolean {
    const on = Object.hasOwn(ON_OFF, text) ? ON_OFF[text] : undefined;
    if (on !== undefined) return on;
    throw new SettingError(key, `${CONFIGURATION[key].variable} (whatsapp:${key}) is ${text}: give 1 or 0`);
}

function graphUrl(text: string): string {
    const name = "WHATSAPP_GRAPH_URL (whatsapp:graphUrl)";
    if (!URL.canParse(text)) {
        throw new SettingError("graphUrl", `${name} is not a URL: give https://…, for example ${GRAPH_URL}`);
    }
    if (!isPlainBase(text)) {
        throw new SettingError(
            "graphUrl",
            `${name} must be a plain base URL, without user, query or fragment`,
        );
    }
    const { protocol } = new URL(text);
    if (protocol === "https:" || (protocol === "http:" && isLoopback(text))) return normalUrl(text);
    throw new SettingError(
        "graphUrl",
        `${name} is ${text}: only https is allowed (http to this machine itself excepted), since the access token goes there`,
    );
}

function apiVersion(text: string): string {
    if (/^v\d+\.\d+$/.test(text)) return text;
    throw new SettingError(
        "apiVersion",
        `WHATSAPP_API_VERSION (whatsapp:apiVersion) is ${text}: give a Graph version, for example v25.0`,
    );
}

function seconds(key: ConfigurationKey, text: string, least: number): number {
    const value = Number(text);
    if (Number.isFinite(value) && value >= least && value <= 3600) return value * 1000;
    throw new SettingError(
        key,
        `${CONFIGURATION[key].variable} (whatsapp:${key}) is ${text}: give seconds, ${least} to 3600`,
    );
}

function nonEmpty(text: string | undefined): string | undefined {
    const trimmed = text?.trim();
    return trimmed === "" ? undefined : trimmed;
}
