/** The offline rules of the inputs: what is wrong with a value, in words that say what to give instead. Pure. */
import { isRegion, REGIONS } from "../../../graph/observed";
import { isId } from "../../../graph/wire";
import { shown, typeOf } from "../../rules";

export function phoneNumberIdRule(value: unknown): string | undefined {
    const example = 'the digits of an ID as a string, for example "106540352242922"';
    if (typeof value === "number") {
        return `phoneNumberId was given as the number ${value}: give ${example} (a long number loses digits)`;
    }
    if (typeof value !== "string") return `phoneNumberId was given as ${shown(value)}: give ${example}`;
    const isDigits = /^\d+$/.test(value);
    // Not narrowed, since what follows is about other texts.
    const fits: boolean = isId(value);
    if (fits) return undefined;
    if (isDigits) return `phoneNumberId was given with ${value.length} digits: give ${example}`;
    if (/^\+?[\d\s().-]+$/.test(value)) {
        return (
            `phoneNumberId was given as ${shown(value)}, which looks like the phone number itself: ` +
            `give the phone number ID, ${example}. WhatsApp Manager shows it under API Setup, and ` +
            "GET /{waba-id}/phone_numbers lists it"
        );
    }
    return `phoneNumberId was given as ${shown(value)}: give ${example}`;
}

/** Never shows the value: anything meant to be a PIN is as secret as one. */
export function pinRule(value: unknown): string | undefined {
    const rule = 'six digits as a string, for example "012345" (better: config.requireSecret("pin"))';
    if (typeof value === "number") {
        return `pin was given as a number: give ${rule}, since a number loses leading zeros`;
    }
    if (typeof value !== "string") return `pin was given as ${typeOf(value)}: give ${rule}`;
    if (/^[0-9]{6}$/.test(value)) return undefined;
    const digits = /^[0-9]*$/.test(value);
    const given = digits
        ? `${value.length} digit${value.length === 1 ? "" : "s"}`
        : `${value.length} characters, not all of them digits`;
    return `pin was given with ${given}: give ${rule}`;
}

const REGION_ALIASES: Record<string, keyof typeof REGIONS> = {
    UK: "GB",
    EU: "DE",
    UAE: "AE",
    "SOUTH AFRICA": "ZA",
    GERMANY: "DE",
    EUROPE: "DE",
    ENGLAND: "GB",
    KOREA: "KR",
};

export function regionRule(value: unknown): string | undefined {
    if (isRegion(value)) return undefined;
    const rule = `one of ${Object.keys(REGIONS).join(" ")}, or leave it out for no local storage`;
    const near = typeof value === "string" ? nearRegion(value) : undefined;
    const hint = near === undefined ? 'for example "DE"' : `did you mean "${near}"?`;
    return `dataLocalizationRegion was given as ${shown(value)}: give ${rule}; ${hint}`;
}

function nearRegion(text: string): string | undefined {
    const wanted = text.trim().toUpperCase();
    if (isRegion(wanted)) return wanted;
    const byName = Object.entries(REGIONS).find(([, name]) => name.toUpperCase() === wanted)?.[0];
    return byName ?? REGION_ALIASES[wanted];
}

export function pinOnAdoptionRule(value: unknown): string | undefined {
    if (value === "set" || value === "keep") return undefined;
    return (
        `pinOnAdoption was given as ${shown(value)}: give "keep" to leave a live number's PIN as it is until it is ` +
        'needed, or "set", or leave it out to set it'
    );
}

/** How long a display name may be, in characters (graph-api.md §2.2). */
export const NAME_LENGTH = { least: 2, most: 75 } as const;

/** Whether a text can be asked for as a display name. */
export function isDisplayName(value: unknown): boolean {
    if (typeof value !== "string" || value !== value.trim()) return false;
    // Whether Meta counts an emoji as one is not known: a name has to fit either way, since asking for one is counted.
    return [...value].length >= NAME_LENGTH.least && value.length <= NAME_LENGTH.most;
}

export function displayNameRule(value: unknown): string | undefined {
    if (isDisplayName(value)) return undefined;
    return (
        `displayName was given as ${shown(value)}: give ${NAME_LENGTH.least} to ${NAME_LENGTH.most} characters without spaces around them, for example ` +
        '"Jasper\'s Market", or leave it out to leave it as it is'
    );
}
