/** The business profile that customers see, and its picture (graph-api-settings.md §4). */
import { type Call, post, unexpected } from "../call";
import { json, list, prose, text } from "../wire";
import { firstOf, type Source } from "./source";

/** The verticals that Meta's guide lists. */
export const VERTICALS = [
    "ALCOHOL",
    "APPAREL",
    "AUTO",
    "BEAUTY",
    "EDU",
    "ENTERTAIN",
    "EVENT_PLAN",
    "FINANCE",
    "GOVT",
    "GROCERY",
    "HEALTH",
    "HOTEL",
    "NONPROFIT",
    "ONLINE_GAMBLING",
    "OTC_DRUGS",
    "OTHER",
    "PHYSICAL_GAMBLING",
    "PROF_SERVICES",
    "RESTAURANT",
    "RETAIL",
    "TRAVEL",
] as const;

/** The profile as Graph shows it. Absent: not set. */
interface Profile {
    readonly about?: string;
    readonly address?: string;
    readonly description?: string;
    readonly email?: string;
    readonly websites?: readonly string[];
    readonly vertical?: string;
    /** Whether there is a picture: its URL is signed, and changes by itself. */
    readonly hasPicture: boolean;
}

export const PROFILE_SOURCE: Source = {
    edge: "whatsapp_business_profile",
    fields: "about,address,description,email,profile_picture_url,websites,vertical",
};

export function profileFrom(answer: unknown): Profile {
    const row = firstOf(answer);
    // The schema wraps the profile once more than the guide does.
    const profile = "business_profile" in row ? json(row.business_profile) : row;
    const shown = (name: string) => {
        const value = prose(profile[name]);
        return value === undefined || value === "" ? {} : { [name]: value };
    };
    const websites = list(profile.websites)
        .map(text)
        .filter((url) => url !== undefined && url !== "");
    return {
        ...shown("about"),
        ...shown("address"),
        ...shown("description"),
        ...shown("email"),
        ...shown("vertical"),
        ...(websites.length === 0 ? {} : { websites: websites as string[] }),
        hasPicture: typeof profile.profile_picture_url === "string" && profile.profile_picture_url !== "",
    };
}

/** What a change of the profile sends; absent fields stay as they are. */
export interface ProfileChange extends Omit<Profile, "hasPicture"> {
    /** Of an upload; it can be used once. */
    readonly pictureHandle?: string;
}

/** POST /{phone-number-id}/whatsapp_business_profile: a partial change. */
export async function setProfile(call: Call, id: string, change: ProfileChange): Promise<void> {
    const { pictureHandle, ...fields } = change;
    const picture = pictureHandle === undefined ? {} : { profile_picture_handle: pictureHandle };
    const body = { messaging_product: "whatsapp", ...fields, ...picture };
    const path = `${id}/whatsapp_business_profile`;
    // A handle can be used once: what may have been taken is not sent again.
    await post(call, "setting the business profile", path, body, { repeatable: pictureHandle === undefined });
}

/** A picture to upload. */
export interface Picture {
    readonly name: string;
    readonly type: "image/jpeg" | "image/png";
    readonly bytes: Buffer;
}

/** Uploads a picture in Meta's two steps; answers with the handle that the profile takes, once. */
export async function uploadPicture(call: Call, appId: string, picture: Picture): Promise<string> {
    const what = "uploading the picture";
    const { name, type, bytes } = picture;
    const begun = json(
        await call.client.send({
            request: what,
            method: "POST",
            path: `${appId}/uploads`,
            params: { file_name: name, file_length: bytes.length, file_type: type },
            repeatable: true,
            signal: call.signal,
        }),
    );
    if (typeof begun.id !== "string") throw unexpected(what);
    const done = json(
        await call.client.send({
            request: what,
            method: "POST",
            path: begun.id,
            body: bytes,
            headers: { file_offset: "0", "Content-Type": type },
            scheme: "OAuth",
            repeatable: true,
            signal: call.signal,
        }),
    );
    const handle = text(done.h);
    if (handle === undefined) throw unexpected(what);
    return handle;
}
