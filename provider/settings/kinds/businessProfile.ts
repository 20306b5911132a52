/** What customers see of a number's business (graph-api-settings.md §4). */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Call } from "../../../graph/call";
import { GraphError } from "../../../graph/errors";
import {
    type Picture,
    PROFILE_SOURCE,
    type ProfileChange,
    profileFrom,
    setProfile,
    uploadPicture,
    VERTICALS,
} from "../../../graph/settings/profile";
import { readAppId } from "../../../graph/settings/webhooks";
import { messageOf } from "../../../graph/wire";
import { idRule, listRule, oneOfRule, textRule, urlRule } from "../../shapes";
import { UNKNOWN } from "../../unknown";
import { setting } from "../setting";

/** What a program declares of a profile. An absent field is left as it is; `""` clears it, where Meta allows that. */
export interface BusinessProfileInputs {
    /** The line below the name, 1 to 139 characters. Can't be cleared. */
    readonly about?: string;
    /** At most 256 characters. */
    readonly address?: string;
    /** At most 512 characters. */
    readonly description?: string;
    /** At most 128 characters. */
    readonly email?: string;
    /** At most two URLs of at most 256 characters each, http or https; `[]` clears them. */
    readonly websites?: readonly string[];
    /** What kind of business it is, for example `"RETAIL"`. */
    readonly vertical?: string;
    /** A JPEG or PNG file of at most 5 MB, by its path from the program's folder; best square, 640 pixels a side. */
    readonly profilePicture?: string;
    /** The app that uploads the picture, where Graph does not tell which one the token is of. */
    readonly appId?: string;
    /** Added by `check`: tells another picture from the same one. */
    readonly profilePictureHash?: string;
}

const LARGEST_PICTURE = 5 * 1024 * 1024;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const businessProfile = setting<BusinessProfileInputs>({
    name: "BusinessProfile",
    noun: "business profile",
    of: "phoneNumberId",
    fields: {
        about: {
            rule: (value) =>
                value === ""
                    ? "about can't be cleared: Graph takes 1 to 139 characters; leave it out to leave it as it is"
                    : textRule("about", { least: 1, most: 139 })(value),
        },
        address: { rule: textRule("address", { most: 256 }) },
        description: { rule: textRule("description", { most: 512 }) },
        email: { rule: emailRule },
        websites: {
            rule: listRule("websites", 2, (at) => urlRule(at, { most: 256, protocols: ["https:", "http:"] })),
        },
        vertical: { rule: oneOfRule("vertical", ["", ...VERTICALS]) },
        profilePicture: { rule: pictureRule, kind: "option" },
        appId: { rule: idRule("appId"), kind: "option" },
        profilePictureHash: {
            rule: () => undefined,
            kind: "writeOnly",
            derived: true,
            says: "upload the picture",
        },
    },
    outputs: [],
    derive({ profilePicture: file }) {
        if (file === undefined) return {};
        return { profilePictureHash: file === UNKNOWN ? UNKNOWN : hashOf(readFileSync(String(file))) };
    },
    source: PROFILE_SOURCE,
    from: profileFrom,
    gone: ({ hasPicture }) => (hasPicture === false ? ["profilePictureHash"] : []),
    async write(call, id, { set, declared }) {
        const { profilePictureHash: picture, profilePicture: _, appId: __, ...fields } = set;
        const handle =
            picture === undefined || declared.profilePicture === undefined
                ? {}
                : { pictureHandle: await upload(call, declared.profilePicture, declared.appId) };
        await setProfile(call, id, { ...fields, ...handle });
        return {};
    },
    removal: { kind: "leave", why: "the profile goes with its number" },
    restore: {
        also: ["hasPicture"],
        putBack: (call, id, lost) => setProfile(call, id, lost as ProfileChange),
        cannot: ({ hasPicture }) =>
            hasPicture !== true
                ? undefined
                : {
                      why: "the profile's picture can't be put back: Graph shows where it is, and not its file",
                      next: "declare it as profilePicture of a BusinessProfile resource that depends on the number, so that the same run uploads it again, or upload it in WhatsApp Manager",
                      values: ["hasPicture"],
                      fields: ["profilePictureHash"],
                  },
    },
});

function emailRule(value: unknown): string | undefined {
    if (value === "") return undefined;
    if (typeof value !== "string" || !EMAIL.test(value)) return "email is not an e-mail address";
    return textRule("email", { most: 128 })(value);
}

function pictureRule(value: unknown): string | undefined {
    if (typeof value !== "string" || value === "") {
        return 'profilePicture is the path of a JPEG or PNG file, for example "./logo.png"';
    }
    try {
        const bytes = readFileSync(value);
        if (typeIn(bytes) === undefined) return `profilePicture ${value} is neither a JPEG nor a PNG file`;
        if (bytes.length > LARGEST_PICTURE) return `profilePicture ${value} is larger than 5 MB`;
        return undefined;
    } catch (error) {
        return `profilePicture can't be read: ${messageOf(error)}`;
    }
}

function typeIn(bytes: Buffer): Picture["type"] | undefined {
    if (bytes.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))) return "image/png";
    if (bytes.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex"))) return "image/jpeg";
    return undefined;
}

function hashOf(bytes: Buffer): string {
    return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}

async function upload(call: Call, file: string, appId: string | undefined): Promise<string> {
    const app = appId ?? (await tokensApp(call));
    if (app === undefined) {
        throw new Error(
            "the picture was not uploaded: Graph does not tell which app the token is of. Next: declare appId, which the App Dashboard shows",
        );
    }
    const bytes = readFileSync(file);
    const type = typeIn(bytes);
    if (type === undefined) throw new Error(`${file} is neither a JPEG nor a PNG file any more`);
    return uploadPicture(call, app, { name: path.basename(file), type, bytes });
}

async function tokensApp(call: Call): Promise<string | undefined> {
    try {
        return await readAppId(call);
    } catch (error) {
        if (error instanceof GraphError && error.verdict === "refused") return undefined;
        throw error;
    }
}
