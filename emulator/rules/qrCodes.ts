/** QR codes and short links (graph-api-settings.md §6). */
import { randomBytes } from "node:crypto";
import { GraphRefusal, invalidParameter } from "../errors";
import type { JsonObject, NumberState, QrCode } from "../state";
import type { Switches } from "../switches";
import { lengthOf, must } from "./checks";
import { checkModifiers, parseFields } from "./fields";

const MOST_PER_PAGE = 25;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const DEFAULT_FIELDS = "code,prefilled_message,deep_link_url";

/** A POST to the collection. */
interface QrRequest {
    readonly code: unknown;
    readonly message: unknown;
    readonly image: unknown;
}

/** Creates a code, or changes the one that is named. */
export function writeQrCode(
    number: NumberState,
    { code, message, image }: QrRequest,
    now: number,
    { qrCodeLimit }: Switches,
): JsonObject {
    if (typeof message !== "string" || message === "" || lengthOf(message) > 140) {
        throw must("prefilled_message", "be a string of 1 to 140 characters");
    }
    if (image !== undefined && image !== "SVG" && image !== "PNG") {
        throw must("generate_qr_image", "be one of {SVG, PNG}");
    }
    if (code === undefined && number.qrCodes.length >= qrCodeLimit) {
        throw invalidParameter(`The phone number has ${qrCodeLimit} QR codes, which is the most`);
    }
    const qr = code === undefined ? newQrCode(now) : found(number, code);
    qr.prefilledMessage = message;
    if (code === undefined) number.qrCodes.push(qr);
    return show(qr, `${DEFAULT_FIELDS}${image === undefined ? "" : `,qr_image_url.format(${image})`}`, now);
}

function newQrCode(now: number): QrCode {
    const code = [...randomBytes(14)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
    return { code, prefilledMessage: "", createdAt: now };
}

function found({ qrCodes }: NumberState, code: unknown): QrCode {
    const qr = qrCodes.find((each) => each.code === code);
    if (qr === undefined) throw invalidParameter("The QR code does not exist");
    return qr;
}

/** Removes a code for good. */
export function deleteQrCode(number: NumberState, code: string): void {
    const gone = found(number, code);
    number.qrCodes = number.qrCodes.filter((each) => each !== gone);
}

/** Reads one code. */
export function readQrCode(
    number: NumberState,
    code: string,
    fields: string | undefined,
    now: number,
    { missingQrCode }: Switches,
): JsonObject {
    const exists = number.qrCodes.some((each) => each.code === code);
    if (!exists && missingQrCode === "empty") return { data: [] };
    return { data: [show(found(number, code), fields, now)] };
}

/** A read of the collection. */
interface QrListRequest {
    readonly code: string | undefined;
    readonly fields: string | undefined;
    readonly limit: string | undefined;
    readonly after: string | undefined;
    readonly before: string | undefined;
    /** The URL of another page. */
    readonly link: (place: Record<string, string>) => string;
}

/** Lists the codes, the newest first. */
export function listQrCodes(number: NumberState, request: QrListRequest, now: number): JsonObject {
    const { code, fields, after, before, link } = request;
    const all = number.qrCodes.toReversed().filter((each) => code === undefined || each.code === code);
    const limit = Number(request.limit ?? MOST_PER_PAGE);
    if (!Number.isInteger(limit) || limit < 1) throw must("limit", "be a positive number");
    const size = Math.min(limit, MOST_PER_PAGE);
    const end = before === undefined ? undefined : position(all, before);
    const start = end !== undefined ? Math.max(0, end - size) : after ? position(all, after) + 1 : 0;
    const page = all.slice(start, end ?? start + size);
    const [first, last] = [page.at(0), page.at(-1)];
    if (first === undefined || last === undefined) return { data: [] };
    const cursors = { before: cursor(first), after: cursor(last) };
    return {
        data: page.map((each) => show(each, fields, now)),
        paging: {
            cursors,
            ...(start + page.length < all.length ? { next: link({ after: cursors.after }) } : {}),
            ...(start > 0 ? { previous: link({ before: cursors.before }) } : {}),
        },
    };
}

const cursor = ({ code }: QrCode): string => Buffer.from(code).toString("base64url");

function position(all: readonly QrCode[], text: string): number {
    const at = all.findIndex((each) => cursor(each) === text);
    if (at < 0) throw invalidParameter("Invalid cursor");
    return at;
}

function show(qr: QrCode, fields: string | undefined, now: number): JsonObject {
    const selections = parseFields(fields ?? DEFAULT_FIELDS);
    const format = selections.find(({ name }) => name === "qr_image_url")?.modifiers?.format ?? "PNG";
    // A picture's URL is signed and expires after an hour.
    const image = `https://scontent.xx.fbcdn.net/m1/v/t6/${qr.code}.${format.toLowerCase()}?oe=${(now + 3_600_000).toString(16)}`;
    const values = new Map<string, unknown>([
        ["code", qr.code],
        ["prefilled_message", qr.prefilledMessage],
        ["deep_link_url", `https://wa.me/message/${qr.code}`],
        ["qr_image_url", image],
    ]);
    for (const each of selections) checkModifiers(each, each.name === "qr_image_url" ? ["format"] : []);
    const names = selections.map(({ name }) => name);
    const unknown = names.find((name) => !values.has(name));
    if (unknown !== undefined) {
        const message = `(#100) Tried accessing nonexisting field (${unknown}) on node type (WhatsAppMessageQRDL)`;
        throw new GraphRefusal(100, { message });
    }
    return Object.fromEntries(names.map((name) => [name, values.get(name)]));
}
