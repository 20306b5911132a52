/** The business profile (graph-api-settings.md §4). */
import { GraphRefusal } from "../errors";
import type { JsonObject, NumberState, UploadState } from "../state";
import type { Switches } from "../switches";
import { lengthOf } from "./checks";
import { checkModifiers, parseFields } from "./fields";
import { pictureOf } from "./uploads";

const VERTICALS = (
    "ALCOHOL APPAREL AUTO BEAUTY EDU ENTERTAIN EVENT_PLAN FINANCE GOVT GROCERY HEALTH HOTEL NONPROFIT " +
    "ONLINE_GAMBLING OTC_DRUGS OTHER PHYSICAL_GAMBLING PROF_SERVICES RESTAURANT RETAIL TRAVEL UNDEFINED NOT_A_BIZ"
).split(" ");
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const TEXTS = ["about", "address", "description", "email"] as const;
const FIELDS = [...TEXTS, "profile_picture_url", "websites", "vertical", "messaging_product"];

/** What a request about a profile depends on, besides the number. */
interface ProfileFacts {
    readonly now: number;
    readonly switches: Switches;
}

/** Answers a read of the profile. */
export function readProfile(
    number: NumberState,
    fields: string | undefined,
    { now, switches }: ProfileFacts,
): JsonObject {
    const all = switches.profileDefaultFields === "all" ? FIELDS : [];
    const selections = parseFields(fields ?? all.join(","));
    const entry: JsonObject = {};
    for (const selection of selections) {
        checkModifiers(selection);
        const { name } = selection;
        if (!FIELDS.includes(name) && !Object.hasOwn(number.profile, name)) {
            const message = `(#100) Tried accessing nonexisting field (${name}) on node type (WhatsAppBusinessProfile)`;
            throw new GraphRefusal(100, { message });
        }
        const value = shown(number, name, now, switches);
        if (value !== undefined) entry[name] = value;
    }
    const profile = { ...entry, messaging_product: "whatsapp" };
    return { data: [switches.profileShape === "wrapped" ? { business_profile: profile } : profile] };
}

function shown(number: NumberState, name: string, now: number, switches: Switches): unknown {
    const value = number.profile[name] ?? "";
    const isSet = value !== "" && !(Array.isArray(value) && value.length === 0);
    if (name === "profile_picture_url" && number.picture !== undefined) {
        // A signed URL, which is never the same twice.
        return `https://pps.whatsapp.net/v/t61.24694-24/${number.picture.sha256}_n.jpg?oe=${now.toString(16)}`;
    }
    if (isSet) return value;
    if (name === "vertical") return switches.unsetVertical === "UNDEFINED" ? "UNDEFINED" : "";
    if (switches.profileUnsetKeys === "absent") return undefined;
    return name === "websites" ? [] : "";
}

/** Applies a POST to a number, or throws the refusal. */
export function changeProfile(
    number: NumberState,
    asked: JsonObject,
    uploads: Iterable<UploadState>,
    { now, switches }: ProfileFacts,
): void {
    const wrong = (what: string): GraphRefusal =>
        new GraphRefusal(switches.profileRefusal === "error131009" ? 131009 : 100, {
            details: `Param ${what}`,
        });
    if (asked.messaging_product !== "whatsapp") throw wrong("messaging_product must be one of {WHATSAPP}");
    const limits = { about: 139, address: 256, description: switches.descriptionLimit, email: 128 };
    const changes: JsonObject = {};
    for (const key of TEXTS) {
        const value = asked[key];
        if (value === undefined) continue;
        if (typeof value !== "string" || lengthOf(value) > limits[key]) {
            throw wrong(`${key} must be a string of at most ${limits[key]} characters`);
        }
        if (key === "about" && value.trim() === "") throw wrong("about must not be empty");
        if (key === "email" && value !== "" && !EMAIL.test(value)) throw wrong("email must be an address");
        changes[key] = value;
    }
    if (asked.websites !== undefined) {
        const websites = websitesOf(asked.websites);
        if (websites === undefined) {
            throw wrong("websites must be at most 2 URLs of at most 256 characters with http:// or https://");
        }
        changes.websites = websites;
    }
    if (asked.vertical !== undefined) {
        const { vertical } = asked;
        const clears = vertical === "";
        if (!(clears || (typeof vertical === "string" && VERTICALS.includes(vertical)))) {
            throw wrong(`vertical must be one of {${VERTICALS.join(", ")}}`);
        }
        const wasSet = ![undefined, ""].includes(number.profile.vertical as string | undefined);
        if (clears && wasSet && switches.verticalClearing === "refused") {
            throw wrong("vertical can't be emptied");
        }
        changes.vertical = vertical;
    }
    changePicture(number, asked.profile_picture_handle, uploads, { now, switches }, wrong);
    number.profile = { ...number.profile, ...changes };
}

function websitesOf(value: unknown): string[] | undefined {
    const list: unknown = value === "" ? [] : value;
    if (!Array.isArray(list) || list.length > 2) return undefined;
    const isUrl = (each: unknown): boolean =>
        typeof each === "string" && lengthOf(each) <= 256 && /^https?:\/\/[^\s/]/i.test(each);
    return list.every(isUrl) ? list : undefined;
}

/** The last step of a change: it uses the handle up. */
function changePicture(
    number: NumberState,
    handle: unknown,
    uploads: Iterable<UploadState>,
    { now, switches }: ProfileFacts,
    wrong: (what: string) => GraphRefusal,
): void {
    if (handle === undefined) return;
    if (handle === "" && switches.emptyPictureHandle === "ignored") return;
    const { profile_picture_url: _, ...rest } = number.profile;
    if (handle === "" && switches.emptyPictureHandle === "removes") {
        delete number.picture;
    } else {
        const picture = pictureOf(uploads, handle, now, switches);
        if (typeof picture === "string") throw wrong(`profile_picture_handle ${picture}`);
        number.picture = picture;
    }
    number.profile = rest;
}
