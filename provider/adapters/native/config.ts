/** The provider's own inputs: the same names as in stack config, and what is wrong with them. */
import { isDeepStrictEqual } from "node:util";
import { isLoopback } from "../../../graph/url";
import type { CheckFailure, Raw } from "../../resource";
import { CONFIGURATION, SECRET_SETTINGS } from "../../run/configuration";
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

/** What is wrong with the settings, on the input that it comes from. */
export function checkConfig(
    inputs: Properties,
    env: Readonly<Record<string, string | undefined>>,
    hidden: Hidden,
): { inputs: Properties; failures: CheckFailure[] } {
    const marked = { plain: inputs.plain, secrets: new Set<string>([...SECRET_SETTINGS, ...inputs.secrets]) };
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
