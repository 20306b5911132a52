/**
 * What a program declares of the settings that Graph shows, so that its first pulumi up sends nothing for them. Pure.
 * The rules and the comparison are the settings' own.
 */
import { json, list } from "../../graph/wire";
import { sameValue } from "../../provider/settings/compare";
import { upcoming } from "../../provider/settings/kinds/callHours";
import { type Configured, type Kind, OF_A_NUMBER } from "../../provider/settings/reading";
import type { Setting, Values } from "../../provider/settings/setting";

/** The settings of a number, for a program. */
export interface FoundSettings {
    readonly declared: readonly DeclaredSetting[];
    /** The number's own webhook URL: without its verify token, which Graph never shows, it can't be declared. */
    readonly webhook?: string;
    /** What is not declared, and why. */
    readonly remarks: readonly string[];
}

/** A resource of a number's settings. */
interface DeclaredSetting {
    /** Its class. */
    readonly resource: string;
    readonly fields: Values;
}

export function settingsFound(configured: Configured, now: number): FoundSettings {
    const declared: DeclaredSetting[] = [];
    const remarks: string[] = [];
    for (const [kind, setting] of Object.entries(OF_A_NUMBER) as [Kind, Setting][]) {
        const { value, why } = configured[kind];
        if (why !== undefined) {
            remarks.push(`${setting.noun}: not readable (${why})`);
            continue;
        }
        const { fields, left } = declarable(setting, value, now);
        if (Object.keys(fields).length > 0) declared.push({ resource: `WhatsApp${setting.name}`, fields });
        remarks.push(...left, ...(MORE[kind]?.(value) ?? []));
    }
    const { value: urls, why } = configured.webhook;
    if (why !== undefined) remarks.push(`webhook: not readable (${why})`);
    return { declared, remarks, ...(urls?.number === undefined ? {} : { webhook: urls.number }) };
}

/** What else is to be said of a setting. */
const MORE: Readonly<Partial<Record<Kind, (shown: Values) => string[]>>> = {
    businessProfile: ({ hasPicture }) =>
        hasPicture === true ? ["profilePicture: it has one, which stays: Graph does not show the file"] : [],
    flowsPublicKey: ({ businessPublicKey, signatureStatus }) =>
        businessPublicKey === undefined && signatureStatus !== undefined
            ? [`businessPublicKey: Graph shows its signature as ${String(signatureStatus)}, and not the key`]
            : [],
};

function declarable(
    setting: Setting,
    shown: Values,
    now: number,
): { readonly fields: Values; readonly left: readonly string[] } {
    const fields: Record<string, unknown> = {};
    const left: string[] = [];
    const held = setting.held?.(shown) ?? [];
    for (const [name, { kind = "shown", rule, same = sameValue }] of Object.entries(setting.fields)) {
        const there = shown[name];
        if (kind !== "shown" || sameValue(there, undefined)) continue;
        const value = SETTABLE[name]?.(there, now) ?? there;
        const wrong = rule(value);
        if (held.includes(name)) left.push(`${name}: Meta restricts calls now, and may show its own value`);
        else if (wrong !== undefined) left.push(`${name}: Graph shows what it would not take: ${wrong}`);
        else if (!same(there, value, now)) left.push(`${name}: Graph shows more of it than can be set`);
        else fields[name] = value;
    }
    return { fields, left };
}

/** What Graph takes of what it shows (graph-api-settings.md §7). */
const SETTABLE: Readonly<Record<string, (shown: unknown, now: number) => unknown>> = {
    callHours: upcoming,
    // The schema's word for it is longer than the clients'.
    srtpKeyExchangeProtocol: (shown) => String(shown).replace("-SRTP", ""),
    sip: (shown) => {
        const { status, servers } = json(shown);
        const all = list(servers).map((each) => {
            const { hostname, port, requestUriUserParams: params } = json(each);
            const texts = Object.entries(json(params)).map(([name, value]) => [name, String(value)] as const);
            return {
                hostname,
                ...(port === undefined ? {} : { port: Number(port) }),
                ...(texts.length === 0 ? {} : { requestUriUserParams: Object.fromEntries(texts) }),
            };
        });
        // Of several, each is another app's: which one is the token's is not known.
        return { status, ...(all.length === 1 ? { servers: all } : {}) };
    },
};
