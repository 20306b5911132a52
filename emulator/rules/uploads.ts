/** The resumable upload of pictures (graph-api-settings.md §4). */
import { createHash, randomBytes } from "node:crypto";
import { invalidParameter } from "../errors";
import type { JsonObject, Picture, UploadState } from "../state";
import type { Switches } from "../switches";
import { wrongPicture } from "./pictures";

const MOST_BYTES = 5 * 1024 * 1024;
const TYPES = ["image/jpeg", "image/jpg", "image/png"];

/** A new session, or the refusal. */
export function newUpload(
    appId: string,
    fileLength: string | undefined,
    fileType: string | undefined,
): UploadState {
    const length = Number(fileLength);
    if (!Number.isInteger(length) || length < 1 || length > MOST_BYTES) {
        throw invalidParameter(`Param file_length must be a number from 1 to ${MOST_BYTES}`);
    }
    if (fileType === undefined || !TYPES.includes(fileType)) {
        throw invalidParameter(`Param file_type must be one of {${TYPES.join(", ")}}`);
    }
    const id = randomBytes(24).toString("base64url");
    return { id, appId, fileType, fileLength: length, received: "" };
}

/** How the session is called; a signed name ends with a query. */
export function sessionName({ id }: UploadState, { uploadSession }: Switches): string {
    return `upload:${id}${uploadSession === "signed" ? `?sig=${signatureOf(id)}` : ""}`;
}

/** What `sig` of a signed name must be. */
export function signatureOf(id: string): string {
    return createHash("sha256").update(`upload ${id}`).digest("base64url").slice(0, 20);
}

/** How many bytes have arrived. */
export function offsetOf({ completedAt, fileLength, received }: UploadState): number {
    return completedAt === undefined ? Buffer.byteLength(received, "base64") : fileLength;
}

/** Takes bytes; answers with the handle once they are complete. */
export function receive(
    upload: UploadState,
    bytes: Buffer,
    offset: string | undefined,
    now: number,
    switches: Switches,
): JsonObject {
    const before = offsetOf(upload);
    if (upload.completedAt !== undefined) throw invalidParameter("The upload is complete");
    if (offset === undefined || offset.trim() === "" || Number(offset) !== before) {
        throw invalidParameter(`The header file_offset must be ${before}`);
    }
    if (before + bytes.length > upload.fileLength) {
        throw invalidParameter(`The file has ${upload.fileLength} bytes, and more were sent`);
    }
    const all = Buffer.concat([Buffer.from(upload.received, "base64"), bytes]);
    if (all.length < upload.fileLength) {
        upload.received = all.toString("base64");
        return { id: sessionName(upload, switches), file_offset: all.length };
    }
    upload.received = "";
    upload.completedAt = now;
    upload.sha256 = createHash("sha256").update(all).digest("hex");
    const wrong = wrongPicture(all);
    if (wrong !== undefined) upload.notAPicture = wrong;
    upload.handle = `4::${randomBytes(36).toString("base64url")}`;
    return { h: upload.handle };
}

/** The picture of a handle, which works once; a text: what is wrong with the handle or with the picture. */
export function pictureOf(
    uploads: Iterable<UploadState>,
    handle: unknown,
    now: number,
    { uploadHandleMs, pictureRules }: Switches,
): Picture | string {
    const unknown = "is not the handle of an upload";
    if (typeof handle !== "string" || handle === "") return unknown;
    const upload = [...uploads].find((each) => each.handle === handle);
    if (upload === undefined) return unknown;
    const age = now - (upload.completedAt ?? 0);
    if (uploadHandleMs > 0 && age >= uploadHandleMs) return unknown;
    if (pictureRules === "checked" && upload.notAPicture !== undefined) return upload.notAPicture;
    delete upload.handle;
    return { sha256: upload.sha256 ?? "", type: upload.fileType, bytes: upload.fileLength };
}
