/** The business profile (graph-api.md §2.9). */
import { invalidParameter } from "../errors";
import type { JsonObject } from "../state";

const LENGTHS: Readonly<Record<string, number>> = { about: 139, address: 256, description: 256, email: 128 };
const VERTICALS = (
    "OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT PROF_SERVICES " +
    "RETAIL TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS UNDEFINED NOT_A_BIZ"
).split(" ");
const KEYS = [...Object.keys(LENGTHS), "websites", "vertical", "profile_picture_handle"];

/** Answers a read of the profile. Without `fields` it has only messaging_product. */
export function readProfile(profile: JsonObject, fields: string | undefined): JsonObject {
    const names = (fields ?? "messaging_product").split(",").map((name) => name.trim());
    const chosen = names.filter((name) => profile[name] !== undefined);
    return { data: [Object.fromEntries(chosen.map((name) => [name, profile[name]]))] };
}

/** The profile after a POST, or the refusal. */
export function changeProfile(profile: JsonObject, asked: JsonObject): JsonObject {
    if (asked.messaging_product !== "whatsapp") {
        throw invalidParameter("Param messaging_product must be one of {WHATSAPP}");
    }
    for (const [key, most] of Object.entries(LENGTHS)) {
        const value = asked[key];
        if (value !== undefined && (typeof value !== "string" || value.length > most)) {
            throw invalidParameter(`Param ${key} must be a string of at most ${most} characters`);
        }
    }
    if (asked.vertical !== undefined && !VERTICALS.includes(String(asked.vertical))) {
        throw invalidParameter(`Param vertical must be one of {${VERTICALS.join(", ")}}`);
    }
    const { profile_picture_handle: handle, ...changes } = Object.fromEntries(
        Object.entries(asked).filter(([key]) => KEYS.includes(key)),
    );
    const picture =
        handle === undefined ? {} : { profile_picture_url: `https://pps.whatsapp.net/${String(handle)}` };
    return { ...profile, ...changes, ...picture };
}
