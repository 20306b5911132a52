/** The provider's own inputs: the same names as in stack config, and what is wrong with them. */
import { isDeepStrictEqual } from "node:util";
import { isLoopback } from "../../../graph/url";
import type { CheckFailure, Raw } from "../../resource";
import { typeOf } from "../../rules";
import { CONFIGURATION, type ConfigurationKey, SECRET_SETTINGS, SETTINGS } from "../../run/configuration";
import type { Hidden } from "../../run/hiding";
import { type ConfigReader, resolveSettings, SettingError } from "../../run/settings";
import { UNKNOWN } from "../../unknown";
import { withoutValue } from "./adapter";
import type { Properties } from "./values";

/** Reads the settings from provider inputs, which carry numbers and booleans as they are or as JSON. */
export function readerOf(inputs: Raw): ConfigReader {
    return (key) => {
        const value = inputs[key.replace(/^whatsapp:/, "")];
        if (value === undefined || value === null || value === UNKNOWN) return undefined;
        return typeof value === "string" ? value : JSON.stringify(value);
    };
}

/** Of whose provider they are, and where. */
interface Checking {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly hidden: Hidden;
    /** Whether the engine made the provider, from stack config: there a program may keep values of its own. */
    readonly isDefault: boolean;
    /** Says a warning. */
    warn(line: string): void;
}

/** What is wrong with the settings, on the input that it comes from. */
export function checkConfig(
    inputs: Properties,
    { env, hidden, isDefault, warn }: Checking,
): { inputs: Properties; failures: CheckFailure[] } {
    const others = othersIn(inputs.plain);
    if (isDefault) for (const line of others.flatMap(misspelt)) warn(line);
    const wrong = [
        ...SETTINGS.flatMap((key) => wrongType(key, inputs.plain[key])),
        ...(isDefault ? [] : others.map(unknownInput)),
    ];
    const marked = { plain: inputs.plain, secrets: new Set<string>([...SECRET_SETTINGS, ...inputs.secrets]) };
    if (wrong.length > 0) return { inputs: marked, failures: wrong };
    try {
        const { graph } = resolveSettings(env, readerOf(inputs.plain));
        const failures = isLoopback(graph.graphUrl) ? [] : inClear(inputs);
        return { inputs: marked, failures };
    } catch (error) {
        if (!(error instanceof SettingError)) throw error;
        const property = Object.hasOwn(inputs.plain, error.key) ? error.key : "";
        const failure = { property, reason: error.message };
        return { inputs: marked, failures: [withoutValue(failure, marked, hidden)] };
    }
}

/** What a value of another type was given as, never the value: it may be a secret. */
function wrongType(key: ConfigurationKey, value: unknown): CheckFailure[] {
    const { type } = CONFIGURATION[key];
    const isRight = typeof value === "string" || typeof value === type;
    if (isRight || value === undefined || value === null) return [];
    return [{ property: key, reason: `${key} was given as ${typeOf(value)}: give a ${type}` }];
}

/** What an engine adds to the inputs of a provider. */
const OF_THE_ENGINE = /^(version|pluginDownloadURL|pluginChecksums|parameterization|__.*)$/;

/** The inputs that are no settings. */
function othersIn(inputs: Raw): string[] {
    const isOther = (name: string) => !Object.hasOwn(CONFIGURATION, name) && !OF_THE_ENGINE.test(name);
    return Object.keys(inputs).filter((name) => isOther(name) && inputs[name] != null);
}

function unknownInput(property: string): CheckFailure {
    const meant = meantBy(property);
    const hint = meant === undefined ? "" : `. Did you mean ${meant}?`;
    const reason = `${property} is not a setting of the provider: it knows ${SETTINGS.join(", ")}${hint}`;
    return { property, reason };
}

function misspelt(name: string): string[] {
    const meant = meantBy(name);
    return meant === undefined
        ? []
        : [`whatsapp:${name} has no effect: the setting is whatsapp:${meant}. Next: set that one instead`];
}

/** The setting that a misspelt name means: it has the same letters, in any order and case, but for one. */
function meantBy(name: string): ConfigurationKey | undefined {
    return SETTINGS.find((key) => {
        const left = lettersOf(key);
        const more = lettersOf(name).filter((letter) => {
            const at = left.indexOf(letter);
            if (at >= 0) left.splice(at, 1);
            return at < 0;
        });
        return left.length <= 1 && more.length <= 1;
    });
}

function lettersOf(name: string): string[] {
    return [...name.toLowerCase().replace(/[^a-z]/g, "")];
}

/** The engine keeps the stack's config in its history as it is, whatever is marked here. */
function inClear({ plain, secrets }: Properties): CheckFailure[] {
    const open = SECRET_SETTINGS.filter((name) => {
        const value = plain[name];
        return value !== undefined && value !== null && value !== UNKNOWN && !secrets.has(name);
    });
    return open.map((name) => ({
        property: "",
        reason:
            `${name} was given in clear text, and would stay so in the stack's history. Next: pulumi config set --secret ` +
            `whatsapp:${name}, or leave it out and export ${CONFIGURATION[name].variable}`,
    }));
}

/** The settings that differ. None of them ever replaces anything. */
export function changedSettings(olds: Raw, news: Raw): string[] {
    const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
    return [...names].filter((name) => !isDeepStrictEqual(olds[name] ?? null, news[name] ?? null));
}
