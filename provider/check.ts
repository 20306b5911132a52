/** The offline rules of the inputs: what `check` refuses, each on its own property, and what it adds. Pure. */
import { isRegion, REGIONS } from "./number";

/** The text that stands for a value that is not known until apply (pulumi.md §2.6). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A refusal of one input. */
export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/** Inputs as the engine hands them over: anything may be in them. */
export type RawInputs = Readonly<Record<string, unknown>>;

/** The checked inputs, with `pinRevision`, and what is wrong with them. */
export interface CheckResult {
    readonly inputs: RawInputs;
    readonly failures: readonly CheckFailure[];
}

type Rule = (value: unknown) => string | undefined;

const RULES: Record<string, Rule> = {
    phoneNumberId: phoneNumberIdRule,
    pin: pinRule,
    dataLocalizationRegion: regionRule,
    enableIdentityKeyCheck: booleanRule("enableIdentityKeyCheck", "leave it out to leave it as it is"),
    displayName: displayNameRule,
    applyApprovedName: booleanRule("applyApprovedName", "leave it out"),
    allowUnverifiedOutage: booleanRule("allowUnverifiedOutage", "leave it out"),
};
const REQUIRED = new Set(["phoneNumberId", "pin"]);
/**
 * The PIN as the program's own arguments had it, which travels beside `pin` and is not kept: a transform that changed
 * the PIN may have done so in clear text, and only the program could tell. `none`: there was no PIN.
 */
export const PIN_AS_GIVEN = "pinAsGiven";
/** Properties that are not the user's: the provider text, what travels along, and what check itself adds. */
const OWN = new Set(["__provider", "pinRevision", PIN_AS_GIVEN]);

/** Checks the new inputs against the rules; `olds` are the inputs of the last run, empty for a new number. */
export function check(olds: RawInputs, news: RawInputs): CheckResult {
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value != null));
    const failures: CheckFailure[] = [];
    for (const [property, rule] of Object.entries(RULES)) {
        const value = given[property];
        const reason = value === undefined ? missing(property) : value === UNKNOWN ? undefined : rule(value);
        if (reason !== undefined) failures.push({ property, reason });
    }
    for (const property of Object.keys(given)) {
        if (!Object.hasOwn(RULES, property) && !OWN.has(property)) {
            failures.push({ property, reason: unknownProperty(property) });
        }
    }
    const reason = pinSource(given);
    if (reason !== undefined) failures.push({ property: "pin", reason });
    const { [PIN_AS_GIVEN]: _, ...kept } = given;
    return { inputs: { ...kept, pinRevision: pinRevision(olds, given) }, failures };
}

/** A PIN that a transform set would be stored in clear text unless it is a secret, which can't be seen here. */
function pinSource({ pin, [PIN_AS_GIVEN]: given }: RawInputs): string | undefined {
    if (given === undefined || pin === undefined || given === pin) return undefined;
    if (given === UNKNOWN || pin === UNKNOWN) return undefined;
    return (
        "pin was set by a transform, and would be stored in clear text if that did not make it a secret: " +
        'give it in the arguments, for example pin: config.requireSecret("pin")'
    );
}

function pinRevision(olds: RawInputs, news: RawInputs): number | string {
    const revision = typeof olds.pinRevision === "number" ? olds.pinRevision : 0;
    if (revision === 0) return 1;
    if (news.pin === UNKNOWN) return UNKNOWN;
    return olds.pin === news.pin ? revision : revision + 1;
}

function missing(property: string): string | undefined {
    if (!REQUIRED.has(property)) return undefined;
    return property === "pin"
        ? 'pin is missing: six digits as a string, for example config.requireSecret("pin")'
        : 'phoneNumberId is missing: the digits of the number\'s ID, for example "106540352242922"';
}

function phoneNumberIdRule(value: unknown): string | undefined {
    const example = 'the digits of an ID as a string, for example "106540352242922"';
    if (typeof value === "number") {
        return `phoneNumberId was given as the number ${value}: give ${example} (a long number loses digits)`;
    }
    if (typeof value !== "string") return `phoneNumberId was given as ${shown(value)}: give ${example}`;
    if (/^\d+$/.test(value)) return undefined;
    if (/^\+?[\d\s().-]+$/.test(value)) {
        return (
            `phoneNumberId was given as ${shown(value)}, which looks like the phone number itself: ` +
            `the phone number ID is wanted, ${example}. WhatsApp Manager shows it under API Setup, and ` +
            "GET /{waba-id}/phone_numbers lists it"
        );
    }
    return `phoneNumberId was given as ${shown(value)}: give ${example}`;
}

/** Never shows the value: whatever was meant to be a PIN is as secret as one. */
function pinRule(value: unknown): string | undefined {
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

function regionRule(value: unknown): string | undefined {
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

function booleanRule(property: string, otherwise: string): Rule {
    return (value) =>
        typeof value === "boolean"
            ? undefined
            : `${property} was given as ${shown(value)}: give true or false, or ${otherwise}`;
}

/** 2 to 75 characters (graph-api.md §2.2). */
function displayNameRule(value: unknown): string | undefined {
    if (typeof value === "string" && value === value.trim() && value.length >= 2 && value.length <= 75)
        return undefined;
    return (
        `displayName was given as ${shown(value)}: give 2 to 75 characters without spaces around them, for example ` +
        '"Jasper\'s Market", or leave it out to leave it as it is'
    );
}

const OTHER_NAMES: Record<string, string> = {
    id: "phoneNumberId",
    numberid: "phoneNumberId",
    phoneid: "phoneNumberId",
    phonenumber: "phoneNumberId",
    phonenumberid: "phoneNumberId",
    region: "dataLocalizationRegion",
    datalocalizationregion: "dataLocalizationRegion",
    localstorage: "dataLocalizationRegion",
    identitykeycheck: "enableIdentityKeyCheck",
    enableidentitykeycheck: "enableIdentityKeyCheck",
    enableidentitycheck: "enableIdentityKeyCheck",
    twostepverificationpin: "pin",
};

function unknownProperty(property: string): string {
    const meant = OTHER_NAMES[property.toLowerCase().replace(/[^a-z]/g, "")];
    const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
    return `${property} is not an input of WhatsAppPhoneNumber: it knows ${Object.keys(RULES).join(", ")}.${hint}`;
}

function shown(value: unknown): string {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function typeOf(value: unknown): string {
    return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
