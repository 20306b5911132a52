/** What `check` refuses, each on its own property, and what it adds. Pure. */
import type { CheckFailure, CheckResult, Raw } from "../../resource";
import { UNKNOWN } from "../../unknown";
import { INPUT_NAMES, INPUTS, type InputName } from "./inputs";
import { PIN_AS_GIVEN } from "./pinAsGiven";

/** Properties that are not the user's: those passed along, and those that check itself adds. */
const OWN = new Set(["pinRevision", PIN_AS_GIVEN]);

/** Checks the new inputs against the rules; `olds` are the inputs of the last run, empty for a new number. */
export function check(olds: Raw, news: Raw): CheckResult {
    const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value != null));
    const failures: CheckFailure[] = [];
    for (const property of INPUT_NAMES) {
        const reason = wrongWith(property, given[property]);
        if (reason !== undefined) failures.push({ property, reason });
    }
    for (const property of Object.keys(given)) {
        if (!Object.hasOwn(INPUTS, property) && !OWN.has(property)) {
            failures.push({ property, reason: unknownProperty(property) });
        }
    }
    const protectedFrom = replacesProtected(olds, given);
    if (protectedFrom !== undefined) failures.push({ property: "phoneNumberId", reason: protectedFrom });
    const reason = pinSource(given);
    if (reason !== undefined) failures.push({ property: "pin", reason });
    const { [PIN_AS_GIVEN]: _, ...kept } = given;
    return { inputs: { ...kept, pinRevision: pinRevision(olds, given) }, failures };
}

function wrongWith(property: InputName, value: unknown): string | undefined {
    const { rule, required } = INPUTS[property];
    if (value === UNKNOWN) return undefined;
    return value === undefined ? required : rule(value);
}

/** A PIN that a transform set would be stored in clear text unless it is a secret, which can't be seen here. */
function pinSource({ pin, [PIN_AS_GIVEN]: given }: Raw): string | undefined {
    if (given === undefined || pin === undefined || given === pin) return undefined;
    if (given === UNKNOWN || pin === UNKNOWN) return undefined;
    return (
        "pin was set by a transform, and would be stored in clear text unless the transform made it a secret: " +
        'give it in the arguments, for example pin: config.requireSecret("pin")'
    );
}

/** Another ID would give the old number up at the end of the run, when the new one is registered already. */
function replacesProtected(olds: Raw, { phoneNumberId }: Raw): string | undefined {
    const isReplaced = olds.phoneNumberId !== undefined && phoneNumberId !== olds.phoneNumberId;
    if (olds.deletionProtection !== true || !isReplaced || phoneNumberId === undefined) return undefined;
    const next = phoneNumberId === UNKNOWN ? "an ID that is not known until apply" : phoneNumberId;
    return (
        `phoneNumberId can't change to ${next}: the number ${olds.phoneNumberId} would be deregistered, and its ` +
        "deletionProtection is true. To replace it, declare deletionProtection: false and run pulumi up first. To have " +
        "both, declare the other number in a resource of its own"
    );
}

function pinRevision(olds: Raw, news: Raw): number | string {
    const revision = typeof olds.pinRevision === "number" ? olds.pinRevision : 0;
    if (revision === 0) return 1;
    if (news.pin === UNKNOWN) return UNKNOWN;
    return olds.pin === news.pin ? revision : revision + 1;
}

/** What people write instead, in lower case and letters only. */
const OTHER_NAMES: Record<string, InputName> = {
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
    const name = property.toLowerCase().replace(/[^a-z]/g, "");
    const meant = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
    const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
    return `${property} is not an input of PhoneNumber: it knows ${INPUT_NAMES.join(", ")}.${hint}`;
}
